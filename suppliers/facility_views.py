"""The list of facilities: paged and filtered by the server, and as a file."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from suppliers import facility_files
from suppliers.models import FacilityList
from sustainability_site.content.asked import printable
from sustainability_site.content.documents import thaw
from sustainability_site.content.models import Card
from sustainability_site.content.other_forms import of_live
from sustainability_site.content.spreadsheets import download, table
from sustainability_site.content.views import EditionView

PAGE = 50
LONGEST = {"land": 200, "navn": 100}


@dataclass(frozen=True)
class Selection:
    """What a reader has asked for, and the page of it that is shown. Unknown values ask for nothing found, not for an error."""

    country: str
    name: str
    rows: list[facility_files.Row]
    total: int
    page: int
    pages: int

    def address(self, page: int) -> str:
        asked = {"land": self.country, "navn": self.name, "side": page if page > 1 else ""}
        return "?" + urlencode({key: value for key, value in asked.items() if value})

    @property
    def before(self) -> str:
        return self.address(self.page - 1) if self.page > 1 else ""

    @property
    def after(self) -> str:
        return self.address(self.page + 1) if self.page < self.pages else ""

    @property
    def narrowed(self) -> bool:
        return bool(self.country or self.name)


def selected(rows: list[facility_files.Row], asked: QueryDict) -> Selection:
    country, name = (printable(asked.get(key, "").strip(), most) for key, most in LONGEST.items())
    found = [
        row
        for row in rows
        if (not country or row["country"] == country) and name.casefold() in row["name"].casefold()
    ]
    pages = max(1, -(-len(found) // PAGE))
    number = asked.get("side", "1")
    page = min(max(int(number), 1), pages) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    return Selection(country, name, found[(page - 1) * PAGE : page * PAGE], len(found), page, pages)


class FacilityListView(EditionView):
    template_name = "suppliers/facility_list.html"
    kind = FacilityList.kind

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        rows = context["object"].facilities
        request = getattr(self, "request", None)
        if request is None:  # an earlier edition, or a preview: all of it
            return {"selection": Selection("", "", rows, len(rows), 1, 1), "whole": True}
        selection = selected(rows, request.GET)
        alternates = {
            language: f"{path}{selection.address(selection.page)}".removesuffix("?")
            for language, path in context["alternates"].items()
        }
        return {"selection": selection, "alternates": alternates}


@require_safe
def facilities_csv(request: HttpRequest) -> HttpResponse:
    """The live list as a file for spreadsheets."""

    def made(card: Card) -> HttpResponse:
        rows = thaw(json.loads(card.edition.document)).facilities
        cells = ([row.get(name, "") for name in facility_files.COLUMNS] for row in rows)
        name = card.path.strip("/").rpartition("/")[2]
        return download(table(facility_files.COLUMNS, cells), name=name)

    return of_live(request, reverse("suppliers:facility_list"), made, at=timezone.now())
