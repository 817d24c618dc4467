"""Two statements laid side by side, findings and measures row by row.

Pure: reads two thawed statements and nothing else.
"""

from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sustainability_site.content.comparison import (
    MOST_PAIRS,
    Comparison,
    RowComparison,
    RowsComparison,
    parts_compared,
    places_changed,
    row_compared,
)
from sustainability_site.content.passages import Passage, plain
from transparency.models import Finding, Measure, Statement
from transparency.passages import row_texts, sections

TITLES_ALIKE = 0.6

Row = Finding | Measure


def compare(before: Statement, after: Statement) -> Comparison:
    """What a reader of `after` meets that was not in `before`, in the active language, and the other way round.

    Findings and measures are matched by key within a period and by title between periods.
    """
    key = _by_key if before.code == after.code else _by_title
    findings = RowsComparison(
        anchor="funn",
        heading=_("Funn, ett for ett"),
        name=pgettext("findings", "Funn"),
        folded=_("Uendrede funn"),
        rows=_rows(before.findings.all(), after.findings.all(), key),
    )
    measures = RowsComparison(
        anchor="tiltakene",
        heading=_("Tiltak, ett for ett"),
        name=pgettext("measures", "Tiltak"),
        folded=_("Uendrede tiltak"),
        rows=_rows(before.measures.all(), after.measures.all(), key),
    )
    return Comparison(parts_compared(sections(before), sections(after)), [findings, measures])


def _rows(before: Iterable[Row], after: Iterable[Row], match: Callable) -> list[RowComparison]:
    before, after = list(before), list(after)
    earlier = match(before, after)
    later = {row.key: key for key, row in earlier.items()}
    moved = places_changed(
        [later[row.key] for row in before if row.key in later],
        [row.key for row in after],
        {row.key: plain(row.title) for row in after},
    )
    compared = [_row(earlier.get(row.key), row, *moved.get(row.key, ({}, {}))) for row in after]
    return compared + [_row(row, None) for row in before if row.key not in later]


def _row(
    before: Row | None,
    after: Row | None,
    then: Mapping[str, Passage] = MappingProxyType({}),
    now: Mapping[str, Passage] = MappingProxyType({}),
) -> RowComparison:
    """`then` and `now` are what is said of its place, where that has changed."""
    title = plain((after or before).title)
    if before and after:
        return row_compared(title, row_texts(before) | then, row_texts(after) | now)
    # The title stands above what is said of a row that is alone.
    old, new = (row and dict(list(row_texts(row).items())[1:]) for row in (before, after))
    return row_compared(title, old, new)


def _by_key(before: list[Row], after: list[Row]) -> dict[str, Row]:
    """The earlier row of each later one, by the later one's key."""
    keys = {row.key: row for row in before}
    return {row.key: keys[row.key] for row in after if row.key in keys}


def _by_title(before: list[Row], after: list[Row]) -> dict[str, Row]:
    """As _by_key(), but by Norwegian titles: the same first, then the most alike."""
    titles = {plain(row.title_nb).casefold(): row for row in reversed(before)}
    pairs = {row.key: titles.pop(t) for row in after if (t := plain(row.title_nb).casefold()) in titles}
    rest = [(t, row.key) for row in after if row.key not in pairs and (t := plain(row.title_nb).casefold())]
    if len(rest) * len(titles) > MOST_PAIRS:
        return pairs
    ranked = sorted(
        ((SequenceMatcher(None, old, new).ratio(), old, key) for old in titles for new, key in rest),
        reverse=True,
    )
    for likeness, old, key in ranked:
        if likeness >= TITLES_ALIKE and key not in pairs and old in titles:
            pairs[key] = titles.pop(old)
    return pairs
