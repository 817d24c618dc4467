from django.core.exceptions import ValidationError
from django.db import models

from labels.models.sources import source_field
from sustainability_site.content.models import Image

LOGO_RECORD = ("logo_permission", "logo_permission_on", "logo_origin")


class BearsLogo(models.Model):
    """Someone else's trademark: what its owner asks of those who show it, and the record of the permission."""

    mark_terms = models.TextField(
        "vilkår for å vise merket",
        blank=True,
        help_text="Hva eieren krever av dem som viser eller omtaler merket, for eksempel at det må lages en avtale.",
    )
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
    logo_permission_on = models.DateField(
        "tillatelsen er fra",
        null=True,
        blank=True,
        help_text="Dagen tillatelsen ble gitt, for eksempel 03.05.2026.",
    )
    logo_origin = models.CharField(
        "logoen er hentet fra",
        max_length=300,
        blank=True,
        help_text="Hvor logofilen kommer fra, for eksempel merkeeierens presseside.",
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """A logo is somebody's trademark: it is shown with permission only."""
        if self.logo_id is None:
            return
        missing = [name for name in LOGO_RECORD if not getattr(self, name)]
        if missing:
            raise ValidationError(dict.fromkeys(missing, "Må fylles ut når merket har en logo."))
