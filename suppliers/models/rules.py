from typing import Any

from django.db import models
from django.utils import translation

from suppliers.enums import Act
from sustainability_site.content.addresses import localised_reverse
from sustainability_site.content.models import Publishable, RichTextField, Source


class RulePage(Publishable):
    """What a framework and a regulation have in common: a name, a page and a place in the list."""

    name = models.CharField(
        "navn",
        max_length=200,
        help_text="Det fulle navnet, for eksempel «OECDs retningslinjer for flernasjonale selskaper».",
    )
    short_name = models.CharField(
        "kort navn", max_length=80, help_text="Brukes i lenker og tabeller, for eksempel «RoHS»."
    )
    slug = models.SlugField(
        "adresse", max_length=80, help_text="Siste ledd i nettadressen, for eksempel «rohs»."
    )
    lead = models.TextField("ingress", help_text="Én setning som sier hva dette er.")
    description = RichTextField(
        "hva det er", help_text="Hva en kunde trenger å vite. Mellomtitler her er av nivå 3."
    )
    url = models.URLField(
        "offisiell side", max_length=500, blank=True, help_text="Hele adressen, for eksempel https://…"
    )
    position = models.PositiveSmallIntegerField(
        "rekkefølge", default=0, help_text="Lavest tall står først i lister og tabeller."
    )
    sources = models.ManyToManyField(
        Source,
        verbose_name="kilder",
        blank=True,
        related_name="+",
        help_text="Alle kilder siden bygger på. Mangler én, velger du en som er merket «kilde mangler».",
    )

    class Meta(Publishable.Meta):
        abstract = True
        ordering = ("position", "code")

    def __str__(self) -> str:
        return str(self.short_name or self.code)

    @property
    def path(self) -> str:
        """The address in the language of the page that links here."""
        return self.address(translation.get_language())


class Framework(RulePage):
    """A norm that companies choose to follow, such as the UN Guiding Principles."""

    kind = "framework"
    public_fields = (
        "name",
        "short_name",
        "slug",
        "issuer",
        "year",
        "lead",
        "description",
        "our_use",
        "url",
        "position",
        "sources",
    )
    relations = ()

    issuer = models.CharField(
        "hvem står bak", max_length=200, help_text="For eksempel «De forente nasjoner (FN)»."
    )
    year = models.PositiveSmallIntegerField(
        "fra år", null=True, blank=True, help_text="Året det først ble vedtatt, for eksempel 2011."
    )
    our_use = models.TextField(
        "hvordan vi bruker det",
        blank=True,
        help_text="Bare det virksomheten har sagt offentlig. La feltet stå tomt hvis ingenting er sagt.",
    )

    class Meta(RulePage.Meta):
        verbose_name = "rammeverk"
        verbose_name_plural = "rammeverk"

    def address(self, language: str) -> str:
        with translation.override(language):
            return localised_reverse("suppliers:framework_detail", language, slug=self.slug)

    def card(self) -> dict[str, Any]:
        facts = {"position": self.position, "short_name": self.short_name, "issuer": self.issuer}
        return {"title": self.name, "lead": self.lead, "facts": facts}


class Regulation(RulePage):
    """Law that binds somebody, with what a customer can demand under it."""

    kind = "regulation"
    public_fields = (
        "name",
        "short_name",
        "slug",
        "identifier",
        "act",
        "lead",
        "description",
        "scope",
        "binds",
        "in_force_from",
        "demand",
        "answer_days",
        "url",
        "position",
        "sources",
    )
    relations = ()

    identifier = models.CharField("nummer", max_length=80, help_text="For eksempel «2011/65/EU».")
    act = models.CharField(
        "type regel", max_length=24, choices=Act, help_text="REACH er for eksempel en EU-forordning."
    )
    scope = RichTextField(
        "hva det gjelder", help_text="Hvilke varer, stoffer eller situasjoner reglene gjelder for."
    )
    binds = models.TextField(
        "hvem det binder", help_text="For eksempel «Importører av tinn, tantal, wolfram og gull til EU»."
    )
    in_force_from = models.DateField(
        "gjelder fra", null=True, blank=True, help_text="Tomt felt vises som «ikke oppgitt»."
    )
    demand = RichTextField(
        "hva en kunde kan kreve", blank=True, help_text="Skriv det slik at leseren kan bruke det."
    )
    answer_days = models.PositiveSmallIntegerField(
        "svarfrist i dager",
        null=True,
        blank=True,
        help_text="Bare når reglene har en frist for svar til kunden. REACH har for eksempel 45.",
    )

    class Meta(RulePage.Meta):
        verbose_name = "regelverk"
        verbose_name_plural = "regelverk"

    def address(self, language: str) -> str:
        with translation.override(language):
            return localised_reverse("suppliers:regulation_detail", language, slug=self.slug)

    def card(self) -> dict[str, Any]:
        facts = {
            "position": self.position,
            "short_name": self.short_name,
            "identifier": self.identifier,
            "answer_days": self.answer_days,
        }
        return {"title": self.name, "lead": self.lead, "facts": facts}
