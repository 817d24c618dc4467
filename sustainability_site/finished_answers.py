"""Finished answers, outside Django's handler: those of published pages are kept until the stamp changes.

Kept is only what a view has marked with `stamped`, answered to a plain GET without a query string. Everything else
is Django's every time; it is compressed and tagged here too, and not kept.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db import Error
from django.http import HttpResponse
from django.utils import timezone

from sustainability_site.content.cache import Reading, read_stamp
from sustainability_site.finished_forms import Form, forms_of, varying
from sustainability_site.headers import Secured, with_security
from sustainability_site.negotiation import accepted_encoding

# What one process keeps at most. Only addresses that a published page has can be kept, whatever is asked for.
MOST_BYTES = 16 * 1024**2
# The objects and headers around an answer's bodies, measured and rounded up.
OVERHEAD = 8_000
NEVER_KEPT = ("/admin/", "/healthz", "/readyz", settings.STATIC_URL, settings.MEDIA_URL)


@dataclass(slots=True)
class Shelf:
    """What is kept under one stamp: forms by encoding, by path. A full one gives up what has stood longest."""

    reading: Reading | None = None
    answers: dict[str, dict[str, Form]] = field(default_factory=dict)
    size: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, path: str, forms: dict[str, Form], *, most_bytes: int) -> None:
        size = size_of(path, forms)
        with self.lock:
            if path in self.answers or size > most_bytes // 4:
                return
            while self.size + size > most_bytes:
                oldest = next(iter(self.answers))
                self.size -= size_of(oldest, self.answers.pop(oldest))
            self.answers[path] = forms
            self.size += size


def size_of(path: str, forms: dict[str, Form]) -> int:
    return OVERHEAD + 4 * len(path) + sum(len(form.body) for form in forms.values())


class FinishedAnswers:
    """The layer inside the one that judges the host and writes the security headers.

    An answer is kept under the stamp read before it was rendered. A publication in between makes it newer than its
    stamp, never older, and nobody who comes after that publication reads that stamp.
    """

    def __init__(self, application: Callable, *, most_bytes: int = MOST_BYTES) -> None:
        self.application = application
        self.most_bytes = most_bytes
        self.shelf = Shelf()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or path.startswith(NEVER_KEPT):
            return self.application(environ, start_response)
        shelf = self._current_shelf() if is_plain(environ) else None
        forms = shelf.answers.get(path) if shelf else None
        if forms is None:
            return self._from_django(environ, start_response, path, shelf)
        encoding = accepted_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return forms[encoding].sent(environ, start_response)

    def _current_shelf(self) -> Shelf | None:
        """None while the database is away: then Django says so in its own way."""
        shelf = self.shelf
        known = shelf.reading
        try:
            reading = read_stamp(timezone.now(), known)
        except Error:
            return None
        if known is None or reading.stamp != known.stamp:
            shelf = self.shelf = Shelf(reading)
        elif reading is not known:
            shelf.reading = reading
        return shelf

    def _from_django(
        self, environ: dict, start_response: Callable, path: str, shelf: Shelf | None
    ) -> Iterable[bytes]:
        started: list[tuple] = []
        response = self.application(environ, lambda *answer: started.append(answer))
        status, headers = started[-1][:2]
        if not may_be_finished(response):
            start_response(status, headers)
            return response
        content = response.content
        response.close()
        encoding = accepted_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if shelf is not None and environ["REQUEST_METHOD"] == "GET" and may_be_kept(response):
            forms = secured(path, forms_of(headers, content))
            shelf.keep(path, forms, most_bytes=self.most_bytes)
        else:
            forms = forms_of(headers, content, (encoding,))
        if response.status_code == 200:
            return forms[encoding].sent(environ, start_response)
        start_response(status, [(name, value) for name, value in forms[encoding].headers if name != "ETag"])
        return [forms[encoding].body]


def secured(path: str, forms: dict[str, Form]) -> dict[str, Form]:
    """The forms with the security headers that the outermost layer would write on each of them again and again."""
    return {
        encoding: replace(
            form,
            headers=Secured(with_security(path, form.headers)),
            headers_if_unchanged=Secured(with_security(path, form.headers_if_unchanged)),
        )
        for encoding, form in forms.items()
    }


def is_plain(environ: dict) -> bool:
    """Asked for by nobody in particular, and over the scheme that the site answers on."""
    return (
        not environ.get("QUERY_STRING")
        and "HTTP_AUTHORIZATION" not in environ
        and "HTTP_COOKIE" not in environ
        and not environ.get("SCRIPT_NAME")
        and (environ["wsgi.url_scheme"] == "https" or not settings.SECURE_SSL_REDIRECT)
    )


def may_be_finished(response: object) -> bool:
    """Whether it is Django's own answer with all its bytes, and no secret that compression would give away."""
    return (
        isinstance(response, HttpResponse)
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and not response.has_header("ETag")
        and "no-store" not in response.headers.get("Cache-Control", "")
    )


def may_be_kept(response: HttpResponse) -> bool:
    named = {"vary": response.headers.get("Vary", "")}
    return (
        getattr(response, "stamped", False)
        and response.status_code == 200
        and response.headers["Cache-Control"].startswith("public")
        and varying(named) == "Accept-Encoding"
    )
