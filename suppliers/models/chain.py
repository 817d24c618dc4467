from typing import Any

from django.db import models

from suppliers.enums import Knowledge
from sustainability_site.content.addresses import localised_reverse
from sustainability_site.content.models import Publishable, RichTextField, Row, Source


class SupplyChain(Publishable):
    """The way from mine to customer, tier by tier, with what is known about each."""

    kind = "supply-chain"
    public_fields = ("title", "lead", "introduction", "outlook", "sources")
    relations = ("tiers",)

    title = models.CharField("tittel", max_length=200, help_text="For eksempel «Leverandørkjeden».")
    lead = models.TextField("ingress", help_text="En til to setninger som sier hva siden viser.")
    introduction = RichTextField(
        "innledning", blank=True, help_text="Hva bildet viser, og hva som gjelder for kjeden som helhet."
    )
    outlook = RichTextField(
        "arbeidet videre", blank=True, help_text="Bare det virksomheten har sagt at den vil gjøre."
    )
    sources = models.ManyToManyField(
        Source,
        verbose_name="flere kilder",
        blank=True,
        related_name="+",
        help_text="Kilder som ikke alt er valgt på et ledd.",
    )

    class Meta(Publishable.Meta):
        verbose_name = "leverandørkjede"
        verbose_name_plural = "leverandørkjeden"
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.title or self.code)

    def address(self, language: str) -> str:
        return localised_reverse("suppliers:supply_chain", language)

    def card(self) -> dict[str, Any]:
        return {"title": self.title, "lead": self.lead, "facts": {}}

    def by_knowledge(self) -> list[tuple[Knowledge, list["ChainTier"]]]:
        """The tiers under each level of knowledge, from known to not stated; levels without a tier left out."""
        tiers = list(self.tiers.all())
        groups = [(level, [tier for tier in tiers if tier.knowledge == level]) for level in Knowledge]
        return [(level, found) for level, found in groups if found]

    def all_sources(self) -> list[Source]:
        """Every source on the page, once, in the order a reader meets them."""
        found = [tier.source for tier in self.tiers.all() if tier.source]
        return list({source.code: source for source in [*found, *self.sources.all()]}.values())


class ChainTier(Row):
    """One tier. Its key is part of its address on the page."""

    public_fields = ("name", "happens", "knowledge", "known", "source")

    supply_chain = models.ForeignKey(
        SupplyChain, models.CASCADE, related_name="tiers", verbose_name="leverandørkjede"
    )
    name = models.CharField("ledd", max_length=60, help_text="For eksempel «Smelteverk».")
    happens = models.TextField("hva som skjer her", help_text="Én setning.")
    knowledge = models.CharField(
        "hvor mye er kjent",
        max_length=12,
        choices=Knowledge,
        default=Knowledge.NOT_STATED,
        help_text="«Ikke kjent» når dere har undersøkt og ikke funnet ut av det. «Ikke oppgitt» når ingenting er sagt.",
    )
    known = models.TextField(
        "hva som er kjent",
        blank=True,
        help_text="Bare det virksomheten har sagt offentlig. Tomt felt vises som «ikke oppgitt».",
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kilde",
        help_text="Der leddet er beskrevet. Velg en kilde fra lista, for eksempel årsrapporten.",
    )

    class Meta(Row.Meta):
        verbose_name = "ledd"
        verbose_name_plural = "ledd"

    def __str__(self) -> str:
        return str(self.name)

    @property
    def anchor(self) -> str:
        return f"ledd-{self.key}"
