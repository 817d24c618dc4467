"""How heavy a page will be that is about to be published."""

from collections.abc import Iterator
from copy import copy

from django import template
from django.utils import timezone

from sustainability_site.content.addresses import LANGUAGES
from sustainability_site.content.models import Publishable
from sustainability_site.content.preview import preview
from sustainability_site.page_weight import PAGE_WITH_PICTURES, TEXT_PAGE, sent_with

register = template.Library()

NAMES = {"nb": "norsk", "en": "engelsk"}


@register.simple_tag(takes_context=True)
def weights_of_preview(context: template.Context, subject: Publishable) -> Iterator[tuple[str, int, int]]:
    """The language, the bytes of a first visit, and the most that they may be, for each language of the page."""
    for language in LANGUAGES:
        request = copy(context["request"])
        page = preview(request, subject, language=language, at=timezone.now()).content
        most = PAGE_WITH_PICTURES if b"<img " in page else TEXT_PAGE
        yield NAMES[language], sent_with(page), most
