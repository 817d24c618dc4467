"""Extension, refusal and reasons through the guided forms: what the Act forbids can't be sent."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.content.admin_forms import signed_in
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
    view_of,
)
from transparency import casework
from transparency.request_enums import EventKind, Ground, Outcome, Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(handler())


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.parametrize("ground", [ground for ground in Ground if ground.overridden_by_known_harm])
def test_known_harm_makes_a_to_d_impossible(client: Client, ground: Ground) -> None:
    case = registered()
    filled = {"parts": parts_of(case), "ground": ground, "known_harm": "ja", "text": "Nei."}
    for step in ("preview", "confirm"):
        response = client.post(
            view_of(case, "refuse"), opened(client, case, "refuse", **filled) | {step: "1"}
        )
        assert "skal gis ut uansett unntakene a–d" in errors(response)["ground"][0]
        assert sent_by(response.content.decode())["text"] == ["Nei."]
    assert case.events.count() == 2


def test_whether_harm_is_known_must_be_answered(client: Client) -> None:
    case = registered()
    values = opened(client, case, "refuse", parts=parts_of(case), ground=Ground.A_VAGUE, text="Nei.")
    values.pop("known_harm", None)
    response = client.post(view_of(case, "refuse"), values | {"confirm": "1"})
    assert errors(response) == {
        "known_harm": ["Svar ja eller nei. Loven krever at dere vet det før dere avslår."]
    }


def test_every_ground_is_explained(client: Client) -> None:
    html = client.get(view_of(registered(), "refuse")).content.decode()
    for ground in Ground:
        assert f"{ground.label} ({ground.paragraph})<br>" in html


def test_refusal_of_one_part_leaves_the_other_to_be_answered(client: Client) -> None:
    case = registered(question="Hvor er det laget? Hva tjener de?")
    client.post(
        view_of(case, "split"),
        opened(client, case, "split", texts="Hvor er det laget?\r\n\r\nHva tjener de?") | {"confirm": "1"},
    )
    first, second = parts_of(case)
    sent_letter(
        client,
        case,
        "refuse",
        parts=[second],
        ground=Ground.C_PERSONAL,
        known_harm="nei",
        text="Lønn er privat.",
    )
    assert [part.outcome for part in case.parts.all()] == [Outcome.NONE, Outcome.REFUSED]
    assert case.status == Status.OPEN
    page = client.get(view_of(case, "answer")).content.decode()
    assert (f'value="{first}"' in page, f'value="{second}"' in page) == (True, False)


def test_extension_in_time_moves_the_deadline(client: Client) -> None:
    case = registered(days_ago=20)
    assert "for sent ute" not in client.get(view_of(case, "extend")).content.decode()
    sent_letter(client, case, "extend", reason="14 fabrikker.", expected_on=case.longest_due_on)
    assert (case.due_on, case.extended_late) == (case.longest_due_on, False)


def test_extension_too_late_says_so_everywhere_and_moves_nothing(client: Client) -> None:
    case = registered(days_ago=30)
    due_on = case.due_on
    assert "Du er for sent ute." in client.get(view_of(case, "extend")).content.decode()
    filled = {"reason": "14 fabrikker.", "expected_on": in_days(10)}
    refused_ = client.post(
        view_of(case, "extend"), opened(client, case, "extend", **filled) | {"confirm": "1"}
    )
    assert errors(refused_) == {"understood": ["Kryss av for at du har lest at varselet er for sent."]}
    assert sent_by(refused_.content.decode())["reason"] == ["14 fabrikker."]
    sent_letter(client, case, "extend", understood="on", **filled)
    assert (case.due_on, case.extended_late) == (due_on, True)
    assert case.events.last().kind == EventKind.EXTENDED_LATE
    assert "Denne beskjeden kommer for sent" in case.mail.order_by("pk").last().body
    assert "kom for sent" in client.get(view_of(case, "change")).context["screen"].next_step


def test_extension_opened_in_time_and_sent_too_late_says_so(client: Client) -> None:
    """The form was open over midnight of the last day."""
    case = rehearsal()
    values = shown_letter(client, case, "extend", reason="14 fabrikker.", expected_on=in_days(40))
    casework.move_demo_clock(request=case, days=22, actor="Kari", at=timezone.now())
    response = client.post(view_of(case, "extend"), values | {"confirm": "1"})
    assert "understood" in errors(response)
    assert "Du er for sent ute." in response.content.decode()
    case.refresh_from_db()
    assert case.extended_on is None


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (-30, "trengs ingen forlengelse"),
        (5, "trengs ingen forlengelse"),
        (100, "to måneder etter at kravet kom"),
    ],
)
def test_extension_to_a_day_that_the_act_does_not_know_is_refused(
    client: Client, days: int, message: str
) -> None:
    case = registered()
    values = opened(client, case, "extend", reason="Mye.", expected_on=in_days(days))
    response = client.post(view_of(case, "extend"), values | {"confirm": "1"})
    assert message in errors(response)["expected_on"][0]
    case.refresh_from_db()
    assert case.extended_on is None


def test_asking_to_clarify_says_that_the_clock_runs(client: Client) -> None:
    case = registered()
    due_on = case.due_on
    assert "Fristen stopper ikke mens du venter" in client.get(view_of(case, "clarify")).content.decode()
    sent_letter(client, case, "clarify", message="Hvilket?")
    assert case.due_on == due_on


def test_reasons_asked_for_by_letter_get_their_own_deadline(client: Client) -> None:
    case = refused_case(registered())
    today = timezone.localdate()
    client.post(
        view_of(case, "ask_for_reasons"),
        opened(client, case, "ask_for_reasons", asked_on=today, message="Hvorfor?") | {"confirm": "1"},
    )
    case.refresh_from_db()
    assert (case.reasons_due_on, case.reasons_asked_late) == (today + timedelta(weeks=3), False)
    sent_letter(client, case, "give_reasons", text="Fordi oppskriften er vår.")
    assert case.reasons_due_on is None


def test_late_demand_for_reasons_is_left_to_the_handler(client: Client) -> None:
    case = rehearsal()
    refused_case(case)
    casework.move_demo_clock(request=case, days=25, actor="Kari", at=timezone.now())
    casework.ask_for_reasons(request=case, message="Hvorfor?", at=timezone.now())
    screen = client.get(view_of(case, "change"))
    assert [label for label, _address in screen.context["verbs"]][:2] == [
        "Gi nærmere begrunnelse",
        "Svar at kravet kom for sent",
    ]
    sent_letter(client, case, "leave_reasons")
    assert case.events.last().kind == EventKind.REASONS_LEFT
