from django.conf import settings
from django.db import models


class Review(models.Model):
    """Who looks after a page, and when someone last found that it is still true. Not part of what is published."""

    subject = models.CharField(max_length=121, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ansvarlig",
        help_text="Den som passer på at siden er riktig, for eksempel innkjøpssjefen for en side om leverandører.",
    )
    reviewed_on = models.DateField("sist gjennomgått", null=True, blank=True)

    reviewed_by = models.CharField("gjennomgått av", max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = "gjennomgang"
        verbose_name_plural = "gjennomganger"

    def __str__(self) -> str:
        return self.subject
