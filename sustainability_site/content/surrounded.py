"""What stands around a page that is no edition: a form, a comparison, a list."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import reverse

from sustainability_site.content.addresses import LANGUAGES, localised_reverse
from sustainability_site.content.reading import Frame, surroundings


def surrounded(
    request: HttpRequest, title: str, *, above: tuple[str, ...], at: datetime, **context: object
) -> dict[str, Any]:
    """The template's context: `title` is the page's own, `above` the codes of the pages that its breadcrumbs lead to.

    The frame is left empty while the database is away.
    """
    try:
        frame = surroundings(request.LANGUAGE_CODE, at).frame
    except DatabaseError:
        frame = Frame()
    match = request.resolver_match
    alternates = {
        language: localised_reverse(match.view_name, language, **match.kwargs) for language in LANGUAGES
    }
    found = [frame.pages[code] for code in above if code in frame.pages]
    return {
        "alternates": alternates,
        "at": at,
        "breadcrumbs": [(page.path, page.facts["menu_title"]) for page in found],
        "card": SimpleNamespace(title=title, lead="", path=reverse(match.view_name, kwargs=match.kwargs)),
        "frame": frame,
        **context,
    }
