"""Each page tells its own weight: the bytes of a first visit, as they are sent, and what the model says they emit."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.formats import get_format

from sustainability_site.finished_forms import COMPRESS

# Sustainable Web Design Model, version 4: 0.300 kWh/GB (0.194 in use, 0.106 in making the machines) × 494 g/kWh.
GRAMS_PER_MEGABYTE = 0.148
# Of a picture the widest of its smallest format is what a browser loads on a good screen.
PICTURE = re.compile(
    rb'<picture>\s*<source [^>]*srcset="(?:[^"]*, )?(/[^ "]+) \d+w"[^>]*>.*?</picture>', re.DOTALL
)
# What _footer.html leaves open. No text of a reader or an editor can hold an element of this kind.
KILOBYTES, GRAMS = b"<data>kB</data>", b"<data>g</data>"
LOADED = re.compile(rb'<(?:link rel="(?:icon|stylesheet)" href|img src)="(/[^"]+)"')
TYPICAL = 12_000
# The most that a first visit may bring, in bytes.
TEXT_PAGE, PAGE_WITH_PICTURES = 14 * 1024, 60 * 1024


class PageWeightMiddleware:
    """Fills in the weight on every page that has room for it, kept or not. It depends on the page alone, and not on
    who asks: it is that of brotli, or of the bare bytes where an answer is never compressed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.streaming and KILOBYTES in response.content:
            encoding = "identity" if "no-store" in response.headers["Cache-Control"] else "br"
            response.content = weighed(response.content, COMPRESS[encoding], request.LANGUAGE_CODE)
            response.headers["Content-Length"] = str(len(response.content))
        return response


def weighed(page: bytes, compress: Callable[[bytes], bytes], language: str) -> bytes:
    """The page with its weight written in it.

    It is measured with a likely figure in place. The right one has as many digits, so what is sent differs by
    a few bytes at most, and what is told is right to within a tenth of a kilobyte.
    """
    return _filled(page, sent_with(_filled(page, TYPICAL, language), compress), language)


def sent_with(page: bytes, compress: Callable[[bytes], bytes] = COMPRESS["br"]) -> int:
    """The bytes of a first visit: the page as it is sent, and everything that it loads."""
    return len(compress(page)) + sum(map(bytes_sent, set(loaded(page))))


def loaded(page: bytes) -> Iterator[str]:
    return (address.decode() for address in LOADED.findall(PICTURE.sub(rb'<img src="\1"', page)))


@lru_cache(maxsize=256)
def bytes_sent(address: str) -> int:
    """The size of a file as a browser gets it: its brotli form where there is one. Addresses change with contents."""
    for url, folder in (
        (settings.STATIC_URL, settings.STATIC_ROOT),
        (settings.MEDIA_URL, settings.MEDIA_ROOT),
    ):
        if address.startswith(url):
            file = Path(folder, address.removeprefix(url))
            forms = (file.with_name(f"{file.name}.br"), file)
            return next((form.stat().st_size for form in forms if form.is_file()), 0)
    return 0


def _filled(page: bytes, sent: int, language: str) -> bytes:
    point = get_format("DECIMAL_SEPARATOR", lang=language)
    kilobytes, grams = (
        figure.replace(".", point).encode()
        for figure in (f"{sent / 1e3:.1f}", f"{sent / 1e6 * GRAMS_PER_MEGABYTE:.4f}")
    )
    return page.replace(KILOBYTES, kilobytes).replace(GRAMS, grams)
