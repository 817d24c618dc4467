"""Where one word of a query stands: as it is, inflected, in a compound, as the beginning of a word, or misspelt."""

from dataclasses import dataclass, field
from math import log
from operator import itemgetter

from sustainability_site.content.indexing import IN_TITLE
from sustainability_site.content.words import folded, stem
from sustainability_site.search.index import WEIGHT_BITS, Index
from sustainability_site.search.spelling import allowed, nearest

SHORTEST_PART = 3
LINKS = ("s", "e")
# How much a page is worth that holds the word itself, a word that begins so, one that it is a part of, its two halves.
WHOLE, BEGINNING, PART, HALVES, MISSPELT = 1.0, 0.6, 0.5, 0.5, 0.8
# Words whose compounds are remembered.
MOST_REMEMBERED = 500
TITLE_BONUS, HALF_WEIGHT = 3.0, 2
LOW = (1 << WEIGHT_BITS) - 1
# What a stored weight is worth: ten mentions are not ten times one, and the title stands above them all.
SHARE = [
    weight % IN_TITLE / (weight % IN_TITLE + HALF_WEIGHT) + TITLE_BONUS * (weight >= IN_TITLE)
    for weight in range(LOW + 1)
]


@dataclass
class Match:
    """`strength` by page number, the pages whose title holds the word, the stems that were found, and the word that
    was read instead of one that no page holds."""

    strength: dict[int, float] = field(default_factory=dict)
    titles: set[int] = field(default_factory=set)
    stems: tuple[str, ...] = ()
    read_as: str = ""


def match(word: str, index: Index) -> Match:
    key = folded(word, index.language)
    if found := found_as(stem(key, index.language), index):
        return _standing(found, index)
    if halves := split(key, index):
        return _both(*(_standing({half: HALVES}, index) for half in halves))
    if len(key) >= SHORTEST_PART and (longer := index.words_from(key)):
        return _standing({index.words[one]: BEGINNING for one in longer}, index)
    if near := nearest(word, index, most=allowed(key)):
        found = found_as(index.words[near[0]], index)
        misspelt = _standing({one: worth * MISSPELT for one, worth in found.items()}, index)
        misspelt.read_as = index.written(near[0])
        return misspelt
    return Match()


def found_as(stem: str, index: Index) -> dict[str, float]:
    """The stem where pages have it, and the compounds that it is the first or last part of, with their worth."""
    found = dict.fromkeys(_compounds(stem, index), PART)
    return {stem: WHOLE} | found if stem in index.postings else found


def _compounds(stem: str, index: Index) -> tuple[str, ...]:
    known = index.compounds.get(stem)
    if known is None:
        known = _compounds_looked_for(stem, index)
        if len(index.compounds) >= MOST_REMEMBERED:
            index.compounds.clear()
        index.compounds[stem] = known
    return known


def _compounds_looked_for(stem: str, index: Index) -> tuple[str, ...]:
    if len(stem) < SHORTEST_PART:
        return ()
    first = [one for one in index.stems_from(stem) if _is_last_part(one[len(stem) :], index)]
    last = [one for one in index.stems_to(stem) if _is_first_part(one[: -len(stem)], index)]
    return (*first, *last)


def _is_known(part: str, index: Index) -> bool:
    return len(part) >= SHORTEST_PART and (part in index.postings or part in index.words)


def _is_first_part(part: str, index: Index) -> bool:
    return _is_known(part, index) or (part.endswith(LINKS) and _is_known(part[:-1], index))


def _is_last_part(part: str, index: Index) -> bool:
    return _is_known(part, index) or (part.startswith(LINKS) and _is_known(part[1:], index))


def split(key: str, index: Index) -> tuple[str, str] | None:
    """The stems of the two words that a compound is made of, where the pages have both: the longest last part."""
    for at in range(SHORTEST_PART, len(key) - SHORTEST_PART + 1):
        head, tail = key[:at], key[at:]
        if tail in index.words:
            for first in (head, head[:-1] if head.endswith(LINKS) else ""):
                if len(first) >= SHORTEST_PART and first in index.words:
                    return index.words[first], index.words[tail]
    return None


def _standing(worth: dict[str, float], index: Index) -> Match:
    strength, titles, pages = {}, set(), len(index.pages)
    for one, value in sorted(worth.items(), key=itemgetter(1)):
        postings = index.postings[one]
        rarity = value * log(1 + pages / len(postings))
        for posting in postings:
            strength[posting >> WEIGHT_BITS] = rarity * SHARE[posting & LOW]
        if one in index.titles:
            titles.update(index.titles[one])
    return Match(strength, titles, tuple(worth))


def _both(first: Match, last: Match) -> Match:
    pages = first.strength.keys() & last.strength.keys()
    return Match(
        {page: first.strength[page] + last.strength[page] for page in pages},
        first.titles & last.titles,
        first.stems + last.stems,
    )
