"""Reporting periods and the yearly deadline, as pure functions on dates."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format

DEADLINE_MONTH, DEADLINE_DAY = 6, 30  # § 5: updated and published by 30 June each year


class PeriodConverter:
    """A period in an address: `2022-09_2023-06`."""

    regex = r"\d{4}-\d{2}_\d{4}-\d{2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def period_code(start: date, end: date) -> str:
    return f"{start:%Y-%m}_{end:%Y-%m}"


def period_name(code: str) -> str:
    """What a reader calls the period in an address: «september 2022–juni 2023», «januar–desember 2024»."""
    start, end = (date.fromisoformat(f"{month}-01") for month in code.split("_"))
    if start == end:
        return date_format(end, "F Y")
    return f"{date_format(start, 'F' if start.year == end.year else 'F Y')}–{date_format(end, 'F Y')}"


def deadline_met_by(period_end: date) -> date:
    """The first 30 June on or after the period's last day: the one its statement is published for."""
    deadline = date(period_end.year, DEADLINE_MONTH, DEADLINE_DAY)
    return deadline if period_end <= deadline else deadline.replace(year=period_end.year + 1)


def missing_deadlines(period_ends: Iterable[date], today: date) -> list[date]:
    """Deadlines that have passed since the first statement's own, and that no statement was made for.

    Without any statement the list is empty: nothing here tells when the duty began.
    """
    met = {deadline_met_by(end) for end in period_ends}
    if not met:
        return []
    first = min(met)
    candidates = (first.replace(year=year) for year in range(first.year + 1, today.year + 1))
    return [deadline for deadline in candidates if deadline not in met and deadline < today]
