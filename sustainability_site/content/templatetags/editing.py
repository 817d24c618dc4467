from django import template

from sustainability_site.content.agreements import Outstanding
from sustainability_site.content.translation_admin import admin_name
from sustainability_site.content.translation_states import in_words

register = template.Library()


@register.filter
def translations_in_words(found: list[Outstanding]) -> str:
    missing = sum(each.missing for each in found)
    return in_words(len(found) - missing, missing)


@register.filter
def in_admin(language: str) -> str:
    """The language's name in admin: «engelsk»."""
    return admin_name(language)
