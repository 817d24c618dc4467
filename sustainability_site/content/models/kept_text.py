from django.conf import settings
from django.db import models


class KeptText(models.Model):
    """What an editor has typed in one opened form and not saved: private, and gone when the form is saved.

    `key` is the opened form's own. `subject` is "kind/code", with an empty code for what is not saved yet. `typed` is
    the form's fields as JSON, [name, value] in their order, and empty when the form has been saved. `saved` is the hash of
    what was sent then, `saved_as` the primary key it was saved under, `saved_draft` that of the draft: they tell a second
    click from a second thought.
    """

    MOST_SIGNS = 1_500_000
    MOST_FOR_ONE_PERSON = 20
    DAYS = 30

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=22, unique=True)
    subject = models.CharField(max_length=121)
    typed = models.TextField(blank=True)
    kept_at = models.DateTimeField()
    saved = models.CharField(max_length=64, blank=True)
    saved_as = models.CharField(max_length=40, blank=True)
    saved_draft = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "tekst som ikke er lagret"
        verbose_name_plural = "tekster som ikke er lagret"
        default_permissions = ()
        ordering = ("-kept_at", "-pk")
        indexes = (models.Index(fields=("user", "subject")), models.Index(fields=("kept_at",)))

    def __str__(self) -> str:
        return f"{self.subject} {self.kept_at:%Y-%m-%d %H:%M}"
