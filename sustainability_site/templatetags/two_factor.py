from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def two_factor_required() -> bool:
    """Whether everyone who works here must give a one-time code."""
    return settings.PRODUCTION
