from datetime import date

import pytest

from sustainability_site.content.models import Organisation
from tests.transparency.judged import found, statement, told, with_row

CONTACT = "#id_contact_nb"


def sentences(code: str, *arguments: object, **around: object) -> list[str]:
    """With plain spaces, where a date keeps its day with its month."""
    return [" ".join(fault.sentence.split()) for fault in found(code, *arguments, **around)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2024-01-01", "2024-12-31", []),
        ("2024-01-01", "2025-05-31", []),
        ("2024-01-01", "2025-07-01", ["Perioden er lengre enn 18 måneder."]),
        ("2023-12-31", "2025-06-29", []),
        ("2024-12-31", "2024-12-31", ["Perioden slutter før den begynner."]),
        (
            "2024-07-01",
            "2025-06-30",
            ["Perioden slutter på selve fristen, så redegjørelsen kan ikke bli ferdig i tide."],
        ),
    ],
)
def test_c6_period_by_itself(start: str, end: str, expected: list[str]) -> None:
    assert sentences("C6", statement(period_start=start, period_end=end)) == expected


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2024-12-31", []),
        ("2024-06-30", ["Ingen redegjørelse dekker tiden fra 1. juli 2024 til 31. desember 2024."]),
        (
            "2025-01-31",
            ["Perioden overlapper forrige redegjørelse, som gjelder til og med 31. januar 2025."],
        ),
    ],
)
def test_c6_period_after_the_one_before(end: str, expected: list[str]) -> None:
    before = statement(period_start="2024-01-01", period_end=end)
    assert sentences("C6", statement(), before=before) == expected


def test_c7_without_signatures_is_a_warning() -> None:
    expected = [
        (
            "warn",
            "Ingen har undertegnet: hele styret og daglig leder skal undertegne.",
            "#signatures-group",
        )
    ]
    assert told("C7", statement(signatures=[], signatories=None)) == expected
    waiting = [{"key": "a", "role": "chair", "name": "Kari Eksempel", "signed_on": None}]
    assert told("C7", statement(signatures=waiting)) == expected


def test_c7_whole_board_is_enough() -> None:
    assert told("C7", statement()) == []
    both = [
        {"key": "a", "role": "chair", "name": "Kari Eksempel", "signed_on": "2026-06-18"},
        {"key": "b", "role": "general-manager", "name": "KARI  Eksempel", "signed_on": "2026-06-18"},
    ]
    assert told("C7", statement(signatures=both, signatories=1)) == []


@pytest.mark.parametrize(
    ("judged", "sentence", "field"),
    [
        (
            with_row("signatures", 1, signed_on=None),
            "Ola Eksempel har ikke undertegnet.",
            "#signatures-group",
        ),
        (
            with_row("signatures", role="board-member"),
            "Styrelederen står ikke blant dem som undertegner.",
            "#signatures-group",
        ),
        (statement(signatories=5), "5 skal undertegne, men listen har 2.", "#signatures-group"),
        (
            statement(signatories=None),
            "Det står ikke hvor mange som skal undertegne, så ingen kan se om alle har gjort det.",
            "#id_signatories",
        ),
        (
            with_row("signatures", signed_on="2026-06-22"),
            "Underskriften til Kari Eksempel er datert fram i tid.",
            "#signatures-group",
        ),
    ],
    ids=["unsigned", "no chair", "too few", "uncounted", "in the future"],
)
def test_c7_claim_of_signatures_that_do_not_hold_blocks(judged, sentence: str, field: str) -> None:
    assert told("C7", judged) == [("block", sentence, field)]


@pytest.mark.parametrize(
    ("first", "here", "today", "expected"),
    [
        ("2026-06-30", None, "2026-12-01", []),
        (
            "2026-07-01",
            None,
            "2026-12-01",
            ["Redegjørelsen ble publisert 1. juli 2026, etter fristen 30. juni 2026."],
        ),
        (None, "2026-06-29", "2026-12-01", []),
        (None, None, "2026-06-30", []),
        (
            None,
            None,
            "2026-07-01",
            ["Fristen var 30. juni 2026, og det står ikke at redegjørelsen ble publisert før den."],
        ),
        (
            None,
            "2026-07-01",
            "2026-12-01",
            ["Fristen var 30. juni 2026, og det står ikke at redegjørelsen ble publisert før den."],
        ),
    ],
)
def test_c8_published_by_30_june(first: str | None, here: str | None, today: str, expected: list) -> None:
    around = {"first_edition_on": here and date.fromisoformat(here), "today": date.fromisoformat(today)}
    assert sentences("C8", statement(first_published_on=first), **around) == expected


def test_c9_changed_risks_ask_for_an_update() -> None:
    sentence = "Risikoene er endret siden forrige utgave: publiser en oppdatering med dato og begrunnelse."
    graver = with_row("findings", 1, severity="very-high")
    assert told("C9", graver, published=statement()) == [("warn", sentence, "#findings-group")]
    fewer = statement(findings=[], measures=[])
    assert told("C9", fewer, published=statement()) == [("warn", sentence, "#findings-group")]


def test_c9_actual_harm_and_unpublished_statements_are_no_change_of_risk() -> None:
    assert told("C9", with_row("findings", 0, severity="high"), published=statement()) == []
    assert told("C9", with_row("findings", 1, severity="very-high")) == []
    assert told("C9", statement(), published=statement()) == []


@pytest.mark.parametrize(
    ("contact", "email", "works"),
    [
        ("Innkjøpssjefen, innsyn@eksempel.no.", "", True),
        ("Skriv til oss på https://eksempel.no/innsyn", "", True),
        ("", "innsyn@eksempel.no", True),
        ("", "", False),
        ("Ring oss.", "innsyn@eksempel.no", False),
        ("innsyn@example.com", "", False),
        ("[email protected]", "", False),
        ("innsyn@eksempel", "", False),
        ("", "innsyn@firma.invalid", False),
    ],
)
def test_c11_there_must_be_an_address_that_works(contact: str, email: str, works: bool) -> None:
    around = {"organisation": Organisation(request_email=email)}
    faults = told("C11", statement(contact_nb=contact), **around)
    assert [(level, field) for level, _sentence, field in faults] == ([] if works else [("block", CONTACT)])


def test_c11_without_an_organisation_the_statement_needs_its_own() -> None:
    assert told("C11", statement(), organisation=None) == []
    assert len(told("C11", statement(contact_nb=""), organisation=None)) == 1


def test_c12_annual_report_by_words_or_address() -> None:
    sentence = "Redegjørelsen viser ikke til årsberetningen, som skal si hvor redegjørelsen finnes."
    missing = statement(annual_report_nb="")
    assert told("C12", missing) == [("warn", sentence, "#id_annual_report_nb")]
    assert told("C12", statement()) == []
    addressed = statement(annual_report_nb="", annual_report_url="https://eksempel.no/2025.pdf")
    assert told("C12", addressed) == []


def test_c13_companies_are_named_with_numbers() -> None:
    assert told("C13", statement()) == []
    assert told("C13", statement(companies=[])) == [
        ("block", "Redegjørelsen sier ikke hvilke selskaper den gjelder for.", "#companies-group")
    ]
    number = "#id_companies-0-organisation_number"
    assert told("C13", with_row("companies", organisation_number="")) == [
        ("block", "«Eksempel AS» mangler organisasjonsnummer.", number)
    ]
    assert told("C13", with_row("companies", organisation_number="974760674")) == [
        ("block", "Organisasjonsnummeret til «Eksempel AS» er ikke gyldig.", number)
    ]
