from typing import Any

from django.utils import timezone

from labels.asked import Asked, asked
from labels.comparison import FEWEST, MOST, fact_rows, topic_rows, words_fit
from labels.models import Label
from labels.query_pages import QueryPageView, address, in_each_language, tools_of, topics_of


class LabelCompareView(QueryPageView):
    """/miljomerker/sammenlign/?merke=<code>&merke=<code>&forskjeller=1"""

    template_name = "labels/label_compare.html"
    list_kinds = ("label",)
    document_kinds = ("topic",)

    @property
    def asked(self) -> Asked:
        return asked(self.query, "merke")

    @property
    def documents(self) -> tuple[tuple[str, str], ...]:
        return tuple((Label.kind, code) for code in self.asked.codes)

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        found = [label for label in context["documents"].values() if label is not None]
        compared = found[:MOST] if len(found) >= FEWEST else []
        day = timezone.localdate(context["at"])
        only_differences = self.query.get("forskjeller") == "1"
        groups = [topic_rows(compared, topics_of(context)), fact_rows(compared, day)] if compared else []
        query = {"merke": [label.code for label in found[:MOST]]}
        shown = query | {"forskjeller": "1" if only_differences else ""}
        cards = {card.code: card for card in context["cards"][Label.kind]}
        return {
            "compared": [(label, cards[label.code].path) for label in compared],
            "groups": [[row for row in rows if row.differs or not only_differences] for rows in groups],
            "alike": sum(not row.differs for rows in groups for row in rows),
            "only_differences": only_differences,
            "chosen": [label.code for label in found[:MOST]],
            "left_out": found[MOST:],
            "unknown": self.asked.unknown(cards),
            "repeated": self.asked.repeated,
            "too_few": bool(self.query.getlist("merke")) and not compared,
            "most": MOST,
            "columns": f"wide {'whole' * words_fit(groups)}" if len(compared) > 3 else "narrow",
            "all_address": address(context["card"].path, query),
            "differences_address": address(context["card"].path, query | {"forskjeller": "1"}),
            "tools": tools_of(context),
            "alternates": in_each_language(context, shown),
        }
