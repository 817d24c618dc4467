from django import template
from django.urls import reverse
from django.utils import timezone

from transparency.case_queue import SHOWN, outbox_context, queue_counts, rows_of, written_since_closing
from transparency.models import InformationRequest

register = template.Library()


@register.inclusion_tag("admin/transparency/request/_desk.html", takes_context=True)
def casework_desk(context: template.Context) -> dict:
    """What case handlers must see when they sign in; nothing for those who may not see cases."""
    user, at = context["request"].user, timezone.now()
    if not any(user.has_perm(f"transparency.{may}_informationrequest") for may in ("view", "change")):
        return {}
    waiting = InformationRequest.objects.real().open().by_urgency(timezone.localdate(at))
    return {
        "desk": queue_counts(at),
        "rows": rows_of(waiting[:SHOWN], at),
        "written": written_since_closing(at).count(),
        "queue_address": reverse("admin:transparency_informationrequest_changelist"),
        "outbox": outbox_context(at),
    }
