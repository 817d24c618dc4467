from collections.abc import Iterator

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from sustainability_site.content.models import Card
from sustainability_site.content.reading import Frame, surroundings
from sustainability_site.content.views import EditionView
from sustainability_site.life_cycle import STAGES


class HomeView(EditionView):
    kind = "page"
    template_name = "home.html"
    list_kinds = ("guide",)

    def extra_context(self, context: dict) -> dict:
        stages = [(stage, context["paths"].get(stage.subject)) for stage in STAGES]
        frame, guides = context["frame"], context["cards"]["guide"]
        return {"ways_in": ways_in(frame, guides), "topics": topics(frame, guides), "stages": stages}


def ways_in(frame: Frame, guides: list[Card]) -> Iterator[tuple[str, str, str]]:
    """(What can be done here, where, and in more words): four things at most, of what is published."""
    if find := frame.pages.get("labels-find"):
        yield _("Velg et miljømerke"), find.path, find.lead
    if guides:
        yield _("Finn en veileder"), "#topics", _("Les hva du kan spørre om før du kjøper.")
    if frame.statement:
        yield _("Les redegjørelsen"), frame.statement.path, frame.statement.lead
    yield (
        _("Be om informasjon"),
        reverse("transparency:request_form"),
        _("Alle kan spørre oss om mennesker og arbeidsforhold. Du trenger ikke å si hvorfor."),
    )


def topics(frame: Frame, guides: list[Card]) -> list[Card]:
    """What can be read about: the eco-labels, each guide, the Transparency Act."""
    labels, transparency = (frame.pages.get(code) for code in ("labels", "transparency"))
    return [card for card in (labels, *guides, transparency) if card]


def not_sent(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token. The public side's forms need none, so whatever else is sent there is sent to a page that takes
    nothing."""
    if request.path_info.startswith("/admin/"):
        return csrf_failure(request, reason)
    return HttpResponseNotAllowed(("GET", "HEAD"), headers={"Cache-Control": "no-store"})


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 with ways on; without a database, the same page with fewer of them."""
    try:
        frame = surroundings(request.LANGUAGE_CODE, timezone.now()).frame
    except DatabaseError:
        frame = Frame()
    return render(request, "404.html", {"frame": frame}, status=404)
