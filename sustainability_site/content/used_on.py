"""Where an object is used: the pages that link to it or lean on it, and where each is edited."""

from datetime import datetime

from django.db.models import Q

from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.models import Card, Publishable, Reference, live_condition
from sustainability_site.content.translation_admin import form_addresses


def used_on(subject: Publishable, *, at: datetime) -> list[tuple[str, str]]:
    """(title, address of the form, "" for what lies in the bin) of what is live or scheduled, by title. Two queries."""
    leaning = Reference.objects.filter(subject=subject.subject).values("edition")
    cards = (
        Card.objects.filter(language=SOURCE_LANGUAGE, edition__in=leaning)
        .filter(live_condition(at, "edition__") | Q(edition__number=None))
        .exclude(edition__subject=subject.subject)
        .order_by("title", "pk")
    )
    titles = dict(cards.values_list("edition__subject", "title"))
    addresses = form_addresses(titles) if titles else {}
    return [(title, addresses.get(user, "")) for user, title in titles.items()]
