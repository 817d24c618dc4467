from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sustainability_site.content.models import Row
from transparency.enums import ChainTier, FindingKind, Likelihood, MeasureOutcome, MeasureStatus, Severity
from transparency.models.statement import Statement

Fact = tuple[str | Promise, str]


class Finding(Row):
    """An actual harm or a significant risk (§ 5 b): whose right, where in the chain, how grave, how it was found."""

    public_fields = (
        "kind",
        "title",
        "description",
        "right_concerned",
        "country",
        "tier",
        "product",
        "severity",
        "likelihood",
        "how_found",
        "no_measure_reason",
    )

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="findings", verbose_name="redegjørelse"
    )
    kind = models.CharField(
        "hva er det?",
        max_length=10,
        choices=FindingKind,
        help_text="Faktisk: skaden har skjedd. Risiko: den kan skje.",
    )
    title = models.CharField(
        "kort sagt", max_length=200, help_text="For eksempel «Barnearbeid i koboltgruver»."
    )
    description = models.TextField("beskrivelse", blank=True, help_text="Hvem som rammes, og hvordan.")
    right_concerned = models.CharField(
        "rettighet", max_length=200, blank=True, help_text="For eksempel «retten til å organisere seg»."
    )
    country = models.CharField(
        "land eller område",
        max_length=200,
        blank=True,
        help_text="Så nøyaktig dere kan, for eksempel «Malaysia, Penang».",
    )
    tier = models.CharField(
        "ledd i kjeden",
        max_length=20,
        choices=ChainTier,
        blank=True,
        help_text="Leddet i leverandørkjeden der det ble funnet, for eksempel sluttmontering.",
    )
    product = models.CharField(
        "produkt", max_length=200, blank=True, help_text="For eksempel «bærbare PC-er»."
    )
    severity = models.CharField(
        "alvorlighet",
        max_length=10,
        choices=Severity,
        blank=True,
        help_text="Hvor alvorlig skaden er, hvor mange som rammes, og om den kan rettes opp.",
    )
    likelihood = models.CharField(
        "sannsynlighet", max_length=10, choices=Likelihood, blank=True, help_text="Bare for risikoer."
    )
    how_found = models.TextField(
        "slik ble det funnet", blank=True, help_text="For eksempel «Revisjon hos leverandøren i mars 2024»."
    )
    no_measure_reason = models.TextField(
        "hvorfor det ikke er tiltak", blank=True, help_text="Fylles ut bare når ingen tiltak gjelder funnet."
    )

    class Meta(Row.Meta):
        verbose_name = "funn"
        verbose_name_plural = "funn"
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind=FindingKind.ACTUAL) | Q(likelihood=""),
                name="what_has_happened_has_no_likelihood",
                violation_error_message="Noe som har skjedd, har ingen sannsynlighet. La feltet stå tomt.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def anchor(self) -> str:
        return f"funn-{self.key}"

    def facts(self) -> list[Fact]:
        """What the statement may tell about the finding, "" where it does not."""
        likelihood = [(pgettext_lazy("finding", "sannsynlighet"), self.get_likelihood_display())]
        return [
            (pgettext_lazy("finding", "rettighet"), self.right_concerned),
            (_("land eller område"), self.country),
            (_("ledd i kjeden"), self.get_tier_display()),
            (pgettext_lazy("finding", "produkt"), self.product),
            (pgettext_lazy("finding", "alvorlighet"), self.get_severity_display()),
            *(likelihood if self.kind == FindingKind.RISK else []),
            (_("slik ble det funnet"), self.how_found),
        ]


class Measure(Row):
    """Something done or planned about findings (§ 5 c). How far it has come and what came of it are kept apart."""

    public_fields = (
        "title",
        "description",
        "findings",
        "status",
        "responsible_role",
        "dated_on",
        "outcome",
        "result",
        "expected_result",
    )

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="measures", verbose_name="redegjørelse"
    )
    title = models.CharField("tiltak", max_length=200, help_text="For eksempel «Revisjon av fem fabrikker».")
    description = models.TextField(
        "beskrivelse",
        blank=True,
        help_text="Hva dere har gjort eller skal gjøre, for eksempel «Ny revisjon av fabrikken i mars».",
    )
    findings = models.ManyToManyField(
        Finding,
        verbose_name="gjelder funn",
        related_name="+",
        blank=True,
        help_text="Funnene tiltaket skal gjøre noe med. Nye funn må lagres først.",
    )
    status = models.CharField(
        "status",
        max_length=10,
        choices=MeasureStatus,
        blank=True,
        help_text="Om tiltaket er gjennomført eller planlagt. Et planlagt tiltak har ingen virkning ennå.",
    )
    responsible_role = models.CharField(
        "ansvarlig rolle",
        max_length=200,
        blank=True,
        help_text="En rolle, ikke et navn, for eksempel «innkjøpssjef».",
    )
    dated_on = models.DateField(
        "dato",
        null=True,
        blank=True,
        help_text="Når tiltaket ble gjennomført, eller når det skal være gjennomført.",
    )
    outcome = models.CharField(
        "virkning", max_length=20, choices=MeasureOutcome, blank=True, help_text="Ikke for planlagte tiltak."
    )
    result = models.TextField(
        "resultat",
        blank=True,
        help_text="Hva det førte til, for eksempel «To av fem fabrikker rettet alle avvik».",
    )
    expected_result = models.TextField(
        "forventet resultat",
        blank=True,
        help_text="Hva dere venter, for eksempel «Alle avvik er lukket innen juni 2025».",
    )

    class Meta(Row.Meta):
        verbose_name = "tiltak"
        verbose_name_plural = "tiltak"
        constraints = (
            models.CheckConstraint(
                condition=~Q(status=MeasureStatus.PLANNED) | Q(outcome=""),
                name="planned_measure_has_no_outcome",
                violation_error_message="Et planlagt tiltak har ingen virkning ennå.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def anchor(self) -> str:
        return f"tiltak-{self.key}"

    def facts(self) -> list[Fact]:
        """What the statement may tell about the measure, "" where it does not."""
        return [
            (_("ansvarlig rolle"), self.responsible_role),
            (pgettext_lazy("measure", "dato"), date_format(self.dated_on) if self.dated_on else ""),
            (pgettext_lazy("measure", "virkning"), self.get_outcome_display()),
            (pgettext_lazy("measure", "resultat"), self.result),
            (_("forventet resultat"), self.expected_result),
        ]

    def told(self) -> list[Fact]:
        return [(label, value) for label, value in self.facts() if value]
