"""The search as a page and as JSON. `q` is the query, `kind` a kind's code, `page` a number; anything else is ignored."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sustainability_site.content.addresses import LANGUAGES, localised_reverse
from sustainability_site.content.reading import surroundings
from sustainability_site.search.finding import Hit, Search, search
from sustainability_site.search.kinds import kind_name
from sustainability_site.search.passages import Passage

# What somebody has searched for stays out of caches that others share.
NOT_SHARED = "private, max-age=0, must-revalidate"
LONGEST_KIND, LONGEST_PAGE = 40, 4


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    found = _search(request, at)
    context = {
        "alternates": {language: localised_reverse("search", language) for language in LANGUAGES},
        "frame": surroundings(request.LANGUAGE_CODE, at).frame,
        "search": found,
        "told": told(found),
        "results": [(hit, kind_name(hit.kind)) for hit in found.hits],
        "filters": filters(found),
        "without_quotes": address(" ".join(found.asked.words)) if found.asked.phrases else "",
        "nearest": [(word, address(word)) for word in found.suggestions],
        "before": address_of(found, page=found.page - 1) if found.page > 1 else "",
        "after": address_of(found, page=found.page + 1) if found.page < found.pages else "",
        "as_data": address_of(found, name="search_json") if found.asked.words else "",
    }
    return _for_the_visitor_alone(render(request, "search.html", context), found)


@require_safe
def search_json(request: HttpRequest) -> HttpResponse:
    found = _search(request, timezone.now())
    answer = {
        "query": found.asked.text,
        "language": request.LANGUAGE_CODE,
        "kind": found.kind,
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "all_words_found": not found.partial and not found.missing,
        "read_as": dict(found.read_as),
        "suggestions": found.suggestions,
        "kinds": [{"kind": kind, "name": kind_name(kind), "total": total} for kind, total in found.kinds],
        "hits": [hit_as_data(hit) for hit in found.hits],
    }
    response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    response.headers["X-Robots-Tag"] = "noindex"
    return _for_the_visitor_alone(response, found)


def _search(request: HttpRequest, at: timezone.datetime) -> Search:
    kind, page = request.GET.get("kind", "")[:LONGEST_KIND], request.GET.get("page", "")[:LONGEST_PAGE]
    number = int(page) if page.isascii() and page.isdigit() else 1
    return search(request.GET.get("q", ""), language=request.LANGUAGE_CODE, at=at, kind=kind, page=number)


def _for_the_visitor_alone(response: HttpResponse, found: Search) -> HttpResponse:
    if found.asked.text:
        response.headers["Cache-Control"] = NOT_SHARED
    return response


def hit_as_data(hit: Hit) -> dict:
    return {
        "title": str(hit.title),
        "address": f"{settings.SITE_URL}{hit.path}",
        "kind": hit.kind,
        "passage": passage_as_data(hit.passage),
    }


def passage_as_data(passage: Passage) -> list[dict]:
    """The passage in pieces: those that are `marked` answer the query."""
    return [{"text": piece.text, "marked": piece.marked} for piece in passage.pieces]


def told(found: Search) -> str:
    """The query as it was read: a misspelt word is named as what it was taken for."""
    read_as = dict(found.read_as)
    return " ".join(read_as.get(word, word) for word in found.asked.words) if read_as else found.asked.text


def filters(found: Search) -> list[tuple[str, str, int, bool]]:
    """(address, name, number of pages, whether it is chosen) of each kind; none where there is nothing to choose."""
    if len(found.kinds) < 2:
        return []
    total = sum(number for _kind, number in found.kinds)
    kinds = [
        (address_of(found, kind=kind), kind_name(kind), number, kind == found.kind)
        for kind, number in found.kinds
    ]
    return [(address_of(found, kind=""), "", total, not found.kind), *kinds]


def address_of(found: Search, *, name: str = "search", kind: str | None = None, page: int = 1) -> str:
    return address(found.asked.text, name=name, kind=found.kind if kind is None else kind, page=page)


def address(query: str, *, name: str = "search", kind: str = "", page: int = 1) -> str:
    values = {"q": query} | ({"kind": kind} if kind else {}) | ({"page": page} if page > 1 else {})
    return f"{reverse(name)}?{urlencode(values)}"
