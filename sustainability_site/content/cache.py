"""The stamp: whether anything the public meets has changed. Views say with `stamped` that they hold to it."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpResponse
from django.utils import timezone

from sustainability_site.content.models import Edition, Head

# Written out, since it is asked for every answer: building it with the ORM takes longer than all the rest.
QUERY = f"""
    SELECT hash, CAST(latest_moment AS TEXT) FROM {Head._meta.db_table} WHERE id = 1
    UNION ALL SELECT '', CAST(moment AS TEXT) FROM {Edition._meta.db_table} WHERE number IS NULL
"""  # noqa: S608 (the tables' own names)
QUARTER = 15 * 60
# Looking up a thread's connection in Django's own store takes longer than the query.
_own = threading.local()


class Stamp(NamedTuple):
    """Two that are equal: no public page differs between them, as long as the process runs the same code."""

    newest_entry: str
    due: int
    day: date
    unsettled: datetime | None = None


class Reading(NamedTuple):
    """A stamp, the rows that it was read from, and from when until when the clock leaves it as it is."""

    stamp: Stamp
    rows: list[tuple]
    taken: datetime
    holds_until: datetime


def stamp(at: datetime) -> Stamp:
    """Differs whenever a public page may differ: a new entry in the chain, a planned edition whose moment has come
    (counted until the next writer enters it), another day in Oslo. One query.

    It only moves on, so what is read after it was taken is never older than it. While something that is entered counts from a
    moment ahead of this clock (another machine's is faster, or this one was set back) no two are equal: `unsettled`.
    """
    return read_stamp(at).stamp


def read_stamp(at: datetime, known: Reading | None = None) -> Reading:
    """The stamp at a moment; `known` itself where what it was read from is unchanged, which is quicker to find out."""
    database = _connected()
    try:
        # The driver's own connection: each layer that Django lays around it costs as much again.
        rows = database.connection.execute(QUERY).fetchall()
    except Exception:
        with database.wrap_database_errors:
            raise
    if known is not None and rows == known.rows and known.taken <= at < known.holds_until:
        return known
    planned = [_moment(moment) for entry, moment in rows if not entry]
    latest = max((_moment(moment) for entry, moment in rows if entry and moment is not None), default=at)
    # No zone changes its day within a quarter of an hour.
    quarter = int(at.timestamp()) // QUARTER * QUARTER
    day = timezone.localdate(datetime.fromtimestamp(quarter, UTC))
    next_quarter = datetime.fromtimestamp(quarter + QUARTER, UTC)
    return Reading(
        Stamp(
            "".join(entry for entry, _moment in rows),
            sum(moment <= at for moment in planned),
            day,
            at if latest > at else None,
        ),
        rows,
        at,
        at if latest > at else min([next_quarter, *(moment for moment in planned if moment > at)]),
    )


def _moment(text: str) -> datetime:
    """SQLite keeps moments in UTC and says no zone."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


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
        database.ensure_connection()
    return database


def stamped(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view whose answers depend on the address and the stamp and on nothing else: they may be kept."""

    @wraps(view)
    def marked(*args: object, **kwargs: object) -> HttpResponse:
        response = view(*args, **kwargs)
        response.stamped = True
        return response

    return marked
