from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from suppliers.chart import Chart, chart_of
from sustainability_site.content.addresses import localised_reverse
from sustainability_site.content.faults import Fault, Level
from sustainability_site.content.models import Publishable, RichTextField, Row, Source

MORE_CLOSED_THAN_FOUND = "Flere avvik er lukket enn det som er funnet. Rett ett av tallene."


class FollowUp(Publishable):
    """Audits, deviations and their closing, year by year: shown only once an editor has entered figures."""

    kind = "follow-up"
    public_fields = ("title", "lead", "method", "sources")
    relations = ("years",)

    title = models.CharField("tittel", max_length=200, help_text="For eksempel «Oppfølgingen i tall».")
    lead = models.TextField("ingress", help_text="En til to setninger som sier hva tallene viser.")
    method = RichTextField(
        "slik har vi talt",
        blank=True,
        help_text="Hva som regnes som en revisjon og et avvik, hvem som har kontrollert, og hva tallene ikke dekker.",
    )
    sources = models.ManyToManyField(Source, verbose_name="kilder", blank=True, related_name="+")

    class Meta(Publishable.Meta):
        verbose_name = "oppfølging i tall"
        verbose_name_plural = "oppfølging i tall"
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.title or self.code)

    def address(self, language: str) -> str:
        return localised_reverse("suppliers:follow_up", language)

    def card(self) -> dict[str, Any]:
        return {"title": self.title, "lead": self.lead, "facts": {}}

    def in_order(self) -> list["FollowUpYear"]:
        return sorted(self.years.all(), key=lambda row: row.year)

    def chart(self) -> Chart:
        return chart_of([(row.year, (row.audits, row.deviations, row.closed)) for row in self.in_order()])

    def publication_faults(self, document: dict, *, at: datetime) -> Iterator[Fault]:
        rows, this_year = document["years"], timezone.localdate(at).year
        if not rows:
            yield _fault("T1", "Ingen år er fylt ut. Siden vises først når den har tall.")
        twice = Counter(row["year"] for row in rows)
        for year in sorted(year for year, times in twice.items() if times > 1):
            yield _fault("T2", f"{year} står mer enn én gang.")
        for row in rows:
            if row["year"] > this_year:
                yield _fault("T3", f"{row['year']} har ikke begynt ennå.")
            for sentence in faults_in_figures(row["audits"], row["deviations"], row["closed"]):
                yield _fault("T4", f"{row['year']}: {sentence}")


def faults_in_figures(audits: int | None, deviations: int | None, closed: int | None) -> Iterator[str]:
    """What can't be right in one year's figures. None is a figure that is not stated."""
    if audits is None and deviations is None and closed is None:
        yield "Skriv minst ett tall, eller fjern året."
    if closed is not None and deviations is None:
        yield "Skriv hvor mange avvik som ble funnet, siden noen er lukket."
    if closed is not None and deviations is not None and closed > deviations:
        yield MORE_CLOSED_THAN_FOUND


def _fault(code: str, sentence: str) -> Fault:
    return Fault(code, "tallene", sentence, "#years-heading", Level.BLOCK)


class FollowUpYear(Row):
    public_fields = ("year", "audits", "deviations", "closed", "note")

    follow_up = models.ForeignKey(
        FollowUp, models.CASCADE, related_name="years", verbose_name="oppfølging i tall"
    )
    year = models.PositiveSmallIntegerField(
        "år",
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
        help_text="Året revisjonene ble gjort, for eksempel 2025.",
    )
    audits = models.PositiveIntegerField(
        "revisjoner",
        null=True,
        blank=True,
        help_text="Tomt felt vises som «ikke oppgitt». Skriv 0 for ingen.",
    )
    deviations = models.PositiveIntegerField(
        "avvik funnet", null=True, blank=True, help_text="Avvik som ble funnet dette året."
    )
    closed = models.PositiveIntegerField(
        "av disse lukket", null=True, blank=True, help_text="Så mange av avvikene fra dette året er rettet."
    )
    note = models.CharField(
        "merknad",
        max_length=300,
        blank=True,
        help_text="For eksempel «Bare leverandører av egne merkevarer».",
    )

    class Meta(Row.Meta):
        verbose_name = "år"
        verbose_name_plural = "år"
        constraints = (
            models.CheckConstraint(
                condition=Q(closed__isnull=True) | Q(deviations__isnull=False, closed__lte=F("deviations")),
                name="suppliers_no_more_closed_than_found",
                violation_error_message=MORE_CLOSED_THAN_FOUND,
            ),
        )

    def __str__(self) -> str:
        return str(self.year)
