from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from labels import shown
from labels.enums import IsoType, Level, OwnerKind, Stage, VerificationTiming
from labels.models.facts import facts_of
from labels.models.logo import BearsLogo
from labels.models.rows import Coverage
from labels.models.sources import cited, source_field
from labels.validity import have_passed
from sustainability_site.content.addresses import localised_reverse
from sustainability_site.content.faults import Fault
from sustainability_site.content.fields import RichTextField
from sustainability_site.content.models import Publishable, Source


def _with_documentation(document: dict) -> dict:
    """Shape 2 says what a buyer is to ask for as documentation."""
    return document | {"documentation_nb": "", "documentation_en": "", "documentation_source": None}


class Label(BearsLogo, Publishable):
    """An eco-label: who stands behind it, what it asks for, and what it says nothing about."""

    kind: ClassVar[str] = "label"
    shape: ClassVar[int] = 2
    upgrades: ClassVar[dict[int, Callable[[dict], dict]]] = {1: _with_documentation}
    public_fields: ClassVar[tuple[str, ...]] = (
        "name",
        "other_names",
        "slug",
        "lead",
        "position",
        "offered",
        "offered_until",
        "body",
        "owner",
        "owner_kind",
        "owner_source",
        "since_year",
        "since_source",
        "iso_type",
        "iso_note",
        "iso_source",
        "verification_timing",
        "verifier",
        "verification_source",
        "generation",
        "generation_until",
        "revision_cycle",
        "generation_source",
        "not_covered",
        "lookup_url",
        "lookup_text",
        "lookup_source",
        "documentation",
        "documentation_source",
        "mark_terms",
        "mark_source",
        "logo",
        "last_checked",
        "check_again_by",
        "sources",
    )
    relations: ClassVar[tuple[str, ...]] = ("tiers", "coverages", "scopes")

    name = models.CharField(
        "navn", max_length=120, help_text="Slik eieren skriver det. For eksempel «TCO Certified»."
    )
    other_names = models.CharField(
        "andre navn",
        max_length=200,
        blank=True,
        help_text="Navn folk kan søke etter. For eksempel «EU-blomsten».",
    )
    slug = models.SlugField("adresse", max_length=80, help_text="Siste del av sidens adresse.")
    lead = models.TextField(
        "kort om merket",
        help_text="Det merket sier, med få ord og uten skryt. For eksempel: «Stiller krav til strømforbruk.»",
    )
    position = models.PositiveSmallIntegerField(
        "rekkefølge", default=0, help_text="Lavest tall står først i oversikten."
    )

    offered = models.BooleanField(
        "vi tilbyr produkter med merket", default=False, help_text="Vises som «Tilbys nå» i oversikten."
    )
    offered_until = models.DateField(
        "tilbys til og med",
        null=True,
        blank=True,
        help_text="Når datoen er passert, forsvinner «Tilbys nå» av seg selv.",
    )

    body = RichTextField("hva merket er", blank=True, help_text="Begynn eventuelle mellomtitler på nivå 3.")
    owner = models.CharField(
        "eier", max_length=200, blank=True, help_text="For eksempel «Nordisk ministerråd»."
    )
    owner_kind = models.CharField(
        "type eier",
        max_length=12,
        choices=OwnerKind,
        blank=True,
        help_text="Hva slags organisasjon eieren er, for eksempel stiftelse eller myndighet.",
    )
    owner_source = source_field("kilde for eier")
    since_year = models.PositiveSmallIntegerField(
        "startet i år", null=True, blank=True, help_text="For eksempel 1989."
    )
    since_source = source_field("kilde for startår")
    iso_type = models.CharField(
        "type merke",
        max_length=12,
        choices=IsoType,
        blank=True,
        help_text="Typen etter ISO 14020-serien, for eksempel type I: uavhengig kontrollert og med krav til hele livsløpet.",
    )
    iso_note = models.TextField(
        "merknad om typen",
        blank=True,
        help_text="Brukes når typen er uklar eller omstridt, for eksempel hvem som sier hva. Oppgi det kilden sier.",
    )
    iso_source = source_field("kilde for type merke")

    verification_timing = models.CharField(
        "når kontrolleres produktet",
        max_length=12,
        choices=VerificationTiming,
        blank=True,
        help_text="Når kravene kontrolleres, for eksempel før varen får merket.",
    )
    verifier = models.TextField(
        "hvem kontrollerer, og hvordan",
        blank=True,
        help_text="Hvem som kontrollerer, for eksempel «Et akkreditert laboratorium».",
    )
    verification_source = source_field("kilde for kontroll")
    generation = models.CharField(
        "utgave av kravene", max_length=200, blank=True, help_text="For eksempel «Generasjon 10»."
    )
    generation_until = models.DateField(
        "utgaven gjelder til og med",
        null=True,
        blank=True,
        help_text="Når datoen er passert, sier siden fra, og merket forsvinner fra «Tilbys nå» av seg selv.",
    )
    revision_cycle = models.TextField(
        "hvor ofte kravene endres",
        blank=True,
        help_text="Hvor ofte kravene revideres, for eksempel «Hvert tredje år».",
    )
    generation_source = source_field("kilde for utgaven")

    not_covered = RichTextField(
        "hva merket ikke dekker",
        blank=True,
        help_text="Bare det som er undersøkt. Skriv hva merket ikke er noe bevis for.",
    )
    lookup_text = models.TextField(
        "slik kontrolleres et produkt",
        blank=True,
        help_text="Hvor en kunde slår opp om varen har merket, for eksempel «Søk på modellnavnet i registeret».",
    )
    lookup_url = models.URLField(
        "produktregister", blank=True, help_text="Adressen til eierens eget register."
    )
    lookup_source = source_field("kilde for kontroll av et produkt")
    documentation = models.TextField(
        "dokumentasjon på merket",
        blank=True,
        help_text="Det en innkjøper skal be om. For eksempel: «Gyldig sertifikat for artikkelnummeret.»",
    )
    documentation_source = source_field("kilde for dokumentasjonen")
    last_checked = models.DateField(
        "sist kontrollert",
        null=True,
        blank=True,
        help_text="Dagen noen sist leste kravene hos eieren, for eksempel 24.11.2026. Leserne ser den.",
    )
    check_again_by = models.DateField(
        "kontrolleres igjen innen",
        null=True,
        blank=True,
        help_text="Dagen kravene bør leses igjen, for eksempel når en ny versjon er ventet.",
    )
    sources = models.ManyToManyField(
        Source,
        blank=True,
        related_name="+",
        verbose_name="andre kilder",
        help_text="Kilder for teksten som ikke allerede er valgt ved et av feltene.",
    )

    class Meta(Publishable.Meta):
        verbose_name = "miljømerke"
        verbose_name_plural = "miljømerker"
        ordering = ("position", "code")

    def __str__(self) -> str:
        return str(self.name)

    def address(self, language: str) -> str:
        slug = getattr(self, f"slug_{language}") or self.slug_nb
        return localised_reverse("labels:label_detail", language, slug=slug)

    def card(self) -> dict[str, Any]:
        return {"title": str(self.name), "lead": str(self.lead), "facts": facts_of(self)}

    def publication_faults(self, document: dict, *, at: datetime) -> Iterator[Fault]:
        yield from shown.faults(self, timezone.localdate(at))

    def generation_has_passed(self, day: date) -> bool:
        return bool(self.generation_until and self.generation_until < day)

    def criteria_have_passed(self, day: date) -> bool:
        standings = [scope.standing_on(day) for scope in self.scopes.all()]
        return have_passed(day, generation_until=self.generation_until, standings=standings)

    def is_offered_on(self, day: date) -> bool:
        withdrawn = self.offered_until and self.offered_until < day
        return self.offered and not withdrawn and not self.criteria_have_passed(day)

    def check_is_overdue(self, day: date) -> bool:
        return bool(self.check_again_by and self.check_again_by < day)

    def by_stage(self) -> list[tuple[Stage, list[Coverage]]]:
        """Every stage of the life cycle, with what the label asks for there; often nothing is stated."""
        return [(stage, [row for row in self.demands() if stage in row.stages()]) for stage in Stage]

    def without_stage(self) -> list[Coverage]:
        return [row for row in self.demands() if not row.stages()]

    def demands(self) -> list[Coverage]:
        return [row for row in self.coverages.all() if row.level != Level.NOT]

    def left_out(self) -> list[Coverage]:
        """The topics that someone has looked for, and not found."""
        return [row for row in self.coverages.all() if row.level == Level.NOT]

    def cited_sources(self) -> list[Source]:
        """Every source that the page leans on, once, by title."""
        return cited(self)
