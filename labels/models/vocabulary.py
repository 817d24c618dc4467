from typing import Any, ClassVar

from django.db import models

from sustainability_site.content.models import Publishable


class Vocabulary(Publishable):
    """A named term that labels point to by its code; it has no page of its own."""

    name = models.CharField("navn", max_length=80)
    explanation = models.TextField("forklaring", blank=True)
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


class Topic(Vocabulary):
    kind: ClassVar[str] = "topic"

    class Meta(Vocabulary.Meta):
        verbose_name = "tema"
        verbose_name_plural = "temaer"


class ProductCategory(Vocabulary):
    kind: ClassVar[str] = "product-category"

    class Meta(Vocabulary.Meta):
        verbose_name = "produktkategori"
        verbose_name_plural = "produktkategorier"
