"""What an editor is told when the database could not be written to for the moment."""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def or_busy_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view; where another writer holds the database, 503 with a page that offers to send the same again."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            sent = [(name, value) for name, values in request.POST.lists() for value in values]
            typed = [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]
            context = admin.site.each_context(request) | {"typed": typed}
            return render(request, "admin/content/busy.html", context, status=503)

    return answer
