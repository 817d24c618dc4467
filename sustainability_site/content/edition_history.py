"""What has changed in one page: its editions with their reasons, and each laid beside the one before it, as readers saw them."""

from datetime import datetime
from types import SimpleNamespace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from sustainability_site.content import reading
from sustainability_site.content.acts import newest
from sustainability_site.content.addresses import above, archive_path, changes_path
from sustainability_site.content.cache import stamped
from sustainability_site.content.comparison import Comparison, parts_compared
from sustainability_site.content.models import Card
from sustainability_site.content.passages import Passage, Section, of_page
from sustainability_site.content.views import ArchiveView, breadcrumbs, view_of

MOST_EDITIONS = 500


class HistoryView(View):
    """Every edition of what is or was at an address."""

    http_method_names = ("get", "head")

    @stamped
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        at = timezone.now()
        try:
            known = reading.history(above(request.path, 1), request.LANGUAGE_CODE, at)
        except LookupError:
            raise Http404 from None
        card = known.first()
        if card is None:
            raise Http404
        if request.path != changes_path(card.path):
            return HttpResponsePermanentRedirect(changes_path(card.path))
        context = _around(request, card, _("Endringer i «{title}»").format(title=card.title), at)
        context["acts"] = newest(known, at, most=MOST_EDITIONS)
        return render(request, "content/history.html", context)


class EditionChangesView(View):
    """Edition n beside the one before it. Both as they looked at their own moments, with what they listed and explained then."""

    http_method_names = ("get", "head")

    @stamped
    def get(self, request: HttpRequest, number: int, **kwargs: object) -> HttpResponse:
        at, path = timezone.now(), above(request.path, 3)
        try:
            before, after = (
                reading.find_edition(path, request.LANGUAGE_CODE, each, at) for each in (number - 1, number)
            )
        except LookupError:
            raise Http404 from None
        if request.path != changes_path(after.path, number):
            return HttpResponsePermanentRedirect(changes_path(after.path, number))
        title = _("Endringer i «{title}», utgave {number}").format(title=after.title, number=number)
        context = _around(request, after, title, at, number) | {"before": before, "after": after}
        for card in (before, after):
            if card.edition.redacted:
                return render(request, "redacted.html", context | {"edition": card.edition}, status=410)
        sections = [[Section("ord", "", words_of(request, card, at))] for card in (before, after)]
        context |= {
            "comparison": Comparison(parts_compared(*sections), []),
            "addresses": [archive_path(card.path, card.edition.number) for card in (before, after)],
            "every": changes_path(after.path),
        }
        return render(request, "content/edition_changes.html", context)


def words_of(request: HttpRequest, card: Card, at: datetime) -> list[Passage]:
    """The page of an edition, passage by passage, without what is told of the edition itself."""
    view = view_of(card.path, card.language)()
    context = ArchiveView().context(view, card, at)
    context |= {"edition": SimpleNamespace(number=None), "archive": None, "json_path": ""}
    html = render_to_string(view.template_name, context, request)
    return list(of_page(html.partition("<main")[2].partition(">")[2].partition("</main>")[0]))


def _around(
    request: HttpRequest, card: Card, title: str, at: datetime, number: int | None = None
) -> dict[str, object]:
    frame = reading.surroundings(card.language, at).frame
    in_every_language = Card.objects.filter(edition=card.edition_id).exclude(path="")
    return {
        "alternates": {each.language: changes_path(each.path, number) for each in in_every_language},
        "at": at,
        "breadcrumbs": [*breadcrumbs(card, frame), (card.path, card.title)],
        "card": SimpleNamespace(title=title, lead="", path=request.path),
        "frame": frame,
        "page": card,
    }
