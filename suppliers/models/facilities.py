from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import models

from sustainability_site.content.addresses import localised_reverse
from sustainability_site.content.faults import Fault, Level
from sustainability_site.content.models import Publishable, RichTextField, Source


class FacilityList(Publishable):
    """Where the products are made: one table, imported whole and published whole.

    `facilities` is a list of rows in the columns of the Open Supply Hub, as `facility_files.read()` gives them.
    """

    kind = "facility-list"
    public_fields = ("title", "lead", "coverage", "as_of", "facilities", "sources")
    relations = ()

    title = models.CharField("tittel", max_length=200, help_text="For eksempel «Produksjonssteder».")
    lead = models.TextField("ingress", help_text="En til to setninger som sier hva listen viser.")
    coverage = RichTextField(
        "hva listen dekker", blank=True, help_text="Hvilke varer og ledd som er med, og hva som ikke er med."
    )
    as_of = models.DateField(
        "opplysningene er fra", null=True, blank=True, help_text="Tomt felt vises som «ikke oppgitt»."
    )
    facilities = models.JSONField("produksjonssteder", default=list, editable=False)
    sources = models.ManyToManyField(Source, verbose_name="kilder", blank=True, related_name="+")

    class Meta(Publishable.Meta):
        verbose_name = "liste over produksjonssteder"
        verbose_name_plural = "produksjonssteder"
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.title or self.code)

    def address(self, language: str) -> str:
        return localised_reverse("suppliers:facility_list", language)

    def card(self) -> dict[str, Any]:
        return {"title": self.title, "lead": self.lead, "facts": {}}

    def countries(self) -> list[str]:
        return sorted({row["country"] for row in self.facilities}, key=str.casefold)

    def publication_faults(self, document: dict, *, at: datetime) -> Iterator[Fault]:
        if not document["facilities"]:
            sentence = "Listen er tom. Last opp en fil med produksjonssteder først."
            yield Fault("P1", "produksjonssteder", sentence, "#import", Level.BLOCK)
