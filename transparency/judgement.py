"""A document of a statement judged by the checks, with what the public record holds around it."""

import json
from datetime import date, datetime

from django.utils import timezone

from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.documents import Document, references, thaw
from sustainability_site.content.faults import Fault
from sustainability_site.content.models import Edition, Organisation
from sustainability_site.content.reading import live_cards
from transparency import completeness
from transparency.circumstances import Circumstances


def faults_in(document: Document, *, at: datetime) -> list[Fault]:
    return completeness.faults(thaw(document), circumstances_of(document, at=at))


def circumstances_of(document: Document, *, at: datetime) -> Circumstances:
    subject = f"{document['kind']}/{document['code']}"
    organisation = f"{Organisation.kind}/{Organisation.CODE}"
    live = Edition.objects.live(at)
    texts = dict(live.filter(kind=document["kind"]).values_list("subject", "document"))
    texts |= dict(live.filter(subject=organisation).values_list("subject", "document"))
    published = {name: json.loads(text) for name, text in texts.items() if text}
    linked = {name for name, required in references(document).items() if not required} - {subject}
    organisation, own = published.pop(organisation, None), published.pop(subject, None)
    before = _before(document, list(published.values()))
    return Circumstances(
        today=timezone.localdate(at),
        organisation=organisation and thaw(organisation),
        before=before and thaw(before),
        published=own and thaw(own),
        first_edition_on=_first_edition_on(subject, at),
        dead_links=linked - _with_pages(linked, at),
    )


def _before(document: Document, others: list[Document]) -> Document | None:
    """The newest of the others that ends before the document's period does."""
    earlier = [other for other in others if other["period_end"] < document["period_end"]]
    return max(earlier, key=lambda other: other["period_end"], default=None)


def _with_pages(subjects: set[str], at: datetime) -> set[str]:
    cards = live_cards(SOURCE_LANGUAGE, at).filter(edition__subject__in=subjects).exclude(path="")
    return set(cards.values_list("edition__subject", flat=True))


def _first_edition_on(subject: str, at: datetime) -> date | None:
    first = Edition.objects.in_force(at).filter(subject=subject).order_by("moment", "pk").first()
    return timezone.localdate(first.moment) if first else None
