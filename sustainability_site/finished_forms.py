"""An answer as it is sent: compressed, tagged and measured, in each encoding that is asked for."""

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b

import brotli

from sustainability_site.negotiation import ENCODINGS, is_among

COMPRESSIBLE = ("text/", "application/json", "application/ld+json", "application/xml", "application/atom+xml")
SMALLEST = 200
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    # A window of 64 kB holds a page. A larger one would be 10 MB to fill and to keep, for every thread.
    "br": lambda content: brotli.compress(content, quality=6, lgwin=16),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
    "identity": bytes,
}
# Written anew for each form. A date of one second's precision would lie about a page that changes twice in it.
REWRITTEN = frozenset(("content-length", "etag", "last-modified", "vary"))
ON_304 = frozenset(("cache-control", "content-location", "expires"))
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Form:
    """A whole answer in one encoding. Its strong tag is that of these very bytes."""

    tag: str
    headers: Headers
    headers_if_unchanged: Headers
    body: bytes

    def sent(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """200, or 304 to who has it. A Range is not looked at: the whole is a right answer to it."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and is_among(self.tag, known):
            start_response("304 Not Modified", self.headers_if_unchanged)
            return []
        start_response("200 OK", self.headers)
        return [self.body]


def forms_of(headers: Headers, content: bytes, encodings: Iterable[str] = ENCODINGS) -> dict[str, Form]:
    """The forms of an answer that Django gave uncompressed, by encoding."""
    named = {name.lower(): value for name, value in headers}
    lasting = [(name, value) for name, value in headers if name.lower() not in REWRITTEN]
    if not is_compressible(named.get("content-type", ""), content):
        form = _form(lasting, content, "identity")
        return dict.fromkeys(encodings, form)
    lasting.append(("Vary", varying(named)))
    return {encoding: _form(lasting, content, encoding) for encoding in encodings}


def is_compressible(content_type: str, content: bytes) -> bool:
    return content_type.startswith(COMPRESSIBLE) and len(content) >= SMALLEST


def varying(named: dict[str, str]) -> str:
    """The Vary of a compressed answer."""
    others = [name.strip() for name in named.get("vary", "").split(",")]
    return ", ".join(
        ["Accept-Encoding", *(name for name in others if name.lower() not in ("", "accept-encoding"))]
    )


def _form(lasting: Headers, content: bytes, encoding: str) -> Form:
    body = COMPRESS[encoding](content)
    tag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    coded = [] if encoding == "identity" else [("Content-Encoding", encoding)]
    unchanged = [(name, value) for name, value in lasting if name.lower() in ON_304 or name == "Vary"]
    return Form(
        tag=tag,
        headers=[*lasting, *coded, ("Content-Length", str(len(body))), ("ETag", tag)],
        headers_if_unchanged=[*unchanged, ("ETag", tag)],
        body=body,
    )
