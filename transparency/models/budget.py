from django.db import models


class RequestBudget(models.Model):
    """How many submissions one hour has seen: in all, suspicious ones, and from each part of the net.

    `share` is a keyed hash that is new each day, never an address. Chores remove what is more than a day old.
    """

    hour = models.DateTimeField()
    share = models.CharField(max_length=32)
    spent = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=("hour", "share"), name="one_budget_per_hour_and_share"),
        )

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H} {self.share}: {self.spent}"
