"""Asks the site the way a server does, through its outermost WSGI layer."""

import gzip
import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import brotli
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections

DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes
    cookies: tuple[str, ...]

    @property
    def text(self) -> str:
        return DECODERS[self.headers.get("content-encoding", "")](self.content).decode()


def ask_site(
    address: str,
    *,
    method: str = "GET",
    body: bytes = b"",
    content_type: str = "",
    host: str = "127.0.0.1",
    raise_errors: bool = True,
    **headers: str,
) -> Answer:
    """The answer as sent; header names are in lower case. An error inside Django is raised here too, unless told otherwise."""
    from sustainability_site.wsgi import application  # after the starter's static files are there

    environ = environ_of(address, method, body, content_type, host) | named(headers)
    return _answer(application, environ, raise_errors)


def ask_of(layer: Callable, address: str, *, method: str = "GET", **headers: str) -> Answer:
    """The answer of one WSGI layer on its own."""
    return _answer(
        layer, environ_of(address, method, b"", "", "127.0.0.1") | named(headers), raise_errors=True
    )


def named(headers: dict[str, str]) -> dict[str, str]:
    return {f"HTTP_{name.upper()}": value for name, value in headers.items()}


def environ_of(address: str, method: str, body: bytes, content_type: str, host: str) -> dict:
    parts = urlsplit(address)
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(parts.path, "latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": host,
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": content_type,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }


def forget_kept_answers() -> None:
    """As after a start. A test that is undone leaves no trace in the stamp, so what it was answered must go."""
    from sustainability_site.finished_answers import Shelf
    from sustainability_site.search import index
    from sustainability_site.wsgi import finished_answers

    finished_answers.shelf = Shelf()
    index._kept.clear()


def _answer(application: Callable, environ: dict, raise_errors: bool) -> Answer:
    started: list = []
    raised: list[BaseException] = []

    def keep(**kwargs: object) -> None:
        raised.append(sys.exc_info()[1])

    got_request_exception.connect(keep)
    # As in Django's test client: the test's transaction must outlive the request.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    try:
        chunks = application(
            environ, lambda status, headers, exc_info=None: started.append((status, headers))
        )
        content = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
    finally:
        request_finished.connect(close_old_connections)
        request_started.connect(close_old_connections)
        got_request_exception.disconnect(keep)
    if raised and raise_errors:
        raise raised[0]
    status, headers = started[0]
    return Answer(
        status=int(status.split()[0]),
        headers={name.lower(): value for name, value in headers},
        content=content,
        cookies=tuple(value for name, value in headers if name.lower() == "set-cookie"),
    )
