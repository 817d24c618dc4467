"""What the public is told of the requests, year by year, with no number so small that it tells of one person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

SMALLEST = 5


@dataclass(frozen=True)
class Case:
    """What the figures read of a request: dates and grounds, no words."""

    received_on: date
    answered_on: date | None
    extended: bool
    grounds: frozenset[str]


@dataclass(frozen=True)
class Count:
    """A number of requests; `shown` is None where it is too small to be told."""

    exact: int

    @property
    def shown(self) -> int | None:
        return None if 0 < self.exact < SMALLEST else self.exact


@dataclass(frozen=True)
class Year:
    """Requests received in one year. `median_days` is None when too few are answered to hide one in the middle."""

    year: int
    received: Count
    answered: Count
    median_days: float | None
    extended: Count
    refused: dict[str, Count]

    def as_json(self) -> dict:
        return {
            "year": self.year,
            "received": self.received.shown,
            "answered": self.answered.shown,
            "median_days": self.median_days,
            "extended": self.extended.shown,
            "refused": {ground: count.shown for ground, count in self.refused.items()},
        }


def by_year(cases: Iterable[Case], grounds: Iterable[str]) -> list[Year]:
    """Newest year first; a year in which nothing came in is left out."""
    cases, grounds = list(cases), list(grounds)
    years = sorted({case.received_on.year for case in cases}, reverse=True)
    return [year_of(y, [case for case in cases if case.received_on.year == y], grounds) for y in years]


def year_of(year: int, cases: list[Case], grounds: list[str]) -> Year:
    days = [(case.answered_on - case.received_on).days for case in cases if case.answered_on]
    refused = Counter(ground for case in cases for ground in case.grounds)
    return Year(
        year=year,
        received=Count(len(cases)),
        answered=Count(len(days)),
        median_days=_whole(median(days)) if len(days) >= SMALLEST else None,
        extended=Count(sum(case.extended for case in cases)),
        refused={ground: Count(refused[ground]) for ground in grounds},
    )


def _whole(number: float) -> float:
    return int(number) if number == int(number) else number
