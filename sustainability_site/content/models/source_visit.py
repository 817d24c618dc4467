from datetime import datetime

from django.db import models
from django.db.models import F, Q, QuerySet

from sustainability_site.content.models.source import Source


class Finding(models.TextChoices):
    """What a visit to a source's address has shown."""

    HOLDS = "holds", "svarer som før"
    CHANGED = "changed", "har fått et annet innhold"
    MOVED = "moved", "har flyttet"
    DEAD = "dead", "finnes ikke lenger"
    DENIED = "denied", "slipper ikke besøket inn"
    UNREACHABLE = "unreachable", "svarer ikke"
    REFUSED = "refused", "kan ikke besøkes"


# An outage passes: these are told when they stand on a second visit too.
TOLD_THE_SECOND_TIME = (Finding.DEAD, Finding.DENIED, Finding.UNREACHABLE)


class SourceVisitQuerySet(QuerySet):
    def telling(self) -> QuerySet:
        """Visits that an editor should know of, and has not seen; a dead address is told until it is changed."""
        told = Q(times__gte=2) | ~Q(finding__in=TOLD_THE_SECOND_TIME)
        unseen = Q(finding=Finding.DEAD) | Q(seen_at=None) | Q(seen_at__lt=F("since"))
        return self.exclude(finding=Finding.HOLDS).filter(told, unseen).select_related("source")


class SourceVisit(models.Model):
    """How an address of a source stood when `manage.py check_sources` last was there.

    `since` is the moment from which the finding has stood, `times` how many visits in a row have shown it.
    `title`, `sketch` and `media_type` are what the source said when an editor last vouched for it,
    the `newest_` ones what it says now.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="visits", verbose_name="kilde")
    url = models.URLField("adresse", max_length=500)
    finding = models.CharField("funn", max_length=12, choices=Finding)
    explanation = models.CharField("forklaring", max_length=300, blank=True)
    status = models.PositiveSmallIntegerField("svarkode", null=True)
    final_address = models.CharField("endte på", max_length=2000, blank=True)
    visited_at = models.DateTimeField("besøkt")
    since = models.DateTimeField("siden")
    times = models.PositiveIntegerField("ganger på rad", default=1)
    seen_at = models.DateTimeField("sett av redaktør", null=True)
    not_before = models.DateTimeField("tidligst igjen", null=True)
    title = models.CharField(max_length=300, blank=True)
    sketch = models.JSONField(default=list)
    media_type = models.CharField(max_length=100, blank=True)
    newest_title = models.CharField(max_length=300, blank=True)
    newest_sketch = models.JSONField(default=list)
    newest_media_type = models.CharField(max_length=100, blank=True)

    objects = SourceVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "besøk hos en kilde"
        verbose_name_plural = "besøk hos kilder"
        default_permissions = ()
        ordering = ("source", "url")
        constraints = (models.UniqueConstraint(fields=("source", "url"), name="one_visit_per_address"),)

    def __str__(self) -> str:
        return f"{self.url} {self.get_finding_display()}"

    @property
    def told(self) -> bool:
        """Whether an editor should know of it, as telling() has it in SQL."""
        stands = self.finding not in TOLD_THE_SECOND_TIME or self.times >= 2
        unseen = self.finding == Finding.DEAD or self.seen_at is None or self.seen_at < self.since
        return self.finding != Finding.HOLDS and stands and unseen

    def vouch(self, at: datetime) -> None:
        """An editor has read the source as it is now: later visits are compared with that."""
        self.seen_at = at
        self.title, self.sketch, self.media_type = (
            self.newest_title,
            self.newest_sketch,
            self.newest_media_type,
        )
        if self.finding == Finding.CHANGED:
            self.finding, self.since, self.times, self.explanation = Finding.HOLDS, at, 1, ""
