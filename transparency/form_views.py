"""The statement in other forms than HTML, each made from the same edition: PDF, and tables for a spreadsheet."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from sustainability_site.content.models import Card
from sustainability_site.content.other_forms import Report, of_edition, of_live, page_context, pdf_response
from sustainability_site.content.spreadsheets import download
from transparency import exports
from transparency.views import StatementDetailView


@require_safe
def statement_pdf(request: HttpRequest, period: str) -> HttpResponse:
    at = timezone.now()
    return of_live(
        request, _path(period), lambda card: pdf_response(card, _report(card), at=at, archived=False), at=at
    )


@require_safe
def edition_pdf(request: HttpRequest, period: str, number: int) -> HttpResponse:
    at = timezone.now()
    return of_edition(
        request,
        _path(period),
        number,
        lambda card: pdf_response(card, _report(card), at=at, archived=True),
        at=at,
    )


@require_safe
def findings_csv(request: HttpRequest, period: str) -> HttpResponse:
    return _csv(request, period, pgettext("file name", "funn"), exports.findings_table)


@require_safe
def measures_csv(request: HttpRequest, period: str) -> HttpResponse:
    return _csv(request, period, pgettext("file name", "tiltak"), exports.measures_table)


def _csv(request: HttpRequest, period: str, name: str, table: Callable[..., bytes]) -> HttpResponse:
    at = timezone.now()

    def made(card: Card) -> HttpResponse:
        statement = page_context(StatementDetailView, card, at=at, archived=False)["object"]
        return download(table(statement, edition=card.edition.number), name=f"{name}-{card.code}")

    return of_live(request, _path(period), made, at=at)


def _path(period: str) -> str:
    return reverse("transparency:statement_detail", kwargs={"period": period})


def _report(card: Card) -> Report:
    return Report(
        view=StatementDetailView,
        file_name="-".join([pgettext("file name", "redegjorelse"), card.code]),
        basis=_("Redegjørelse etter åpenhetsloven § 5"),
        register=reverse("transparency:editions"),
        proof=_(
            "PDF-en er laget av det samme dokumentet som nettsiden. Dokumentets kontrollsum er ført i et register "
            "der hver innføring bygger på den foran. Finner du kjedens hode igjen i registeret, er ingenting før "
            "det endret siden. Det viser ikke at innholdet er sant."
        ),
    )
