from django.db import models


class Draft(models.Model):
    """Everything an object held at one save, private fields included. The newest fifty are kept.

    `public_sha256` is the hash the public document would have had at that save, so that lists can
    tell «endret siden» in SQL. `deleted` marks the copy that lies in the bin, `aside` what its writer let go of when
    two had changed the same: it never was the working copy. A draft whose words had to go is empty.
    """

    KEPT = 50

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=121)
    document = models.TextField()
    public_sha256 = models.CharField(max_length=64)
    saved_at = models.DateTimeField("lagret")
    actor = models.CharField("lagret av", max_length=200)
    deleted = models.BooleanField(default=False)
    aside = models.BooleanField(default=False)

    class Meta:
        verbose_name = "kladd"
        verbose_name_plural = "kladder"
        default_permissions = ("view",)
        ordering = ("-pk",)
        indexes = (models.Index(fields=("subject",)),)

    def __str__(self) -> str:
        return f"{self.subject} {self.saved_at:%Y-%m-%d %H:%M}"
