"""What is known of translations: the pairs that were let stand together, and where each object stands because of them."""

from django.db import models


class Agreement(models.Model):
    """A text and its translation that an editor has let stand together. Nothing is taken back: a pair stays known.

    `place` is where it stands in the document: "body", "sections/r3.heading". `source` is the text as it reads, so that
    what has changed since can be shown; it is blanked when no draft holds it any more, and the pair is known by its hashes.
    """

    subject = models.CharField(max_length=121)
    place = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    source = models.TextField(blank=True)
    source_sha256 = models.CharField(max_length=64)
    translation_sha256 = models.CharField(max_length=64)
    agreed_at = models.DateTimeField()

    PAIR = ("subject", "place", "language", "source_sha256", "translation_sha256")

    class Meta:
        default_permissions = ()
        ordering = ("agreed_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("subject", "place", "language", "source_sha256", "translation_sha256"),
                name="one_agreement_per_pair",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.place} ({self.language})"


class TranslationState(models.Model):
    """How an object's translations into one language stood at its last save; can be built again at any time.

    `stale` and `missing` list the texts, each as {"label", "anchor"}: its name, and where its mark is in the form.
    """

    subject = models.CharField(max_length=121)
    kind = models.CharField(max_length=40)
    object_pk = models.BigIntegerField()
    name = models.CharField(max_length=300)
    language = models.CharField(max_length=10)
    stale = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    stale_count = models.PositiveIntegerField(default=0)
    missing_count = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        ordering = ("-stale_count", "-missing_count", "kind", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("subject", "language"), name="one_translation_state_per_language"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} ({self.language})"
