from django import template
from django.urls import reverse
from django.utils import timezone

from sustainability_site.content.agreements import Outstanding
from sustainability_site.content.tasks import open_tasks
from sustainability_site.content.translation_admin import admin_name, desk_lines
from sustainability_site.content.translation_states import in_words

register = template.Library()


@register.simple_tag(takes_context=True)
def editing_tasks(context: template.Context) -> list[tuple[str, str]]:
    """(text, address) of every open task; the address is "" for those who may not change the object."""
    user = context["request"].user
    listed = []
    for task in open_tasks(timezone.now()):
        options = task.subject._meta
        may_change = user.has_perm(f"{options.app_label}.change_{options.model_name}")
        view = f"admin:{options.app_label}_{options.model_name}_change"
        listed.append((task.text, reverse(view, args=(task.subject.pk,)) if may_change else ""))
    return listed


@register.inclusion_tag("admin/content/_translations_desk.html", takes_context=True)
def translations_desk(context: template.Context) -> dict:
    """How many translations are stale or missing, and the way to them; nothing where none is."""
    return desk_lines(context["request"])


@register.filter
def translations_in_words(found: list[Outstanding]) -> str:
    missing = sum(each.missing for each in found)
    return in_words(len(found) - missing, missing)


@register.filter
def in_admin(language: str) -> str:
    """The language's name in admin: «engelsk»."""
    return admin_name(language)
