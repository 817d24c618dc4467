"""What stands around the pages that are no editions: the form, the case page, the public answers, the figures."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sustainability_site.content.addresses import LANGUAGES, localised_reverse
from sustainability_site.content.reading import Frame, surroundings


def surrounded(request: HttpRequest, title: str, *, at: datetime, **context: object) -> dict[str, Any]:
    """The template's context: `title` is the page's own, the frame is left empty while the database is away."""
    try:
        frame = surroundings(request.LANGUAGE_CODE, at).frame
    except DatabaseError:
        frame = Frame()
    match = request.resolver_match
    alternates = {
        language: localised_reverse(match.view_name, language, **match.kwargs) for language in LANGUAGES
    }
    above = [frame.pages[code] for code in ("home", "transparency") if code in frame.pages]
    return {
        "alternates": alternates,
        "at": at,
        "breadcrumbs": [(page.path, page.facts["menu_title"]) for page in above],
        "card": SimpleNamespace(title=title, lead="", path=reverse(match.view_name, kwargs=match.kwargs)),
        "frame": frame,
        **context,
    }


def unstored(response: HttpResponse) -> HttpResponse:
    """An answer that no cache may keep."""
    response.headers["Cache-Control"] = "no-store"
    return response


def discreet(response: HttpResponse) -> HttpResponse:
    """An answer that holds or leads to a case's address, which is its key: kept out of caches, logs, search engines
    and the next page's referrer."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # Django writes the path of every answer from 400 into its log.
    response._has_been_logged = True
    return unstored(response)
