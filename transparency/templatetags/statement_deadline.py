from datetime import datetime

from django import template
from django.utils import timezone

from transparency.yearly import yearly

register = template.Library()


@register.inclusion_tag("admin/transparency/_statement_deadline.html")
def statement_deadline(at: datetime | None = None) -> dict:
    """The days that are left before 30 June, and the deadlines that no statement was made for."""
    return {"yearly": yearly(at=at or timezone.now())}
