from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import QuerySet

from sustainability_site.content.cache import QUERY, read_stamp, stamp
from sustainability_site.content.chain import redact
from sustainability_site.content.models import Card, Edition, Entry, Head, Page, Reference, SearchText
from sustainability_site.content.publishing import cancel, enter_due, publish, schedule, withdraw

SECOND = timedelta(seconds=1)
# After the starter content, whenever the tests are run.
NOON = datetime(2126, 12, 1, 12, tzinfo=ZoneInfo("Europe/Oslo"))


@pytest.fixture
def at(db) -> datetime:
    return NOON


def test_one_query_and_the_same_until_something_changes(at, statements):
    first = stamp(at)

    assert len(statements) == 1
    assert stamp(at + SECOND) == first


def test_query_reads_what_is_planned_and_no_other_edition(db):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {QUERY}")
        plan = [row[3] for row in cursor.fetchall()]

    assert plan == [
        "COMPOUND QUERY",
        "LEFT-MOST SUBQUERY",
        "SEARCH content_head USING INTEGER PRIMARY KEY (rowid=?)",
        "UNION ALL",
        "SCAN content_edition USING INDEX one_scheduled_edition_per_object",
    ]


def test_what_is_known_holds_until_a_planned_moment_a_quarter_of_an_hour_or_a_change(at, notice, paper):
    moment = at + timedelta(minutes=5)
    schedule(notice, actor="Kari", reason="Prøve", moment=moment, at=at)
    known = read_stamp(at)

    assert read_stamp(moment - SECOND, known) is known
    assert read_stamp(moment, known).stamp == stamp(moment) != known.stamp
    cancel(notice, at=at)
    assert read_stamp(at, known) is not known
    known = read_stamp(at)
    assert (known.taken, known.holds_until) == (at, at + timedelta(minutes=15))
    assert read_stamp(at - SECOND, known) is not known
    schedule(paper, actor="Kari", reason="Prøve", moment=moment, at=at)
    assert read_stamp(moment, known).stamp == stamp(moment) != known.stamp


def test_empty_record_has_a_stamp(at):
    for model in (Reference, SearchText, Card, Entry, Edition):
        QuerySet(model).delete()
    Head.objects.all().delete()

    assert stamp(at) == ("", 0, at.date(), None)


def test_saving_a_working_copy_changes_nothing(at, notice):
    before = stamp(at)
    Page.objects.update(title_nb="Endret")

    assert stamp(at) == before


def test_publishing_withdrawing_and_redacting_each_change_it(at, notice, published):
    stamps = [stamp(at)]
    edition = published(notice, at=at)
    stamps.append(stamp(at))
    withdraw(notice, actor="Kari", reason="Utdatert", at=at)
    stamps.append(stamp(at))
    redact(edition, ground="Personopplysning", actor="Kari", at=at)
    stamps.append(stamp(at))

    assert len(set(stamps)) == 4


def test_a_scheduled_moment_that_passes_changes_it_with_no_process_in_between(at, notice):
    moment = at + timedelta(hours=1)
    before = stamp(at)
    schedule(notice, actor="Kari", reason="Prøve", moment=moment, at=at)

    assert stamp(moment - SECOND) == before
    after = stamp(moment)
    assert after != before
    assert stamp(moment + SECOND) == after
    enter_due(at=moment + SECOND)
    assert stamp(moment + SECOND) != before


def test_a_planned_edition_that_was_written_too_late_changes_it_beside_a_later_one(at, notice, paper):
    moments = at + timedelta(hours=1), at + timedelta(hours=2)
    schedule(notice, actor="Kari", reason="Prøve", moment=moments[1], at=at)
    before = stamp(moments[1])
    # As by a transaction that began before its own moment and ended after both.
    schedule(paper, actor="Kari", reason="Prøve", moment=moments[0], at=at)

    assert stamp(moments[1]) != before


def test_each_of_two_scheduled_moments_changes_it(at, notice, paper):
    for hours, subject in enumerate((notice, paper), 1):
        schedule(subject, actor="Kari", reason="Prøve", moment=at + timedelta(hours=hours), at=at)

    assert len({stamp(at + timedelta(hours=hours)) for hours in range(3)}) == 3


def test_cancelling_leaves_it_as_it_was(at, notice):
    before = stamp(at)
    schedule(notice, actor="Kari", reason="Prøve", moment=at + timedelta(hours=1), at=at)
    cancel(notice, at=at)

    assert stamp(at + timedelta(hours=2)) == before


def test_it_changes_at_midnight_in_oslo_and_at_no_other_midnight(db):
    midnight = datetime(2126, 12, 2, tzinfo=ZoneInfo("Europe/Oslo"))
    utc_midnight = datetime(2126, 12, 2, tzinfo=ZoneInfo("UTC"))

    assert stamp(midnight - SECOND) != stamp(midnight)
    assert stamp(utc_midnight - SECOND) == stamp(utc_midnight)


def test_nothing_is_kept_while_what_is_entered_lies_ahead_of_this_clock(at, notice, paper):
    """Another machine's clock is five seconds faster: until then the old page is the right one here, and then the new."""
    publish(notice, actor="Kari", reason="Prøve", at=at + 5 * SECOND)
    publish(paper, actor="Kari", reason="Prøve", at=at + 3 * SECOND)
    known = read_stamp(at)
    assert read_stamp(at, known) is not known
    read = [read_stamp(at + number * SECOND, known).stamp for number in range(1, 5)]
    assert len({known.stamp, *read, stamp(at + 5 * SECOND)}) == 6
    settled = read_stamp(at + 5 * SECOND)
    assert read_stamp(at + 60 * SECOND, settled) is settled
    assert settled.stamp.unsettled is None
