"""Where an object is used: the pages that link to it or lean on it, and where each is edited."""

from datetime import datetime

from sustainability_site.content.models import Publishable
from sustainability_site.content.publishing import users_of
from sustainability_site.content.translation_admin import form_addresses


def used_on(subject: Publishable, *, at: datetime) -> list[tuple[str, str]]:
    """(title, address of the form, "" for what lies in the bin) of what is live or scheduled, by title. Two queries."""
    titles = {card.edition.subject: card.title for card in users_of(subject, at=at, required=None)}
    addresses = form_addresses(titles) if titles else {}
    return [(title, addresses.get(user, "")) for user, title in titles.items()]
