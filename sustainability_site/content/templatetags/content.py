from django import template
from django.conf import settings
from django.template import defaultfilters
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sustainability_site.content.links import resolved
from sustainability_site.content.untranslated import Untranslated

register = template.Library()


@register.simple_tag(takes_context=True)
def richtext(context: template.Context, html: str) -> SafeString | str:
    """An editor's text: sanitised, internal links led to where their objects are now."""
    return _marked(html, resolved(plain(html), context.get("paths", {}))) if html else ""


@register.filter
def plain(value: object) -> str:
    """For attributes and titles: the text alone, without the mark that a translation is missing."""
    return value.plain if isinstance(value, Untranslated) else str(value)


@register.filter(is_safe=True, needs_autoescape=True)
def linebreaks(value: object, autoescape: bool = True) -> SafeString:
    """Django's own filter, with the mark that a translation is missing."""
    return _marked(value, defaultfilters.linebreaks_filter(plain(value), autoescape))


def _marked(value: object, blocks: SafeString) -> SafeString:
    if not isinstance(value, Untranslated):
        return blocks
    return format_html('<div lang="{}">{}</div>', settings.LANGUAGE_CODE, blocks)
