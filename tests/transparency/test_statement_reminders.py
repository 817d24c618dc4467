from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone

from sustainability_site.content import publishing
from transparency.desk_lines import statement_lines
from transparency.models import Finding, OutgoingMail, Statement, StatementReminder
from transparency.reminders import due_reminders, statement_reminders

pytestmark = pytest.mark.django_db

# Far ahead, so that the starter statement has been published whenever the tests run.
MAY = datetime(2070, 5, 1, 8, tzinfo=UTC)


def days_before(days: int) -> datetime:
    return datetime(2070, 6, 30, 8, tzinfo=UTC) - timedelta(days=days)


@pytest.fixture(autouse=True)
def handlers(settings) -> None:
    settings.CASE_HANDLER_EMAIL = "innsyn@eksempel.no"


def publish(statement: Statement, at: datetime) -> None:
    publishing.publish(statement, actor="Prøve", reason="Ny", at=at, override_reason="Prøve")


def keys(at: datetime) -> list[str]:
    return [reminder.key for reminder in due_reminders(at=at)]


@pytest.mark.parametrize(
    ("days", "step"),
    [(60, None), (31, None), (30, 30), (15, 30), (14, 14), (8, 14), (7, 7), (1, 7), (0, 7)],
)
def test_steps_before_30_june(days: int, step: int | None) -> None:
    assert keys(days_before(days)) == ([f"deadline:2070-06-30:{step}"] if step else [])


def test_day_is_norwegian() -> None:
    assert keys(datetime(2070, 5, 30, 21, 59, tzinfo=UTC)) == []
    assert keys(datetime(2070, 5, 30, 22, 1, tzinfo=UTC)) == ["deadline:2070-06-30:30"]


def test_reminder_says_how_long_is_left() -> None:
    (reminder,) = due_reminders(at=days_before(14))
    assert reminder.subject == "14 dager til fristen for redegjørelsen"
    assert "skal være publisert innen 30. juni 2070. Det er 14 dager igjen" in reminder.body


def test_each_step_is_sent_once_to_those_who_handle_requests() -> None:
    days = (40, 30, 29, 14, 14, 7, 3)
    assert [statement_reminders(at=days_before(day)) for day in days] == [0, 1, 0, 1, 0, 1, 0]
    letters = list(OutgoingMail.objects.values_list("to", "subject"))
    assert letters == [
        ("innsyn@eksempel.no", f"{left} dager til fristen for redegjørelsen") for left in (30, 14, 7)
    ]


def test_steps_that_were_missed_are_not_sent_afterwards() -> None:
    assert [statement_reminders(at=days_before(day)) for day in (6, 5)] == [1, 0]
    assert [reminder.key for reminder in StatementReminder.objects.all()] == ["deadline:2070-06-30:7"]


def test_published_statement_for_the_period_needs_no_reminder(make_statement: Callable) -> None:
    statement = make_statement(period_start=date(2069, 1, 1), period_end=date(2069, 12, 31))
    assert len(keys(days_before(7))) == 1
    publish(statement, days_before(20))
    assert keys(days_before(7)) == []


def test_next_year_is_reminded_of_anew() -> None:
    statement_reminders(at=days_before(7))
    assert keys(days_before(7) + timedelta(days=366)) == ["deadline:2071-06-30:7"]


def test_nobody_to_remind_is_no_fault_and_uses_up_nothing(settings) -> None:
    settings.CASE_HANDLER_EMAIL = ""
    assert statement_reminders(at=days_before(7)) == 0
    settings.CASE_HANDLER_EMAIL = "innsyn@eksempel.no"
    assert statement_reminders(at=days_before(7)) == 1


def test_changed_risks_remind_once_for_each_edition(starter: Statement) -> None:
    assert statement_reminders(at=MAY) == 0
    Finding.objects.filter(statement=starter, key="minerals").update(severity="high")
    Finding.objects.filter(statement=starter, key="discrimination").delete()
    assert [statement_reminders(at=MAY), statement_reminders(at=MAY)] == [1, 0]
    body = OutgoingMail.objects.get().body
    assert body.startswith(
        "2 risikoer i «Redegjørelse for aktsomhetsvurderinger, 1.\u00a0september 2022–30.\u00a0juni 2023» er nye"
    )
    publish(starter, MAY)
    assert statement_reminders(at=MAY) == 0
    Finding.objects.create(statement=starter, kind="risk", title="Overtid")
    assert statement_reminders(at=MAY) == 1


def test_changes_of_other_things_remind_of_nothing(starter: Statement) -> None:
    Statement.objects.filter(pk=starter.pk).update(lead_nb="Ny ingress.")
    Finding.objects.create(statement=starter, kind="actual", title="Brann")
    assert keys(MAY) == []


def deadline(at: datetime) -> list[tuple[str, str]]:
    """(level, words) of what the first page tells about the statement."""
    request = RequestFactory().get("/admin/")
    request.user = AnonymousUser()
    return [
        (line.level.name, f"{line.text}: {line.about}".rstrip(": ")) for line in statement_lines(request, at)
    ]


def test_countdown_tells_days_and_gaps() -> None:
    gaps, countdown = deadline(datetime(2069, 11, 23, 12, tzinfo=UTC))
    assert countdown == ("AHEAD", "Redegjørelsen med frist 30. juni 2070: 219 dager igjen")
    assert gaps[0] == "NOW"
    assert gaps[1].startswith(
        "Perioder uten redegjørelse etter § 5: frist 30. juni 2024, frist 30. juni 2025, frist"
    )
    assert gaps[1].endswith("frist 30. juni 2068 og frist 30. juni 2069")


@pytest.mark.parametrize(
    ("days", "level", "words"),
    [
        (121, "AHEAD", "121 dager igjen"),
        (120, "SOON", "120 dager igjen"),
        (30, "NOW", "30 dager igjen"),
        (1, "NOW", "1 dag igjen"),
        (0, "NOW", "fristen er i dag"),
    ],
)
def test_countdown_hurries_towards_the_end(days: int, level: str, words: str) -> None:
    assert deadline(days_before(days))[-1] == (level, f"Redegjørelsen med frist 30. juni 2070: {words}")


def test_countdown_ends_when_the_statement_is_out(make_statement: Callable) -> None:
    statement = make_statement(period_start=date(2069, 1, 1), period_end=date(2069, 12, 31))
    publish(statement, days_before(20))
    assert deadline(days_before(7))[-1] == ("AHEAD", "Redegjørelsen med frist 30. juni 2070: er publisert")


def test_countdown_without_any_statement_says_so(starter: Statement) -> None:
    publishing.withdraw(starter, actor="Prøve", reason="Feil", at=timezone.now())
    told = deadline(timezone.now())
    assert told[0] == ("NOW", "Ingen redegjørelse etter § 5 er publisert her")
    assert "Perioder uten" not in str(told)
