"""Published answers: a list with a search of its own, and each answer as an edition."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sustainability_site.content.models import Card
from sustainability_site.content.reading import live_cards
from sustainability_site.content.views import EditionView
from transparency.models import PublicAnswer
from transparency.pages import surrounded

LONGEST_QUERY = 200
MOST_WORDS = 8


@require_safe
def answer_list(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    raw = request.GET.get("q", "")[:LONGEST_QUERY]
    query = " ".join("".join(sign if sign.isprintable() else " " for sign in raw).split())
    cards = live_cards(request.LANGUAGE_CODE, at, [PublicAnswer.kind]).prefetch_related(
        "edition__search_texts"
    )
    published = sorted(cards, key=lambda card: (card.facts["position"], card.title.casefold()))
    found = [card for card in published if holds(card, query.casefold().split()[:MOST_WORDS])]
    context = surrounded(
        request,
        _("Svar vi har gitt"),
        at=at,
        indexed=not query,
        answers=[(card, date.fromisoformat(card.facts["answered_on"])) for card in found],
        published=len(published),
        query=query,
    )
    return render(request, "transparency/answers/list.html", context)


def holds(card: Card, words: list[str]) -> bool:
    """Whether every word stands in what the answer says in the card's language."""
    texts = (text.text for text in card.edition.search_texts.all() if text.language == card.language)
    text = " ".join(texts).casefold()
    return all(word in text for word in words)


class AnswerDetailView(EditionView):
    template_name = "transparency/answers/detail.html"
    kind = PublicAnswer.kind

    def extra_context(self, context: dict) -> dict:
        above = (reverse("transparency:answer_list"), _("Svar vi har gitt"))
        return {"breadcrumbs": [*context["breadcrumbs"], above]}
