from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from sustainability_site.content.models import Publishable, Source


class Vocabulary(Publishable):
    """A named term that labels point to by its code; it has no page of its own."""

    name = models.CharField(
        "navn",
        max_length=80,
        help_text="Kort, slik kundene sier det, for eksempel «Skjermer» eller «Lydnivå».",
    )
    explanation = models.TextField(
        "forklaring",
        blank=True,
        help_text="Hva ordet omfatter, i én til to setninger, for eksempel «Hvor mye produktet bråker i bruk».",
    )
    position = models.PositiveSmallIntegerField(
        "rekkefølge", default=0, help_text="Lavest tall står først i lister og tabeller."
    )

    public_fields: ClassVar[tuple[str, ...]] = ("name", "explanation", "position")
    relations: ClassVar[tuple[str, ...]] = ()

    class Meta(Publishable.Meta):
        abstract = True
        ordering = ("position", "code")

    def __str__(self) -> str:
        return str(self.name)

    def address(self, language: str) -> None:
        return None

    def card(self) -> dict[str, Any]:
        return {
            "title": str(self.name),
            "lead": str(self.explanation or ""),
            "facts": {"position": self.position},
        }


def _with_tender_words(document: dict) -> dict:
    """Shape 2 has the words for a tender and for the shop."""
    names = ("requirement", "documentation", "question")
    texts = {f"{name}_{language}": "" for name in names for language in ("nb", "en")}
    return document | texts | {"source": None}


class Topic(Vocabulary):
    """Something that labels set requirements on, with words for a buyer who asks for it without a label."""

    kind: ClassVar[str] = "topic"
    shape: ClassVar[int] = 2
    upgrades: ClassVar[dict[int, Callable[[dict], dict]]] = {1: _with_tender_words}
    public_fields: ClassVar[tuple[str, ...]] = (
        *Vocabulary.public_fields,
        "requirement",
        "documentation",
        "question",
        "source",
    )

    requirement = models.TextField(
        "kravtekst til anbud",
        blank=True,
        help_text="Hele setninger som kan limes inn. Sett det innkjøperen må fylle ut, i hakeparentes.",
    )
    documentation = models.TextField(
        "dokumentasjon som skal kreves",
        blank=True,
        help_text="Det en innkjøper kan be om når ingen merker er brukt, for eksempel en målerapport.",
    )
    question = models.TextField(
        "spørsmål til butikken", blank=True, help_text="Ett spørsmål en privat kunde kan stille."
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kilde for kravteksten",
        help_text="Det rådet teksten bygger på. Tomt felt: ordlyden er vår egen.",
    )

    class Meta(Vocabulary.Meta):
        verbose_name = "tema"
        verbose_name_plural = "temaer"


def _with_wider_category(document: dict) -> dict:
    """Shape 2 says which wider category a category belongs to."""
    return document | {"part_of": None}


class ProductCategory(Vocabulary):
    kind: ClassVar[str] = "product-category"
    shape: ClassVar[int] = 2
    upgrades: ClassVar[dict[int, Callable[[dict], dict]]] = {1: _with_wider_category}
    public_fields: ClassVar[tuple[str, ...]] = (*Vocabulary.public_fields, "part_of")

    part_of = models.ForeignKey(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="hører til",
        help_text="Den videre kategorien. Et merke med krav til den gjelder også for denne.",
    )

    class Meta(Vocabulary.Meta):
        verbose_name = "produktkategori"
        verbose_name_plural = "produktkategorier"

    def clean(self) -> None:
        super().clean()
        if self.part_of_id is not None and self.part_of_id == self.pk:
            raise ValidationError({"part_of": "En kategori kan ikke høre til seg selv."})
