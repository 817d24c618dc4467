from datetime import date

from django.db import models

from sustainability_site.content.models.abstract import Publishable


class Source(Publishable):
    """Where an outside fact comes from, or the honest «kilde mangler»."""

    kind = "source"
    public_fields = ("title", "publisher", "url", "checked_on", "valid_until", "missing", "note")
    relations = ()

    title = models.CharField(
        "tittel", max_length=250, help_text="Det kilden heter, for eksempel «Global E-waste Monitor 2024»."
    )
    publisher = models.CharField(
        "utgiver", max_length=200, blank=True, help_text="For eksempel «Miljødirektoratet»."
    )
    url = models.URLField(
        "adresse", max_length=500, blank=True, help_text="Hele adressen, for eksempel https://…"
    )
    checked_on = models.DateField(
        "kontrollert", null=True, blank=True, help_text="Dagen noen sist leste kilden."
    )
    valid_until = models.DateField(
        "gyldig til", null=True, blank=True, help_text="Settes når du vet at kilden går ut på dato."
    )
    missing = models.BooleanField(
        "kilde mangler",
        default=False,
        help_text="Kryss av når opplysningen står på siden uten at noen har funnet kilden ennå.",
    )
    note = models.CharField(
        "merknad", max_length=300, blank=True, help_text="Vises etter kilden, om den trengs."
    )

    class Meta(Publishable.Meta):
        verbose_name = "kilde"
        verbose_name_plural = "kilder"
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(missing=True, url="") | models.Q(missing=False),
                name="missing_source_has_no_address",
                violation_error_message="En kilde som mangler, kan ikke ha adresse. Fjern krysset eller adressen.",
            ),
        )

    def __str__(self) -> str:
        return self.title or self.code

    def address(self, language: str) -> None:
        return None

    def card(self) -> dict:
        return {
            "title": self.title,
            "lead": self.publisher,
            "facts": {"url": self.url, "missing": self.missing},
        }

    def expired(self, today: date) -> bool:
        return self.valid_until is not None and self.valid_until < today
