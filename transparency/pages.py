"""What stands around the pages that are no editions: the form, the case page, the public answers, the figures."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from sustainability_site.content import surrounded as frames


def surrounded(request: HttpRequest, title: str, *, at: datetime, **context: object) -> dict[str, Any]:
    return frames.surrounded(request, title, above=("home", "transparency"), at=at, **context)


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
