from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.asked import asked
from labels.comparison import MOST
from labels.finding import Wish, candidate
from labels.models import Label
from labels.query_pages import QueryPageView, address, in_each_language, tools_of, topics_of
from labels.tender import compose
from labels.tender_text import IN_THE_TEXT, REFUSED, tender_text
from sustainability_site.content import reading

# What the form sends, chosen or not.
SENT = {"produkt", "merke", "tema"}


class LabelTenderView(QueryPageView):
    """/miljomerker/anbudstekst/?produkt=<code>&merke=<code>&tema=<code>: a text to copy."""

    template_name = "labels/label_tender.html"
    list_kinds = ("label",)
    document_kinds = ("topic", "product-category")

    @property
    def documents(self) -> tuple[tuple[str, str], ...]:
        return tuple((Label.kind, code) for code in asked(self.query, "merke", most=MOST).codes)

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        topics = topics_of(context)
        categories = {one.code: one for one in context["vocabulary"]["product-category"]}
        cards = {card.code: card for card in context["cards"][Label.kind]}
        merke, tema = asked(self.query, "merke", most=MOST), asked(self.query, "tema", most=len(topics) + 12)
        produkt = asked(self.query, "produkt")
        wish = _wish(produkt.known(categories), tema.known(topic.code for topic in topics), categories)
        labels = [label for label in context["documents"].values() if label is not None]
        day = timezone.localdate(context["at"])
        judged = [(label, candidate(label.code, cards[label.code].facts, day)) for label in labels]
        tender = compose(labels=judged, wish=wish, topics=topics)
        query = {"produkt": wish.category, "merke": [one.code for one in labels], "tema": wish.topics}
        own_address, chosen = address(context["card"].path, query), any(query.values())
        known_topics = [topic.code for topic in topics]
        return {
            "topics": topics,
            "categories": list(categories.values()),
            "labels": list(cards.values()),
            "wish": wish,
            "chosen_labels": [label.code for label in labels],
            "chosen_topics": [one.topic.code for one in tender.requirements],
            "strange": (*produkt.unknown(categories), *merke.unknown(cards), *tema.unknown(known_topics)),
            "refused": [(label, REFUSED[obstacle]) for label, obstacle in tender.refused],
            "wordless": [one for one in topics if one.code in wish.topics and not one.requirement],
            "asked_something": chosen,
            "chose_nothing": not chosen and not SENT.isdisjoint(self.query),
            "tender": tender,
            "text": tender_text(tender, page=context["object"], category=categories.get(wish.category)),
            "day": day,
            "all_sources": [*tender.sources, *context["object"].sources.all()],
            "sections": [
                section for section in context["object"].sections.all() if section.key not in IN_THE_TEXT
            ],
            "tools": tools_of(context),
            "text_address": f"{context['card'].path.rstrip('/')}.txt{own_address.removeprefix(context['card'].path)}",
            "alternates": in_each_language(context, query),
        }


class LabelTenderTextView(LabelTenderView):
    """The same text and nothing else, as text/plain: /miljomerker/anbudstekst.txt?…"""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        at = timezone.now()
        try:
            card = reading.find(f"{request.path.removesuffix('.txt')}/", request.LANGUAGE_CODE, at)
        except LookupError:
            raise Http404 from None
        context = self.context(card, at)
        nothing = _("Ingenting er valgt. Velg temaer på {address}")
        text = context["text"] or f"{nothing.format(address=f'{settings.SITE_URL}{card.path}')}\n"
        return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _wish(products: tuple[str, ...], topics: tuple[str, ...], categories: dict[str, Any]) -> Wish:
    category = categories.get(products[0]) if products else None
    if category is None:
        return Wish(topics=topics)
    return Wish(category.code, category.part_of.code if category.part_of else "", topics)
