from django import template
from django.utils import timezone

from sustainability_site.content.agreements import Outstanding
from sustainability_site.content.models import Card, Publishable
from sustainability_site.content.translation_admin import admin_name
from sustainability_site.content.translation_states import in_words
from sustainability_site.content.used_on import frame_link

register = template.Library()


@register.filter
def translations_in_words(found: list[Outstanding]) -> str:
    missing = sum(each.missing for each in found)
    return in_words(len(found) - missing, missing)


@register.simple_tag
def linked_everywhere(subject: Publishable, own: Card | None) -> str:
    """«Hovedmenyen på hver side lenker hit.», or "" where only texts do. `own` is the subject's live card."""
    return frame_link(subject, own, at=timezone.now())


@register.filter
def in_admin(language: str) -> str:
    """The language's name in admin: «engelsk»."""
    return admin_name(language)
