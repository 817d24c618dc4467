"""What has changed on the whole site, as a page: the newest first, so many to a page."""

from itertools import groupby
from math import ceil

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sustainability_site.content.acts import newest, number_of
from sustainability_site.content.cache import stamped
from sustainability_site.content.reading import changes
from sustainability_site.content.surrounded import surrounded
from sustainability_site.search.kinds import kind_name

ON_A_PAGE = 50


@require_safe
@stamped
def changes_page(request: HttpRequest, number: int = 1) -> HttpResponse:
    at = timezone.now()
    known = changes(request.LANGUAGE_CODE, at)
    pages = max(1, ceil(number_of(known, at) / ON_A_PAGE))
    if not 1 <= number <= pages or request.path != page_path(number):
        raise Http404
    acts = newest(known, at, most=ON_A_PAGE * number)[ON_A_PAGE * (number - 1) :]
    days = groupby(acts, key=lambda change: timezone.localdate(change.moment))
    context = surrounded(request, _("Endringer på nettstedet"), above=("home",), at=at)
    context |= {
        "days": [(day, [(each, kind_name(each.card.kind)) for each in found]) for day, found in days],
        "newer": page_path(number - 1) if number > 1 else "",
        "older": page_path(number + 1) if number < pages else "",
        "number": number,
        "pages": pages,
        "indexed": number == 1,
    }
    return render(request, "changes.html", context)


def page_path(number: int) -> str:
    return reverse("changes") if number == 1 else reverse("changes_page", args=(number,))
