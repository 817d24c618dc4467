"""What a visitor asks for, as far as a search can use it."""

import re
import unicodedata
from dataclasses import dataclass

from sustainability_site.content.words import fillers, folded, words_in

LONGEST_QUERY = 200
MOST_WORDS = 8
QUOTED = re.compile(r'["«“„]([^"«»“”„]+)["»”“]')


@dataclass(frozen=True)
class Asked:
    """A query: the text as it is shown again, its words as they were written, and each quoted phrase folded."""

    text: str = ""
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()


def understood(raw: str, language: str) -> Asked:
    """The query without signs that no text holds, and no longer than a search needs. Never refuses."""
    signs = unicodedata.normalize("NFC", raw[:LONGEST_QUERY])
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in signs).split())
    words = list(dict.fromkeys(part for word in words_in(text) for part in word.split("-")))
    meant = [word for word in words if folded(word, language) not in fillers(language)]
    phrases = tuple(_folded_words(quoted, language) for quoted in QUOTED.findall(text))
    return Asked(
        text, tuple(meant or words)[:MOST_WORDS], tuple(words for words in phrases if len(words) > 1)
    )


def _folded_words(text: str, language: str) -> tuple[str, ...]:
    return tuple(folded(part, language) for word in words_in(text) for part in word.split("-"))[:MOST_WORDS]
