"""The archive that anyone may check: editions compared, the record laid open, the bundle to take away."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sustainability_site.content.models import Card
from sustainability_site.content.publishing import head
from transparency import evidence
from transparency.comparison import compare
from transparency.editions import address_of, cards_of_editions, default_pair, name_of, named, thawed_pair
from transparency.pages import surrounded
from transparency.standalone import bundle_of


@require_safe
def comparison(request: HttpRequest, period: str) -> HttpResponse:
    at = timezone.now()
    cards = list(cards_of_editions(request.LANGUAGE_CODE, at))
    if period not in {card.code for card in cards}:
        raise Http404
    asked = [request.GET.get(name, "")[:200] for name in ("fra", "til")]
    before, after = (
        named(name, cards) if name else default
        for name, default in zip(asked, default_pair(period, cards), strict=True)
    )
    if not all(asked) and before and after:
        return HttpResponseRedirect(f"{request.path}?{_query(before, after)}")
    problem, status = _problem(asked, before, after, period)
    context = surrounded(
        request,
        _("Endringer i redegjørelsen"),
        at=at,
        period=period,
        choices=_choices(cards),
        before=before,
        after=after,
        chosen=[name_of(card) if card else "" for card in (before, after)],
        problem=problem,
    )
    if not problem:
        query = _query(before, after)
        context["alternates"] = {
            language: f"{path}?{query}" for language, path in context["alternates"].items()
        }
        context |= {
            "comparison": compare(*thawed_pair(before, after, at=at)),
            "turned": f"{request.path}?{_query(after, before)}",
            "addresses": [address_of(card) for card in (before, after)],
        }
    return render(request, "transparency/archive/comparison.html", context, status=status)


def _query(before: Card, after: Card) -> str:
    return f"fra={name_of(before)}&til={name_of(after)}"


def _problem(asked: list[str], before: Card | None, after: Card | None, period: str) -> tuple[str, int]:
    """(what stands in the way of comparing, the status): ("", 200) when nothing does."""
    for name, card in zip(asked, (before, after), strict=True):
        if name and card is None:
            return _("Utgaven «{name}» finnes ikke her. Velg blant dem i listene.").format(name=name), 404
    if before is None or after is None:
        return _(
            "Det finnes bare én utgave av én redegjørelse, så det er ingenting å sammenligne med ennå."
        ), 200
    if period not in (before.code, after.code):
        return _("Minst én av utgavene må gjelde perioden som siden handler om."), 404
    for card in (before, after):
        if card.blank:
            names = {"number": card.edition.number, "period": card.code}
            return _("Utgave {number} av {period} er sladdet og kan ikke sammenlignes.").format(**names), 410
    return "", 200


def _choices(cards: list[Card]) -> list[tuple[str, list[tuple[str, Card]]]]:
    """(period, [(name, card), …]), the newest period first."""
    periods = sorted({card.code for card in cards}, reverse=True)
    return [(period, [(name_of(card), card) for card in cards if card.code == period]) for period in periods]


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
