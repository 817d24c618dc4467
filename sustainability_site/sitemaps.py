from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sustainability_site.content.addresses import LANGUAGES, SOURCE_LANGUAGE
from sustainability_site.content.models import Card
from sustainability_site.content.reading import live_cards

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    cards = [
        card for language in LANGUAGES for card in live_cards(language, at).exclude(path="").order_by("path")
    ]
    return HttpResponse(sitemap_of(cards), content_type="application/xml; charset=utf-8")


def sitemap_of(cards: list[Card]) -> bytes:
    """Every address with its address in the other languages and the moment its edition came into force."""
    ET.register_namespace("", NAMESPACE)
    ET.register_namespace("xhtml", XHTML)
    paths: dict[str, dict[str, str]] = {}
    for card in cards:
        paths.setdefault(card.edition.subject, {})[card.language] = card.path
    root = ET.Element(f"{{{NAMESPACE}}}urlset")
    for card in cards:
        url = ET.SubElement(root, f"{{{NAMESPACE}}}url")
        ET.SubElement(url, f"{{{NAMESPACE}}}loc").text = f"{settings.SITE_URL}{card.path}"
        ET.SubElement(url, f"{{{NAMESPACE}}}lastmod").text = card.edition.moment.isoformat(timespec="seconds")
        for language, path in _alternates(paths[card.edition.subject]):
            attributes = {"rel": "alternate", "hreflang": language, "href": f"{settings.SITE_URL}{path}"}
            ET.SubElement(url, f"{{{XHTML}}}link", attributes)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _alternates(paths: dict[str, str]) -> list[tuple[str, str]]:
    default = [("x-default", paths[SOURCE_LANGUAGE])] if SOURCE_LANGUAGE in paths else []
    return [*paths.items(), *default]
