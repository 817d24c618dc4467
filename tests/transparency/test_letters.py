from datetime import date

import pytest

from tests.transparency.cases import HANDLER, RECEIVED, newest_letter, received
from transparency import casework
from transparency.letters import Letter, compose
from transparency.models import InformationRequest
from transparency.request_enums import Ground, LetterKind

SUPERVISION = (
    "Forbrukertilsynet veileder om åpenhetsloven og fører tilsyn med at den blir fulgt. Du kan klage dit. "
    "Forbrukertilsynet velger selv hvilke saker det tar opp: www.forbrukertilsynet.no"
)
ABOUT = "Dette gjelder kravet ditt om informasjon etter åpenhetsloven, som vi mottok 12. mars 2026."


def letter(kind: LetterKind, case: InformationRequest, *, language: str = "nb", **values: object) -> Letter:
    given = {
        "message": "",
        "reason": "",
        "text": "",
        "parts": case.parts.all(),
        "ground": Ground.D_COMPETITION,
        "expected_on": date(2026, 5, 4),
    }
    return compose(kind, case, language=language, **given | values)


def test_receipt_says_number_dates_rights_and_the_link(db: None) -> None:
    receipt = letter(LetterKind.RECEIPT, received())
    assert receipt.subject == "Kvittering: vi har mottatt kravet ditt om informasjon (sak 2026-0001)"
    paragraphs = receipt.required.split("\n\n")
    assert paragraphs[0] == "Dustin Norway"
    assert paragraphs[2].split("\n") == [
        "Saksnummer: 2026-0001",
        "Mottatt: 12. mars 2026",
        "Loven krever at du får svar senest: 2. april 2026",
    ]
    assert "inntil to måneder fra vi mottok kravet" in paragraphs[3]
    assert "kreve en nærmere begrunnelse innen tre uker" in paragraphs[3]
    assert paragraphs[4] == SUPERVISION
    assert paragraphs[5] == "Saken din, med frister og brev: {case_link}"


def test_extension_says_that_why_and_until_when(db: None) -> None:
    extension = letter(LetterKind.EXTENSION, received(), reason="Mange må spørres.")
    paragraphs = extension.required.split("\n\n")
    assert paragraphs[1] == ABOUT
    assert "Åpenhetsloven § 7 lar oss bruke inntil to måneder" in paragraphs[2]
    assert paragraphs[3] == "Du kan vente svaret senest 4. mai 2026. Loven krever svar senest 12. mai 2026."
    assert f"Grunnen til at vi trenger lengre tid:\n\nMange må spørres.\n\n{SUPERVISION}" in extension.body


def test_late_extension_says_that_it_is_late_and_gives_no_longer_deadline(db: None) -> None:
    late = letter(LetterKind.EXTENSION_LATE, received(), reason="Vi glemte det.")
    assert (
        "skulle vi ha svart, eller sagt fra om lengre tid, senest 2. april 2026. Det gjorde vi ikke."
        in late.required
    )
    assert "den gir oss ikke lengre frist" in late.required
    assert "12. mai 2026" not in late.required


@pytest.mark.parametrize(
    ("ground", "line", "law"),
    [
        (Ground.A_VAGUE, "bokstav a", "ikke sier nok"),
        (Ground.B_UNREASONABLE, "bokstav b", "klart urimelig"),
        (Ground.C_PERSONAL, "bokstav c", "personlige forhold"),
        (Ground.D_COMPETITION, "bokstav d", "viktig for konkurransen"),
        (Ground.CLASSIFIED, "gradert etter sikkerhetsloven", "nasjonal sikkerhet"),
        (Ground.COPYRIGHT, "vernet etter åndsverkloven", "opphavsrett"),
    ],
)
def test_refusal_holds_ground_law_reasons_and_supervision(
    db: None, ground: Ground, line: str, law: str
) -> None:
    refusal = letter(LetterKind.REFUSAL, received(), ground=ground, text="Det røper prisen.")
    paragraphs = refusal.required.split("\n\n")
    assert paragraphs[2] == "Vi avslår kravet."
    assert paragraphs[3].startswith(f"Grunnen er: {ground.label} (åpenhetsloven § 6")
    assert line in paragraphs[3]
    assert law in paragraphs[4]
    assert paragraphs[5] == (
        "Du har rett til en nærmere begrunnelse. Den må du kreve innen tre uker etter at du fikk dette avslaget "
        "(åpenhetsloven § 7). Du får den skriftlig, så raskt som mulig og senest tre uker etter at vi fikk kravet "
        "om den."
    )
    assert paragraphs[7] == SUPERVISION
    assert refusal.added == "Det røper prisen."


def test_handlers_words_take_nothing_required_away(db: None) -> None:
    case = received()
    plain = letter(LetterKind.REFUSAL, case)
    written = letter(
        LetterKind.REFUSAL, case, text="{case_link} {0} %s\n\nFortell ikke om Forbrukertilsynet."
    )
    assert (written.opening, written.closing) == (plain.opening, plain.closing)
    assert written.body == f"{plain.opening}\n\n{written.added}\n\n{plain.closing}\n"


def test_answer_is_read_before_what_the_act_says_of_answers(db: None) -> None:
    answer = letter(LetterKind.ANSWER, received(), text="I Moss.")
    assert answer.body == (
        f"Dustin Norway\n\n{ABOUT}\n\nSvaret vårt:\n\nI Moss.\n\n{SUPERVISION}\n\n"
        "Saken din, med frister og brev: {case_link}\n"
    )


def test_sent_letter_is_the_one_previewed(db: None) -> None:
    case = received()
    shown = letter(LetterKind.ANSWER, case, text="I Moss.")
    casework.answer(request=case, parts=case.parts.all(), text="I Moss.", actor=HANDLER, at=RECEIVED)
    assert (newest_letter(case).subject, newest_letter(case).body) == (shown.subject, shown.body)


def test_reason_for_withdrawal_stays_in_the_house(db: None) -> None:
    case = received()
    casework.withdraw(request=case, actor=HANDLER, at=RECEIVED, reason="Ringte og var sur.")
    assert "sur" not in newest_letter(case).body


def test_rehearsed_letter_says_so(db: None) -> None:
    case, _secret = casework.start_demo(actor=HANDLER, at=RECEIVED)
    assert newest_letter(case).subject.startswith("ØVELSE: ")


@pytest.mark.parametrize("kind", [kind for kind in LetterKind if kind != LetterKind.REMINDER])
def test_english_letter_has_the_same_parts_and_english_dates(db: None, kind: LetterKind) -> None:
    case = received(language="en")
    norwegian, english = letter(kind, case), letter(kind, case, language="en")
    assert norwegian.required.count("\n\n") == english.required.count("\n\n")
    assert norwegian.required.count("{case_link}") == english.required.count("{case_link}")
    assert "12. mars 2026" not in english.required
    assert norwegian.required.count("www.forbrukertilsynet.no") == english.required.count(
        "www.forbrukertilsynet.no"
    )
