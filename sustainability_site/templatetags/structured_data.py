"""What `base.html` says to machines: whole addresses, and the page's place in the site."""

from django import template
from django.utils.html import format_html

from sustainability_site.content.addresses import archive_path, changes_path
from sustainability_site.content.json_ld import json_ld
from sustainability_site.content.models import Card
from sustainability_site.linked_data import graph, nodes_of, whole

register = template.Library()

LOCALES = {"nb": "nb_NO", "en": "en_GB"}


@register.simple_tag
def absolute(path: str) -> str:
    return whole(path)


@register.simple_tag
def archive_address(card: Card) -> str:
    return archive_path(card.path, card.edition.number)


@register.simple_tag
def changes_address(card: Card) -> str:
    return changes_path(card.path, card.edition.number)


@register.simple_tag(takes_context=True)
def current(context: template.Context, path: str) -> str:
    """The attribute that marks a menu link as this page, or as the part of the site it lies in."""
    if path == context["request"].path:
        return format_html(' aria-current="{}"', "page")
    above = [crumb for crumb, _title in (context.get("breadcrumbs") or [])[1:]]
    return format_html(' aria-current="{}"', "true") if path in above else ""


@register.simple_tag(takes_context=True)
def linked_data(context: template.Context) -> str:
    """The page as JSON-LD, told of the live page alone: neither a preview nor an earlier edition is the page."""
    card, frame = context.get("card"), context.get("frame")
    if not card or not frame:
        return ""
    is_live = not context.get("archive") and not context.get("preview")
    nodes = nodes_of(
        card, frame, context.get("breadcrumbs") or [], context.get("edition") if is_live else None
    )
    return json_ld(graph(nodes)) if nodes else ""


@register.filter
def locale(language: str) -> str:
    """Open Graph's name of a language."""
    return LOCALES[language]
