"""How the published statements stand against 30 June, § 5."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.reading import STATEMENT, live_cards
from transparency.periods import deadline_met_by, missing_deadlines


@dataclass(frozen=True)
class Yearly:
    """`met` tells whether a live statement answers the next deadline, `missed` the passed ones that none answers."""

    deadline: date
    days_left: int
    met: bool
    missed: tuple[date, ...]
    any_statement: bool


def yearly(*, at: datetime) -> Yearly:
    today = timezone.localdate(at)
    cards = live_cards(SOURCE_LANGUAGE, at, [STATEMENT])
    ends = [date.fromisoformat(card.facts["period_end"]) for card in cards]
    deadline = deadline_met_by(today)
    return Yearly(
        deadline=deadline,
        days_left=(deadline - today).days,
        met=deadline in {deadline_met_by(end) for end in ends},
        missed=tuple(missing_deadlines(ends, today)),
        any_statement=bool(ends),
    )
