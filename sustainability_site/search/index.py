"""The words of all live pages in one language, in memory: read from what is stored with the editions, kept until the
stamp of the record says that something else is live."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from threading import Lock

from django.db.models import F

from sustainability_site.content.cache import Stamp, stamp
from sustainability_site.content.indexing import IN_TITLE
from sustainability_site.content.indexing import terms as terms_of
from sustainability_site.content.models import Card
from sustainability_site.content.reading import live_cards
from sustainability_site.content.words import as_one, folded
from sustainability_site.search.own_pages import own_pages

NAME_WEIGHT, WEIGHT_BITS = 1, 8
MOST_COMPANIONS = 400


@dataclass(frozen=True)
class Page:
    """`text` is UTF-8, half of what the string would take; `untranslated` numbers its lines in the source language;
    `called` are its titles as `as_one` reads them."""

    path: str
    title: str
    menu_title: str
    lead: str
    kind: str
    text: bytes
    untranslated: frozenset[int]
    title_stems: int
    called: frozenset[str] = frozenset()


class Terms:
    """What content/indexing.py has stored of an edition, aligned: a stem, its weight, its words."""

    def __init__(self, stored: str) -> None:
        stems, weights, forms = stored.split("\n") if stored else ("", "", "")
        self.stems = stems.split()
        self.weights = list(map(int, weights.split()))
        self.forms = forms.split()

    @cached_property
    def title_stems(self) -> dict[str, str]:
        """The stems that the title holds, with their words."""
        aligned = zip(self.stems, self.weights, self.forms, strict=True)
        return {stem: forms for stem, weight, forms in aligned if weight >= IN_TITLE}


class Index:
    """`postings` has, for each stem, a number for each page that holds it: the page's number, and below it in
    WEIGHT_BITS the weight as it is stored. `titles` has the numbers of the pages whose title holds the stem."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.pages: list[Page] = []
        self.kinds: list[str] = []
        self.postings: dict[str, array] = {}
        self.titles: dict[str, list[int]] = {}
        self._groups: dict[str, str] = {}
        # Those of the words that were asked for lately: found once for an index, whatever else is asked for with them.
        self.compounds: dict[str, tuple[str, ...]] = {}

    def add(self, page: Page, terms: Terms, names: Iterable[Terms]) -> None:
        """A page with its terms, and the terms of what it shows by name, of which only the titles count."""
        number = len(self.pages)
        self.pages.append(page)
        self.kinds.append(page.kind)
        self._groups.update(zip(terms.forms, terms.stems, strict=True))
        base, postings = number << WEIGHT_BITS, self.postings
        for stem, weight in zip(terms.stems, terms.weights, strict=True):
            if stem in postings:
                postings[stem].append(base | weight)
            else:
                postings[stem] = array("I", (base | weight,))
        for stem in terms.title_stems:
            self.titles.setdefault(stem, []).append(number)
        self._add_names(base, terms, names)

    def _add_names(self, base: int, own: Terms, names: Iterable[Terms]) -> None:
        shown = {stem: forms for name in names for stem, forms in name.title_stems.items()}
        for stem in shown.keys() - set(own.stems) if shown else ():
            self._groups[shown[stem]] = stem
            self.postings.setdefault(stem, array("I")).append(base | NAME_WEIGHT)

    @cached_property
    def forms(self) -> dict[str, set[str]]:
        """The words of each stem as the pages write them."""
        found: dict[str, set[str]] = {}
        for group, stem in self._groups.items():
            found.setdefault(stem, set()).update(group.split("/"))
        return found

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
    def _words_forward(self) -> list[str]:
        return sorted(self.words)

    @cached_property
    def _words_backward(self) -> list[str]:
        return sorted(word[::-1] for word in self.words)

    def stems_from(self, start: str) -> list[str]:
        return _starting(self._forward, start)

    def stems_to(self, end: str) -> list[str]:
        return [stem[::-1] for stem in _starting(self._backward, end[::-1])]

    def words_from(self, start: str) -> list[str]:
        return _starting(self._words_forward, start)

    def words_to(self, end: str) -> list[str]:
        return [word[::-1] for word in _starting(self._words_backward, end[::-1])]

    def spread(self, word: str) -> int:
        """How many pages hold a folded word in any form."""
        return len(self.postings[self.words[word]])

    def written(self, word: str) -> str:
        """A folded word as the pages write it."""
        forms = self.forms[self.words[word]]
        return min((form for form in forms if folded(form, self.language) == word), default=word)


def _starting(ordered: list[str], start: str) -> list[str]:
    first = bisect_left(ordered, start)
    found = []
    for word in ordered[first : first + MOST_COMPANIONS]:
        if not word.startswith(start):
            break
        found.append(word)
    return found


_kept: dict[str, tuple[Stamp | None, Index | None]] = {}
_reading = Lock()


def index_of(language: str, at: datetime) -> Index:
    """The index of what is live at a moment: one query, and one more when something has changed."""
    present = stamp(at)
    known, index = _kept.get(language, (None, None))
    if index is None or known != present:
        with _reading:
            known, index = _kept.get(language, (None, None))
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
    terms = {card.edition.subject: Terms(card.terms) for card in cards}
    index = Index(language)
    for card in cards:
        if card.path:
            names = [terms[subject] for subject in card.leans if subject in terms]
            own = terms[card.edition.subject]
            index.add(_page(card, own, language), own, names)
    for path, title, lead in own_pages(language):
        own = Terms(terms_of(title, lead, [lead], language))
        text = lead.encode()
        page = Page(
            path, title, title, lead, "page", text, frozenset(), len(own.title_stems), called(language, title)
        )
        index.add(page, own, [])
    return index


def _page(card: Card, terms: Terms, language: str) -> Page:
    menu_title = card.facts.get("menu_title") or ""
    return Page(
        path=card.path,
        title=card.title,
        menu_title=menu_title,
        lead=card.lead,
        kind=card.kind,
        text=card.text.encode(),
        untranslated=frozenset(card.untranslated),
        title_stems=len(terms.title_stems),
        called=called(language, card.title, menu_title),
    )


def called(language: str, *titles: str) -> frozenset[str]:
    return frozenset(as_one(title, language) for title in titles if title)
