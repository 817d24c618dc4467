"""The outermost WSGI layer: the host is judged before anything else, and every answer, whichever part of the site
gave it (page, static file, media, 304, error), carries the security headers."""

import logging
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from sustainability_site.content.sandbox import POLICY as MEDIA_POLICY

ADMIN = "/admin/"
PUBLIC_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen",
        "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb",
    )
)  # fmt: skip
CONSTANT = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
# Kept where an answer has set it itself: stricter than what stands above.
POLICY = "content-security-policy"
STRICTER = {POLICY: MEDIA_POLICY, "referrer-policy": "no-referrer"}
logger = logging.getLogger(__name__)
WRONG_HOST = b"Ukjent vertsnavn. / Unknown host name.\n"


class Secured(tuple):
    """Headers that the site's security headers are among already."""

    __slots__ = ()


class HeaderLayer:
    def __init__(self, application: Callable) -> None:
        self.application = application
        # Read beforehand: where it is needed, nothing can be counted on. It holds no template language.
        self.failed = (settings.CHECKOUT / "templates" / "500.html").read_bytes()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")

        def start(status: str, headers: list[tuple[str, str]], exc_info: tuple | None = None) -> Callable:
            return start_response(status, with_security(path, headers), exc_info)

        if not host_is_known(environ):
            body = own_answer(start, "400 Bad Request", "text/plain", WRONG_HOST)
            return without_body(body) if environ.get("REQUEST_METHOD") == "HEAD" else body
        if not path.startswith(ADMIN):
            # The public side knows no cookies, so an answer is the same for everyone, whatever was sent.
            environ.pop("HTTP_COOKIE", None)
        try:
            body = self.application(environ, start)
        except Exception:
            logger.exception("%s %r", environ.get("REQUEST_METHOD"), path)
            body = own_answer(start, "500 Internal Server Error", "text/html", self.failed, sys.exc_info())
        return without_body(body) if environ.get("REQUEST_METHOD") == "HEAD" else body


def own_answer(
    start: Callable, status: str, kind: str, body: bytes, exc_info: tuple | None = None
) -> list[bytes]:
    headers = [
        ("Content-Type", f"{kind}; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Content-Length", str(len(body))),
    ]
    start(status, headers, exc_info)
    return [body]


def without_body(body: Iterable[bytes]) -> list[bytes]:
    """Nothing to send for HEAD: gunicorn logs a warning for every byte it has to drop."""
    if hasattr(body, "close"):
        body.close()
    return []


def host_is_known(environ: dict) -> bool:
    host = environ.get("HTTP_HOST", environ.get("SERVER_NAME", ""))
    return _is_known(host, tuple(settings.ALLOWED_HOSTS))


@lru_cache(maxsize=64)
def _is_known(host: str, allowed: tuple[str, ...]) -> bool:
    name, _ = split_domain_port(host)
    return bool(name) and validate_host(name, allowed)


def with_security(path: str, headers: list[tuple[str, str]] | Secured) -> list[tuple[str, str]]:
    """The answer's headers, with the site's security headers in place of whatever it set itself. Two are
    kept: the admin's own policy, since it carries the nonce of its page, and what is stricter than the site's."""
    if isinstance(headers, Secured):
        return list(headers)
    mine = security_headers(path)
    kept, own = [], set()
    for pair in headers:
        name = pair[0].lower()
        if name in mine:
            if STRICTER.get(name) != pair[1] and not (name == POLICY and path.startswith(ADMIN)):
                continue
            own.add(name)
        kept.append(pair)
    kept += mine.values() if not own else (pair for name, pair in mine.items() if name not in own)
    return kept


def security_headers(path: str) -> dict[str, tuple[str, str]]:
    """(Name, value) by the name in lower case."""
    side = "admin" if path.startswith(ADMIN) else "media" if path.startswith(settings.MEDIA_URL) else "public"
    return _security_headers(side, transport_security())


@lru_cache(maxsize=8)
def _security_headers(side: str, transport: str) -> dict[str, tuple[str, str]]:
    headers = CONSTANT | {
        "Content-Security-Policy": MEDIA_POLICY if side == "media" else PUBLIC_POLICY,
        "X-Frame-Options": "SAMEORIGIN" if side == "admin" else "DENY",
    }
    if transport:
        headers["Strict-Transport-Security"] = transport
    return {name.lower(): (name, value) for name, value in headers.items()}


def transport_security() -> str:
    if not settings.SECURE_HSTS_SECONDS:
        return ""
    return (
        f"max-age={settings.SECURE_HSTS_SECONDS}"
        + ("; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else "")
        + ("; preload" if settings.SECURE_HSTS_PRELOAD else "")
    )
