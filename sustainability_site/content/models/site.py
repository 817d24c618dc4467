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
    website = models.URLField("nettsted", blank=True)
    security_contact = models.CharField(
        "kontakt for sikkerhetsfeil",
        max_length=200,
        blank=True,
        help_text="«mailto:…» eller «https://…» for den som finner en sikkerhetsfeil.",
    )
    description = models.TextField("om virksomheten", blank=True)
    offices = models.TextField("kontorer", blank=True)

    class Meta(Publishable.Meta):
        verbose_name = "virksomhet"
        verbose_name_plural = "virksomheten"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(code="main"),
                name="one_organisation",
                violation_error_message="Det finnes bare én virksomhet, med koden «main».",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def address(self, language: str) -> None:
        return None

    def card(self) -> dict:
        return {"title": self.name, "lead": self.description, "facts": {}}
