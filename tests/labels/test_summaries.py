from datetime import date
from types import SimpleNamespace

import pytest

from labels.enums import Level
from labels.summaries import LabelSummary, split_by_offer, summarise

NAMES = {"climate": "Klima", "energy": "Strømforbruk", "minerals": "Mineraler"}


def summary(today: date, **facts: object) -> LabelSummary:
    stated = {
        "offered": True,
        "offered_until": None,
        "generation_until": None,
        "owner_kind": "",
        "topics": {},
        "categories": [],
        "last_checked": None,
    }
    return summarise(card=SimpleNamespace(code="x", facts=stated | facts), topic_names=NAMES, day=today)


def test_topics_are_grouped_by_level_in_the_order_of_the_vocabulary(today: date) -> None:
    levels = summary(
        today, topics={"minerals": "required", "energy": "optional", "climate": "required"}
    ).levels
    assert levels == [(Level.REQUIRED, ["Klima", "Mineraler"]), (Level.OPTIONAL, ["Strømforbruk"])]


def test_topics_not_covered_or_unknown_to_the_vocabulary_are_not_listed(today: date) -> None:
    assert summary(today, topics={"climate": "not", "forgotten": "required"}).levels == []


@pytest.mark.parametrize(
    ("facts", "offered"),
    [
        ({}, True),
        ({"offered": False}, False),
        ({"offered_until": "2026-11-23"}, True),
        ({"offered_until": "2026-11-22"}, False),
        ({"generation_until": "2026-11-22"}, False),
    ],
)
def test_summary_judges_the_offer_on_the_day(facts: dict, offered: bool, today: date) -> None:
    assert summary(today, **facts).offered is offered


def test_split_by_offer_keeps_the_order(today: date) -> None:
    first, second, third = (
        summary(today, offered=True),
        summary(today, offered=False),
        summary(today, offered=True),
    )
    assert split_by_offer([first, second, third]) == {"offered": [first, third], "others": [second]}


def test_owner_is_told_in_words_and_an_unknown_one_not_at_all(today: date) -> None:
    assert summary(today, owner_kind="ngo").owner_kind == "ideell organisasjon"
    assert summary(today).owner_kind == ""
