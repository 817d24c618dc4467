from django.db import models

from sustainability_site.content.fields import RichTextField
from sustainability_site.content.models import Row
from transparency.enums import OecdStep, SignatoryRole
from transparency.models.statement import Statement
from transparency.validators import validate_organisation_number


class Company(Row):
    """A company that the statement covers."""

    public_fields = ("name", "organisation_number", "signatories")

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="companies", verbose_name="redegjørelse"
    )
    name = models.CharField(
        "navn", max_length=200, help_text="Som i Foretaksregisteret, for eksempel «Eksempel AS»."
    )
    organisation_number = models.CharField(
        "organisasjonsnummer",
        max_length=9,
        blank=True,
        validators=[validate_organisation_number],
        help_text="Ni siffer uten mellomrom.",
    )
    signatories = models.PositiveSmallIntegerField(
        "antall som skal undertegne",
        null=True,
        blank=True,
        help_text="Bare når redegjørelsen gjelder for flere selskaper: styret og daglig leder i dette selskapet, for "
        "eksempel 4.",
    )

    class Meta(Row.Meta):
        verbose_name = "selskap som er omfattet"
        verbose_name_plural = "selskaper som er omfattet"

    def __str__(self) -> str:
        return self.name


class Step(Row):
    """What the statement tells about one of OECD's six steps."""

    public_fields = ("step", "body")

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="steps", verbose_name="redegjørelse"
    )
    step = models.CharField(
        "steg",
        max_length=20,
        choices=OecdStep,
        help_text="Steget i OECDs modell som teksten handler om, for eksempel kartlegging. Hvert steg kan stå én gang.",
    )
    body = RichTextField(
        "tekst",
        help_text="Hva dere gjorde i perioden: hvem, hva og når. Bruk mellomtitler på nivå 3 eller 4.",
    )

    class Meta(Row.Meta):
        verbose_name = "steg i aktsomhetsvurderingen"
        verbose_name_plural = "de seks stegene"
        constraints = (
            models.UniqueConstraint(
                fields=("statement", "step"),
                name="step_once_per_statement",
                violation_error_message="Hvert steg kan bare stå én gang.",
            ),
        )

    def __str__(self) -> str:
        return str(self.get_step_display())


class Signature(Row):
    """A seat on the board, or the general manager. Without a date the person has not signed yet.

    `company` is the one of several covered companies that the person signs for: each has a board of its own.
    """

    public_fields = ("company", "role", "name", "signed_on", "reference")

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="signatures", verbose_name="redegjørelse"
    )
    company = models.ForeignKey(
        Company,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="undertegner for",
        help_text="Velg selskap når redegjørelsen gjelder for flere. Nye selskaper må lagres først.",
    )
    role = models.CharField(
        "rolle",
        max_length=20,
        choices=SignatoryRole,
        help_text="Vervet i styret eller ledelsen, for eksempel «Styreleder».",
    )
    name = models.CharField(
        "navn",
        max_length=200,
        help_text="Fullt navn på den som har signert, slik det står i den signerte redegjørelsen.",
    )
    signed_on = models.DateField(
        "undertegnet", null=True, blank=True, help_text="La stå tomt til personen har undertegnet."
    )
    reference = models.CharField(
        "referanse",
        max_length=200,
        blank=True,
        help_text="Hvor underskriften finnes, for eksempel «styreprotokoll 14/2024, sak 7».",
    )

    class Meta(Row.Meta):
        verbose_name = "underskrift"
        verbose_name_plural = "underskrifter: hele styret og daglig leder"

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"
