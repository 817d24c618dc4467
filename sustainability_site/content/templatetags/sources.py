from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils import timezone

from sustainability_site.content.citations import Citation, Citations
from sustainability_site.content.models import Source

register = template.Library()


@register.simple_tag(takes_context=True)
def cite(context: template.Context, source: Source) -> Citation:
    """The source's citation on this page, with a place of its own for this mark."""
    return _citations(context).mark(source)


@register.simple_tag(takes_context=True)
def citations(context: template.Context, sources: Iterable[Source] | str) -> list[Citation]:
    """Every source of the page: the marked ones in the order of their numbers, then the rest."""
    return _citations(context).listed(sources or ())


@register.filter
def out_of_date(source: Source, at: datetime | date | str) -> bool:
    """Whether what the source says was valid until a day before `at`; never where the page knows no moment."""
    if isinstance(at, datetime):
        return source.expired(timezone.localdate(at))
    return bool(at) and source.expired(at)


def _citations(context: template.Context) -> Citations:
    """One for each rendering. The lowest level is the only one that templates included by the page share."""
    return context.render_context.dicts[0].setdefault(Citations, Citations())
