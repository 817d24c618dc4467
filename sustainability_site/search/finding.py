"""The search: what is live is asked at the moment of reading, and pages that name it in their title come first."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sustainability_site.content.words import as_one, folded
from sustainability_site.search.index import Index, index_of
from sustainability_site.search.matching import Match, match
from sustainability_site.search.passages import Passage, families, passage, titled
from sustainability_site.search.phrases import phrase
from sustainability_site.search.query import Asked, understood
from sustainability_site.search.spelling import FAR, allowed, nearest

PER_PAGE = 10
MOST_SUGGESTIONS = 5
SHORTEST_BEGINNING = 4


@dataclass(frozen=True)
class Hit:
    path: str
    kind: str
    title: Passage
    passage: Passage


@dataclass(frozen=True)
class Search:
    """What was asked for, as it was understood, and page `page` of what was found.

    `total` counts the pages of the chosen `kind` ("" for all), `kinds` those of each kind. `missing` are the words that
    no page holds, `read_as` what a misspelt word was taken for. With `partial` no page holds all the words.
    """

    asked: Asked = field(default_factory=Asked)
    kind: str = ""
    hits: tuple[Hit, ...] = ()
    total: int = 0
    kinds: tuple[tuple[str, int], ...] = ()
    page: int = 1
    pages: int = 1
    partial: bool = False
    missing: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[str, ...] = ()


def search(raw: str, *, language: str, at: datetime, kind: str = "", page: int = 1) -> Search:
    """Never refuses: a kind that was not found is none, a page beyond the last is the last."""
    asked = understood(raw, language)
    if not asked.words:
        return Search(asked)
    index = index_of(language, at)
    matches = [match(word, index) for word in asked.words]
    ranked, partial = _ranked(asked, matches, index)
    kinds = Counter(map(index.kinds.__getitem__, ranked))
    kind = kind if kind in kinds else ""
    chosen = [number for number in ranked if index.kinds[number] == kind] if kind else ranked
    pages = max(1, -(-len(chosen) // PER_PAGE))
    page = min(max(page, 1), pages)
    shown = [index.pages[number] for number in chosen[(page - 1) * PER_PAGE : page * PER_PAGE]]
    marked = families(matches, index)
    missing = tuple(word for word, one in zip(asked.words, matches, strict=True) if not one.strength)
    return Search(
        asked,
        kind,
        tuple(Hit(one.path, one.kind, titled(one, marked), passage(one, marked)) for one in shown),
        len(chosen),
        tuple(kinds.most_common()),
        page,
        pages,
        partial,
        missing,
        tuple((word, one.read_as) for word, one in zip(asked.words, matches, strict=True) if one.read_as),
        suggestions(missing, index),
    )


def _ranked(asked: Asked, matches: list[Match], index: Index) -> tuple[list[int], bool]:
    """Numbers of the pages found, the best first, and whether each lacks some of the words."""
    everywhere = set.intersection(*(set(one.strength) for one in matches))
    if asked.phrases:
        phrases = [phrase(words, index) for words in asked.phrases]
        everywhere = {
            number for number in everywhere if all(one.stands_in(index.pages[number]) for one in phrases)
        }
    if everywhere or len(matches) == 1 or asked.phrases:
        return _titles_first(everywhere, asked, matches, index), False
    held = Counter(number for one in matches for number in one.strength)
    ranked = _titles_first(set(held), asked, matches, index)
    return sorted(ranked, key=held.__getitem__, reverse=True), True


def _titles_first(found: set[int], asked: Asked, matches: list[Match], index: Index) -> list[int]:
    """Titles that are the query, then titles that hold all of it, then by how strongly the pages hold it."""
    strength = dict.fromkeys(found, 0.0)
    for one in matches:
        for number in found & one.strength.keys():
            strength[number] += one.strength[number]
    named = found & set.intersection(*(one.titles for one in matches))
    query = as_one(asked.text, index.language)

    def rank(number: int) -> tuple[bool, bool, float]:
        page = index.pages[number]
        weight = 1 + len(matches) / page.title_stems if number in named else 1
        return query in page.called, number in named, strength[number] * weight

    return sorted(sorted(found), key=rank, reverse=True)


def suggestions(missing: tuple[str, ...], index: Index) -> tuple[str, ...]:
    """Words of the pages that come nearest to those that no page holds: in spelling, or in how they begin."""
    found: list[str] = []
    for word in missing:
        key = folded(word, index.language)
        near = nearest(word, index, most=allowed(key) and min(FAR, max(2, len(key) // 3)))
        lengths = range(len(key) - 1, SHORTEST_BEGINNING - 1, -1)
        begun = next(filter(None, (index.words_from(key[:length]) for length in lengths)), [])
        found += [index.written(one) for one in [*near, *begun][:MOST_SUGGESTIONS]]
    return tuple(dict.fromkeys(found))[:MOST_SUGGESTIONS]
