"""Phrases: words that stand one after the other, however their Norwegian letters are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sustainability_site.content.words import folded
from sustainability_site.search.index import Index, Page

BETWEEN_WORDS = r"[\W_]+"
LETTERS_WRITTEN = {"a": "(?:a[ae]?|[æåàáâä])", "o": "(?:oe?|[øòóôö])", "e": "[eèéêë]", "u": "[uùúûü]"}
# How many bytes around the anchor hold the phrase: eight words of sixty signs, as a query holds at most.
REACH = 1_000


@dataclass(frozen=True)
class Phrase:
    """The words from the first that the pages know, and those before it. `anchors` are that first one and `needles` each
    of the known words, as bytes in every case a text is written in: most pages are passed over without being decoded."""

    anchors: frozenset[bytes]
    needles: tuple[frozenset[bytes], ...]
    onwards: re.Pattern
    before: re.Pattern | None

    def stands_in(self, page: Page) -> bool:
        content = page.text.lower()
        for needles in self.needles:
            for needle in needles:
                if needle in content:
                    break
            else:
                return False
        return any(self._stands_at(at, page.text) for at in self._places(content))

    def _places(self, content: bytes) -> Iterator[int]:
        for anchor in self.anchors:
            at = content.find(anchor)
            while at >= 0:
                yield at
                at = content.find(anchor, at + len(anchor))

    def _stands_at(self, at: int, text: bytes) -> bool:
        head = text[max(0, at - REACH) : at].decode(errors="ignore")
        text = head + text[at : at + REACH].decode(errors="ignore")
        return bool(self.onwards.match(text, len(head)) and (self.before is None or self.before.search(head)))


def phrase(words: tuple[str, ...], index: Index) -> Phrase:
    written = {word: forms_as(word, index) for word in words if word in index.words}
    first = next((number for number, word in enumerate(words) if word in written), 0)
    needles = {word: frozenset(map(_bytes, _in_every_case(forms))) for word, forms in written.items()}
    return Phrase(
        needles.get(words[first], frozenset()),
        tuple(needles.values()),
        re.compile(rf"(?<!\w){_pattern(words[first:])}(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w){_pattern(words[:first])}{BETWEEN_WORDS}\Z", re.IGNORECASE) if first else None,
    )


def forms_as(word: str, index: Index) -> frozenset[str]:
    """The ways in which the pages write a folded word."""
    forms = index.forms[index.words[word]]
    return frozenset(form for form in forms if folded(form, index.language) == word and "-" not in form)


def _in_every_case(forms: frozenset[str]) -> set[str]:
    return {case for form in forms for case in (form, form.capitalize(), form.upper())}


def _bytes(word: str) -> bytes:
    """As bytes.lower() leaves it: other letters than the ASCII ones keep their case."""
    return word.encode().lower()


def _pattern(words: tuple[str, ...]) -> str:
    written = ("".join(LETTERS_WRITTEN.get(sign, re.escape(sign)) for sign in word) for word in words)
    return BETWEEN_WORDS.join(written)
