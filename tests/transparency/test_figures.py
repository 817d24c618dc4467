import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.transparency.asking import ask_for, secret_of, words
from transparency import casework, tokens
from transparency.figures import Case, by_year
from transparency.request_enums import Ground

PAGE = "/apenhetsloven/tall/"
MONDAY = date(2026, 3, 2)


def case(days: int | None = None, *, on: date = MONDAY, extended: bool = False, grounds: tuple = ()) -> Case:
    answered_on = None if days is None else on + timedelta(days=days)
    return Case(received_on=on, answered_on=answered_on, extended=extended, grounds=frozenset(grounds))


def test_year_with_many_requests_is_told_exactly() -> None:
    cases = [case(days, extended=days > 3, grounds=("a",) * (days > 2)) for days in range(1, 10)]
    (year,) = by_year([*cases, case()], ["a", "b"])
    assert year.as_json() == {
        "year": 2026,
        "received": 10,
        "answered": 9,
        "median_days": 5,
        "extended": 6,
        "refused": {"a": 7, "b": 0},
    }


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_small_numbers_are_not_told(number: int) -> None:
    (year,) = by_year([case(3, extended=True, grounds=("a",))] * number, ["a"])
    assert year.as_json() == {
        "year": 2026,
        "received": None,
        "answered": None,
        "median_days": None,
        "extended": None,
        "refused": {"a": None},
    }


def test_median_of_an_even_number_may_be_a_half() -> None:
    (year,) = by_year([case(days) for days in (1, 2, 3, 4, 5, 6)], [])
    assert year.median_days == 3.5


def test_request_belongs_to_the_year_it_was_received() -> None:
    years = by_year([case(30, on=date(2025, 12, 20)), case(1, on=date(2027, 1, 4))], [])
    assert [year.year for year in years] == [2027, 2025]


def received(number: int, **values: str) -> list:
    return [
        tokens.find(secret_of(ask_for(question=f"Spørsmål {one} {values}", **values)))
        for one in range(number)
    ]


def test_page_and_data_tell_the_same_and_count_no_rehearsal_and_no_spam(ask: Callable) -> None:
    assert "Ingen har spurt ennå." in words(ask(PAGE))
    at = timezone.now()
    casework.start_demo(actor="Kari", at=at)
    received(2, subject_line="x")
    spam, *cases = received(7)
    casework.mark_spam(request=spam, actor="Kari", at=at)
    for case in cases[:5]:
        casework.answer(request=case, parts=list(case.parts.all()), text="Svar.", actor="Kari", at=at)
    casework.refuse(
        request=cases[5],
        parts=list(cases[5].parts.all()),
        ground=Ground.A_VAGUE,
        known_harm=False,
        text="Uklart.",
        actor="Kari",
        at=at,
    )
    told = words(ask(PAGE))
    assert "Spørsmål mottatt 6 Ferdig besvart 6 Tid til svar (median) 0 dager Frist forlenget 0" in told
    assert "Avslag: Kravet er for upresist færre enn 5" in told
    assert "Avslag: Kravet er klart urimelig 0" in told
    data = json.loads(ask("/apenhetsloven/tall.json").content)
    (year,) = data["years"]
    assert (year["received"], year["answered"], year["refused"]["a-vague"]) == (6, 6, None)
    assert ask(PAGE).headers["cache-control"].startswith("max-age=0, no-cache, no-store")
