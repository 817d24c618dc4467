"""C7 and C13 where several companies give one statement together."""

from copy import deepcopy

import pytest

from tests.transparency.judged import COMPLETE, found, statement, told
from transparency.models import Statement

GROUP = "#signatures-group"


def seat(key: str, company: str | None, role: str, name: str, signed_on: str | None = "2026-06-18") -> dict:
    return {"key": key, "company": company, "role": role, "name": name, "signed_on": signed_on}


def shared(**changes: object) -> Statement:
    """Two companies whose whole boards have signed; the general manager of one is the other's chair."""
    companies = [
        {"key": "a", "name": "Eksempel AS", "organisation_number": "974760673", "signatories": 2},
        {"key": "b", "name": "Datter AS", "organisation_number": "923609016", "signatories": 1},
    ]
    signatures = [
        seat("a", "a", "chair", "Kari Eksempel"),
        seat("b", "a", "general-manager", "Ola Eksempel"),
        seat("c", "b", "chair", "Ola Eksempel"),
    ]
    return statement(
        **{"companies": companies, "signatures": signatures, "signatories": None} | deepcopy(changes)
    )


def changed(relation: str, number: int, **values: object) -> Statement:
    rows = [
        {"key": row.key}
        | {
            name: row.company and row.company.key if name == "company" else getattr(row, name)
            for name in (field for field in type(row).public_fields)
        }
        for row in getattr(shared(), relation).all()
    ]
    rows[number] |= values
    return shared(**{relation: rows})


def test_each_company_with_its_own_board_is_enough() -> None:
    assert told("C7", shared()) == []
    assert told("C13", shared()) == []


@pytest.mark.parametrize(
    ("judged", "sentence", "field"),
    [
        (
            changed("signatures", 2, signed_on=None),
            "Ingen har undertegnet for «Datter AS»: hele styret og daglig leder i hvert selskap skal undertegne.",
            GROUP,
        ),
        (
            changed("signatures", 1, signed_on=None),
            "Ola Eksempel har ikke undertegnet for «Eksempel AS».",
            GROUP,
        ),
        (
            changed("signatures", 2, role="board-member"),
            "Styrelederen står ikke blant dem som undertegner for «Datter AS».",
            GROUP,
        ),
        (
            changed("companies", 1, signatories=4),
            "4 skal undertegne for «Datter AS», men listen har 1.",
            GROUP,
        ),
        (
            changed("companies", 1, signatories=None),
            "Det står ikke hvor mange som skal undertegne for «Datter AS», så ingen kan se om alle har gjort det.",
            "#id_companies-1-signatories",
        ),
        (
            changed("signatures", 0, signed_on="2026-06-22"),
            "Underskriften til Kari Eksempel er datert fram i tid.",
            GROUP,
        ),
    ],
    ids=["nobody", "one waits", "no chair", "too few", "uncounted", "in the future"],
)
def test_c7_counts_each_company_by_itself(judged: Statement, sentence: str, field: str) -> None:
    assert told("C7", judged) == [("block", sentence, field)]


def test_c7_asks_whom_a_signature_is_for() -> None:
    homeless = changed("signatures", 0, company=None)
    assert [(fault.sentence, fault.field) for fault in found("C7", homeless)] == [
        ("Det står ikke hvilket av selskapene Kari Eksempel undertegner for.", "#id_signatures-0-company"),
        ("Styrelederen står ikke blant dem som undertegner for «Eksempel AS».", GROUP),
        ("2 skal undertegne for «Eksempel AS», men listen har 1.", GROUP),
    ]


def test_c7_the_whole_statements_number_does_not_stand_for_the_companies() -> None:
    """Three signatures for one company are not two boards."""
    signatures = [
        seat("a", "a", "chair", "Kari Eksempel"),
        seat("b", "a", "general-manager", "Ola Eksempel"),
        seat("c", "a", "board-member", "Per Eksempel"),
    ]
    judged = shared(signatures=signatures, signatories=3)
    assert [fault.sentence for fault in found("C7", judged)] == [
        "2 skal undertegne for «Eksempel AS», men listen har 3.",
        "Ingen har undertegnet for «Datter AS»: hele styret og daglig leder i hvert selskap skal undertegne.",
    ]


def test_c7_one_company_may_tell_the_number_in_its_own_row() -> None:
    companies = [COMPLETE["companies"][0] | {"signatories": 2}]
    assert told("C7", statement(companies=companies, signatories=None)) == []


def test_c13_two_companies_have_two_numbers() -> None:
    judged = changed("companies", 1, organisation_number="974760673")
    sentence = "«Datter AS» har samme organisasjonsnummer som et annet selskap i redegjørelsen."
    assert told("C13", judged) == [("block", sentence, "#id_companies-1-organisation_number")]
