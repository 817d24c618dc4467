"""Internal links in rich text: stored as /-/kind/code/, resolved when they are read."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape

import nh3
from django.utils.safestring import SafeString, mark_safe

from sustainability_site.content.fields import sanitise

STORED = re.compile(r"/-/([a-z-]+)/([\w-]+)/(#[\w-]+)?")
_HREF = re.compile(r'(<a\s[^>]*?href=")([^"]*)(")')
_ANCHOR = re.compile(r'<a\s[^>]*?href="(/-/[a-z-]+/[\w-]+/(?:#[\w-]+)?)"[^>]*>(.*?)</a>', re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|h\d|li|blockquote)>|<br>")


def subjects_in(html: str) -> Iterator[str]:
    """ "kind/code" of every internal link."""
    for anchor in _ANCHOR.finditer(html):
        kind, code, _fragment = STORED.fullmatch(anchor[1]).groups()
        yield f"{kind}/{code}"


def stored_address(kind: str, code: str) -> str:
    return f"/-/{kind}/{code}/"


def readdressed(html: str, address: Callable[[str], str]) -> str:
    """Sanitised HTML with `address` applied to the address of every link."""
    return _HREF.sub(lambda match: f"{match[1]}{escape(address(unescape(match[2])))}{match[3]}", html)


def resolved(html: str, paths: Mapping[str, str]) -> SafeString:
    """Sanitised HTML with internal links led to `paths` ("kind/code" → path); without one the text stays plain."""

    def anchor(match: re.Match[str]) -> str:
        kind, code, fragment = STORED.fullmatch(match[1]).groups()
        path = paths.get(f"{kind}/{code}")
        return f'<a href="{path}{fragment or ""}">{match[2]}</a>' if path else match[2]

    return mark_safe(_ANCHOR.sub(anchor, sanitise(html)))  # noqa: S308  sanitised in this very expression


def plain_text(html: str) -> str:
    """The words alone, blocks apart."""
    return " ".join(plain_lines(html))


def plain_lines(html: str) -> list[str]:
    """The words alone, one line for each block."""
    apart = _BLOCK_END.sub("\n", " ".join(html.split()))
    lines = unescape(nh3.clean(apart, tags=set())).split("\n")
    return [words for line in lines if (words := " ".join(line.split()))]
