"""What the handler is told to do next, in each state, on the days that matter."""

from datetime import date

import pytest

from tests.transparency.cases import HANDLER, RECEIVED, answered, oslo, received, refused
from transparency import casework
from transparency.case_steps import next_step, verbs_now
from transparency.models import InformationRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> InformationRequest:
    """Received on 12 March 2026: due on 2 April (Maundy Thursday), internally on 1 April, at the longest 12 May."""
    return received()


def extended(case: InformationRequest, at, expected_on: date) -> InformationRequest:
    casework.extend(request=case, reason="14 fabrikker.", expected_on=expected_on, actor=HANDLER, at=at)
    return case


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (
            date(2026, 3, 12),
            "Svar innen onsdag 1. april 2026. Kan du ikke det, må du varsle forlengelse innen samme dag.",
        ),
        (
            date(2026, 4, 2),
            "Svar innen torsdag 2. april 2026. Kan du ikke det, må du varsle forlengelse innen samme dag.",
        ),
        (
            date(2026, 4, 3),
            "Lovens frist gikk ut 2. april 2026. Svar nå. Rekker du det ikke i dag, må du si fra om når svaret kommer, selv om det er for sent.",
        ),
        (
            date(2026, 5, 13),
            "Lovens frist gikk ut 2. april 2026. Også to måneder er gått siden kravet kom. Svar nå.",
        ),
    ],
)
def test_open_case_is_to_be_answered_or_its_extension_told_of(
    case: InformationRequest, today: date, sentence: str
) -> None:
    assert next_step(case, today) == sentence


def test_extended_case_tells_what_was_promised_and_what_the_act_gives(case: InformationRequest) -> None:
    extended(case, RECEIVED, date(2026, 5, 4))
    assert next_step(case, date(2026, 4, 20)) == (
        "Svar innen mandag 4. mai 2026. Dere har lovet svar innen 4. mai 2026, og loven gir ikke lenger tid enn til "
        "12. mai 2026."
    )
    assert "kan ikke forlenges igjen" in next_step(case, date(2026, 5, 13))


def test_late_extension_is_called_late(case: InformationRequest) -> None:
    extended(case, oslo(2026, 4, 8), date(2026, 4, 20))
    assert next_step(case, date(2026, 4, 8)) == (
        "Lovens frist gikk ut 2. april 2026. Varselet om lengre tid kom for sent. Svar nå, senest 20. april 2026 som "
        "dere har lovet."
    )


def test_parts_that_wait_are_named(case: InformationRequest) -> None:
    casework.split_into_parts(request=case, texts=["Hvor?", "Når?", "Hvem?"], actor=HANDLER, at=RECEIVED)
    first = case.parts.filter(number=1)
    casework.answer(request=case, parts=first, text="I Moss.", actor=HANDLER, at=RECEIVED)
    assert next_step(case, date(2026, 3, 12)).startswith("Delene 2, 3 mangler svar. Svar innen ")


def test_refused_case_tells_until_when_reasons_may_be_asked_for(case: InformationRequest) -> None:
    refused(case, RECEIVED)
    assert next_step(case, date(2026, 3, 12)) == (
        "Du trenger ikke gjøre noe nå. Kravet ble avgjort 12. mars 2026. Den som spurte, kan kreve nærmere begrunnelse "
        "i tre uker etter at avslaget kom fram, altså til 2. april 2026 eller noe senere."
    )


def test_demand_for_reasons_is_the_next_step(case: InformationRequest) -> None:
    refused(case, RECEIVED)
    casework.ask_for_reasons(request=case, at=RECEIVED)
    assert next_step(case, date(2026, 3, 20)) == "Send den nærmere begrunnelsen innen onsdag 1. april 2026."
    assert next_step(case, date(2026, 4, 7)) == (
        "Fristen for nærmere begrunnelse gikk ut 2. april 2026. Send begrunnelsen nå."
    )


def test_suspect_is_to_be_read(case: InformationRequest) -> None:
    suspect = received(suspicion="For raskt sendt.")
    assert next_step(suspect, date(2026, 3, 12)).endswith(
        "Det kom 12. mars 2026, og svaret skal være sendt innen 2. april 2026."
    )
    assert list(verbs_now(suspect, date(2026, 3, 12))) == ["release", "mark_spam"]


def test_verbs_that_make_sense_are_offered_most_natural_first(case: InformationRequest) -> None:
    today = date(2026, 3, 12)
    assert list(verbs_now(case, today)) == [
        "answer", "refuse", "extend", "clarify", "split", "message", "attach", "withdraw", "mark_spam",
    ]  # fmt: skip
    extended(case, RECEIVED, date(2026, 5, 4))
    assert "extend" not in verbs_now(case, today)


def test_anonymised_case_offers_nothing(case: InformationRequest) -> None:
    casework.withdraw(request=case, actor=HANDLER, at=RECEIVED)
    casework.anonymise(request=case, at=oslo(2028, 4, 1))
    case.refresh_from_db()
    assert list(verbs_now(case, date(2028, 4, 2))) == []
    assert next_step(case, date(2028, 4, 2)) == (
        "Du trenger ikke gjøre noe. Saken er lukket, og alt personlig er slettet."
    )


def test_decision_that_has_not_left_the_house_is_the_next_step() -> None:
    case = answered(received(reply_by="post", postal_address="Gata 1\n0150 Oslo", email=""), RECEIVED)
    waiting = "2 brev er ikke sendt ennå: skriv dem ut og legg dem i posten. "
    today = "Ingenting er gitt før brevet er postlagt, så gjør det i dag. "
    done = "Kravet ble avgjort 12. mars 2026."
    assert next_step(case, date(2026, 3, 12)) == waiting + today + done
    for letter in case.mail.to_post():
        casework.mark_posted(request=case, mail=letter, actor=HANDLER, at=RECEIVED)
    assert next_step(case, date(2026, 3, 12)) == f"Du trenger ikke gjøre noe nå. {done}"


def test_word_to_a_closed_case_is_to_be_read(case: InformationRequest) -> None:
    answered(case, RECEIVED)
    casework.add_message(request=case, text="Takk, men når?", at=RECEIVED)
    assert next_step(case, date(2026, 3, 12)).startswith(
        "Den som spurte, har skrevet igjen etter at kravet ble avgjort."
    )
    casework.reopen(request=case, actor=HANDLER, reason="Vi glemte noe.", at=RECEIVED)
    assert "skrevet igjen" not in next_step(case, date(2026, 3, 12))
