from datetime import date

import pytest
from django.core.files.base import ContentFile

from tests.transparency.cases import (
    HANDLER,
    RECEIVED,
    answered,
    kinds,
    newest_letter,
    oslo,
    received,
    refused,
)
from transparency import casework
from transparency.case_reading import acts_of
from transparency.case_steps import verbs_now
from transparency.models import InformationRequest
from transparency.request_enums import Ground, LetterKind, Outcome, Status

REFUSED = oslo(2026, 3, 31)


def in_two(case: InformationRequest) -> InformationRequest:
    casework.split_into_parts(request=case, texts=["Skjermen", "Veska"], actor=HANDLER, at=RECEIVED)
    return case


def test_answer_to_every_part_closes_the_case(db: None) -> None:
    case = answered(received(), oslo(2026, 3, 20))
    assert (case.status, case.outcome) == (Status.ANSWERED, Outcome.ANSWERED)
    assert (case.answered_on, case.closed_on) == (date(2026, 3, 20), date(2026, 3, 20))
    assert case.next_due_on is None
    assert "Svaret vårt:\n\nI Moss.\n\nForbrukertilsynet" in newest_letter(case).body


def test_answer_to_one_part_leaves_the_other_open(db: None) -> None:
    case = in_two(received())
    casework.answer(
        request=case, parts=case.parts.filter(number=1), text="I Moss.", actor=HANDLER, at=RECEIVED
    )
    assert (case.status, case.outcome, case.answered_on) == (Status.OPEN, Outcome.NONE, None)
    assert "Del 1: Skjermen" in newest_letter(case).body
    assert "Veska" not in newest_letter(case).body
    casework.refuse(
        request=case,
        parts=case.parts.filter(number=2),
        ground=Ground.D_COMPETITION,
        known_harm=False,
        actor=HANDLER,
        at=REFUSED,
    )
    assert (case.status, case.outcome) == (Status.ANSWERED, Outcome.PARTLY)
    assert "Vi avslår en del av kravet." in newest_letter(case).body


def test_answer_twice_from_one_form_is_one_letter(db: None) -> None:
    case = received()
    answer = {"request": case, "parts": case.parts.all(), "text": "I Moss.", "actor": HANDLER, "at": RECEIVED}
    first = casework.answer(**answer, once="form-1")
    assert casework.answer(**answer, once="form-1") == first
    assert case.mail.filter(kind=LetterKind.ANSWER).count() == 1


@pytest.mark.parametrize(("text", "message"), [(" ", "Skriv svaret"), ("Ja.", "Saken er lukket")])
def test_answer_refuses_no_words_and_a_closed_case(db: None, text: str, message: str) -> None:
    case = received()
    if text.strip():
        answered(case, RECEIVED)
    with pytest.raises(casework.CaseworkRefused, match=message):
        casework.answer(request=case, parts=case.parts.all(), text=text, actor=HANDLER, at=RECEIVED)


def test_answer_refuses_parts_and_files_of_another_case(db: None) -> None:
    case, other = received(), received(question="Noe annet?")
    with pytest.raises(casework.CaseworkRefused, match="minst én del"):
        casework.answer(request=case, parts=other.parts.all(), text="Ja.", actor=HANDLER, at=RECEIVED)
    event = casework.attach(
        request=other, file=ContentFile(b"%PDF-1.7 %%EOF", name="a.pdf"), actor=HANDLER, at=RECEIVED
    )
    with pytest.raises(casework.CaseworkRefused, match="annen sak"):
        casework.answer(
            request=case,
            parts=case.parts.all(),
            text="Ja.",
            actor=HANDLER,
            at=RECEIVED,
            attachments=event.attachments.all(),
        )


@pytest.mark.parametrize(
    "ground", [Ground.A_VAGUE, Ground.B_UNREASONABLE, Ground.C_PERSONAL, Ground.D_COMPETITION]
)
@pytest.mark.parametrize(("known_harm", "message"), [(True, "skal gis"), (None, "Svar først")])
def test_refuse_on_a_to_d_is_impossible_where_harm_is_known(
    db: None, ground: Ground, known_harm: bool | None, message: str
) -> None:
    case = received()
    with pytest.raises(casework.CaseworkRefused, match=message):
        casework.refuse(
            request=case,
            parts=case.parts.all(),
            ground=ground,
            known_harm=known_harm,
            actor=HANDLER,
            at=REFUSED,
        )
    assert kinds(case) == ["received", "confirmed"]
    assert case.parts.get().outcome == Outcome.NONE


@pytest.mark.parametrize("ground", [Ground.CLASSIFIED, Ground.COPYRIGHT])
def test_refuse_outside_the_right_does_not_depend_on_harm(db: None, ground: Ground) -> None:
    case = received()
    casework.refuse(
        request=case, parts=case.parts.all(), ground=ground, known_harm=True, actor=HANDLER, at=REFUSED
    )
    assert (case.outcome, case.refused_on) == (Outcome.REFUSED, date(2026, 3, 31))
    assert case.parts.get().ground == ground


def test_refuse_needs_a_ground_of_the_act(db: None) -> None:
    case = received()
    with pytest.raises(casework.CaseworkRefused, match="Velg grunnen"):
        refused(case, REFUSED, ground="we do not have it")


def ask(case: InformationRequest, at: object, **values: object) -> str:
    return casework.ask_for_reasons(request=case, message="Hvorfor?", at=at, **values).kind


def test_reasons_asked_in_time_start_their_own_clock(db: None) -> None:
    case = refused(received(), REFUSED)
    assert ask(case, oslo(2026, 4, 21, 23, 59)) == "reasons-asked"
    assert (case.reasons_asked_on, case.reasons_due_on) == (date(2026, 4, 21), date(2026, 5, 12))
    assert (case.status, case.next_due_on) == (Status.ANSWERED, date(2026, 5, 12))
    assert InformationRequest.objects.open().get() == case
    assert InformationRequest.objects.overdue(date(2026, 5, 13)).get() == case
    with pytest.raises(casework.CaseworkRefused, match="gis"):
        casework.leave_reasons(request=case, actor=HANDLER, at=oslo(2026, 4, 22))
    casework.give_reasons(request=case, text="Fordi …", actor=HANDLER, at=oslo(2026, 4, 30))
    assert (case.reasons_due_on, case.next_due_on) == (None, None)
    assert "Begrunnelsen vår:\n\nFordi …\n\nForbrukertilsynet" in newest_letter(case).body


def test_reasons_asked_late_are_accepted_marked_and_left_to_the_handler(db: None) -> None:
    case = refused(received(), REFUSED)
    assert ask(case, oslo(2026, 4, 22)) == "reasons-asked-late"
    assert (case.reasons_asked_late, case.reasons_due_on) == (True, date(2026, 5, 13))
    casework.leave_reasons(request=case, actor=HANDLER, at=oslo(2026, 4, 23), reason="Fire uker er gått.")
    assert case.reasons_due_on is None
    assert newest_letter(case).kind == LetterKind.REASONS_LEFT


def test_reasons_of_a_letter_count_from_the_day_it_came(db: None) -> None:
    case = refused(received(), REFUSED)
    kind = ask(case, oslo(2026, 4, 24), actor=HANDLER, asked_on=date(2026, 4, 20))
    assert (kind, case.reasons_due_on) == ("reasons-asked", date(2026, 5, 11))


def test_reasons_are_not_asked_for_without_a_refusal_nor_twice(db: None) -> None:
    case = answered(received(), REFUSED)
    with pytest.raises(casework.CaseworkRefused, match="Ingenting er avslått"):
        ask(case, REFUSED)
    with pytest.raises(casework.CaseworkRefused, match="Ingen venter"):
        casework.give_reasons(request=case, text="Fordi", actor=HANDLER, at=REFUSED)
    other = refused(received(question="Noe annet?"), REFUSED)
    ask(other, REFUSED)
    with pytest.raises(casework.CaseworkRefused, match="alt krevd"):
        ask(other, oslo(2026, 4, 2))


def test_new_refusal_may_be_asked_reasons_for_again(db: None) -> None:
    case = in_two(received())
    refuse = {"request": case, "ground": Ground.A_VAGUE, "known_harm": False, "actor": HANDLER, "at": REFUSED}
    casework.refuse(parts=case.parts.filter(number=1), **refuse)
    ask(case, REFUSED)
    casework.give_reasons(request=case, text="Fordi", actor=HANDLER, at=REFUSED)
    casework.refuse(parts=case.parts.filter(number=2), **refuse)
    assert case.reasons_asked_on is None
    assert ask(case, REFUSED) == "reasons-asked"


def test_second_refusal_may_be_asked_about_while_the_first_is_being_explained(db: None) -> None:
    case = in_two(received())
    refuse = {"request": case, "ground": Ground.A_VAGUE, "known_harm": False, "actor": HANDLER}
    casework.refuse(parts=case.parts.filter(number=1), at=REFUSED, **refuse)
    ask(case, oslo(2026, 4, 22))
    assert (case.reasons_asked_late, list(acts_of(case))) == (True, ["message", "withdraw"])
    second = oslo(2026, 4, 22, 15)
    casework.refuse(parts=case.parts.filter(number=2), at=second, **refuse)
    assert list(acts_of(case)) == ["reasons", "message"]
    assert "ask_for_reasons" in verbs_now(case, second.date())
    assert ask(case, second) == "reasons-asked"
    # Both are explained by the earlier day, and a demand in time can't be left.
    assert (case.reasons_due_on, case.reasons_asked_late) == (date(2026, 5, 13), False)
    with pytest.raises(casework.CaseworkRefused, match="alt krevd"):
        ask(case, second)
    casework.give_reasons(request=case, text="Fordi", actor=HANDLER, at=second)
    assert (case.reasons_due_on, list(acts_of(case))) == (None, ["message"])
    assert "ask_for_reasons" not in verbs_now(case, second.date())


def test_reopened_case_owes_the_reasons_that_it_owed_when_it_was_withdrawn(db: None) -> None:
    case = in_two(received())
    part = case.parts.filter(number=1)
    casework.refuse(
        request=case, parts=part, ground=Ground.A_VAGUE, known_harm=False, actor=HANDLER, at=REFUSED
    )
    ask(case, REFUSED)
    due = case.reasons_due_on
    casework.withdraw(request=case, actor="innsenderen", at=REFUSED)
    assert case.reasons_due_on is None
    casework.reopen(request=case, actor=HANDLER, at=REFUSED, reason="Det var en feil.")
    assert (case.status, case.reasons_due_on) == (Status.OPEN, due)
