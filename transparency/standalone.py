"""Statements away from the site: the page as one file, and the bundle of all of them."""

import re
from functools import lru_cache

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from sustainability_site.content.addresses import SOURCE_LANGUAGE, archive_path
from sustainability_site.content.other_forms import main_content, page_context
from transparency import evidence
from transparency.bundle import bundle
from transparency.views import StatementDetailView

READ_ME = settings.CHECKOUT / "templates" / "transparency" / "archive" / "LESMEG.txt"
STYLESHEET = "css/site.css"
SITE_RELATIVE = re.compile(r'\b(href|src)="/(?!/)')


def page_in_one_file(context: dict, *, address: str) -> str:
    """The page with its stylesheet inside and whole addresses: readable without the site."""
    with staticfiles_storage.open(staticfiles_storage.stored_name(STYLESHEET)) as file:
        style = SafeString(file.read().decode())  # the site's own file, where HTML's escapes are not read
    context = context | {"style": style, "address": address}
    html = main_content(StatementDetailView, context, layout="transparency/archive/in_one_file.html")
    return SITE_RELATIVE.sub(rf'\1="{settings.SITE_URL}/', html)


@lru_cache(maxsize=4)
def bundle_of(period: str, sequence: int, head_hash: str) -> bytes | None:
    """The evidence bundle of a period, "" for all, None for one without editions.

    Every page of every edition is rendered for it, so it is kept until the chain has another head.
    """
    at = timezone.now()
    cards = [card for card in evidence.statement_cards(at=at) if period in ("", card.code)]
    if not cards and period:
        return None
    pages, publisher = {}, ""
    for card in cards:
        if card.edition.number is None or card.edition.redacted:
            continue
        with translation.override(card.language):
            context = page_context(StatementDetailView, card, at=at, archived=True)
            address = settings.SITE_URL + archive_path(card.path, card.edition.number)
            pages[card.edition_id, card.language] = page_in_one_file(context, address=address)
            publisher = context["frame"].organisation
    found = evidence.gather(cards)
    with translation.override(SOURCE_LANGUAGE):
        address = settings.SITE_URL + reverse("transparency:editions")
    told = {"publisher": publisher, "address": address, "sequence": found.head[0], "hash": found.head[1]}
    return bundle(found, period=period, pages=pages, read_me=_read_me(told))


def _read_me(told: dict[str, object]) -> str:
    text = READ_ME.read_text(encoding="utf-8")
    for name, value in told.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
