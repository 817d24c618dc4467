"""What `base.html` says to machines: whole addresses, and the page's place in the site."""

from django import template
from django.conf import settings
from django.utils.html import format_html

from sustainability_site.content.addresses import archive_path
from sustainability_site.content.json_ld import json_ld
from sustainability_site.content.models import Card

register = template.Library()


@register.simple_tag
def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


@register.simple_tag
def archive_address(card: Card) -> str:
    return archive_path(card.path, card.edition.number)


@register.simple_tag(takes_context=True)
def current(context: template.Context, path: str) -> str:
    """The attribute that marks a menu link as this page, or as the part of the site it lies in."""
    if path == context["request"].path:
        return format_html(' aria-current="{}"', "page")
    above = [crumb for crumb, _title in (context.get("breadcrumbs") or [])[1:]]
    return format_html(' aria-current="{}"', "true") if path in above else ""


@register.simple_tag
def breadcrumb_list(breadcrumbs: list[tuple[str, str]] | None, card: Card | None) -> str:
    """schema.org's BreadcrumbList as JSON-LD: the pages above and the page itself."""
    if not breadcrumbs or not card:
        return ""
    items = [
        {"@type": "ListItem", "position": position, "name": str(title), "item": absolute(path)}
        for position, (path, title) in enumerate([*breadcrumbs, (card.path, card.title)], 1)
    ]
    document = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
    return json_ld(document)
