"""Editions as readers name them in an address: «supplier-code:2», or «supplier-code» for the newest."""

import json
from collections.abc import Iterable
from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from sustainability_site.content.addresses import archive_path
from sustainability_site.content.documents import Document, references, thaw
from sustainability_site.content.models import Card, Edition, Publishable
from sustainability_site.content.reading import changes, thaw_all


def cards_of_editions(kind: str, language: str, at: datetime) -> QuerySet[Card]:
    """Every edition of a kind in force, the newest first, without documents; `blank` where redacted."""
    blank = ExpressionWrapper(Q(edition__document=""), BooleanField())
    return changes(language, at).filter(edition__kind=kind).annotate(blank=blank)


def name_of(card: Card) -> str:
    """An edition that is in force by schedule and not entered yet has no number, and goes by its code."""
    number = card.edition.number
    return card.code if number is None else f"{card.code}:{number}"


def named(name: str, cards: Iterable[Card]) -> Card | None:
    """The card of the edition that `name` means, among `cards`, the newest first."""
    return next((card for card in cards if name in (name_of(card), card.code)), None)


def default_pair(code: str, cards: list[Card]) -> tuple[Card | None, Card | None]:
    """What the newest edition is compared with if nobody says otherwise, and that edition: the one before it, or else
    the newest of the object whose code comes before."""
    own = [card for card in cards if card.code == code]
    earlier = sorted((card for card in cards if card.code < code), key=lambda card: card.code, reverse=True)
    return next(iter([*own[1:], *earlier]), None), next(iter(own), None)


def thawed_pair(before: Card, after: Card, *, at: datetime) -> tuple[Publishable, Publishable]:
    """What both editions hold, with the same names for the sources they refer to. Two queries."""
    texts = dict(
        Edition.objects.filter(pk__in=(before.edition_id, after.edition_id)).values_list("pk", "document")
    )
    documents = [json.loads(texts[card.edition_id]) for card in (before, after)]
    names = _vocabulary(documents, before.language, at)
    old, new = (thaw(document, names, before.language) for document in documents)
    return old, new


def _vocabulary(documents: list[Document], language: str, at: datetime) -> dict:
    """The newest words of all that the documents lean on, withdrawn or not: nothing may fall out of a comparison."""
    needed = {
        subject for document in documents for subject, required in references(document).items() if required
    }
    found = (
        Edition.objects.in_force(at).filter(subject__in=needed).exclude(document="").order_by("moment", "pk")
    )
    newest = dict(found.values_list("subject", "document"))
    return thaw_all([json.loads(text) for text in newest.values()], language)


def address_of(card: Card) -> str:
    return archive_path(card.path, card.edition.number) if card.edition.number else card.path
