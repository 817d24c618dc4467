"""The stamp: whether anything the public meets has changed. Views say with `stamped` that they hold to it."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import NamedTuple

from django.db import connection
from django.http import HttpResponse
from django.utils import timezone

from sustainability_site.content.models import Edition, Head

# Written out, since it is asked for every answer: building it with the ORM takes longer than all the rest. The
# condition on the moment stands outside WHERE, or SQLite would read through every edition instead of the few planned.
QUERY = f"""
    SELECT hash, (
        SELECT COUNT(CASE WHEN moment <= %s THEN 1 END) FROM {Edition._meta.db_table} WHERE number IS NULL
    ) FROM {Head._meta.db_table} WHERE id = 1
"""  # noqa: S608 (the tables' own names)


class Stamp(NamedTuple):
    """Two that are equal: no public page differs between them, as long as the process runs the same code."""

    newest_entry: str
    due: int
    day: date


def stamp(at: datetime) -> Stamp:
    """Differs whenever a public page may differ: a new entry in the chain, a planned edition whose moment has come
    (counted until the next writer enters it), another day in Oslo. One query.

    It only moves on, so what is read after it was taken is never older than it.
    """
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [connection.ops.adapt_datetimefield_value(at)])
        newest_entry, due = cursor.fetchone() or ("", 0)
    return Stamp(newest_entry, due, timezone.localdate(at))


def stamped(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view whose answers depend on the address and the stamp and on nothing else: they may be kept."""

    @wraps(view)
    def marked(*args: object, **kwargs: object) -> HttpResponse:
        response = view(*args, **kwargs)
        response.stamped = True
        return response

    return marked
