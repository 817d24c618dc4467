"""The stamp: whether anything the public meets has changed. Views say with `stamped` that they hold to it."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache, wraps
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
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
QUERY_OF_SQLITE = QUERY.replace("%s", "?")
QUARTER = 15 * 60
# Looking up a thread's connection in Django's own store takes longer than the query.
_own = threading.local()


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
    database = _connected()
    sqlite = database.vendor == "sqlite"
    moment = str(at.astimezone(UTC).replace(tzinfo=None)) if sqlite else at
    try:
        # The driver's own connection: each layer that Django lays around it costs as much again.
        row = database.connection.execute(QUERY_OF_SQLITE if sqlite else QUERY, (moment,)).fetchone()
    except Exception:
        with database.wrap_database_errors:
            raise
    newest_entry, due = row or ("", 0)
    return Stamp(newest_entry, due, _day(int(at.timestamp()) // QUARTER))


def _connected() -> BaseDatabaseWrapper:
    """This thread's connection. Django closes what has aged at the start of its own requests; kept answers never
    come so far."""
    try:
        database = _own.database
    except AttributeError:
        database = _own.database = connections[DEFAULT_DB_ALIAS]
    if database.close_at and time.monotonic() >= database.close_at and not database.in_atomic_block:
        database.close()
    if database.connection is None:
        database.connect()
    return database


@lru_cache(maxsize=4)
def _day(quarter: int) -> date:
    """No zone changes its day within a quarter of an hour."""
    return timezone.localdate(datetime.fromtimestamp(quarter * QUARTER, UTC))


def stamped(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view whose answers depend on the address and the stamp and on nothing else: they may be kept."""

    @wraps(view)
    def marked(*args: object, **kwargs: object) -> HttpResponse:
        response = view(*args, **kwargs)
        response.stamped = True
        return response

    return marked
