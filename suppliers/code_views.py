"""The code of conduct: its page, its other forms, and any two editions of it compared."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from suppliers.clause_table import clause_table
from suppliers.code_comparison import compare
from suppliers.models import CodeOfConduct
from sustainability_site.content.addresses import archive_path
from sustainability_site.content.comparison_views import ComparisonView
from sustainability_site.content.edition_choice import address_of
from sustainability_site.content.models import Card
from sustainability_site.content.other_forms import Report, of_edition, of_live, page_context, pdf_response
from sustainability_site.content.spreadsheets import download
from sustainability_site.content.views import EditionView

SUPPLIER_CODE = (CodeOfConduct.kind, "supplier-code")


class CodeOfConductView(EditionView):
    template_name = "suppliers/code_of_conduct.html"
    kind = CodeOfConduct.kind

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        card = context["card"]
        number = card.edition.number
        archived = archive_path(card.path, number) if number else card.path
        return {
            "areas": context["object"].areas(),
            "address": f"{settings.SITE_URL}{card.path}",
            "self_check_path": checks.path
            if (checks := context["frame"].pages.get("suppliers-self-check"))
            else "",
            "archive_address": f"{settings.SITE_URL}{archived}",
        }


class CodeComparisonView(ComparisonView):
    template_name = "suppliers/code_comparison.html"
    edition_name = "content/_edition_name.html"
    kind = CodeOfConduct.kind
    above = ("home", "suppliers")
    title = gettext_lazy("Endringer i retningslinjene")
    alone = gettext_lazy(
        "Det finnes bare én utgave av retningslinjene, så det er ingenting å sammenligne med ennå."
    )
    foreign = gettext_lazy("Minst én av utgavene må gjelde retningslinjene.")
    compare = staticmethod(compare)

    def code(self, cards: list[Card]) -> str:
        if not cards:
            raise Http404
        return cards[0].code

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        editions = context["editions"]
        above = (editions[0].path, editions[0].title)
        return {
            "breadcrumbs": [*context["breadcrumbs"], above],
            "listed": [(address_of(card), card) for card in editions],
        }


@require_safe
def code_pdf(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    return of_live(request, _path(), lambda card: pdf_response(card, _report(), at=at, archived=False), at=at)


@require_safe
def code_edition_pdf(request: HttpRequest, number: int) -> HttpResponse:
    at = timezone.now()
    return of_edition(
        request, _path(), number, lambda card: pdf_response(card, _report(), at=at, archived=True), at=at
    )


@require_safe
def code_csv(request: HttpRequest) -> HttpResponse:
    at = timezone.now()

    def made(card: Card) -> HttpResponse:
        code = page_context(CodeOfConductView, card, at=at, archived=False)["object"]
        content = clause_table(code, edition=card.edition.number, address=f"{settings.SITE_URL}{card.path}")
        return download(content, name=pgettext("file name", "etiske-retningslinjer"))

    return of_live(request, _path(), made, at=at)


def _path() -> str:
    return reverse("suppliers:code_of_conduct")


def _report() -> Report:
    return Report(
        view=CodeOfConductView,
        file_name=pgettext("file name", "etiske-retningslinjer"),
        basis=_("Krav til leverandører"),
        register=reverse("suppliers:code_comparison"),
        proof=_(
            "PDF-en er laget av det samme dokumentet som nettsiden. Kontrollsummen til dokumentet står i listen over "
            "utgaver på nettstedet. Hver kontrollsum føres i en kjede der hver innføring bygger på den foran, så en "
            "utgave kan ikke endres i ettertid uten at det synes."
        ),
        contents_depth=2,
    )
