from django.db import models

from sustainability_site.content.fields import RichTextField
from sustainability_site.content.links import plain_text
from sustainability_site.content.models.abstract import Publishable
from sustainability_site.content.models.source import Source


class Term(Publishable):
    """A word that any page may use, explained once: in the glossary, where its code is its anchor."""

    kind = "term"
    stands_on = "page/glossary"
    public_fields = ("name", "also", "definition", "source")
    relations = ()

    name = models.CharField("ord", max_length=120, help_text="For eksempel «Aktsomhetsvurdering».")
    also = models.CharField(
        "også kalt",
        max_length=200,
        blank=True,
        help_text="Andre navn og forkortelser, for eksempel «due diligence».",
    )
    definition = RichTextField(
        "forklaring", help_text="Én til tre setninger i klart språk. Si hva ordet betyr på disse sidene."
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="+",
        verbose_name="kilde",
        help_text="Har du ingen kilde, velger eller lager du en som er merket «kilde mangler».",
    )

    class Meta(Publishable.Meta):
        verbose_name = "ord i ordlisten"
        verbose_name_plural = "ordlisten"
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name or self.code)

    def address(self, language: str) -> None:
        return None

    def card(self) -> dict:
        return {"title": self.name, "lead": plain_text(self.definition), "facts": {}}
