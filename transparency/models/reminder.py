from django.db import models


class StatementReminder(models.Model):
    """A reminder about a statement that has been put into the outbox, so that it is put there once."""

    key = models.CharField("påminnelse", max_length=200, unique=True)
    made_at = models.DateTimeField("laget")

    class Meta:
        verbose_name = "påminnelse om redegjørelsen"
        verbose_name_plural = "påminnelser om redegjørelsen"
        default_permissions = ()

    def __str__(self) -> str:
        return self.key
