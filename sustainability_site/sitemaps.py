from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from xml.etree import ElementTree as ET

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sustainability_site.content.addresses import LANGUAGES, SOURCE_LANGUAGE, localised_reverse
from sustainability_site.content.models import Entry
from sustainability_site.content.reading import live_cards

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


# Pages that are no editions, and the kind whose acts change what they say; "" where nothing on record tells it.
STANDING = {
    "changes": "",
    "transparency:request_form": "",
    "transparency:answer_list": "answer",
    "transparency:figures": "",
    "transparency:editions": "statement",
}


class Place(NamedTuple):
    """An address; `thing` is the same for the same page in every language."""

    thing: str
    language: str
    path: str
    changed_at: datetime | None


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    places = [place for language in LANGUAGES for place in _editions(language, at)]
    return HttpResponse(sitemap_of([*places, *_standing(at)]), content_type="application/xml; charset=utf-8")


def _editions(language: str, at: datetime) -> Iterator[Place]:
    for card in live_cards(language, at).exclude(path="").order_by("path"):
        yield Place(card.edition.subject, language, card.path, card.edition.moment)


def _standing(at: datetime) -> Iterator[Place]:
    acts = Entry.objects.filter(moment__lte=at, edition__kind__in=filter(None, STANDING.values()))
    newest = dict(acts.values_list("edition__kind").annotate(Max("moment")).order_by())
    for name, kind in STANDING.items():
        for language in LANGUAGES:
            yield Place(name, language, localised_reverse(name, language), newest.get(kind))


def sitemap_of(places: list[Place]) -> bytes:
    """Every address with its address in the other languages, and when it changed where that is known."""
    ET.register_namespace("", NAMESPACE)
    ET.register_namespace("xhtml", XHTML)
    paths: dict[str, dict[str, str]] = {}
    for place in places:
        paths.setdefault(place.thing, {})[place.language] = place.path
    root = ET.Element(f"{{{NAMESPACE}}}urlset")
    for place in places:
        url = ET.SubElement(root, f"{{{NAMESPACE}}}url")
        ET.SubElement(url, f"{{{NAMESPACE}}}loc").text = f"{settings.SITE_URL}{place.path}"
        if place.changed_at:
            changed = place.changed_at.isoformat(timespec="seconds")
            ET.SubElement(url, f"{{{NAMESPACE}}}lastmod").text = changed
        for language, path in _alternates(paths[place.thing]):
            attributes = {"rel": "alternate", "hreflang": language, "href": f"{settings.SITE_URL}{path}"}
            ET.SubElement(url, f"{{{XHTML}}}link", attributes)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _alternates(paths: dict[str, str]) -> list[tuple[str, str]]:
    default = [("x-default", paths[SOURCE_LANGUAGE])] if SOURCE_LANGUAGE in paths else []
    return [*paths.items(), *default]
