"""The archive that anyone may check: editions compared, the record laid open, the bundle to take away."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sustainability_site.content.comparison_views import ComparisonView
from sustainability_site.content.edition_choice import address_of
from sustainability_site.content.models import Card
from sustainability_site.content.publishing import head
from transparency import evidence
from transparency.comparison import compare
from transparency.models import Statement
from transparency.pages import surrounded
from transparency.periods import period_name
from transparency.standalone import bundle_of


class StatementComparisonView(ComparisonView):
    template_name = "transparency/archive/comparison.html"
    edition_name = "transparency/archive/_edition_name.html"
    kind = Statement.kind
    above = ("home", "transparency")
    title = gettext_lazy("Endringer i redegjørelsen")
    alone = gettext_lazy(
        "Det finnes bare én utgave av én redegjørelse, så det er ingenting å sammenligne med ennå."
    )
    foreign = gettext_lazy("Minst én av utgavene må gjelde perioden som siden handler om.")
    compare = staticmethod(compare)

    def code(self, cards: list[Card]) -> str:
        period = self.kwargs["period"]
        if period not in {card.code for card in cards}:
            raise Http404
        return period

    def extra_context(self, context: dict) -> dict:
        return {"choices": [(period_name(code), editions) for code, editions in context["choices"]]}

    def redacted(self, card: Card) -> str:
        names = {"number": card.edition.number, "period": period_name(card.code)}
        return _("Utgave {number} av redegjørelsen for {period} er sladdet og kan ikke sammenlignes.").format(
            **names
        )


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    cards = {
        card.edition_id: card for card in evidence.statement_cards(at=at, languages=(request.LANGUAGE_CODE,))
    }
    found = evidence.gather(list(cards.values()))
    lines = [
        {"entry": entry, "act": evidence.ACTS[entry.act], "path": address_of(cards[entry.edition_id])}
        for entry in reversed(found.entries)
    ]
    context = surrounded(
        request,
        _("Utgaver og kontroll av registeret"),
        at=at,
        indexed=True,
        evidence=found,
        lines=lines,
        periods=sorted({card.code for card in cards.values()}, reverse=True),
    )
    return render(request, "transparency/archive/editions.html", context)


@require_safe
def evidence_bundle(request: HttpRequest, period: str = "") -> HttpResponse:
    """The same bytes for the same record, whatever language it is asked for in."""
    made = bundle_of(period, *head())
    if made is None:
        raise Http404
    response = HttpResponse(made, content_type="application/zip")
    name = "-".join(part for part in ("bevispakke", period) if part)
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response
