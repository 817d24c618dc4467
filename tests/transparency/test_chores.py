import threading
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from pytest_django import Settings

from tests.transparency.cases import HANDLER, RECEIVED, answered, oslo, received, refused
from transparency import case_reminders, casework, chores
from transparency.models import InformationRequest, OutgoingMail

ADDRESS = "handler@example.no"
# Received 12 March: internal date 1 April 2026, legal date 2 April (Maundy Thursday).
SEVEN, THREE, ONE, OVERDUE = oslo(2026, 3, 23), oslo(2026, 3, 27), oslo(2026, 3, 31), oslo(2026, 4, 3)


@pytest.fixture(autouse=True)
def handler(settings: Settings) -> None:
    settings.CASE_HANDLER_EMAIL = ADDRESS


def reminders() -> list[str]:
    """What has been told, line by line, apart from news."""
    bodies = OutgoingMail.objects.filter(to=ADDRESS).order_by("pk").values_list("body", flat=True)
    lines = [line for body in bodies for line in body.splitlines()]
    return [line for line in lines if "frist" in line.casefold()]


def quiet(case: InformationRequest) -> InformationRequest:
    """The case when its arrival has been told of."""
    case_reminders.remind(at=RECEIVED)
    return case


ON_TIME = "2026-0001: svar må sendes senest 1. april 2026. Lovens frist er 2. april 2026."
BROKEN = "2026-0001: FRISTEN ER BRUTT. Lovens frist for svar var 2. april 2026."


@pytest.mark.parametrize(
    ("at", "line"),
    [(SEVEN, ON_TIME), (THREE, ON_TIME), (ONE, ON_TIME), (OVERDUE, BROKEN)],
)
def test_reminder_comes_on_its_day_and_once(db: None, at: datetime, line: str) -> None:
    quiet(received())
    case_reminders.remind(at=at - timedelta(days=1))
    earlier = len(reminders())
    assert case_reminders.remind(at=at) == 1
    assert reminders()[earlier:] == [line]
    assert case_reminders.remind(at=at + timedelta(minutes=5)) == 0


def test_reminders_of_a_whole_case(db: None) -> None:
    case = quiet(received())
    for day in range(40):
        case_reminders.remind(at=RECEIVED + timedelta(days=day))
    assert reminders() == [ON_TIME, ON_TIME, ON_TIME, BROKEN]
    steps = [event.details["step"] for event in case.events.filter(kind="reminded")]
    assert steps[1:] == [
        "svar:2026-04-01:7",
        "svar:2026-04-01:3",
        "svar:2026-04-01:1",
        "svar:2026-04-02:overdue",
    ]


def test_steps_missed_while_nothing_ran_are_one_reminder(db: None) -> None:
    quiet(received())
    assert case_reminders.remind(at=ONE) == 1
    assert reminders() == [ON_TIME]


def test_nothing_is_told_of_a_case_that_owes_nothing(db: None) -> None:
    answered(quiet(received()), RECEIVED)
    casework.start_demo(actor=HANDLER, at=RECEIVED)
    assert case_reminders.remind(at=OVERDUE) == 0


def test_reasons_have_reminders_of_their_own(db: None) -> None:
    case = refused(quiet(received()), RECEIVED)
    casework.ask_for_reasons(request=case, at=oslo(2026, 3, 30))
    case_reminders.remind(at=oslo(2026, 3, 30))
    assert case_reminders.remind(at=oslo(2026, 4, 17)) == 1
    assert reminders() == [
        "2026-0001: nærmere begrunnelse må sendes senest 20. april 2026. Lovens frist er 20. april 2026."
    ]


def test_suspect_is_told_of_when_its_deadline_nears(db: None) -> None:
    received(suspicion="mange lenker")
    assert case_reminders.remind(at=RECEIVED) == 0
    assert case_reminders.remind(at=SEVEN) == 1
    assert reminders() == [f"{ON_TIME} Kravet er holdt tilbake som mulig søppelpost. Fristen løper likevel."]


def test_news_and_reminders_of_a_flood_are_one_mail_without_words_of_the_asker(db: None) -> None:
    for number in range(40):
        received(question=f"hemmelig {number}", name="Ola")
    assert case_reminders.remind(at=RECEIVED) == 40
    told = OutgoingMail.objects.get(to=ADDRESS)
    assert told.subject == "Innsynskrav etter åpenhetsloven: nytt og frister"
    assert told.body.splitlines()[:1] == ["2026-0001: Kravet kom inn."]
    assert "… og 10 til." in told.body
    assert not any(word in told.body for word in ("hemmelig", "Ola", "asker", "/sak/"))


def test_without_an_address_nothing_is_marked_as_told(db: None, settings: Settings) -> None:
    settings.CASE_HANDLER_EMAIL = ""
    received()
    assert case_reminders.handlers_address() == ""
    assert case_reminders.remind(at=SEVEN) == 0
    settings.CASE_HANDLER_EMAIL = ADDRESS
    assert case_reminders.remind(at=SEVEN) == 1


def test_two_chores_at_once_do_nothing_twice(committing_db: None) -> None:
    for number in range(3):
        received(question=f"{number}")
    gate, reports = threading.Barrier(3), []

    def run() -> None:
        gate.wait()
        reports.append(chores.run(at=ONE))
        connection.close()

    threads = [threading.Thread(target=run) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [report.failed for report in reports] == [[], [], []]
    assert sum(report.done["påminnelser om innsynskrav"] for report in reports) == 3
    to_handler = [message for message in mail.outbox if message.to == [ADDRESS]]
    assert (len(to_handler), len(mail.outbox)) == (1 + statement_mails(), 4 + statement_mails())


def statement_mails() -> int:
    return OutgoingMail.objects.filter(to=ADDRESS).exclude(subject__startswith="Innsynskrav").count()


def test_chore_that_fails_does_not_stop_the_others(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(at: datetime) -> int:
        raise ValueError("asker@example.com")

    monkeypatch.setitem(chores.CHORES, "påminnelser om innsynskrav", broken)
    received()
    report = chores.run(at=RECEIVED)
    assert report.failed == ["påminnelser om innsynskrav"]
    assert [message.to for message in mail.outbox if "asker@example.com" in message.to] == [
        ["asker@example.com"]
    ]
    assert caplog.messages == ["The chore «påminnelser om innsynskrav» failed: ValueError"]
    with pytest.raises(CommandError, match=r"Ikke gjort: påminnelser om innsynskrav\."):
        call_command("run_chores")


def test_run_chores_says_what_it_did(db: None, capsys: pytest.CaptureFixture) -> None:
    received()
    call_command("run_chores")
    assert "Brev sendt: " in capsys.readouterr().out
    call_command("run_chores")
    assert capsys.readouterr().out == ""


def test_letter_on_paper_is_told_of_until_it_is_posted(db: None) -> None:
    case = quiet(received(reply_by="post", email="", postal_address="Gata 1"))
    answered(case, RECEIVED)
    told = [case_reminders.remind(at=RECEIVED + timedelta(days=day)) for day in (0, 1, 2, 5, 5)]
    assert told == [0, 2, 0, 2, 0]
    newest = OutgoingMail.objects.filter(to=ADDRESS).order_by("pk").last()
    assert "2026-0001: svar ligger og venter på å bli skrevet ut og postlagt." in newest.body
    for letter in case.mail.to_post():
        casework.mark_posted(request=case, mail=letter, actor=HANDLER, at=RECEIVED)
    assert case_reminders.remind(at=RECEIVED + timedelta(days=30)) == 0
