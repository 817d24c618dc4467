from django import template
from django.contrib import admin
from django.utils import timezone

from sustainability_site.content.desk import Level, waiting
from sustainability_site.content.translation_admin import visible_kinds

register = template.Library()


@register.inclusion_tag("admin/content/_desk.html", takes_context=True)
def desk(context: template.Context) -> dict:
    """What waits for the one who is signed in, and the ways to what has no list of its own."""
    request = context["request"]
    groups = waiting(request, timezone.now())
    return {
        "groups": groups,
        "nothing": all(level == Level.AHEAD for level, _lines in groups),
        "sees_pages": bool(visible_kinds(request, admin.site)),
    }
