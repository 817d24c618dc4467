"""How the requests were handled, for everyone to see. Rehearsals and spam are no requests."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from transparency.figures import SMALLEST, Case, Year, by_year
from transparency.models import InformationRequest
from transparency.pages import surrounded
from transparency.request_enums import Ground, Outcome, Status


def years() -> list[Year]:
    counted = InformationRequest.objects.real().exclude(status__in=(Status.QUARANTINED, Status.SPAM))
    cases = [
        Case(
            received_on=request.received_on,
            answered_on=request.answered_on,
            extended=request.extended_on is not None,
            grounds=frozenset(
                part.ground for part in request.parts.all() if part.outcome == Outcome.REFUSED and part.ground
            ),
        )
        for request in counted.prefetch_related("parts")
    ]
    return by_year(cases, Ground.values)


@require_safe
@never_cache
def figures_page(request: HttpRequest) -> HttpResponse:
    context = surrounded(
        request,
        _("Slik har vi behandlet spørsmålene"),
        at=timezone.now(),
        indexed=True,
        years=[
            (year, [(Ground(code).label, count) for code, count in year.refused.items()]) for year in years()
        ],
        smallest=SMALLEST,
    )
    return render(request, "transparency/answers/figures.html", context)


@require_safe
@never_cache
def figures_json(request: HttpRequest) -> JsonResponse:
    """The same, for machines: null stands for a number from 1 to 4, and for a median of fewer than five."""
    return JsonResponse({"smallest_shown": SMALLEST, "years": [year.as_json() for year in years()]})
