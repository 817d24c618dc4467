"""What the overview and the method page say about a label, from its card alone."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from labels.enums import Level, OwnerKind
from labels.finding import candidate

ASKS_FOR_SOMETHING = (Level.REQUIRED, Level.UNSPECIFIED, Level.PARTLY, Level.OPTIONAL)


@dataclass(frozen=True)
class LabelSummary:
    card: Any
    owner_kind: str
    levels: list[tuple[Level, list[str]]]
    criteria_have_passed: bool
    offered: bool
    last_checked: date | None


def summarise(*, card: Any, topic_names: Mapping[str, str], day: date) -> LabelSummary:
    """`topic_names` gives the words for topic codes, in the order they are to be read."""
    facts = card.facts
    lapsed = candidate(card.code, facts, day).lapsed
    return LabelSummary(
        card=card,
        owner_kind=str(OwnerKind(facts["owner_kind"]).label) if facts["owner_kind"] else "",
        levels=_levels(facts["topics"], topic_names),
        criteria_have_passed=lapsed,
        last_checked=_date(facts["last_checked"]),
        offered=facts["offered"] and not lapsed and not _has_passed(facts["offered_until"], day),
    )


def split_by_offer(summaries: Iterable[LabelSummary]) -> dict[str, list[LabelSummary]]:
    summaries = list(summaries)
    return {
        "offered": [summary for summary in summaries if summary.offered],
        "others": [summary for summary in summaries if not summary.offered],
    }


def _levels(topics: Mapping[str, str], names: Mapping[str, str]) -> list[tuple[Level, list[str]]]:
    grouped = [
        (level, [name for code, name in names.items() if topics.get(code) == level])
        for level in ASKS_FOR_SOMETHING
    ]
    return [(level, found) for level, found in grouped if found]


@dataclass(frozen=True)
class Check:
    """When a label was last examined, by when it is to be again, and how many of the topics that was."""

    card: Any
    last: date | None
    again: date | None
    overdue: bool
    examined: int


def checks(cards: Iterable[Any], *, topics: Collection[str], day: date) -> list[Check]:
    return [
        Check(
            card=card,
            last=_date(card.facts["last_checked"]),
            again=_date(card.facts["check_again_by"]),
            overdue=_has_passed(card.facts["check_again_by"], day),
            examined=len(set(card.facts["topics"]) & set(topics)),
        )
        for card in cards
    ]


def _date(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _has_passed(last_day: str | None, day: date) -> bool:
    return bool(last_day) and last_day < day.isoformat()
