"""An edition in other forms than its page, each made from the same document: above all PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sustainability_site.content import reading
from sustainability_site.content.edition_choice import address_of
from sustainability_site.content.models import Card, Edition, Entry, Head
from sustainability_site.content.report_pdf import report_pdf
from sustainability_site.content.views import ArchiveView, EditionView, gone_page

BARE = "content/bare.html"


@dataclass(frozen=True)
class Report:
    """What is particular to one kind's PDF.

    `basis` is what the report is, or the law it answers; `register` the path where the edition's hash is listed;
    `proof` says what the hashes show and do not show. `contents_depth` is how many levels of headings the table of
    contents has.
    """

    view: type[EditionView]
    file_name: str
    basis: str
    register: str
    proof: str
    contents_depth: int = 1


def of_live(
    request: HttpRequest, path: str, made: Callable[[Card], HttpResponse], *, at: datetime
) -> HttpResponse:
    """What `made` makes of the live edition at the page's path; 410 when it has been withdrawn."""
    try:
        card = reading.find(path, request.LANGUAGE_CODE, at)
    except reading.Gone as gone:
        return gone_page(request, gone.card, at)
    except LookupError:
        raise Http404 from None
    return made(card)


def of_edition(
    request: HttpRequest, path: str, number: int, made: Callable[[Card], HttpResponse], *, at: datetime
) -> HttpResponse:
    """What `made` makes of edition `number` of what is or was at the path; 410 when it has been redacted."""
    try:
        card = reading.find_edition(path, request.LANGUAGE_CODE, number, at)
    except LookupError:
        raise Http404 from None
    if card.edition.redacted:
        around = reading.surroundings(card.language, at)
        context = {"frame": around.frame, "card": card, "edition": card.edition, "at": at}
        return render(request, "redacted.html", context, status=410)
    return made(card)


def page_context(view: type[EditionView], card: Card, *, at: datetime, archived: bool) -> dict:
    """The page's context: as it is now, or as it was at the edition's own moment."""
    return ArchiveView().context(view(), card, at) if archived else view().context(card, at)


def main_content(view: type[EditionView], context: dict, *, layout: str = BARE) -> str:
    """The page's main content in the active language, alone or inside another layout than the site's.

    The view's template must begin with {% extends layout|default:"base.html" %}.
    """
    return render_to_string(view.template_name, context | {"layout": layout})


def pdf_response(card: Card, report: Report, *, at: datetime, archived: bool) -> HttpResponse:
    context = page_context(report.view, card, at=at, archived=archived)
    made = report_pdf(
        main_content(report.view, context),
        language=card.language,
        site=settings.SITE_URL,
        moment=timezone.localtime(card.edition.moment),
        contents_depth=report.contents_depth,
        **_report_words(report, card, context["frame"]),
    )
    response = HttpResponse(made, content_type="application/pdf")
    name = "-".join([report.file_name, str(card.edition.number or "")]).strip("-")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _report_words(report: Report, card: Card, frame: reading.Frame) -> dict:
    """The report's own words, and the colophon: what the edition is and how to find it again in the record."""
    edition = card.edition
    sequence, entry, head_sequence, head = _place_in_chain(edition)
    day = date_format(timezone.localtime(edition.moment), "DATE_FORMAT")
    name = _("Utgave {number}, {date}").format(number=edition.number or "–", date=day)
    publisher = frame.organisation.name if frame.organisation else card.title
    words = {
        "publisher": str(publisher),
        "basis": report.basis,
        "edition": name,
        "contents": pgettext("table of contents", "Innhold"),
        "page": _("Side {page} av {pages}"),
        "hash": f"SHA-256 {edition.sha256[:16]}…   #{head_sequence} {head[:16]}…",
        "colophon": _("Om denne utgaven"),
        "proof": report.proof,
    }
    colophon = [
        (_("Utgave på dette nettstedet"), name),
        (_("Begrunnelse for utgaven"), edition.reason),
        (_("Fast adresse til utgaven"), settings.SITE_URL + address_of(card)),
        (_("Register og kontroll"), settings.SITE_URL + report.register),
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
