import threading
from datetime import date

import pytest
from django.db import connection

from tests.transparency.cases import HANDLER, OSLO, RECEIVED, kinds, newest_letter, oslo, received
from transparency import casework, tokens
from transparency.models import CaseCounter, InformationRequest, OutgoingMail
from transparency.request_enums import Channel, Status


def test_receive_sets_the_dates_and_writes_the_receipt(db: None) -> None:
    case = received()
    assert (case.number, case.status, case.channel) == ("2026-0001", Status.OPEN, Channel.WEB)
    assert (case.received_on, case.due_on) == (date(2026, 3, 12), date(2026, 4, 2))
    assert (case.internal_due_on, case.longest_due_on) == (date(2026, 4, 1), date(2026, 5, 12))
    assert kinds(case) == ["received", "confirmed"]
    assert [part.text for part in case.parts.all()] == ["Hvor er skjermen laget?"]
    mail = case.mail.get()
    assert (mail.to, mail.held, mail.sent_at) == ("asker@example.com", False, None)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        pytest.param(oslo(2026, 12, 30, 23, 59), date(2026, 12, 30), id="a minute before midnight"),
        pytest.param(oslo(2026, 12, 31, 0, 1), date(2026, 12, 31), id="a minute after"),
        pytest.param(oslo(2026, 7, 1, 0, 30), date(2026, 7, 1), id="the day before in UTC"),
    ],
)
def test_receive_counts_from_the_day_in_oslo(db: None, at: object, day: date) -> None:
    assert received(at).received_on == day


def test_receive_of_the_same_form_is_one_request(db: None) -> None:
    first, again = received(submission_key="same"), received(submission_key="same")
    assert first == again
    assert InformationRequest.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_receive_of_a_suspect_holds_its_mail_but_not_its_deadline(db: None) -> None:
    case = received(suspicion="mange lenker")
    assert (case.status, case.due_on) == (Status.QUARANTINED, date(2026, 4, 2))
    assert kinds(case) == ["received", "quarantined", "confirmed"]
    assert case.mail.get().held is True
    assert not InformationRequest.objects.open().exists()
    assert InformationRequest.objects.overdue(date(2026, 4, 3)).get() == case


def test_release_lets_the_mail_go_and_keeps_the_deadline(db: None) -> None:
    case = received(suspicion="mange lenker")
    casework.release(request=case, actor=HANDLER, at=oslo(2026, 3, 20))
    assert (case.status, case.due_on) == (Status.OPEN, date(2026, 4, 2))
    assert case.mail.get().held is False
    assert OutgoingMail.objects.due(oslo(2026, 3, 20)).count() == 1
    with pytest.raises(casework.CaseworkRefused, match="ikke holdt tilbake"):
        casework.release(request=case, actor=HANDLER, at=oslo(2026, 3, 20))


def test_mark_spam_closes_and_sends_nothing(db: None) -> None:
    case = received(suspicion="mange lenker")
    casework.mark_spam(request=case, actor=HANDLER, at=oslo(2026, 3, 20))
    assert (case.status, case.closed_on) == (Status.SPAM, date(2026, 3, 20))
    assert not OutgoingMail.objects.unsent().exists()


def test_spam_that_was_a_request_is_reopened_with_its_receipt_and_its_deadline(db: None) -> None:
    case = received(suspicion="mange lenker")
    casework.mark_spam(request=case, actor=HANDLER, at=oslo(2026, 3, 20))
    casework.reopen(request=case, actor=HANDLER, at=oslo(2026, 3, 23), reason="Det var ekte.")
    assert (case.status, case.due_on, case.closed_on) == (Status.OPEN, date(2026, 4, 2), None)
    assert OutgoingMail.objects.unsent().get().kind == "receipt"


def test_suspect_must_be_released_before_it_is_handled(db: None) -> None:
    case = received(suspicion="mange lenker")
    with pytest.raises(casework.CaseworkRefused, match="Frigi det først"):
        casework.answer(request=case, parts=case.parts.all(), text="Ja.", actor=HANDLER, at=RECEIVED)
    assert case.mail.count() == 1


def register(**values: object) -> InformationRequest:
    given = {
        "channel": Channel.COUNTER,
        "received_on": date(2026, 3, 2),
        "question": "Hvem har sydd veska?",
        "reply_by": "post",
        "postal_address": "Storgata 1\n0155 Oslo",
        "name": "Ola",
        "actor": HANDLER,
        "at": RECEIVED,
    }
    case, secret = casework.register(**given | values)
    assert tokens.find(secret) == case
    return case


def test_register_counts_from_the_original_day(db: None) -> None:
    case = register()
    assert (case.received_on, case.due_on) == (date(2026, 3, 2), date(2026, 3, 23))
    assert kinds(case) == ["registered", "confirmed"]
    mail = newest_letter(case)
    assert (mail.medium, mail.to) == ("post", "Ola\nStorgata 1\n0155 Oslo")
    assert OutgoingMail.objects.to_post().get() == mail
    assert not OutgoingMail.objects.unsent().exists()


def test_register_twice_from_one_form_is_one_case(db: None) -> None:
    assert register(once="form-1") == register(once="form-1")
    assert register() != register()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"received_on": date(2026, 3, 13)}, "fram i tid"),
        ({"received_on": date(2022, 6, 30)}, "1. juli 2022"),
        ({"postal_address": " "}, "postadressen"),
        ({"reply_by": "email", "email": "a@b\nBcc: x@y.no"}, "e-postadressen"),
        ({"question": " \n"}, "Skriv hva"),
    ],
)
def test_register_refuses_what_can_not_be(db: None, values: dict, message: str) -> None:
    with pytest.raises(casework.CaseworkRefused, match=message):
        register(**values)
    assert InformationRequest.objects.count() == 0
    assert not CaseCounter.objects.exists()


def test_same_question_from_the_same_address_is_linked_to_the_first(db: None) -> None:
    first = received()
    again = received(oslo(2026, 3, 20), question="hvor er  skjermen laget?")
    other = received(oslo(2026, 3, 20), email="other@example.com")
    assert (again.repeats, other.repeats, first.repeats) == (first, None, None)
    assert again.events.first().details["repeats"] == "2026-0001"
    assert first.due_on == date(2026, 4, 2)


def test_numbers_start_anew_each_year_and_rehearsals_have_their_own(db: None) -> None:
    numbers = [received().number, received().number, received(oslo(2027, 1, 1, 0, 1)).number]
    demo, _secret = casework.start_demo(actor=HANDLER, at=RECEIVED)
    assert [*numbers, demo.number] == ["2026-0001", "2026-0002", "2027-0001", "ØVELSE-1"]


def test_numbers_have_no_gap_and_no_double_under_concurrency(committing_db: None) -> None:
    failures = []

    def send(number: int) -> None:
        try:
            for round_ in range(3):
                received(submission_key=f"{number}-{round_}")
                received(submission_key=f"{number}-{round_}")
                with pytest.raises(casework.CaseworkRefused):
                    received(question=" ", submission_key=f"empty-{number}-{round_}")
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    numbers = sorted(InformationRequest.objects.values_list("number", flat=True))
    assert numbers == [f"2026-{number:04}" for number in range(1, 19)]


def test_rehearsal_is_never_counted_and_has_its_own_clock(db: None) -> None:
    case, _secret = casework.start_demo(actor=HANDLER, at=RECEIVED)
    today = RECEIVED.astimezone(OSLO).date()
    assert not InformationRequest.objects.real().exists()
    assert not InformationRequest.objects.overdue(today).exists()
    casework.move_demo_clock(request=case, days=22, actor=HANDLER, at=RECEIVED)
    assert case.day(RECEIVED) == date(2026, 4, 3)
    assert InformationRequest.objects.overdue(today).get() == case
    assert case.events.last().details == {"days": 22, "day": "2026-04-03"}


def test_clock_of_a_real_case_can_not_be_moved(db: None) -> None:
    with pytest.raises(casework.CaseworkRefused, match="øvelse"):
        casework.move_demo_clock(request=received(), days=1, actor=HANDLER, at=RECEIVED)


def test_request_that_has_been_answered_in_part_is_no_spam(db: None) -> None:
    case = received()
    casework.split_into_parts(request=case, texts=["Hvor?", "Når?"], actor=HANDLER, at=RECEIVED)
    casework.answer(
        request=case, parts=case.parts.filter(number=1), text="I Moss.", actor=HANDLER, at=RECEIVED
    )
    with pytest.raises(casework.CaseworkRefused, match="ikke søppel"):
        casework.mark_spam(request=case, actor=HANDLER, at=RECEIVED)
    assert case.status == Status.OPEN
