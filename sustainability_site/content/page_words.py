"""What a fetched page says, so small that two readings of it can be laid side by side."""

import heapq
import re
from collections.abc import Iterable
from hashlib import blake2b
from html import unescape
from itertools import islice

SILENT = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "select"))
# How many of the text's phrases a sketch keeps, and how many words make a phrase.
SKETCH, PHRASE = 128, 3
# With fewer phrases than this there is too little to judge by: a cookie wall, a page made by scripts.
FEWEST = 20
LONGEST_TITLE = 300
NAME = re.compile(r"!--|/?[a-zA-Z0-9]{0,20}")


def read_page(text: str) -> tuple[str, list[int]]:
    """The title, and the sketch of the visible words, of HTML or plain text.

    Not a parser: a stranger's page must not be able to keep one busy, so every sign is looked at once.
    """
    first, *pieces = text.split("<")
    visible, title, awaited = [first], "", ""
    for piece in pieces:
        tag, _, rest = piece.partition(">")
        name = NAME.match(tag)[0].lower()
        if awaited:
            awaited, rest = _until(awaited, name, piece)
        elif name == "!--":
            awaited, rest = _until(name, name, piece[len(name) :])
        elif name in SILENT:
            awaited = name
        if name == "title" and not awaited and not title:
            title = rest
        elif not awaited:
            visible.append(rest)
    return " ".join(unescape(title).split())[:LONGEST_TITLE], sketch(unescape(" ".join(visible)).split())


def _until(awaited: str, name: str, piece: str) -> tuple[str, str]:
    """What is still awaited, and the text after it: the end of a comment, or of an element that shows nothing."""
    if awaited == "!--":
        _comment, end, rest = piece.partition("-->")
        return ("", rest) if end else (awaited, "")
    return ("", piece.partition(">")[2]) if name == f"/{awaited}" else (awaited, "")


def sketch(words: Iterable[str]) -> list[int]:
    """The smallest hashes of all phrases, in order: a fair sample of them (bottom-k min-hash)."""
    words = [word.casefold() for word in words]
    phrases = {
        " ".join(phrase) for phrase in zip(*(islice(words, n, None) for n in range(PHRASE)), strict=False)
    }
    hashes = {
        int.from_bytes(blake2b(phrase.encode("utf-8", "replace"), digest_size=6).digest())
        for phrase in phrases
    }
    return heapq.nsmallest(SKETCH, hashes)


def in_common(before: list[int], now: list[int]) -> float | None:
    """About how large a part of the phrases two texts share, from 0 to 1; None when the first had too few to judge by."""
    if len(before) < FEWEST:
        return None
    both = set(before) & set(now)
    sample = heapq.nsmallest(SKETCH, set(before) | set(now))
    return sum(value in both for value in sample) / len(sample)
