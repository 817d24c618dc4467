"""The place on a page that answers a query best, with the query's words marked."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.untranslated import Untranslated
from sustainability_site.search.index import Index, Page
from sustainability_site.search.matching import Match

LONGEST_PASSAGE, LEAD_IN = 220, 60
MOST_FORMS, MOST_PLACES = 60, 200


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


def forms_of(matches: Iterable[Match], index: Index) -> list[tuple[str, int]]:
    """The words to mark, as the pages write them, each with the number of the query's word that it answers."""
    found = [
        (form, number)
        for number, match in enumerate(matches)
        for stem in match.stems
        for form in sorted(index.forms[stem])
    ]
    return found[:MOST_FORMS]


def titled(page: Page, forms: list[tuple[str, int]]) -> Passage:
    return _marked(page.title, forms)


def passage(page: Page, forms: list[tuple[str, int]]) -> Passage:
    """The line that holds most of the words, cut to a passage; the page's lead where the text holds none of them."""
    text = page.text.decode()
    line = best_line(text, page, list(places(text, forms)))
    if line is None:
        return _marked(_cut(page.lead, 0), forms)
    number, start, end, first = line
    cut = _cut(text[start:end], first - start)
    return _marked(Untranslated(cut) if number in page.untranslated else cut, forms)


def best_line(text: str, page: Page, found: list[Place]) -> tuple[int, int, int, int] | None:
    """(number, start, end, the first place) of the line with most of the query's words; the title's own is no passage."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    by_line: dict[int, list[Place]] = {}
    for place in found:
        by_line.setdefault(bisect_right(starts, place.start) - 1, []).append(place)
    ranked = []
    for number, within in by_line.items():
        start = starts[number]
        end = starts[number + 1] - 1 if number + 1 < len(starts) else len(text)
        if text[start:end] != page.title:
            words = len({place.word for place in within})
            ranked.append((words, end - start > LEAD_IN, -number, start, end, within))
    if not ranked:
        return None
    _words, _long, number, start, end, within = max(ranked, key=lambda line: line[:3])
    return -number, start, end, min(place.start for place in within)


def places(text: str, forms: list[tuple[str, int]]) -> Iterator[Place]:
    """Where the words stand, whole words only."""
    small = text.lower()
    if len(small) != len(text):  # a sign that grows in small letters would move every place after it
        small = text
    for form, word in forms:
        at, found = small.find(form), 0
        while at >= 0 and found < MOST_PLACES:
            end = at + len(form)
            if not (small[at - 1 : at].isalnum() or small[end : end + 1].isalnum()):
                yield Place(at, end, word)
                found += 1
            at = small.find(form, end)


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


def _marked(text: str, forms: list[tuple[str, int]]) -> Passage:
    language = SOURCE_LANGUAGE if isinstance(text, Untranslated) else ""
    plain, at, pieces = str.__str__(text), 0, []
    for place in sorted(places(plain, forms), key=lambda place: (place.start, -place.end)):
        if place.start >= at:
            pieces += [Piece(plain[at : place.start]), Piece(plain[place.start : place.end], True)]
            at = place.end
    pieces.append(Piece(plain[at:]))
    return Passage(tuple(piece for piece in pieces if piece.text), language)
