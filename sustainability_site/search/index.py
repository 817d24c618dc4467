"""The words of all live pages in one language, in memory: read from what is stored with the editions, kept until the
stamp of the record says that something else is live."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from threading import Lock

from django.db.models import F

from sustainability_site.content.cache import stamp
from sustainability_site.content.models import Card
from sustainability_site.content.reading import live_cards
from sustainability_site.content.words import folded

LEANS_WEIGHT, WEIGHT_BITS = 1, 7
MOST_COMPANIONS = 400
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Page:
    """`text` is UTF-8, half of what the string would take; `untranslated` numbers its lines in the source language."""

    path: str
    title: str
    menu_title: str
    lead: str
    kind: str
    text: bytes
    untranslated: frozenset[int]
    title_stems: int


class Index:
    def __init__(self, language: str) -> None:
        self.language = language
        self.pages: list[Page] = []
        self.postings: dict[str, array] = {}
        self.forms: dict[str, set[str]] = {}

    def add(self, page: Page, terms: dict[str, list], names: list[dict[str, list]]) -> None:
        """A page with its terms, and the titles' terms of what it shows by name."""
        number = len(self.pages)
        self.pages.append(page)
        for stem, (in_title, weight, *forms) in terms.items():
            self._post(stem, number << WEIGHT_BITS + 1 | in_title << WEIGHT_BITS | weight, forms)
        for name in names:
            for stem, (in_title, _weight, *forms) in name.items():
                if in_title and stem not in terms:
                    self._post(stem, number << WEIGHT_BITS + 1 | LEANS_WEIGHT, forms)

    def _post(self, stem: str, posting: int, forms: list[str]) -> None:
        if stem in self.postings:
            self.postings[stem].append(posting)
            self.forms[stem].update(forms)
        else:
            self.postings[stem] = array("I", (posting,))
            self.forms[stem] = set(forms)

    def pages_with(self, stem: str) -> Iterator[tuple[int, bool, int]]:
        """(page number, whether its title holds the stem, the stem's weight)."""
        for posting in self.postings.get(stem, ()):
            weight = posting & (1 << WEIGHT_BITS) - 1
            yield posting >> WEIGHT_BITS + 1, bool(posting >> WEIGHT_BITS & 1), weight

    @cached_property
    def words(self) -> dict[str, str]:
        """The stem of every folded word."""
        return {folded(form, self.language): stem for stem, forms in self.forms.items() for form in forms}

    @cached_property
    def _forward(self) -> list[str]:
        return sorted(self.postings)

    @cached_property
    def _backward(self) -> list[str]:
        return sorted(stem[::-1] for stem in self.postings)

    @cached_property
    def _words_in_order(self) -> list[str]:
        return sorted(self.words)

    @cached_property
    def words_by_length(self) -> dict[int, list[tuple[int, str]]]:
        """Folded words, each after its letters_in()."""
        found: dict[int, list[tuple[int, str]]] = {}
        for word in self.words:
            found.setdefault(len(word), []).append((letters_in(word), word))
        return found

    def stems_from(self, start: str) -> list[str]:
        return _starting(self._forward, start)

    def stems_to(self, end: str) -> list[str]:
        return [stem[::-1] for stem in _starting(self._backward, end[::-1])]

    def words_from(self, start: str) -> list[str]:
        return _starting(self._words_in_order, start)

    def spread(self, word: str) -> int:
        """How many pages hold a folded word in any form."""
        return len(self.postings[self.words[word]])

    def written(self, word: str) -> str:
        """A folded word as the pages write it."""
        forms = self.forms[self.words[word]]
        return min((form for form in forms if folded(form, self.language) == word), default=word)


def letters_in(word: str) -> int:
    """A bit for each letter that a word holds, and one for all other signs."""
    return sum(1 << LETTERS.find(letter) + 1 for letter in set(word))


def _starting(ordered: list[str], start: str) -> list[str]:
    first = bisect_left(ordered, start)
    found = []
    for word in ordered[first : first + MOST_COMPANIONS]:
        if not word.startswith(start):
            break
        found.append(word)
    return found


_kept: dict[str, tuple[str, Index]] = {}
_reading = Lock()


def index_of(language: str, at: datetime) -> Index:
    """The index of what is live at a moment: one query, and one more when something has changed."""
    present = stamp(at, build="")
    known, index = _kept.get(language, ("", None))
    if index is None or known != present:
        with _reading:
            known, index = _kept.get(language, ("", None))
            if index is None or known != present:
                index = read_index(language, at)
                _kept[language] = present, index
    return index


def read_index(language: str, at: datetime) -> Index:
    cards = list(
        live_cards(language, at)
        .filter(edition__search_texts__language=language)
        .annotate(
            text=F("edition__search_texts__text"),
            untranslated=F("edition__search_texts__untranslated"),
            terms=F("edition__search_texts__terms"),
            leans=F("edition__search_texts__leans"),
        )
        .order_by("path")
    )
    terms = {card.edition.subject: card.terms for card in cards}
    index = Index(language)
    for card in cards:
        if card.path:
            names = [terms[subject] for subject in card.leans if subject in terms]
            index.add(_page(card), card.terms, names)
    return index


def _page(card: Card) -> Page:
    return Page(
        path=card.path,
        title=card.title,
        menu_title=card.facts.get("menu_title") or "",
        lead=card.lead,
        kind=card.kind,
        text=card.text.encode(),
        untranslated=frozenset(card.untranslated),
        title_stems=sum(entry[0] for entry in card.terms.values()),
    )
