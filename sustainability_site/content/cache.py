"""The stamp: whether anything the public meets has changed."""

from datetime import datetime

from django.db.models import Max, Subquery
from django.utils import timezone

from sustainability_site.content.models import Edition, Entry, Head


def stamp(at: datetime, *, build: str) -> str:
    """Differs whenever a public page may differ: a new entry in the chain, a scheduled moment that has passed,
    another day in Oslo (what was said at midnight changes at midnight), another build. One query."""
    due = Edition.objects.scheduled().in_force(at).order_by().values("number").annotate(newest=Max("moment"))
    rows = (
        Head.objects.annotate(
            newest_entry=Subquery(Entry.objects.order_by("-sequence").values("hash")[:1]),
            newest_due=Subquery(due.values("newest")[:1]),
        )
        .values_list("newest_entry", "newest_due")
        .order_by("pk")
    )
    entry, moment = rows.first() or ("", None)
    day = timezone.localdate(at)
    return f"{entry or ''}.{moment.timestamp() if moment else ''}.{day:%Y%m%d}.{build}"
