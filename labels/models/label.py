from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from labels.enums import IsoType, OwnerKind, Stage, VerificationTiming
from labels.models.rows import Coverage
from sustainability_site.content.addresses import localised_reverse
from sustainability_site.content.fields import RichTextField
from sustainability_site.content.models import Image, Publishable, Source

LOGO_RECORD = ("logo_permission", "logo_permission_on", "logo_origin")


def source_field(name: str) -> models.ForeignKey:
    return models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=name,
        help_text="Har du ingen kilde, velger eller lager du en som er merket «kilde mangler».",
    )


class Label(Publishable):
    """An eco-label: who stands behind it, what it asks for, and what it says nothing about."""

    kind: ClassVar[str] = "label"
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
    owner_kind = models.CharField("type eier", max_length=12, choices=OwnerKind, blank=True)
    owner_source = source_field("kilde for eier")
    since_year = models.PositiveSmallIntegerField(
        "startet i år", null=True, blank=True, help_text="For eksempel 1989."
    )
    since_source = source_field("kilde for startår")
    iso_type = models.CharField("type merke", max_length=12, choices=IsoType, blank=True)
    iso_note = models.TextField("merknad om typen", blank=True)
    iso_source = source_field("kilde for type merke")

    verification_timing = models.CharField(
        "når kontrolleres produktet", max_length=12, choices=VerificationTiming, blank=True
    )
    verifier = models.TextField("hvem kontrollerer, og hvordan", blank=True)
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
    revision_cycle = models.TextField("hvor ofte kravene endres", blank=True)
    generation_source = source_field("kilde for utgaven")

    not_covered = RichTextField(
        "hva merket ikke dekker",
        blank=True,
        help_text="Bare det som er undersøkt. Skriv hva merket ikke er noe bevis for.",
    )
    lookup_text = models.TextField("slik kontrolleres et produkt", blank=True)
    lookup_url = models.URLField(
        "produktregister", blank=True, help_text="Adressen til eierens eget register."
    )
    lookup_source = source_field("kilde for kontroll av et produkt")
    mark_terms = models.TextField("vilkår for å vise merket", blank=True)
    mark_source = source_field("kilde for vilkårene")

    logo = models.ForeignKey(
        Image,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="logo",
        help_text="Logoen er et varemerke. Last den opp i bildebiblioteket, og bare med tillatelse.",
    )
    logo_permission = models.CharField(
        "tillatelse til å vise logoen",
        max_length=300,
        blank=True,
        help_text="Hvem ga lov, og hvordan. For eksempel «E-post fra merkeeieren».",
    )
    logo_permission_on = models.DateField("tillatelsen er fra", null=True, blank=True)
    logo_origin = models.CharField("logoen er hentet fra", max_length=300, blank=True)

    last_checked = models.DateField("sist kontrollert", null=True, blank=True)
    check_again_by = models.DateField("kontrolleres igjen innen", null=True, blank=True)
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

    def clean(self) -> None:
        """A logo is somebody's trademark: it is shown with permission only."""
        if self.logo_id is None:
            return
        missing = [name for name in LOGO_RECORD if not getattr(self, name)]
        if missing:
            raise ValidationError(dict.fromkeys(missing, "Må fylles ut når merket har en logo."))

    def address(self, language: str) -> str:
        slug = getattr(self, f"slug_{language}") or self.slug_nb
        return localised_reverse("labels:label_detail", language, slug=slug)

    def card(self) -> dict[str, Any]:
        return {"title": str(self.name), "lead": str(self.lead), "facts": self._facts()}

    def generation_has_passed(self, day: date) -> bool:
        return bool(self.generation_until and self.generation_until < day)

    def is_offered_on(self, day: date) -> bool:
        withdrawn = self.offered_until and self.offered_until < day
        return self.offered and not withdrawn and not self.generation_has_passed(day)

    def by_stage(self) -> list[tuple[Stage, list[Coverage]]]:
        """The stages of the life cycle where the label asks for something, with what it asks for there."""
        placed = [(stage, [row for row in self.coverages.all() if stage in row.stages()]) for stage in Stage]
        return [(stage, rows) for stage, rows in placed if rows]

    def cited_sources(self) -> list[Source]:
        """Every source that the page leans on, once, by title."""
        sources = {source.code: source for source in self._all_sources() if source}
        return sorted(sources.values(), key=lambda source: (str(source.title), source.code))

    def _all_sources(self) -> Iterator[Source | None]:
        yield from (
            self.owner_source,
            self.since_source,
            self.iso_source,
            self.verification_source,
            self.generation_source,
            self.lookup_source,
            self.mark_source,
        )
        for rows in (self.tiers, self.coverages, self.scopes):
            yield from (row.source for row in rows.all())
        yield from self.sources.all()

    def _facts(self) -> dict[str, Any]:
        def iso(day: date | None) -> str | None:
            return day.isoformat() if day else None

        return {
            "position": self.position,
            "owner_kind": self.owner_kind,
            "iso_type": self.iso_type,
            "verification_timing": self.verification_timing,
            "tiers": [str(tier.name) for tier in self.tiers.all()],
            "topics": {row.topic.code: row.level for row in self.coverages.all()},
            "categories": [
                {
                    "code": scope.category.code,
                    "standing": scope.standing,
                    "valid_from": iso(scope.valid_from),
                    "valid_until": iso(scope.valid_until),
                }
                for scope in self.scopes.all()
            ],
            "offered": self.offered,
            "offered_until": iso(self.offered_until),
            "generation_until": iso(self.generation_until),
            "last_checked": iso(self.last_checked),
            "check_again_by": iso(self.check_again_by),
        }
