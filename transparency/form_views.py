"""The statement in other forms than HTML, each made from the same edition: PDF, and tables for a spreadsheet."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db.models import Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from sustainability_site.content import reading
from sustainability_site.content.models import Card, Edition, Entry, Head
from sustainability_site.content.views import gone_page
from transparency import exports, pdf
from transparency.editions import address_of
from transparency.models import Statement
from transparency.standalone import edition_context, main_content


@require_safe
def statement_pdf(request: HttpRequest, period: str) -> HttpResponse:
    at = timezone.now()
    return _of_live(request, period, at, lambda card: _pdf(card, at=at, archived=False))


@require_safe
def edition_pdf(request: HttpRequest, period: str, number: int) -> HttpResponse:
    at = timezone.now()
    try:
        card = reading.find_edition(_path(period), request.LANGUAGE_CODE, number, at)
    except LookupError:
        raise Http404 from None
    if card.edition.redacted:
        around = reading.surroundings(card.language, at)
        context = {"frame": around.frame, "card": card, "edition": card.edition, "at": at}
        return render(request, "redacted.html", context, status=410)
    return _pdf(card, at=at, archived=True)


@require_safe
def findings_csv(request: HttpRequest, period: str) -> HttpResponse:
    return _csv(request, period, pgettext("file name", "funn"), exports.findings_table)


@require_safe
def measures_csv(request: HttpRequest, period: str) -> HttpResponse:
    return _csv(request, period, pgettext("file name", "tiltak"), exports.measures_table)


def _csv(request: HttpRequest, period: str, name: str, table: Callable[..., bytes]) -> HttpResponse:
    at = timezone.now()

    def made(card: Card) -> HttpResponse:
        statement = edition_context(card, at=at, archived=False)["object"]
        response = HttpResponse(
            table(statement, edition=card.edition.number), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="{name}-{card.code}.csv"'
        return response

    return _of_live(request, period, at, made)


def _of_live(
    request: HttpRequest, period: str, at: datetime, made: Callable[[Card], HttpResponse]
) -> HttpResponse:
    """What `made` makes of the live edition; 410 when it has been withdrawn."""
    try:
        card = reading.find(_path(period), request.LANGUAGE_CODE, at)
    except reading.Gone as gone:
        return gone_page(request, gone.card, at)
    except LookupError:
        raise Http404 from None
    return made(card)


def _path(period: str) -> str:
    return reverse("transparency:statement_detail", kwargs={"period": period})


def _pdf(card: Card, *, at: datetime, archived: bool) -> HttpResponse:
    context = edition_context(card, at=at, archived=archived)
    made = pdf.statement_pdf(
        main_content(context),
        language=card.language,
        site=settings.SITE_URL,
        moment=timezone.localtime(card.edition.moment),
        **_edition_words(context["object"], card, context["frame"]),
    )
    response = HttpResponse(made, content_type="application/pdf")
    name = "-".join([pgettext("file name", "redegjorelse"), card.code, str(card.edition.number or "")]).strip(
        "-"
    )
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _edition_words(statement: Statement, card: Card, frame: reading.Frame) -> dict:
    """The report's own words, and the colophon: what the edition is and how to find it again in the record."""
    edition = card.edition
    sequence, entry, head_sequence, head = _place_in_chain(edition)
    day = date_format(timezone.localtime(edition.moment), "DATE_FORMAT")
    name = _("Utgave {number}, {date}").format(number=edition.number or "–", date=day)
    publisher = frame.organisation.name if frame.organisation else statement.title
    words = {
        "publisher": str(publisher),
        "act": _("Redegjørelse etter åpenhetsloven § 5"),
        "edition": name,
        "contents": pgettext("table of contents", "Innhold"),
        "page": _("Side {page} av {pages}"),
        "hash": f"SHA-256 {edition.sha256[:16]}…   #{head_sequence} {head[:16]}…",
        "colophon": _("Om denne utgaven"),
        "proof": _(
            "PDF-en er laget av det samme dokumentet som nettsiden. Dokumentets kontrollsum er ført i et register "
            "der hver innføring bygger på den foran. Finner du kjedens hode igjen i registeret, er ingenting før "
            "det endret siden. Det viser ikke at innholdet er sant."
        ),
    }
    colophon = [
        (_("Utgave på dette nettstedet"), name),
        (_("Begrunnelse for utgaven"), edition.reason),
        (_("Fast adresse til utgaven"), settings.SITE_URL + address_of(card)),
        (_("Register og kontroll"), settings.SITE_URL + reverse("transparency:editions")),
        (_("Dokumentets SHA-256"), edition.sha256),
        (_("Innføring {sequence} i kjeden").format(sequence=sequence or "–"), entry or "–"),
        (_("Kjedens hode da filen ble laget, innføring {sequence}").format(sequence=head_sequence), head),
    ]
    return {"words": words, "colophon": colophon}


def _place_in_chain(edition: Edition) -> tuple[int | None, str | None, int, str]:
    """The edition's entry and the head, each as number and hash. One query."""
    entry = Entry.objects.filter(edition=edition.pk, act=Entry.Act.PUBLISH)
    found = Head.objects.annotate(
        entry_sequence=Subquery(entry.values("sequence")[:1]), entry_hash=Subquery(entry.values("hash")[:1])
    )
    return found.values_list("entry_sequence", "entry_hash", "sequence", "hash").get(pk=1)
