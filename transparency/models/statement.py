from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from sustainability_site.content.addresses import localised_reverse
from sustainability_site.content.faults import Fault
from sustainability_site.content.fields import RichTextField
from sustainability_site.content.models import Publishable, Source
from transparency import judgement, outline
from transparency.enums import FindingKind
from transparency.periods import period_code


def with_unknown_signatories(document: dict) -> dict:
    return document | {"signatories": None}


def with_boards_apart(document: dict) -> dict:
    """Who signs for which of several companies was not told."""
    return document | {
        "companies": [company | {"signatories": None} for company in document.get("companies", [])],
        "signatures": [signature | {"company": None} for signature in document.get("signatures", [])],
    }


class Statement(Publishable):
    """The yearly statement under § 5, a record of its period. Its code is the period, and so is its address."""

    kind = "statement"
    shape = 3
    upgrades = {1: with_unknown_signatories, 2: with_boards_apart}
    in_frame = True
    four_eyes = True
    reviewed = False  # it says what was true on its day
    public_fields = (
        "period_start",
        "period_end",
        "title",
        "lead",
        "retold",
        "retold_note",
        "first_published_on",
        "organisation",
        "guidelines",
        "method",
        "actual_impacts",
        "significant_risks",
        "measures_summary",
        "results",
        "plans",
        "annual_report",
        "annual_report_url",
        "contact",
        "signatories",
        "sources",
    )
    relations = ("companies", "steps", "findings", "measures", "signatures")

    code = models.SlugField("kode", max_length=80, unique=True, editable=False)
    period_start = models.DateField("første dag i perioden", help_text="For eksempel 01.09.2022.")
    period_end = models.DateField(
        "siste dag i perioden",
        help_text="For eksempel 30.06.2023. Måned og år inngår i adressen og kan ikke endres senere.",
    )
    title = models.CharField(
        "tittel",
        max_length=200,
        help_text="Nevn perioden, for eksempel «Redegjørelse for aktsomhetsvurderinger, 2024».",
    )
    lead = models.TextField(
        "ingress",
        blank=True,
        help_text="En setning eller to om hva redegjørelsen handler om og hvem den gjelder.",
    )
    retold = models.BooleanField(
        "gjengivelse av tidligere publisering",
        default=False,
        help_text="Kryss av når teksten er gjengitt med nye ord og ikke er den undertegnede ordlyden.",
    )
    retold_note = models.TextField(
        "om gjengivelsen", blank=True, help_text="For eksempel hvor den opprinnelige teksten sto."
    )
    first_published_on = models.DateField(
        "først publisert",
        null=True,
        blank=True,
        help_text="Dagen redegjørelsen ble lagt ut første gang, her eller et annet sted. La stå tomt hvis den er ukjent.",
    )
    organisation = RichTextField(
        "virksomheten og driftsområdet",
        blank=True,
        help_text="Hva dere driver med, hvor, hvor mange dere er og hvem som eier dere. For eksempel: «Vi selger IT-utstyr "
        "til norske bedrifter og har 120 ansatte i Moss.»",
    )
    guidelines = RichTextField(
        "retningslinjer og rutiner",
        blank=True,
        help_text="Hvilke retningslinjer som gjelder, hvem som har vedtatt dem, og hvordan ansvaret er fordelt. For "
        "eksempel: «Styret vedtar innkjøpsreglene og går gjennom dem hvert år i mars.»",
    )
    method = RichTextField(
        "metode og omfang",
        blank=True,
        help_text="Hva som ble undersøkt, hvordan og av hvem. For eksempel: «Vi vurderte de 40 største leverandørene i "
        "mai 2024.» Må fylles ut hvis dere skriver at dere ikke har funnet noe.",
    )
    actual_impacts = RichTextField(
        "faktiske negative konsekvenser",
        blank=True,
        help_text="Skade som har skjedd, atskilt fra risiko. Har dere lett uten å finne noe, skriver dere det her. "
        "Står feltet tomt, sier siden at redegjørelsen ikke sier noe om dette.",
    )
    significant_risks = RichTextField(
        "vesentlige risikoer",
        blank=True,
        help_text="Hvilke risikoer som er størst, og hvorfor dere begynner med dem. Den enkelte risikoen fører dere "
        "opp under «Funn».",
    )
    measures_summary = RichTextField(
        "om tiltakene",
        blank=True,
        help_text="Det som gjelder alle tiltakene. Det enkelte tiltaket fører dere opp under «Tiltak».",
    )
    results = RichTextField(
        "resultater",
        blank=True,
        help_text="Hva tiltakene har ført til, helst i tall. For eksempel: «Ni av tolv avvik ble lukket innen fristen.»",
    )
    plans = RichTextField(
        "planer for det videre arbeidet",
        blank=True,
        help_text="Hva dere skal gjøre, hvem som gjør det, og når.",
    )
    annual_report = models.TextField(
        "henvisning til årsrapporten",
        blank=True,
        help_text="For eksempel: «Årsrapporten for 2024, side 50–52.»",
    )
    annual_report_url = models.URLField(
        "årsrapportens adresse",
        blank=True,
        help_text="For eksempel https://www.example.com/arsrapport-2024.pdf.",
    )
    contact = models.TextField(
        "kontakt for denne redegjørelsen",
        blank=True,
        help_text="En rolle eller avdeling og en adresse som virker, for eksempel «Innkjøpssjefen, innsyn@example.com».",
    )
    signatories = models.PositiveSmallIntegerField(
        "antall som skal undertegne",
        null=True,
        blank=True,
        help_text="Hele styret, og daglig leder om dere har en. Tell personer, for eksempel 6. Står i Foretaksregisteret. "
        "Gjelder redegjørelsen for flere selskaper, fyller dere ut antallet ved hvert selskap i stedet.",
    )
    sources = models.ManyToManyField(
        Source, verbose_name="kilder", blank=True, help_text="Dokumenter som redegjørelsen bygger på."
    )

    class Meta(Publishable.Meta):
        verbose_name = "redegjørelse"
        verbose_name_plural = "redegjørelser"
        ordering = ("-period_end", "-period_start")
        permissions = (("override_statement", "Kan publisere redegjørelse tross mangler"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(period_start__lt=F("period_end")),
                name="statement_period_starts_before_it_ends",
                violation_error_message="Perioden må begynne før den slutter.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.code = self.code or period_code(self.period_start, self.period_end)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if not (self.period_start and self.period_end):
            return
        code = period_code(self.period_start, self.period_end)
        if self.code and self.code != code:
            raise ValidationError(
                {
                    "period_end": f"Redegjørelsen har fått adressen {self.code}. Månedene kan derfor ikke endres."
                }
            )
        if type(self).objects.filter(code=code).exclude(pk=self.pk).exists():
            raise ValidationError({"period_end": f"Det finnes alt en redegjørelse for {code}."})

    def address(self, language: str) -> str:
        return localised_reverse("transparency:statement_detail", language, period=self.code)

    def card(self) -> dict:
        return {
            "title": self.title,
            "lead": self.lead,
            "facts": {
                "position": -self.period_end.toordinal(),
                "period_start": self.period_start.isoformat(),
                "period_end": self.period_end.isoformat(),
                "companies": [company.name for company in self.companies.all()],
                "retold": self.retold,
            },
        }

    def publication_faults(self, document: dict, *, at: datetime) -> list[Fault]:
        return judgement.faults_in(document, at=at)

    def parts(self) -> list[outline.Part]:
        return outline.parts(self)

    def duties(self) -> list[outline.Duty]:
        return outline.duties(self)

    @property
    def shared(self) -> bool:
        """Whether several companies give this statement together, each with its own board's signatures."""
        return len(self.companies.all()) > 1

    def actual_findings(self) -> list:
        return [finding for finding in self.findings.all() if finding.kind == FindingKind.ACTUAL]

    def risk_findings(self) -> list:
        return [finding for finding in self.findings.all() if finding.kind == FindingKind.RISK]

    def actual_table(self) -> outline.FactTable:
        return outline.told_of(self.actual_findings())

    def risk_table(self) -> outline.FactTable:
        return outline.told_of(self.risk_findings())

    def measure_table(self) -> outline.FactTable:
        return outline.told_of(self.measures.all())
