from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone, translation

from labels.answers import HEADINGS, LEFT_OUT, told_in_full
from labels.asked import asked
from labels.finding import Buyer, Fit, Verdict, Wish, candidate, find
from labels.models import Label
from labels.query_pages import Query, QueryPageView, address, in_each_language, page_path, tools_of, topics_of
from sustainability_site.content.reading import live_vocabulary

TOLD_IN_FULL = 12


class LabelFindView(QueryPageView):
    """/miljomerker/finn/?produkt=<code>&tema=<code>&tema=<code>&kjoper=public: each choice is a shareable address."""

    template_name = "labels/label_find.html"
    list_kinds = ("label", "guide")
    document_kinds = ("topic", "product-category")

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        wish, strange = self._wish(context)
        buyer = self.query.get("kjoper") if self.query.get("kjoper") in Buyer.values else ""
        query = {"produkt": wish.category, "tema": wish.topics, "kjoper": buyer}
        found = self._found(context, wish) if any(query.values()) else {}
        return {
            "topics": topics_of(context),
            "categories": context["vocabulary"]["product-category"],
            "buyers": Buyer,
            "wish": wish,
            "wished_topics": [topic for topic in topics_of(context) if topic.code in wish.topics],
            "category": _named(context["vocabulary"]["product-category"], wish.category),
            "buyer": buyer,
            "strange": strange,
            "asked_something": bool(found),
            "asked_nothing": "produkt" in self.query and not found and not strange,
            "none_fits": bool(found) and not (found[Fit.FITS] or found[Fit.PARTLY]),
            "none_fits_alone": bool(found) and not found[Fit.FITS],
            "groups": self._groups(context, found, partial(_tender_address, context, query)),
            "left_out": self._left_out(context, found),
            "tender_address": _tender_address(context, query, "") if wish.topics else "",
            "tools": tools_of(context),
            "alternates": in_each_language(context, query),
        }

    def _wish(self, context: dict[str, Any]) -> tuple[Wish, tuple[str, ...]]:
        """What was asked for, and the values that mean nothing here."""
        categories = {one.code: one for one in context["vocabulary"]["product-category"]}
        topics = [topic.code for topic in topics_of(context)]
        products, wanted = asked(self.query, "produkt"), asked(self.query, "tema", most=len(topics) + 12)
        category = next(iter(products.known(categories)), "")
        wider = categories[category].part_of if category else None
        wish = Wish(category, wider.code if wider else "", wanted.known(topics))
        buyers = asked(self.query, "kjoper").unknown(Buyer.values)
        return wish, (*products.unknown(categories), *wanted.unknown(topics), *buyers)

    def _found(self, context: dict[str, Any], wish: Wish) -> dict[Fit, list[Verdict]]:
        day = timezone.localdate(context["at"])
        labels = [candidate(card.code, card.facts, day) for card in context["cards"][Label.kind]]
        return find(labels, wish, [topic.code for topic in topics_of(context)])

    def _groups(
        self, context: dict[str, Any], found: dict[Fit, list[Verdict]], tender: Callable[[str], str]
    ) -> list[dict[str, Any]]:
        listed = [verdict for fit in HEADINGS for verdict in found.get(fit, [])]
        subjects = [f"{Label.kind}/{verdict.code}" for verdict in listed[:TOLD_IN_FULL]]
        language = translation.get_language()
        read = live_vocabulary(subjects, at=context["at"], language=language)
        labels = {entry.code: entry for entry in read.values() if entry.kind == Label.kind}
        cards = {card.code: card for card in context["cards"][Label.kind]}
        around = {
            "labels": labels,
            "paths": {code: card.path for code, card in cards.items()},
            "topics": {topic.code: topic for topic in topics_of(context)},
            "categories": {one.code: one for one in context["vocabulary"]["product-category"]},
            "tender": tender,
        }
        return [
            {
                "fit": fit.value,
                "heading": heading,
                "answers": told_in_full(found[fit], **around),
                "others": [cards[verdict.code] for verdict in found[fit] if verdict.code not in labels],
            }
            for fit, heading in HEADINGS.items()
            if found.get(fit)
        ]

    def _left_out(self, context: dict[str, Any], found: dict[Fit, list[Verdict]]) -> list[tuple[Any, Any]]:
        cards = {card.code: card for card in context["cards"][Label.kind]}
        return [(cards[verdict.code], LEFT_OUT[verdict.obstacle]) for verdict in found.get(Fit.OUT, [])]


def _tender_address(context: dict[str, Any], query: Query, label: str) -> str:
    """Where the tender text for the same wish is, naming one label or none."""
    path = page_path(context, "labels-tender")
    return path and address(path, {"produkt": query["produkt"], "merke": label, "tema": query["tema"]})


def _named(entries: list, code: str) -> Any:
    return next((entry for entry in entries if entry.code == code), None)
