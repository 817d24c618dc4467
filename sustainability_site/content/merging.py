"""Two documents that were made from the same one, laid over each other. Pure: reads documents and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sustainability_site.content.documents import Document

MINE, THEIRS = "mine", "theirs"
# No slug begins with it.
PASSING = "~"
IDENTITY = ("kind", "shape", "code")


class _Absent:
    """In place of a row that is not there."""

    def __repr__(self) -> str:
        return "ABSENT"


class _Unknown:
    """In place of what both were made from, where that is not kept any more: it equals nothing."""

    def __repr__(self) -> str:
        return "UNKNOWN"


ABSENT: Final = _Absent()
UNKNOWN: Final = _Unknown()


@dataclass(frozen=True)
class Difference:
    """`place` is "field", "relation/key/field", "relation/key" for a whole row that one of the two has not, or "relation" for
    the order of its rows, whose values are lists of keys."""

    place: str
    base: object
    theirs: object
    mine: object

    @property
    def side(self) -> str:
        """Whose text stands where only one of the two has changed it; "" where an editor must choose."""
        if self.mine == self.base:
            return THEIRS
        return MINE if self.theirs == self.base else ""

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(self.place.split("/"))


def differences(
    base: Document | None, theirs: Document, mine: Document, relations: Sequence[str]
) -> list[Difference]:
    """Where the two differ, in the order of the document."""
    found = list(_fields("", base, theirs, mine, (*IDENTITY, *relations)))
    for relation in relations:
        rows = [_by_key(each, relation) for each in (base, theirs, mine)]
        for key in dict.fromkeys([*rows[1], *rows[2]]):
            found += _row(f"{relation}/{key}", *(_in(each, key) for each in rows))
        found += _order(relation, *rows)
    return found


def merged(
    theirs: Document,
    mine: Document,
    found: Sequence[Difference],
    chosen: Mapping[str, str],
    relations: Sequence[str],
) -> Document:
    """One document with the chosen side at each place. Raises KeyError where neither is chosen nor given."""
    sides = {each.place: chosen.get(each.place) or each.side for each in found}
    if undecided := [place for place, side in sides.items() if side not in (MINE, THEIRS)]:
        raise KeyError(undecided[0])
    result = dict(theirs)
    rows: dict[str, dict[str, Document | None]] = {}
    for each in found:
        relation, *rest = each.path
        value = each.mine if sides[each.place] == MINE else each.theirs
        if len(rest) == 2:
            rows.setdefault(relation, {}).setdefault(rest[0], {})[rest[1]] = value
        elif len(rest) == 1:
            rows.setdefault(relation, {})[rest[0]] = None if value is ABSENT else value
        elif relation in relations:
            rows.setdefault(relation, {})
        else:
            result[relation] = value
    for relation, changed in rows.items():
        mine_first = sides.get(relation) == MINE
        result[relation] = _rows(theirs[relation], mine[relation], changed, mine_first=mine_first)
    return result


def with_passing_keys(mine: Document, known: Iterable[Document], relations: Sequence[str]) -> Document:
    """With keys by their places for rows that none of the known documents has: a new row gets another key each time its form
    is read, and a choice must lead to the same row every time."""
    documents = list(known)
    return mine | {
        relation: [
            row
            if any(row["key"] in _by_key(each, relation) for each in documents)
            else row | {"key": f"{PASSING}{place}"}
            for place, row in enumerate(mine.get(relation, []), 1)
        ]
        for relation in relations
    }


def with_lasting_keys(
    document: Document, relations: Sequence[str], given: defaultdict[tuple[str, str], str]
) -> Document:
    """`given` holds the keys that new rows have got: the same for a row in two documents."""
    return document | {
        relation: [
            row | {"key": given[relation, row["key"]]} if row["key"].startswith(PASSING) else row
            for row in document.get(relation, [])
        ]
        for relation in relations
    }


def _fields(
    prefix: str, base: Document | None, theirs: Document, mine: Document, skipped: Sequence[str]
) -> Iterator[Difference]:
    for name in dict.fromkeys([*theirs, *mine]):
        if name in skipped or theirs.get(name) == mine.get(name):
            continue
        before = UNKNOWN if base is None else base.get(name)
        yield Difference(f"{prefix}{name}", before, theirs.get(name), mine.get(name))


def _row(place: str, base: object, theirs: object, mine: object) -> Iterator[Difference]:
    if theirs is ABSENT or mine is ABSENT:
        yield Difference(place, base, theirs, mine)
        return
    before = base if isinstance(base, dict) else None
    yield from _fields(f"{place}/", before, theirs, mine, ("key",))


def _order(
    relation: str, base: dict[str, Document] | None, theirs: dict[str, Document], mine: dict[str, Document]
) -> Iterator[Difference]:
    """Of the rows that both have: rows that have come or gone move none of the others."""
    orders = [[key for key in rows if key in theirs and key in mine] for rows in (theirs, mine)]
    if orders[0] != orders[1]:
        before = UNKNOWN if base is None else [key for key in base if key in set(orders[0])]
        yield Difference(relation, before, *orders)


def _by_key(document: Document | None, relation: str) -> dict[str, Document] | None:
    return None if document is None else {row["key"]: row for row in document.get(relation, [])}


def _in(rows: dict[str, Document] | None, key: str) -> object:
    return UNKNOWN if rows is None else rows.get(key, ABSENT)


def _rows(
    theirs: list[Document], mine: list[Document], changed: Mapping[str, Document | None], *, mine_first: bool
) -> list[Document]:
    """The rows of one side in their order; those that only the other has come after the row they stood behind."""
    first, second = (mine, theirs) if mine_first else (theirs, mine)
    rows = {row["key"]: row for row in (*mine, *theirs)}
    for key, values in changed.items():
        rows[key] = None if values is None else rows[key] | values
    order = [row["key"] for row in first]
    for place, row in enumerate(second):
        if row["key"] not in order:
            above = [each["key"] for each in second[:place] if each["key"] in order]
            order.insert(order.index(above[-1]) + 1 if above else 0, row["key"])
    return [rows[key] for key in order if rows[key] is not None]
