from datetime import date
from typing import Any

from django.utils import timezone

from sustainability_site.content.models import Page
from sustainability_site.content.views import EditionView
from transparency.models import Statement
from transparency.periods import missing_deadlines


class OverviewView(EditionView):
    template_name = "transparency/overview.html"
    kind = Page.kind
    list_kinds = (Statement.kind,)

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        ends = [date.fromisoformat(card.facts["period_end"]) for card in context["cards"][Statement.kind]]
        return {"missing_deadlines": missing_deadlines(ends, timezone.localdate(context["at"]))}


class StatementDetailView(EditionView):
    template_name = "transparency/statement_detail.html"
    kind = Statement.kind
