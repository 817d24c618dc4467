from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from sustainability_site.content.models.shelves import RecordIsFinal
from tests.transparency.cases import HANDLER, RECEIVED, answered, kinds, newest_letter, oslo, received
from transparency import casework
from transparency.models import Attachment, InformationRequest, OutgoingMail, RequestEvent, RequestPart
from transparency.models.request_rows import private_storage
from transparency.request_enums import LetterKind, Outcome, Status

IN_TIME, LATE = oslo(2026, 4, 2, 23, 59), oslo(2026, 4, 3)


def extend(case: InformationRequest, *, at: object = IN_TIME, **values: object) -> RequestEvent:
    given = {"reason": "Mange leverandører må spørres.", "expected_on": date(2026, 5, 4)}
    return casework.extend(request=case, actor=HANDLER, at=at, **given | values)


def test_extend_moves_the_deadline_to_two_months_from_receipt(db: None) -> None:
    case = received()
    event = extend(case)
    assert (case.due_on, case.expected_on) == (date(2026, 5, 12), date(2026, 5, 4))
    assert (case.internal_due_on, case.extended_on) == (date(2026, 5, 4), date(2026, 4, 2))
    assert (event.kind, case.extended_late) == ("extended", False)
    assert event.details == {"expected_on": "2026-05-04", "due_on": "2026-05-12"}
    assert newest_letter(case).kind == LetterKind.EXTENSION


def test_extend_after_three_weeks_says_so_and_leaves_the_legal_date(db: None) -> None:
    case = received()
    assert casework.extension_kind(case, at=IN_TIME) == LetterKind.EXTENSION
    assert casework.extension_kind(case, at=LATE) == LetterKind.EXTENSION_LATE
    event = extend(case, at=LATE)
    assert (event.kind, case.extended_late) == ("extended-late", True)
    assert (case.due_on, case.expected_on) == (date(2026, 4, 2), date(2026, 5, 4))
    assert InformationRequest.objects.overdue(date(2026, 4, 3)).get() == case
    letter = newest_letter(case)
    assert letter.kind == LetterKind.EXTENSION_LATE
    assert "Denne beskjeden kommer for sent, og den gir oss ikke lengre frist." in letter.body


@pytest.mark.parametrize(
    ("at", "values", "message"),
    [
        (IN_TIME, {"expected_on": date(2026, 5, 13)}, "senest to måneder"),
        (IN_TIME, {"expected_on": date(2026, 4, 2)}, "innenfor de tre ukene"),
        (oslo(2026, 5, 5), {"expected_on": date(2026, 5, 4)}, "passert"),
        (oslo(2026, 5, 13), {"expected_on": date(2026, 5, 13)}, "To måneder er gått"),
        (IN_TIME, {"reason": "  "}, "Skriv hvorfor"),
    ],
)
def test_extend_refuses_what_the_act_does_not_allow(db: None, at: object, values: dict, message: str) -> None:
    case = received()
    with pytest.raises(casework.CaseworkRefused, match=message):
        extend(case, at=at, **values)
    case.refresh_from_db()
    assert (case.due_on, case.extended_on) == (date(2026, 4, 2), None)
    assert kinds(case) == ["received", "confirmed"]
    assert case.mail.count() == 1


def test_extend_is_done_once(db: None) -> None:
    case = received()
    assert extend(case, once="form-1") == extend(case, once="form-1")
    with pytest.raises(casework.CaseworkRefused, match="ingen ny forlengelse"):
        extend(case, once="form-2")
    assert case.mail.count() == 2


def test_clarification_never_stops_the_clock(db: None) -> None:
    case = received()
    casework.ask_to_clarify(request=case, message="Hvilken skjerm?", actor=HANDLER, at=RECEIVED)
    assert (case.due_on, case.status) == (date(2026, 4, 2), Status.OPEN)
    assert "Fristen for svar løper videre og er fortsatt 2. april 2026" in newest_letter(case).body
    assert newest_letter(case).body.endswith("\n\nHvilken skjerm?\n")


def test_split_replaces_undecided_parts_only(db: None) -> None:
    case = received()
    split = {"request": case, "actor": HANDLER, "at": RECEIVED}
    casework.split_into_parts(texts=["Skjermen", " ", "Veska"], **split)
    casework.answer(
        request=case, parts=case.parts.filter(number=1), text="I Moss.", actor=HANDLER, at=RECEIVED
    )
    casework.split_into_parts(texts=["Ytterstoffet", "Fôret"], **split)
    parts = [(part.number, part.text, part.outcome) for part in case.parts.all()]
    assert parts == [(1, "Skjermen", "answered"), (2, "Ytterstoffet", "none"), (3, "Fôret", "none")]
    with pytest.raises(casework.CaseworkRefused, match="minst én del"):
        casework.split_into_parts(texts=["", " "], **split)


def test_message_to_a_closed_case_is_kept(db: None) -> None:
    case = answered(received(), RECEIVED)
    casework.add_message(request=case, text="Takk, men hvor i Moss?", at=oslo(2026, 6, 1))
    event = case.events.last()
    assert (event.kind, event.actor, event.text) == ("message-added", "innsenderen", "Takk, men hvor i Moss?")
    assert case.status == Status.ANSWERED


def test_withdraw_closes_and_confirms(db: None) -> None:
    case = received()
    casework.withdraw(request=case, actor="innsenderen", at=RECEIVED)
    assert (case.status, case.closed_on) == (Status.WITHDRAWN, date(2026, 3, 12))
    assert newest_letter(case).kind == LetterKind.WITHDRAWAL
    with pytest.raises(casework.CaseworkRefused, match="kan ikke trekkes"):
        casework.withdraw(request=case, actor="innsenderen", at=RECEIVED)


def test_reopen_keeps_the_deadline_and_the_letters(db: None) -> None:
    case = answered(received(), oslo(2026, 3, 20))
    casework.reopen(request=case, actor=HANDLER, at=oslo(2026, 4, 20), reason="Vi glemte noe.")
    assert (case.status, case.outcome, case.due_on) == (Status.OPEN, Outcome.NONE, date(2026, 4, 2))
    assert (case.answered_on, case.closed_on) == (None, None)
    assert [mail.kind for mail in case.mail.all()] == ["receipt", "answer", "reopening"]
    assert "I Moss." in case.mail.get(kind="answer").body
    with pytest.raises(casework.CaseworkRefused, match="åpen"):
        casework.reopen(request=case, actor=HANDLER, at=RECEIVED, reason="Igjen.")


def test_posted_letter_is_marked_once(db: None) -> None:
    case = received(reply_by="post", email="", postal_address="Storgata 1")
    mail = case.mail.get()
    casework.mark_posted(request=case, mail=mail, actor=HANDLER, at=RECEIVED)
    mail.refresh_from_db()
    assert mail.sent_at == RECEIVED
    with pytest.raises(casework.CaseworkRefused, match="venter ikke"):
        casework.mark_posted(request=case, mail=mail, actor=HANDLER, at=RECEIVED)


PDF = b"%PDF-1.7\n...\n%%EOF\n"


def test_attach_keeps_a_pdf_under_a_random_name(db: None) -> None:
    case = received()
    file = ContentFile(PDF, name="../../../etc/Rapport\u202efdp.exe.exe")
    event = casework.attach(request=case, file=file, actor=HANDLER, at=RECEIVED)
    attachment = event.attachments.get()
    assert (attachment.name, attachment.content_type, attachment.size) == (
        "Rapportfdp.exe.pdf",
        "application/pdf",
        len(PDF),
    )
    path = private_storage().path(attachment.file.name)
    assert path.endswith(f"/attachments/{attachment.file.name}")
    assert len(attachment.file.name) == 36
    with attachment.file.open() as stored:
        assert stored.read() == PDF


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>", "verken PDF"),
        (b"GIF89a", "skadet"),
        (b"", "verken PDF"),
        (b"%PDF-" + b"x" * 10 * 1024 * 1024, "10 MB"),
    ],
)
def test_attach_refuses_other_files(db: None, content: bytes, message: str) -> None:
    case = received()
    with pytest.raises(casework.CaseworkRefused, match=message):
        casework.attach(request=case, file=ContentFile(content, name="a.pdf"), actor=HANDLER, at=RECEIVED)
    assert not Attachment.objects.exists()


def test_events_and_letters_can_not_be_changed_or_deleted(db: None) -> None:
    case = received()
    event, mail = case.events.first(), case.mail.get()
    event.text = mail.body = "noe annet"
    attempts = (
        event.save,
        event.delete,
        mail.save,
        mail.delete,
        lambda: case.events.update(text="x"),
        lambda: case.mail.update(body="x"),
        lambda: RequestEvent.objects.all().delete(),
        lambda: OutgoingMail.objects.bulk_update([mail], ["body"]),
    )
    for attempt in attempts:
        with pytest.raises(RecordIsFinal):
            attempt()
    with pytest.raises((RecordIsFinal, IntegrityError)), transaction.atomic():
        case.delete()
    assert case.events.count() == 2


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"due_on": date(2026, 5, 12)}, id="moved without notice"),
        pytest.param({"due_on": date(2026, 5, 12), "extended_on": date(2026, 4, 2)}, id="no expected date"),
        pytest.param(
            {
                "due_on": date(2026, 5, 12),
                "extended_on": date(2026, 4, 2),
                "expected_on": date(2026, 5, 13),
            },
            id="expected after two months",
        ),
        pytest.param(
            {"due_on": date(2026, 5, 12), "extended_on": date(2026, 4, 3), "expected_on": date(2026, 5, 4)},
            id="late and not said to be",
        ),
        pytest.param({"internal_due_on": date(2026, 4, 3)}, id="internal after legal"),
        pytest.param({"status": "answered"}, id="answered without outcome"),
        pytest.param({"closed_on": date(2026, 4, 2)}, id="open and closed"),
        pytest.param({"reasons_due_on": date(2026, 4, 2)}, id="reasons without refusal"),
        pytest.param({"demo_days": 1}, id="a real case with a moved clock"),
        pytest.param({"anonymised_on": date(2026, 4, 2)}, id="anonymised with words"),
    ],
)
def test_database_refuses_impossible_requests(db: None, values: dict) -> None:
    case = received()
    with pytest.raises(IntegrityError), transaction.atomic():
        InformationRequest.objects.filter(pk=case.pk).update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"outcome": "refused", "decided_on": date(2026, 4, 2)},
        {"outcome": "refused", "decided_on": date(2026, 4, 2), "ground": "a-vague"},
        {"outcome": "refused", "decided_on": date(2026, 4, 2), "ground": "d-competition", "known_harm": True},
        {"outcome": "partly", "decided_on": date(2026, 4, 2)},
        {"outcome": "answered"},
    ],
)
def test_database_refuses_impossible_parts(db: None, values: dict) -> None:
    part = received().parts.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestPart.objects.filter(pk=part.pk).update(**values)


def test_queue_shows_what_is_due_first(db: None) -> None:
    late, soon, calm, done = (
        received(RECEIVED + timedelta(days=days), question=f"{days}") for days in (0, 4, 14, 5)
    )
    answered(done, oslo(2026, 3, 18))
    today = date(2026, 4, 3)
    requests = InformationRequest.objects
    assert list(requests.by_urgency(today)) == [late, soon, calm, done]
    assert list(requests.overdue(today)) == [late]
    assert list(requests.in_danger(today)) == [soon]
    assert set(requests.open()) == {late, soon, calm}
