"""Two statements laid side by side: what is new, removed and changed, word by word.

Pure: reads two thawed statements and nothing else. Work is bounded, since anyone may ask for any pair.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from django.utils.functional import Promise

from transparency.models import Finding, Measure, Statement
from transparency.passages import Passage, Section, plain, row_texts, sections
from transparency.words import CHANGED, NEW, REMOVED, SAME, Piece, words_apart

ALIKE = 0.5
TITLES_ALIKE = 0.6
MOST_PAIRS = 4_000

Row = Finding | Measure


@dataclass(frozen=True)
class Change:
    """One passage. `reformed`: the words are as they were, but what they are or where they lead is not."""

    kind: str
    pieces: list[Piece]
    reformed: bool = False


@dataclass(frozen=True)
class Group:
    """Neighbours that are all unchanged, to be folded, or all something else."""

    same: bool
    changes: list[Change]


@dataclass(frozen=True)
class Counts:
    new: int
    removed: int
    changed: int
    same: int

    @property
    def differing(self) -> int:
        return self.new + self.removed + self.changed


@dataclass(frozen=True)
class PartComparison:
    anchor: str
    heading: str | Promise
    groups: list[Group]
    counts: Counts


@dataclass(frozen=True)
class RowComparison:
    """`fields` are (label, change) of what differs; all that is said, for a row that is new or removed."""

    kind: str
    title: str
    fields: list[tuple[str, Change]]


@dataclass(frozen=True)
class Comparison:
    parts: list[PartComparison]
    findings: list[RowComparison]
    measures: list[RowComparison]

    @property
    def passage_counts(self) -> Counts:
        return counts(change for part in self.parts for group in part.groups for change in group.changes)

    @property
    def finding_counts(self) -> Counts:
        return counts(self.findings)

    @property
    def measure_counts(self) -> Counts:
        return counts(self.measures)

    @property
    def same_parts(self) -> list[PartComparison]:
        return [part for part in self.parts if part.groups and not part.counts.differing]

    @property
    def same_findings(self) -> list[RowComparison]:
        return [row for row in self.findings if row.kind == SAME]

    @property
    def same_measures(self) -> list[RowComparison]:
        return [row for row in self.measures if row.kind == SAME]

    @property
    def differing(self) -> int:
        every = (self.passage_counts, self.finding_counts, self.measure_counts)
        return sum(each.differing for each in every)


def compare(before: Statement, after: Statement) -> Comparison:
    """What a reader of `after` meets that was not in `before`, in the active language, and the other way round.

    Findings and measures are matched by key within a period and by title between periods.
    """
    key = _by_key if before.code == after.code else _by_title
    return Comparison(
        parts=[_part(*pair) for pair in zip(sections(before), sections(after), strict=True)],
        findings=_rows(before.findings.all(), after.findings.all(), key),
        measures=_rows(before.measures.all(), after.measures.all(), key),
    )


def counts(changes: Iterable[Change | RowComparison]) -> Counts:
    kinds = [change.kind for change in changes]
    return Counts(*(kinds.count(kind) for kind in (NEW, REMOVED, CHANGED, SAME)))


def aligned(before: Sequence[Passage], after: Sequence[Passage]) -> list[Change]:
    """The passages of both in reading order, each once."""
    changes: list[Change] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            changes += [Change(SAME, [Piece(SAME, passage.text)]) for passage in before[i:j]]
        else:
            changes += _replaced(before[i:j], after[k:m])
    return changes


def _replaced(before: Sequence[Passage], after: Sequence[Passage]) -> list[Change]:
    """Each new passage beside the most alike of those it came instead of, in their order."""
    changes, start = [], 0
    old_words = [_words(passage) for passage in before]
    for new in after:
        found = _most_alike(_words(new), old_words, start) if len(before) * len(after) <= MOST_PAIRS else None
        if found is None:
            changes.append(Change(NEW, [Piece(NEW, new.text)]))
            continue
        old = before[found]
        changes += _removed(before[start:found])
        changes.append(Change(CHANGED, words_apart(old.text, new.text), reformed=old.text == new.text))
        start = found + 1
    return changes + _removed(before[start:])


def _removed(passages: Iterable[Passage]) -> list[Change]:
    return [Change(REMOVED, [Piece(REMOVED, passage.text)]) for passage in passages]


def _words(passage: Passage) -> Counter:
    return Counter(re.findall(r"\w+", passage.text.casefold()))


def _most_alike(words: Counter, others: Sequence[Counter], start: int) -> int | None:
    """The number, from `start` on, of the passage that shares the most words, at least half of them."""
    alike = [
        2 * (words & other).total() / max(1, (words.total() + other.total())) for other in others[start:]
    ]
    best = max(alike, default=0.0)
    return start + alike.index(best) if best >= ALIKE else None


def _part(before: Section, after: Section) -> PartComparison:
    changes = aligned(before.passages, after.passages)
    groups = [Group(same, list(group)) for same, group in groupby(changes, lambda each: each.kind == SAME)]
    return PartComparison(after.anchor, after.heading, groups, counts(changes))


def _rows(before: Iterable[Row], after: Iterable[Row], match: Callable) -> list[RowComparison]:
    before, after = list(before), list(after)
    earlier = match(before, after)
    paired = {row.key for row in earlier.values()}
    compared = [_row(earlier.get(row.key), row) for row in after]
    return compared + [_row(row, None) for row in before if row.key not in paired]


def _row(before: Row | None, after: Row | None) -> RowComparison:
    title = plain((after or before).title)
    if before is None or after is None:
        kind = NEW if before is None else REMOVED
        told = [(label, value) for label, value in row_texts(after or before)[1:] if value]
        return RowComparison(
            kind, title, [(label, Change(kind, [Piece(kind, value)])) for label, value in told]
        )
    old, new = dict(row_texts(before)), dict(row_texts(after))
    fields = [
        (label, Change(CHANGED, words_apart(old.get(label, ""), new.get(label, ""))))
        for label in new | old
        if old.get(label, "") != new.get(label, "")
    ]
    return RowComparison(CHANGED if fields else SAME, title, fields)


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
