from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone

from labels.finding import Wish, candidate
from labels.models import Label
from labels.models.facts import facts_of
from labels.query_pages import QueryPageView, address, page_path, tools_of, topics_of
from labels.summaries import checks, split_by_offer, summarise
from labels.tender import compose
from labels.tender_text import REFUSED, tender_text
from sustainability_site.content.views import EditionView

ON_ONE_PAGE = 24
TENDER_PAGE = ("page", "labels-tender")


class LabelListView(QueryPageView):
    """/miljomerker/?side=<number>, those that are offered first."""

    template_name = "labels/label_list.html"
    list_kinds = ("label",)
    document_kinds = ("topic",)

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        names = {topic.code: topic.name for topic in topics_of(context)}
        day = timezone.localdate(context["at"])
        split = split_by_offer(
            summarise(card=card, topic_names=names, day=day) for card in context["cards"][Label.kind]
        )
        page = Paginator([*split["offered"], *split["others"]], ON_ONE_PAGE).get_page(self.query.get("side"))
        return split_by_offer(page.object_list) | {"page": page, "tools": tools_of(context)}


class LabelDetailView(EditionView):
    template_name = "labels/label_detail.html"
    kind = "label"
    documents = (TENDER_PAGE,)
    document_kinds = ("topic",)

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        label: Label = context["object"]
        day = timezone.localdate(context["at"])
        examined = {row.topic.code for row in label.coverages.all()}
        compare = page_path(context, "labels-compare")
        return self._tender(context, label, day) | {
            "generation_has_passed": label.generation_has_passed(day),
            "criteria_have_passed": label.criteria_have_passed(day),
            "offered_now": label.is_offered_on(day),
            "check_is_overdue": label.check_is_overdue(day),
            "scopes": [(scope, scope.standing_on(day)) for scope in label.scopes.all()],
            "unexamined": [topic for topic in topics_of(context) if topic.code not in examined],
            "compare_address": compare and address(compare, {"merke": label.code}),
            "tools": tools_of(context),
        }

    def _tender(self, context: dict[str, Any], label: Label, day: date) -> dict[str, Any]:
        path = page_path(context, "labels-tender")
        own = candidate(label.code, facts_of(label), day)
        tender = compose(labels=[(label, own)], wish=Wish(), topics=topics_of(context))
        found = path and address(path, {"merke": label.code})
        text = tender_text(tender, page=context["documents"].get(TENDER_PAGE), category=None)
        refused = [REFUSED[obstacle] for _label, obstacle in tender.refused]
        return {"tender_address": found, "tender_text": text, "refused": refused}


class LabelMethodView(EditionView):
    """The page's own words, and what can be counted: which labels, which topics, when."""

    kind = "page"
    template_name = "labels/label_method.html"
    list_kinds = ("label",)
    document_kinds = ("topic",)

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        day, topics = timezone.localdate(context["at"]), topics_of(context)
        codes = {topic.code for topic in topics}
        return {
            "topics": topics,
            "checks": checks(context["cards"][Label.kind], topics=codes, day=day),
            "tools": tools_of(context),
        }
