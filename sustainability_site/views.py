from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

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
        return {"ways_in": ways_in(context["frame"], context["cards"]["guide"]), "stages": stages}


def ways_in(frame: Frame, guides: list[Card]) -> list[Card]:
    """What the home page leads to: the eco-labels and help to choose one, each guide, the Transparency Act."""
    labels, find, transparency = (frame.pages.get(code) for code in ("labels", "labels-find", "transparency"))
    return [card for card in (labels, find, *guides, transparency) if card]


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 with ways on; without a database, the same page with fewer of them."""
    try:
        frame = surroundings(request.LANGUAGE_CODE, timezone.now()).frame
    except DatabaseError:
        frame = Frame()
    return render(request, "404.html", {"frame": frame}, status=404)
