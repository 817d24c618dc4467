"""Which labels answer a buyer's wish. Pure: cards' facts in, verdicts out, and no claim beyond the coverage rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from labels.enums import Level, Standing
from labels.validity import have_passed, standing_on

# The levels that leave something to ask for besides the label.
ASKS_IN_PART = (Level.OPTIONAL, Level.PARTLY, Level.UNSPECIFIED)
CLOSEST_FIRST = (Standing.CURRENT, Standing.UNCERTAIN, Standing.FUTURE, Standing.PAST)


class Buyer(models.TextChoices):
    PRIVATE = "private", _("Jeg kjøper til meg selv")
    PUBLIC = "public", _("Jeg kjøper for en offentlig virksomhet")


class Fit(StrEnum):
    FITS = "fits"
    PARTLY = "partly"
    UNCERTAIN = "uncertain"
    OUT = "out"


class Obstacle(StrEnum):
    """Why a label is left out, or is not certain."""

    LAPSED = "lapsed"
    PAST = "past"
    FUTURE = "future"
    UNCERTAIN = "uncertain"
    OTHER_PRODUCTS = "other-products"
    NO_TOPIC = "no-topic"


@dataclass(frozen=True)
class Wish:
    """`wider` is the category that `category` is part of; no topic means that none matters more than another."""

    category: str = ""
    wider: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Criteria:
    category: str
    standing: Standing


@dataclass(frozen=True)
class Candidate:
    """A label as it stands on one day."""

    code: str
    levels: Mapping[str, Level]
    criteria: tuple[Criteria, ...]
    lapsed: bool


@dataclass(frozen=True)
class Verdict:
    """`through` is the category that the criteria are for. `covered` and `lacking` are topic codes with their level;
    the level of a topic that nobody has examined is None."""

    code: str
    fit: Fit
    through: str = ""
    obstacle: Obstacle | None = None
    covered: tuple[tuple[str, Level], ...] = ()
    lacking: tuple[tuple[str, Level | None], ...] = ()


def candidate(code: str, facts: Mapping[str, Any], day: date) -> Candidate:
    """From a label card's facts (see labels.models.facts)."""
    criteria = tuple(
        Criteria(
            scope["code"],
            standing_on(
                day,
                stated=Standing(scope["standing"]),
                valid_from=_day(scope["valid_from"]),
                valid_until=_day(scope["valid_until"]),
            ),
        )
        for scope in facts["categories"]
    )
    return Candidate(
        code=code,
        levels={topic: Level(level) for topic, level in facts["topics"].items()},
        criteria=criteria,
        lapsed=have_passed(
            day,
            generation_until=_day(facts["generation_until"]),
            standings=[criterion.standing for criterion in criteria],
        ),
    )


def judge(label: Candidate, wish: Wish, topics: Iterable[str]) -> Verdict:
    """`topics` are all the topics there are, in reading order."""
    if label.lapsed:
        return Verdict(label.code, Fit.OUT, obstacle=Obstacle.LAPSED)
    through, standing = _standing(label, wish)
    if standing in (None, Standing.PAST, Standing.FUTURE):
        obstacle = Obstacle(standing) if standing else Obstacle.OTHER_PRODUCTS
        return Verdict(label.code, Fit.OUT, through, obstacle)
    wanted = [topic for topic in topics if topic in wish.topics] if wish.topics else list(topics)
    levels = [(topic, label.levels.get(topic)) for topic in wanted]
    covered = tuple((topic, level) for topic, level in levels if level not in (None, Level.NOT))
    lacking = tuple((topic, level) for topic, level in levels if level is not Level.REQUIRED)
    if wish.topics and not covered:
        return Verdict(label.code, Fit.OUT, through, Obstacle.NO_TOPIC, lacking=lacking)
    if standing is Standing.UNCERTAIN:
        return Verdict(label.code, Fit.UNCERTAIN, through, Obstacle.UNCERTAIN, covered, lacking)
    fit = Fit.PARTLY if wish.topics and lacking else Fit.FITS
    return Verdict(label.code, fit, through, None, covered, lacking)


def can_document(verdict: Verdict) -> bool:
    """Whether the label may be part of the documentation: it applies now, and requires something of every product."""
    applies = verdict.fit in (Fit.FITS, Fit.PARTLY)
    return applies and any(level is Level.REQUIRED for _topic, level in verdict.covered)


def find(labels: Iterable[Candidate], wish: Wish, topics: Iterable[str]) -> dict[Fit, list[Verdict]]:
    """Every label under one of the four fits, in the order they came."""
    verdicts = [judge(label, wish, tuple(topics)) for label in labels]
    return {fit: [verdict for verdict in verdicts if verdict.fit is fit] for fit in Fit}


def _standing(label: Candidate, wish: Wish) -> tuple[str, Standing | None]:
    """The closest criteria to what is bought: the category's own before the wider one's, current before uncertain."""
    relevant = [
        criterion
        for criterion in label.criteria
        if not wish.category or criterion.category in (wish.category, wish.wider)
    ]
    if not relevant:
        return "", None if wish.category else Standing.UNCERTAIN
    closest = min(
        relevant,
        key=lambda criterion: (
            CLOSEST_FIRST.index(criterion.standing),
            criterion.category != wish.category,
        ),
    )
    return closest.category, closest.standing


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
