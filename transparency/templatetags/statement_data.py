"""The statement told to machines as schema.org's Report."""

from django import template
from django.conf import settings
from django.urls import reverse

from sustainability_site.content.edition_choice import address_of
from sustainability_site.content.json_ld import json_ld
from sustainability_site.content.models import Card, Edition
from sustainability_site.content.passages import plain
from sustainability_site.content.reading import Frame
from transparency.models import Statement

register = template.Library()

FORMS = (
    ("statement_pdf", "application/pdf"),
    ("findings_csv", "text/csv"),
    ("measures_csv", "text/csv"),
)


@register.simple_tag
def report_data(statement: Statement, edition: Edition, card: Card, frame: Frame) -> str:
    return json_ld(report(statement, edition, card, frame))


def report(statement: Statement, edition: Edition, card: Card, frame: Frame) -> dict:
    """`datePublished` is the day the statement was first published anywhere, or here where that is unknown."""
    known = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": plain(card.title),
        "description": plain(card.lead),
        "url": _whole(card.path),
        "identifier": f"sha256:{edition.sha256}",
        "version": edition.number,
        "inLanguage": card.language,
        "temporalCoverage": f"{statement.period_start:%Y-%m-%d}/{statement.period_end:%Y-%m-%d}",
        "datePublished": f"{statement.first_published_on or edition.moment:%Y-%m-%d}",
        "dateModified": edition.moment.isoformat(timespec="seconds"),
        "publisher": _publisher(frame),
        "isBasedOn": [source.url for source in statement.sources.all() if source.url],
        "encoding": [_encoding(card.path.rstrip("/") + ".json", "application/json"), *_forms(statement.code)],
        "archivedAt": _whole(address_of(card)),
    }
    return {name: value for name, value in known.items() if value}


def _publisher(frame: Frame) -> dict | None:
    organisation = frame.organisation
    if organisation is None:
        return None
    known = {
        "@type": "Organization",
        "name": organisation.name,
        "url": organisation.website or settings.SITE_URL,
    }
    return known | ({"taxID": number} if (number := organisation.organisation_number) else {})


def _forms(period: str) -> list[dict]:
    return [
        _encoding(reverse(f"transparency:{name}", kwargs={"period": period}), content_type)
        for name, content_type in FORMS
    ]


def _encoding(path: str, content_type: str) -> dict:
    return {"@type": "MediaObject", "contentUrl": _whole(path), "encodingFormat": content_type}


def _whole(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
