from datetime import date

import pytest
from django.utils import translation

from transparency.periods import deadline_met_by, missing_deadlines, period_code, period_name

TODAY = date(2026, 11, 23)
JUNE_2023 = date(2023, 6, 30)


def deadlines(*years: int) -> list[date]:
    return [date(year, 6, 30) for year in years]


def test_code_names_first_and_last_month() -> None:
    assert period_code(date(2022, 9, 1), JUNE_2023) == "2022-09_2023-06"


@pytest.mark.parametrize(
    ("period_end", "deadline"),
    [
        (date(2023, 6, 29), JUNE_2023),
        (date(2023, 6, 30), JUNE_2023),
        (date(2023, 7, 1), date(2024, 6, 30)),
        (date(2023, 12, 31), date(2024, 6, 30)),
        (date(2024, 2, 29), date(2024, 6, 30)),
    ],
)
def test_deadline_is_the_first_30_june_from_the_last_day(period_end: date, deadline: date) -> None:
    assert deadline_met_by(period_end) == deadline


def test_missing_lists_every_later_deadline() -> None:
    assert missing_deadlines([JUNE_2023], TODAY) == deadlines(2024, 2025, 2026)


def test_missing_on_the_deadline_itself_leaves_it_out() -> None:
    assert missing_deadlines([JUNE_2023], date(2024, 6, 30)) == []
    assert missing_deadlines([JUNE_2023], date(2024, 7, 1)) == deadlines(2024)


def test_missing_shows_a_year_between_two_statements() -> None:
    assert missing_deadlines([JUNE_2023, date(2024, 12, 31)], TODAY) == deadlines(2024, 2026)


def test_missing_is_empty_when_every_year_has_a_statement() -> None:
    ends = [date(year, 12, 31) for year in (2023, 2024, 2025)]
    assert missing_deadlines(ends, TODAY) == []


def test_missing_without_any_statement_claims_nothing() -> None:
    assert missing_deadlines([], TODAY) == []


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("2022-09_2023-06", "nb", "september 2022–juni 2023"),
        ("2024-01_2024-12", "nb", "januar–desember 2024"),
        ("2024-06_2024-06", "nb", "juni 2024"),
        ("2022-09_2023-06", "en", "September 2022–June 2023"),
    ],
)
def test_period_has_a_name_that_people_use(code: str, language: str, name: str) -> None:
    with translation.override(language):
        assert period_name(code) == name
