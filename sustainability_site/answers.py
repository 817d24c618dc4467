"""How answers leave Django: what caches may do with them, and compressed."""

import gzip
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

REVALIDATE = "public, max-age=0, must-revalidate"
COMPRESSIBLE = ("text/", "application/json", "application/ld+json", "application/xml", "application/atom+xml")
SMALLEST = 200


class AnswerMiddleware:
    """Public answers may be kept and must be asked for anew; they are compressed. Admin answers are neither:
    a compressed answer that holds a secret beside what a visitor wrote gives the secret away (BREACH)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith("/admin/") or response.cookies:
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response
        response.headers.setdefault("Cache-Control", REVALIDATE if response.status_code < 500 else "no-store")
        if _compressible(response):
            _compress(response, request.headers.get("Accept-Encoding", ""))
        return response


def _compressible(response: HttpResponse) -> bool:
    return (
        not response.streaming
        and response.headers.get("Content-Type", "").startswith(COMPRESSIBLE)
        and "no-store" not in response.headers["Cache-Control"]
        and not response.has_header("Content-Encoding")
        and len(response.content) >= SMALLEST
    )


def _compress(response: HttpResponse, accepted: str) -> None:
    patch_vary_headers(response, ["Accept-Encoding"])
    encoding = accepted_encoding(accepted)
    if encoding == "br":
        response.content = brotli.compress(response.content, quality=6)
    elif encoding == "gzip":
        response.content = gzip.compress(response.content, 6, mtime=0)
    else:
        return
    response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(response.content))
    # A tag that the view set names other bytes than these: ConditionalGetMiddleware makes the right one.
    response.headers.pop("ETag", None)


def accepted_encoding(header: str) -> str:
    """«br», «gzip» or «identity», from an Accept-Encoding header."""
    weights = {}
    for part in header.lower().split(",")[:20]:
        name, _, parameter = part.partition(";")
        weights[name.strip()] = parameter.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ("br", "gzip") if weights.get(name)), "identity")
