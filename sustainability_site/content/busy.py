"""What an editor is told when the database could not be written to for the moment."""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

RETRY_AFTER = "30"
BUSY = (
    "Databasen var opptatt med noe annet. Teksten din ligger på denne siden: vent litt, og trykk på knappen."
)
NO_ROOM = (
    "Nettstedet har ikke plass til mer, eller har ikke lov til å skrive. Si fra til den som drifter det. Teksten din ligger "
    "på denne siden: trykk på knappen når det er ordnet."
)
# What SQLite says, and what an editor can do about it.
CAUSES = {"locked": BUSY, "disk is full": NO_ROOM, "readonly database": NO_ROOM, "disk i/o error": NO_ROOM}


def cause_of(error: OperationalError) -> str | None:
    """What to tell of an error that passes when the same is sent again; None for any other."""
    return next((told for said, told in CAUSES.items() if said in str(error).casefold()), None)


def or_busy_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view; where nothing could be written, 503 with a page that keeps the words and offers to send them again."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except OperationalError as error:
            if (cause := cause_of(error)) is None:
                raise
            sent = [(name, value) for name, values in request.POST.lists() for value in values]
            typed = [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]
            context = admin.site.each_context(request) | {"typed": typed, "cause": cause}
            response = render(request, "admin/content/busy.html", context, status=503)
            response.headers["Retry-After"] = RETRY_AFTER
            return response

    return answer
