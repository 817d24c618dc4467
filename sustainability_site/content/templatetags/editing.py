from django import template
from django.urls import reverse
from django.utils import timezone

from sustainability_site.content.tasks import open_tasks

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
