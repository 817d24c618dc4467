"""Labels side by side: for each question a row, for each label a cell with words and sources. No score."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from labels.enums import Standing
from labels.models import Coverage, Label, Topic
from sustainability_site.content.models import Source

MOST, FEWEST = 6, 2
LETTERS_ABREAST = 108


@dataclass(frozen=True)
class Told:
    """One statement: what it says in short, more about it, and where it comes from."""

    head: str = ""
    text: str = ""
    source: Source | None = None


Cell = tuple[Told, ...]


@dataclass(frozen=True)
class Row:
    """A cell for each label. An empty one means that nobody has examined the question for that label."""

    heading: str
    cells: tuple[tuple[Label, Cell], ...]

    @property
    def differs(self) -> bool:
        return (
            len({tuple((str(told.head), str(told.text)) for told in cell) for _label, cell in self.cells}) > 1
        )


def words_fit(groups: Iterable[Iterable[Row]]) -> bool:
    """Whether the columns have room for the longest word of each, in the widest of the fonts that we ask for."""
    longest: dict[str, int] = {}
    for rows in groups:
        for row in rows:
            for label, cell in row.cells:
                said = " ".join(f"{told.head} {told.text}" for told in cell)
                words = re.split(r"[\s-]+", f"{label.name} {said}")
                longest[label.code] = max(longest.get(label.code, 0), *map(len, words))
    return sum(longest.values()) <= LETTERS_ABREAST


def topic_rows(labels: Sequence[Label], topics: Iterable[Topic]) -> list[Row]:
    rows = [(label, {row.topic.code: row for row in label.coverages.all()}) for label in labels]
    return [
        Row(topic.name, tuple((label, _covered(found.get(topic.code))) for label, found in rows))
        for topic in topics
    ]


def fact_rows(labels: Sequence[Label], day: date) -> list[Row]:
    questions: list[tuple[str, Callable[[Label], Cell]]] = [
        (pgettext("label", "Eier"), _owner),
        (_("Type merke"), _type),
        (_("Hvem kontrollerer, og når?"), _verification),
        (pgettext("label", "Nivåer"), _tiers),
        (pgettext("label", "Produktkategorier"), lambda label: _scopes(label, day)),
        (_("Utgave av kravene"), lambda label: _generation(label, day)),
        (pgettext("label", "Sist kontrollert av oss"), lambda label: _checked(label, day)),
    ]
    return [Row(heading, tuple((label, answer(label)) for label in labels)) for heading, answer in questions]


def _covered(row: Coverage | None) -> Cell:
    return (Told(row.get_level_display(), row.explanation, row.source),) if row else ()


def _owner(label: Label) -> Cell:
    return (Told(label.owner, label.get_owner_kind_display(), label.owner_source),) if label.owner else ()


def _type(label: Label) -> Cell:
    if not label.iso_type:
        return ()
    return (Told(label.get_iso_type_display(), label.iso_note, label.iso_source),)


def _verification(label: Label) -> Cell:
    if not (label.verifier or label.verification_timing):
        return ()
    timing = label.get_verification_timing_display() or _("tidspunktet er ikke undersøkt")
    return (Told(timing, label.verifier, label.verification_source),)


def _tiers(label: Label) -> Cell:
    tiers = tuple(Told(tier.name, tier.demand, tier.source) for tier in label.tiers.all())
    return tiers or (Told(text=_("Vi har ikke registrert noen nivåer.")),)


def _scopes(label: Label, day: date) -> Cell:
    return tuple(
        Told(scope.category.name, _dated(scope, scope.standing_on(day)), scope.source)
        for scope in label.scopes.all()
        if scope.category
    )


def _dated(scope: Any, standing: Standing) -> str:
    if standing is Standing.FUTURE and scope.valid_from:
        return _("gjelder fra {day}").format(day=date_format(scope.valid_from))
    if standing is Standing.CURRENT and scope.valid_until:
        return _("gjelder til og med {day}").format(day=date_format(scope.valid_until))
    return str(standing.label)


def _generation(label: Label, day: date) -> Cell:
    if not label.generation:
        return ()
    if not label.generation_until:
        return (Told(label.generation, "", label.generation_source),)
    said = date_format(label.generation_until)
    text = (
        _("Utløpt: gjaldt til og med {day}")
        if label.generation_has_passed(day)
        else _("gjelder til og med {day}")
    )
    return (Told(label.generation, text.format(day=said), label.generation_source),)


def _checked(label: Label, day: date) -> Cell:
    if not label.last_checked:
        return (Told(text=_("Opplysningene er ikke kontrollert.")),)
    overdue = _("Fristen for ny kontroll er passert.") if label.check_is_overdue(day) else ""
    return (Told(date_format(label.last_checked), overdue),)
