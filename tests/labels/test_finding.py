"""Every combination of answers gives a verdict on every label that the record bears out."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

import pytest
from django.utils import timezone

from labels.enums import Level, Standing
from labels.finding import Candidate, Criteria, Fit, Obstacle, Wish, candidate, find, judge
from labels.models import Label, ProductCategory, Topic
from sustainability_site.content import reading
from sustainability_site.content.working_copy import load

DAY = date(2026, 11, 25)
TOPICS = ("climate", "energy", "minerals")


def label(
    *, levels: dict[str, str], standing: Standing = Standing.CURRENT, lapsed: bool = False
) -> Candidate:
    return Candidate("x", {t: Level(v) for t, v in levels.items()}, (Criteria("pc", standing),), lapsed)


def wish(*topics: str, category: str = "pc", wider: str = "") -> Wish:
    return Wish(category, wider, topics)


def facts(**changes: object) -> dict:
    scope = {"code": "pc", "standing": "current", "valid_from": None, "valid_until": None}
    return {
        "topics": {"energy": "required"},
        "generation_until": None,
        "categories": [scope | changes.pop("scope", {})],
    } | changes


def test_label_that_requires_all_that_matters_fits() -> None:
    verdict = judge(label(levels={"energy": "required"}), wish("energy"), TOPICS)
    assert (verdict.fit, verdict.covered, verdict.lacking) == (Fit.FITS, (("energy", Level.REQUIRED),), ())


@pytest.mark.parametrize("level", ["optional", "partly", "unspecified"])
def test_label_that_does_not_require_it_fits_with_reservations(level: str) -> None:
    verdict = judge(label(levels={"energy": level}), wish("energy"), TOPICS)
    assert verdict.fit is Fit.PARTLY
    assert verdict.lacking == (("energy", Level(level)),)


def test_what_is_not_covered_and_what_nobody_examined_are_told_apart() -> None:
    verdict = judge(label(levels={"energy": "required", "climate": "not"}), wish(*TOPICS), TOPICS)
    assert verdict.fit is Fit.PARTLY
    assert verdict.lacking == (("climate", Level.NOT), ("minerals", None))


def test_label_without_any_of_the_topics_is_left_out() -> None:
    verdict = judge(label(levels={"energy": "required"}), wish("minerals"), TOPICS)
    assert (verdict.fit, verdict.obstacle) == (Fit.OUT, Obstacle.NO_TOPIC)


@pytest.mark.parametrize(
    ("scope", "fit", "obstacle"),
    [
        ({"valid_until": "2026-11-25"}, Fit.FITS, None),
        ({"valid_until": "2026-11-24"}, Fit.OUT, Obstacle.LAPSED),
        ({"valid_from": "2026-11-25"}, Fit.FITS, None),
        ({"valid_from": "2026-11-26"}, Fit.OUT, Obstacle.FUTURE),
        ({"standing": "uncertain"}, Fit.UNCERTAIN, Obstacle.UNCERTAIN),
        ({"code": "tv"}, Fit.OUT, Obstacle.OTHER_PRODUCTS),
    ],
)
def test_criteria_are_judged_on_the_day(scope: dict, fit: Fit, obstacle: Obstacle | None) -> None:
    verdict = judge(candidate("x", facts(scope=scope), DAY), wish("energy"), TOPICS)
    assert (verdict.fit, verdict.obstacle) == (fit, obstacle)


@pytest.mark.parametrize(("until", "fit"), [("2026-11-25", Fit.FITS), ("2026-11-24", Fit.OUT)])
def test_generation_is_judged_on_the_day(until: str, fit: Fit) -> None:
    assert judge(candidate("x", facts(generation_until=until), DAY), wish("energy"), TOPICS).fit is fit


def test_criteria_of_the_category_come_before_those_of_the_wider_one() -> None:
    both = Candidate(
        "x",
        {},
        (Criteria("it", Standing.CURRENT), Criteria("pc", Standing.CURRENT)),
        lapsed=False,
    )
    assert judge(both, wish(wider="it"), TOPICS).through == "pc"
    assert judge(both, wish(category="server", wider="it"), TOPICS).through == "it"
    assert judge(both, wish(category="server"), TOPICS).obstacle is Obstacle.OTHER_PRODUCTS


def test_wider_category_that_applies_counts_before_past_criteria_for_the_category() -> None:
    both = Candidate("x", {}, (Criteria("pc", Standing.PAST), Criteria("it", Standing.CURRENT)), lapsed=False)
    assert (judge(both, wish(wider="it"), TOPICS).fit, judge(both, wish(), TOPICS).fit) == (
        Fit.FITS,
        Fit.OUT,
    )


@pytest.fixture
def labels(db: None) -> dict[str, Label]:
    return {code: load(Label, code) for code in Label.objects.values_list("code", flat=True)}


def every_wish() -> Iterator[Wish]:
    topics = list(Topic.objects.values_list("code", flat=True))
    categories = [
        (one.code, one.part_of.code if one.part_of else "") for one in ProductCategory.objects.all()
    ]
    for category, wider in [("", ""), *categories]:
        for number in range(len(topics) + 1):
            for chosen in combinations(topics, number):
                yield Wish(category, wider, chosen)


def test_every_combination_of_answers_says_only_what_the_rows_bear_out(labels: dict[str, Label]) -> None:
    now = timezone.now()
    candidates = [candidate(card.code, card.facts, DAY) for card in reading.live_cards("nb", now, ("label",))]
    levels = {
        code: {row.topic.code: row.level for row in one.coverages.all()} for code, one in labels.items()
    }
    applying = {
        code: {s.category.code for s in one.scopes.all() if s.standing_on(DAY) is Standing.CURRENT}
        for code, one in labels.items()
    }
    topics = list(Topic.objects.values_list("code", flat=True))
    asked = none_fit = 0
    for one in every_wish():
        asked += 1
        found = find(candidates, one, topics)
        assert sorted(v.code for verdicts in found.values() for v in verdicts) == sorted(labels)
        none_fit += not (found[Fit.FITS] or found[Fit.PARTLY])
        for verdict in [*found[Fit.FITS], *found[Fit.PARTLY]]:
            assert verdict.through in applying[verdict.code]
            assert not one.category or verdict.through in (one.category, one.wider)
            assert all(levels[verdict.code][topic] == level != Level.NOT for topic, level in verdict.covered)
            told = {topic for topic, _level in (*verdict.covered, *verdict.lacking)}
            assert told == set(one.topics or topics)
            if verdict.fit is Fit.FITS and one.topics:
                assert {levels[verdict.code].get(topic) for topic in one.topics} == {Level.REQUIRED}
            assert not one.topics or verdict.covered
        for verdict in found[Fit.UNCERTAIN]:
            assert verdict.code == "blauer-engel"
    assert asked == 11 * 256
    assert 0 < none_fit < asked


def test_known_buyers_get_the_known_answers(labels: dict[str, Label]) -> None:
    def answer(one: Wish) -> dict[str, list[str]]:
        candidates = [candidate(code, label.card()["facts"], DAY) for code, label in sorted(labels.items())]
        found = find(candidates, one, list(Topic.objects.values_list("code", flat=True)))
        return {fit.value: [verdict.code for verdict in verdicts] for fit, verdicts in found.items()}

    assert answer(Wish("computers", "it-equipment", ("energy",))) == {
        "fits": ["energy-star", "tco-certified"],
        "partly": ["epeat"],
        "uncertain": ["blauer-engel"],
        "out": ["eu-ecolabel", "svanen"],
    }
    assert answer(Wish("displays", "it-equipment", ("minerals",)))["fits"] == ["eu-ecolabel"]
    assert answer(Wish("imaging-equipment", "it-equipment", ("noise-emissions",)))["fits"] == ["svanen"]
    assert answer(Wish("solar-panels", "", ("ergonomics",)))["out"] == sorted(labels)
