"""Where an object is used: the pages that link to it or lean on it, and where each is edited."""

import json
from datetime import datetime

from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.documents import pictures
from sustainability_site.content.models import Card, Image, Page, Publishable
from sustainability_site.content.publishing import users_of
from sustainability_site.content.reading import Frame, live_cards
from sustainability_site.content.translation_admin import form_addresses


def used_on(subject: Publishable, *, at: datetime) -> list[tuple[str, str]]:
    """(title, address of the form, "" for what lies in the bin) of what is live or scheduled, by title. Two queries."""
    titles = {card.edition.subject: card.title for card in users_of(subject, at=at, required=None)}
    addresses = form_addresses(titles) if titles else {}
    return [(title, addresses.get(user, "")) for user, title in titles.items()]


def published_with(image: Image, *, at: datetime) -> list[Card]:
    """The cards of live and planned editions that show the picture, by title. One query."""
    cards = Card.objects.filter(language=SOURCE_LANGUAGE, edition__document__contains=f'"id":{image.pk}')
    return [
        card
        for card in cards.live_or_scheduled(at).select_related("edition").order_by("title", "pk")
        if any(each["id"] == image.pk for each in pictures(json.loads(card.edition.document)))
    ]


def frame_link(subject: Publishable, own: Card | None, *, at: datetime) -> str:
    """That every page leads to this one, and from where; "" for what only texts lead to. `own` is its live card, if it has one. At
    most one query, however many pages."""
    if subject.kind != Page.kind or own is None or not own.path:
        return ""
    if subject.code == "home":
        return "Navnet øverst på hver side lenker hit."
    if own.facts["menu_position"] is not None:
        return "Hovedmenyen på hver side lenker hit."
    listed = live_cards(SOURCE_LANGUAGE, at, (Page.kind,)).exclude(path="").exclude(facts__menu_position=None)
    menu = {card.edition.code: card for card in listed}
    below = Frame(pages=menu | {subject.code: own}).beside_menu or subject.code in (
        "footprint",
        "transparency",
    )
    return "Nederst på hver side står det en lenke hit." if below else ""
