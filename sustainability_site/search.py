"""A plain search in what is live: every word must stand on the page, and pages that name it in the title come first."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from sustainability_site.content.models import Card
from sustainability_site.content.reading import live_cards

LONGEST_QUERY = 200
MOST_WORDS = 8
MOST_HITS = 50


@dataclass(frozen=True)
class Search:
    """What was asked for, as it was understood, and the first of the `total` pages found."""

    query: str
    words: tuple[str, ...]
    hits: tuple[Card, ...] = ()
    total: int = 0


def understood(raw: str) -> Search:
    """The query without signs that no text holds, and no longer than a search needs."""
    signs = unicodedata.normalize("NFC", raw[:LONGEST_QUERY])
    query = " ".join("".join(sign if sign.isprintable() else " " for sign in signs).split())
    return Search(query, tuple(query.split()[:MOST_WORDS]))


def search(raw: str, *, language: str, at: datetime) -> Search:
    asked = understood(raw)
    if not asked.words:
        return asked
    found = pages_with(asked.words, language=language, at=at)
    hits = tuple(found[:MOST_HITS])
    total = len(hits) if len(hits) < MOST_HITS else found.count()
    return Search(asked.query, asked.words, hits, total)


def pages_with(words: tuple[str, ...], *, language: str, at: datetime) -> QuerySet[Card]:
    in_text = Q(edition__search_texts__language=language)
    in_title = Q()
    for word in words:
        in_text &= _holds("edition__search_texts__text", word)
        in_title &= _holds("title", word)
    is_title = Q(title__iregex=f"^{re.escape(' '.join(words))}$")
    titles_first = Case(
        When(is_title, then=Value(0)),
        When(in_title, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return live_cards(language, at).exclude(path="").filter(in_text).order_by(titles_first, "title", "pk")


def _holds(field: str, word: str) -> Q:
    # SQLite's LIKE takes «Å» and «å» for different letters; its REGEXP is Python's, which does not.
    if word.isascii():
        return Q(**{f"{field}__icontains": word})
    return Q(**{f"{field}__iregex": re.escape(word)})
