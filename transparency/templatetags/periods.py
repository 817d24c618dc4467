from django import template

from transparency import periods

register = template.Library()


@register.filter
def period_name(code: str) -> str:
    """The period in words; a code that names none, as it is."""
    try:
        return periods.period_name(code)
    except ValueError:
        return code
