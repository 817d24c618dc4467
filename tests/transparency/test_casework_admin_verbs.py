"""The guided forms: the letter goes out as it was shown, nothing typed is lost, and one sending acts once."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.content.admin_forms import signed_in, staff
from tests.sent_forms import sent_by
from tests.transparency.casework_forms import (
    errors,
    handler,
    opened,
    parts_of,
    refused_case,
    registered,
    rehearsal,
    sent_letter,
    shown_letter,
    suspected,
    view_of,
)
from transparency import casework, letters
from transparency.case_verbs import VERBS
from transparency.models import InformationRequest, OutgoingMail
from transparency.request_enums import EventKind, Ground, LetterKind, Outcome, Status

pytestmark = pytest.mark.django_db

SECRET_WORDS = "Hemmelig hagegnom"  # noqa: S105  a marker that must turn up nowhere else


@pytest.fixture
def client() -> Client:
    return signed_in(handler())


def test_answer_goes_out_as_it_was_shown(client: Client) -> None:
    case = registered()
    sent_letter(client, case, "answer", parts=parts_of(case), text="Det er laget i Moss.")
    letter = case.mail.order_by("pk").last()
    composed = letters.compose(
        LetterKind.ANSWER, case, language="nb", parts=case.parts.all(), text="Det er laget i Moss."
    )
    assert letter.body == f"{composed.opening}\n\nDet er laget i Moss.\n\n{composed.closing}\n"
    assert (case.status, case.outcome) == (Status.ANSWERED, Outcome.ANSWERED)
    assert case.events.get(kind=EventKind.ANSWERED).actor == "kari"


def test_letter_is_shown_with_required_parts_fixed_and_own_words_open(client: Client) -> None:
    case = registered()
    values = opened(client, case, "answer", parts=parts_of(case), text="Det er laget i Moss.")
    response = client.post(view_of(case, "answer"), values | {"preview": "1"})
    html = response.content.decode()
    assert "www.forbrukertilsynet.no" in html
    assert "{case_link}" not in html
    assert [name for name in sent_by(html) if name not in ("csrfmiddlewaretoken", "seen", "once")] == [
        "parts",
        "text",
    ]
    assert case.events.count() == 2
    assert case.mail.count() == 1


def test_own_words_changed_on_the_letter_are_what_is_sent(client: Client) -> None:
    case = registered()
    values = shown_letter(client, case, "answer", parts=parts_of(case), text="Første utkast.")
    client.post(view_of(case, "answer"), values | {"text": "Endelig svar.", "confirm": "1"})
    assert case.mail.order_by("pk").last().body.count("\n\nEndelig svar.\n\n") == 1


def test_going_back_keeps_what_was_typed(client: Client) -> None:
    case = registered()
    values = shown_letter(client, case, "answer", parts=parts_of(case), text="Halvferdig svar.")
    response = client.post(view_of(case, "answer"), values | {"back": "1"})
    assert sent_by(response.content.decode())["text"] == ["Halvferdig svar."]
    assert errors(response) == {}
    assert case.events.count() == 2


def test_required_words_cannot_be_taken_out_by_a_forged_form(client: Client) -> None:
    case = registered()
    values = shown_letter(client, case, "answer", parts=parts_of(case), text="Svar.")
    forged = values | {"required": "", "letter": "", "subject": "Ingenting", "confirm": "1", "status": "spam"}
    client.post(view_of(case, "answer"), forged)
    letter = case.mail.order_by("pk").last()
    assert "Forbrukertilsynet" in letter.body
    assert letter.subject == f"Svar på kravet ditt om informasjon (sak {case})"
    case.refresh_from_db()
    assert case.status == Status.ANSWERED


def test_the_same_form_sent_twice_is_one_event_and_one_letter(client: Client) -> None:
    case = registered()
    values = shown_letter(client, case, "clarify", message="Hvilket tastatur?") | {"confirm": "1"}
    for _time in range(3):
        assert client.post(view_of(case, "clarify"), values)["Location"] == view_of(case, "change")
    assert case.events.filter(kind=EventKind.CLARIFICATION_ASKED).count() == 1
    assert case.mail.filter(kind=LetterKind.CLARIFICATION).count() == 1


def test_what_a_colleague_did_meanwhile_is_told_and_the_text_is_kept(client: Client) -> None:
    case = registered()
    values = shown_letter(client, case, "answer", parts=parts_of(case), text="Mitt svar.") | {"confirm": "1"}
    casework.add_message(request=case, text="Jeg mener det trådløse.", at=timezone.now())
    response = client.post(view_of(case, "answer"), values)
    (message,) = errors(response)["__all__"]
    assert "«Den som spør, la til en melding»" in message
    assert not case.events.filter(kind=EventKind.ANSWERED).exists()
    again = sent_by(response.content.decode())
    assert again["text"] == ["Mitt svar."]
    assert client.post(view_of(case, "answer"), again | {"confirm": "1"}).status_code == 302
    assert case.events.filter(kind=EventKind.ANSWERED).count() == 1


def test_a_verb_that_no_longer_fits_leads_back_to_the_case(client: Client) -> None:
    case = registered()
    values = shown_letter(client, case, "answer", parts=parts_of(case), text="Mitt svar.") | {"confirm": "1"}
    casework.withdraw(request=case, actor="innsenderen", at=timezone.now())
    response = client.post(view_of(case, "answer"), values, follow=True)
    assert "«Svar» passer ikke for saken slik den står nå." in response.content.decode()
    assert not case.events.filter(kind=EventKind.ANSWERED).exists()


def prepared(name: str) -> tuple[InformationRequest, dict]:
    """A case in which the verb is offered, and what fills in its form."""
    case, filled = rehearsal(), {}
    if name in ("release", "mark_spam"):
        case = suspected()
    if name in ("give_reasons", "leave_reasons", "ask_for_reasons", "reopen"):
        refused_case(case)
    if name == "leave_reasons":
        casework.move_demo_clock(request=case, days=25, actor="Kari", at=timezone.now())
    if name in ("give_reasons", "leave_reasons"):
        casework.ask_for_reasons(request=case, at=timezone.now())
    filled = {
        "parts": parts_of(case),
        "text": SECRET_WORDS,
        "message": SECRET_WORDS,
        "reason": SECRET_WORDS,
        "texts": SECRET_WORDS,
        "ground": Ground.D_COMPETITION,
        "known_harm": "nei",
        "read": "on",
        "days": "3",
        "asked_on": case.day(timezone.now()),
        "expected_on": case.longest_due_on,
        "file": SimpleUploadedFile(f"{SECRET_WORDS}.pdf", b"%PDF-1.7\n%%EOF\n"),
    }
    return case, filled


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_writes_its_event_and_changes_no_earlier_letter(client: Client, name: str) -> None:
    case, filled = prepared(name)
    written = list(OutgoingMail.objects.values_list("pk", "to", "subject", "body", "message_id"))
    events = list(case.events.values_list("pk", "kind", "text", "details"))
    values = opened(client, case, name, **filled) | {"confirm": "1"}
    response = client.post(view_of(case, name), values)
    assert response.status_code == 302, errors(response)
    assert list(case.events.values_list("pk", "kind", "text", "details"))[: len(events)] == events
    assert case.events.count() == len(events) + 1
    assert case.events.last().actor == "kari"
    mail = OutgoingMail.objects.values_list("pk", "to", "subject", "body", "message_id")
    assert list(mail)[: len(written)] == written
    assert mail.count() == len(written) + bool(VERBS[name].letter)


@pytest.mark.parametrize("name", VERBS)
def test_admin_history_holds_the_case_number_and_nothing_personal(client: Client, name: str) -> None:
    case, filled = prepared(name)
    client.post(view_of(case, name), opened(client, case, name, **filled) | {"confirm": "1"})
    entry = LogEntry.objects.get()
    assert (entry.object_repr, entry.change_message) == (case.number, VERBS[name].label)
    assert SECRET_WORDS not in f"{entry.object_repr}{entry.change_message}"


@pytest.mark.parametrize("name", VERBS)
def test_no_verb_acts_on_get_or_without_what_names_the_sending(client: Client, name: str) -> None:
    case, filled = prepared(name)
    before = case.events.count()
    client.get(view_of(case, name), filled | {"confirm": "1"})
    response = client.post(view_of(case, name), filled | {"confirm": "1"})
    assert {"seen", "once"} <= set(errors(response))
    assert case.events.count() == before


def test_someone_who_lost_the_permission_meanwhile_is_stopped(client: Client) -> None:
    case = registered()
    user = staff("ola", "change_informationrequest")
    colleague = signed_in(user)
    values = shown_letter(colleague, case, "clarify", message="Hvilket?")
    user.user_permissions.clear()
    assert colleague.post(view_of(case, "clarify"), values | {"confirm": "1"}).status_code == 403
    assert case.events.count() == 2


def test_words_typed_for_a_case_that_was_closed_meanwhile_stay_on_the_screen(client: Client) -> None:
    case = registered()
    values = shown_letter(client, case, "answer", parts=parts_of(case), text="Mitt svar.") | {"confirm": "1"}
    casework.withdraw(request=case, actor="innsenderen", at=timezone.now())
    response = client.post(view_of(case, "answer"), values)
    assert errors(response) == {
        "__all__": [
            "«Svar» passer ikke for saken slik den står nå. Ingenting er sendt. Kopier teksten din hvis du trenger den."
        ]
    }
    assert "Mitt svar.</textarea>" in response.content.decode()
    assert not case.events.filter(kind=EventKind.ANSWERED).exists()


def test_colleagues_event_with_an_earlier_clock_is_seen_once(client: Client) -> None:
    case = registered()
    values = shown_letter(client, case, "answer", parts=parts_of(case), text="Mitt svar.") | {"confirm": "1"}
    casework.add_message(request=case, text="Den trådløse.", at=timezone.now() - timedelta(hours=1))
    again = sent_by(client.post(view_of(case, "answer"), values).content.decode())
    assert client.post(view_of(case, "answer"), again | {"confirm": "1"}).status_code == 302
