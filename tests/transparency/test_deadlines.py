from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transparency import deadlines

TWENTY_YEARS = st.dates(date(2022, 7, 1), date(2042, 6, 30))


@pytest.mark.parametrize(
    ("received", "due", "internal"),
    [
        pytest.param(date(2026, 3, 12), date(2026, 4, 2), date(2026, 4, 1), id="Maundy Thursday"),
        pytest.param(date(2026, 12, 4), date(2026, 12, 25), date(2026, 12, 23), id="Christmas and its eve"),
        pytest.param(date(2026, 12, 31), date(2027, 1, 21), date(2027, 1, 21), id="over the year's end"),
        pytest.param(date(2026, 12, 30), date(2027, 1, 20), date(2027, 1, 20), id="30 December"),
        pytest.param(date(2026, 12, 10), date(2026, 12, 31), date(2026, 12, 30), id="New Year's Eve"),
        pytest.param(date(2026, 4, 26), date(2026, 5, 17), date(2026, 5, 15), id="17 May, a Sunday"),
        pytest.param(date(2026, 7, 1), date(2026, 7, 22), date(2026, 7, 22), id="no pause in July"),
    ],
)
def test_answer_is_due_three_weeks_after_receipt(received: date, due: date, internal: date) -> None:
    assert deadlines.answer_due(received) == due
    assert deadlines.extension_notice_due(received) == due
    assert deadlines.internal_due(due) == internal


@pytest.mark.parametrize(
    ("received", "due", "internal"),
    [
        pytest.param(date(2026, 12, 31), date(2027, 2, 28), date(2027, 2, 26), id="no 31 February; a Sunday"),
        pytest.param(date(2027, 12, 30), date(2028, 2, 29), date(2028, 2, 29), id="leap year"),
        pytest.param(date(2026, 3, 2), date(2026, 5, 2), date(2026, 4, 30), id="Saturday after 1 May"),
        pytest.param(date(2026, 7, 31), date(2026, 9, 30), date(2026, 9, 30), id="a month of 30 days"),
        pytest.param(date(2026, 10, 31), date(2026, 12, 31), date(2026, 12, 30), id="New Year's Eve"),
    ],
)
def test_extended_answer_is_due_two_calendar_months_after_receipt(
    received: date, due: date, internal: date
) -> None:
    assert deadlines.extended_due(received) == due
    assert deadlines.internal_due(due) == internal


def test_reasons_have_three_weeks_each_way() -> None:
    assert deadlines.fuller_reasons_may_be_asked_until(date(2026, 3, 31)) == date(2026, 4, 21)
    assert deadlines.fuller_reasons_due(date(2026, 4, 21)) == date(2026, 5, 12)


@given(received=TWENTY_YEARS)
def test_dates_keep_their_order_for_twenty_years(received: date) -> None:
    answer, extended = deadlines.answer_due(received), deadlines.extended_due(received)
    assert answer == received + timedelta(days=21)
    months = (extended.year * 12 + extended.month) - (received.year * 12 + received.month)
    assert months == 2
    assert extended.day == received.day or (
        extended.day < received.day and (extended + timedelta(days=1)).day == 1
    )
    for legal in (answer, extended):
        internal = deadlines.internal_due(legal)
        assert received < internal <= legal
        assert deadlines.working_day(internal)
        assert not any(
            deadlines.working_day(internal + timedelta(days=days))
            for days in range(1, (legal - internal).days + 1)
        )


@given(day=TWENTY_YEARS, count=st.integers(1, 10))
def test_working_days_are_counted_both_ways(day: date, count: int) -> None:
    before = deadlines.working_days_before(day, count)
    passed = [before + timedelta(days=days) for days in range((day - before).days)]
    assert sum(map(deadlines.working_day, passed)) == count
    assert deadlines.working_days_before(deadlines.working_days_after(before, count), count) == before


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),
        (date(2026, 5, 14), False),
        (date(2026, 5, 25), False),
        (date(2026, 12, 24), False),
        (date(2026, 12, 28), True),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), False),
    ],
)
def test_working_day_knows_norwegian_holidays_and_the_two_eves(day: date, works: bool) -> None:
    assert deadlines.working_day(day) is works


def test_holidays_are_those_that_a_kept_list_of_them_has() -> None:
    listed = holidays.country_holidays("NO", years=range(1990, 2101))
    days = (date(1990, 1, 1) + timedelta(days=number) for number in range(111 * 365 + 27))
    assert [day for day in days if deadlines.is_holiday(day)] == sorted(listed)


def test_rule_is_not_found_before_the_act_was_in_force() -> None:
    assert deadlines.rule(deadlines.ANSWER, date(2022, 7, 1)).weeks == 3
    with pytest.raises(LookupError):
        deadlines.rule(deadlines.ANSWER, date(2022, 6, 30))


def test_rule_that_is_changed_later_counts_from_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    later = deadlines.Rule(deadlines.ANSWER, "åpenhetsloven § 7", date(2030, 1, 1), weeks=4)
    monkeypatch.setattr(deadlines, "RULES", (*deadlines.RULES, later))
    assert deadlines.answer_due(date(2029, 12, 31)) == date(2030, 1, 21)
    assert deadlines.answer_due(date(2030, 1, 1)) == date(2030, 1, 29)


def test_every_rule_cites_its_paragraph() -> None:
    assert {rule.paragraph for rule in deadlines.RULES} == {"åpenhetsloven § 7"}
