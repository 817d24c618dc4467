from django.db import models

from sustainability_site.content.models.abstract import Publishable


class Organisation(Publishable):
    """Who publishes this site. There is exactly one, with the code «main»."""

    kind = "organisation"
    in_frame = True
    fixed = True
    public_fields = (
        "name",
        "legal_name",
        "organisation_number",
        "request_email",
        "postal_address",
        "website",
        "security_contact",
        "description",
        "offices",
    )
    relations = ()

    CODE = "main"

    name = models.CharField(
        "navn", max_length=120, help_text="Navnet leserne kjenner, vist øverst på hver side."
    )
    legal_name = models.CharField(
        "juridisk navn", max_length=200, blank=True, help_text="Slik det står i Enhetsregisteret."
    )
    organisation_number = models.CharField(
        "organisasjonsnummer", max_length=20, blank=True, help_text="Ni siffer, for eksempel 123 456 789."
    )
    request_email = models.EmailField(
        "e-post for innsynskrav",
        blank=True,
        help_text="Adressen folk skal bruke når de spør etter åpenhetsloven § 6. Må være en dere leser hver dag.",
    )
    postal_address = models.TextField(
        "postadresse", blank=True, help_text="Slik den skrives på en konvolutt."
    )
    website = models.URLField(
        "nettsted",
        blank=True,
        help_text="Virksomhetens egen nettside, for eksempel «https://www.example.no/».",
    )
    security_contact = models.CharField(
        "kontakt for sikkerhetsfeil",
        max_length=200,
        blank=True,
        help_text="«mailto:…» eller «https://…» for den som finner en sikkerhetsfeil.",
    )
    description = models.TextField(
        "om virksomheten",
        blank=True,
        help_text="Én til to setninger om hva virksomheten gjør, for eksempel «Selger IT-utstyr til bedrifter og det offentlige».",
    )
    offices = models.TextField(
        "kontorer", blank=True, help_text="Hvor virksomheten holder til, for eksempel «Sandefjord og Oslo»."
    )
    four_eyes_off = models.BooleanField(
        "én person kan publisere alene",
        default=False,
        help_text="Vanligvis må redegjørelser og svar publiseres av en annen enn den som har endret dem. Kryss av bare "
        "når dere ikke er to. Utgaven sier da «publisert av én person».",
    )
    four_eyes_reason = models.TextField(
        "hvorfor én person kan publisere alene",
        blank=True,
        help_text="For eksempel «Vi har bare én redaktør fram til mars 2027». Vises ikke for leserne.",
    )

    class Meta(Publishable.Meta):
        verbose_name = "virksomhet"
        verbose_name_plural = "virksomheten"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(code="main"),
                name="one_organisation",
                violation_error_message="Det finnes bare én virksomhet, med koden «main».",
            ),
            models.CheckConstraint(
                condition=models.Q(four_eyes_off=False) | ~models.Q(four_eyes_reason=""),
                name="four_eyes_are_off_for_a_reason",
                violation_error_message="Skriv hvorfor én person kan publisere alene.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def address(self, language: str) -> None:
        return None

    def card(self) -> dict:
        return {"title": self.name, "lead": self.description, "facts": {}}
