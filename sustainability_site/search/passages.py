"""The place on a page that answers a query best, with the query's words marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.untranslated import Untranslated
from sustainability_site.search.index import Index, Page
from sustainability_site.search.matching import Match

LONGEST_PASSAGE, LEAD_IN = 220, 60
MOST_FAMILIES, MOST_PLACES, SHORTEST_ROOT = 24, 200, 3


@dataclass(frozen=True)
class Piece:
    text: str
    marked: bool = False


@dataclass(frozen=True)
class Passage:
    """A text in pieces; `language` is "" where it is the page's own."""

    pieces: tuple[Piece, ...] = ()
    language: str = ""

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Place:
    start: int
    end: int
    word: int


@dataclass(frozen=True)
class Family:
    """Words to mark that have a `root` in common, small letters all; `word` numbers the query's word they answer."""

    root: str
    forms: frozenset[str]
    word: int


def families(matches: Iterable[Match], index: Index) -> list[Family]:
    """The words to mark. A stem's compounds hold it, so one look for the root finds them all."""
    found = []
    for number, match in enumerate(matches):
        rest = [index.forms[stem] for stem in match.stems]
        while rest and len(found) < MOST_FAMILIES:
            root = _root(rest[0])
            forms = {form for stem_forms in rest for form in stem_forms if root in form}
            found.append(Family(root, frozenset(forms), number))
            rest = [left for stem_forms in rest if (left := stem_forms - forms)]
    return found


def _root(forms: set[str]) -> str:
    """What all the forms begin with; the shortest form where that is next to nothing."""
    first, last = min(forms), max(forms)
    alike = next((at for at, sign in enumerate(first) if sign != last[at : at + 1]), len(first))
    return first[:alike] if alike >= SHORTEST_ROOT else min(forms, key=len)


def titled(page: Page, marked: list[Family]) -> Passage:
    return _marked(page.title, marked)


def passage(page: Page, marked: list[Family]) -> Passage:
    """The line that holds most of the words, cut to a passage; the page's lead where the text holds none of them."""
    text = page.text.decode()
    line = best_line(text, page.title, places(text, marked))
    if line is None:
        return _marked(_cut(page.lead, 0), marked)
    start, end, first = line
    cut = _cut(text[start:end], first - start)
    if cut[0].islower():  # a point of a list, that goes on from the words before it
        cut = f"… {cut}"
    untranslated = text.count("\n", 0, start) in page.untranslated
    return _marked(Untranslated(cut) if untranslated else cut, marked)


def best_line(text: str, title: str, found: Iterable[Place]) -> tuple[int, int, int] | None:
    """(start, end, first place) of the line with most of the query's words, the first of those that are equal; a short
    line only where there is no other, and never the title's own."""
    by_line: dict[int, list[Place]] = {}
    for place in found:
        by_line.setdefault(text.rfind("\n", 0, place.start) + 1, []).append(place)
    ranked = []
    for start, within in by_line.items():
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end] != title:
            words = len({place.word for place in within})
            ranked.append((words, end - start > LEAD_IN, -start, end, min(place.start for place in within)))
    if not ranked:
        return None
    _words, _long, start, end, first = max(ranked)
    return -start, end, first


def places(text: str, marked: list[Family]) -> Iterator[Place]:
    """Where the words stand, whole words only."""
    small = text.lower()
    if len(small) != len(text):  # a sign that grows in small letters would move every place after it
        small = text
    for family in marked:
        at, found = small.find(family.root), 0
        while at >= 0 and found < MOST_PLACES:
            start, end = at, at + len(family.root)
            while start and small[start - 1].isalnum():
                start -= 1
            while end < len(small) and small[end].isalnum():
                end += 1
            if small[start:end] in family.forms:
                yield Place(start, end, family.word)
                found += 1
            at = small.find(family.root, end)


def _cut(text: str, around: int) -> str:
    """At most LONGEST_PASSAGE signs of a line with the place `around` in it, between words."""
    if len(text) <= LONGEST_PASSAGE:
        return text
    start = max(0, min(around - LEAD_IN, len(text) - LONGEST_PASSAGE))
    cut = text[start : start + LONGEST_PASSAGE]
    if start:
        cut = "… " + cut.partition(" ")[2]
    if start + LONGEST_PASSAGE < len(text):
        cut = cut.rpartition(" ")[0] + " …"
    return cut


def _marked(text: str, marked: list[Family]) -> Passage:
    language = SOURCE_LANGUAGE if isinstance(text, Untranslated) else ""
    plain, at, pieces = str.__str__(text), 0, []
    for place in sorted(places(plain, marked), key=lambda place: (place.start, -place.end)):
        if place.start >= at:
            pieces += [Piece(plain[at : place.start]), Piece(plain[place.start : place.end], True)]
            at = place.end
    pieces.append(Piece(plain[at:]))
    return Passage(tuple(piece for piece in pieces if piece.text), language)
