"""Two editions laid side by side: what is new, removed and changed, word by word.

Pure: reads passages and nothing else. Work is bounded, since anyone may ask for any pair.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sustainability_site.content.passages import Passage, Section
from sustainability_site.content.word_differences import CHANGED, NEW, REMOVED, SAME, Piece, words_apart

ALIKE = 0.5
MOST_PAIRS = 4_000


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
class RowsComparison:
    """Rows of one kind. `name` is theirs in the table of counts, `folded` stands over those that are unchanged."""

    anchor: str
    heading: str | Promise
    name: str | Promise
    folded: str | Promise
    rows: list[RowComparison]

    @property
    def counts(self) -> Counts:
        return counts(self.rows)

    @property
    def same(self) -> list[RowComparison]:
        return [row for row in self.rows if row.kind == SAME]


@dataclass(frozen=True)
class Comparison:
    parts: list[PartComparison]
    lists: list[RowsComparison]

    @property
    def passage_counts(self) -> Counts:
        return counts(change for part in self.parts for group in part.groups for change in group.changes)

    @property
    def same_parts(self) -> list[PartComparison]:
        return [part for part in self.parts if part.groups and not part.counts.differing]

    @property
    def differing(self) -> int:
        return sum(each.differing for each in (self.passage_counts, *(rows.counts for rows in self.lists)))


def counts(changes: Iterable[Change | RowComparison]) -> Counts:
    kinds = [change.kind for change in changes]
    return Counts(*(kinds.count(kind) for kind in (NEW, REMOVED, CHANGED, SAME)))


def parts_compared(before: Sequence[Section], after: Sequence[Section]) -> list[PartComparison]:
    """Both hold the same sections in the same order."""
    return [_part(*pair) for pair in zip(before, after, strict=True)]


def row_compared(
    title: str, before: Mapping[str, Passage] | None, after: Mapping[str, Passage] | None
) -> RowComparison:
    """What is said of a row, by label: not both None, which stands for a row that is not there."""
    if before is None or after is None:
        kind = NEW if before is None else REMOVED
        told = [(label, said) for label, said in (before or after or {}).items() if said.text]
        return RowComparison(
            kind, title, [(label, Change(kind, [Piece(kind, said.text)])) for label, said in told]
        )
    nothing = Passage("")
    pairs = [(label, before.get(label, nothing), after.get(label, nothing)) for label in {**after, **before}]
    fields = [(label, _changed(old, new)) for label, old, new in pairs if old != new]
    return RowComparison(CHANGED if fields else SAME, title, fields)


def places_changed(
    before: Sequence[str], after: Sequence[str], names: Mapping[str, str]
) -> dict[str, tuple[dict[str, Passage], dict[str, Passage]]]:
    """What is said of the place of each row that has changed places, then and now, by its key. Rows that have come or
    gone move none of the others."""
    kept = [[key for key in keys if key in others] for keys, others in ((before, after), (after, before))]
    matching = SequenceMatcher(None, *kept, autojunk=False).get_matching_blocks()
    stayed = {key for block in matching for key in kept[0][block.a : block.a + block.size]}
    above = [dict(zip(keys, ["", *keys], strict=False)) for keys in kept]
    return {
        key: tuple({pgettext("comparison", "Plass"): _place(names.get(one[key], ""))} for one in above)
        for key in kept[1]
        if key not in stayed
    }


def _place(above: str) -> Passage:
    return Passage(_("etter {row}").format(row=above) if above else pgettext("comparison", "først"))


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
        changes += _removed(before[start:found])
        changes.append(_changed(before[found], new))
        start = found + 1
    return changes + _removed(before[start:])


def _changed(old: Passage, new: Passage) -> Change:
    return Change(CHANGED, words_apart(old.text, new.text), reformed=old.text == new.text)


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
