"""Sentences, and how heavy they are to read.

LIX (Björnsson 1968) is words per sentence plus the share of words longer than six letters, in per cent. Below 35 is
easy, 35–45 is like newspapers, above 55 is like laws.
"""

import re
from collections.abc import Sequence

LONG = 7
# «13. juni» goes on; «i 2024. Det» does not.
SENTENCE_END = re.compile(r"(?<!\d)[.!?:](?=\s|$)|(?<=\d{3})\.(?=\s+[A-ZÆØÅ]|$)")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def sentences(line: str) -> list[str]:
    """A line ends a sentence, as a full stop does; what has no words is none."""
    return [part.strip() for part in SENTENCE_END.split(line) if WORD.search(part)]


def words(sentence: str) -> list[str]:
    return WORD.findall(sentence)


def lix(found: Sequence[str]) -> float:
    """The LIX of sentences. Raises ZeroDivisionError where there are none."""
    every = [word for sentence in found for word in words(sentence)]
    return len(every) / len(found) + 100 * sum(len(word) >= LONG for word in every) / len(every)


def beginning(sentence: str, most: int = 8) -> str:
    """«The first words …», as a remark quotes them."""
    first = sentence.split()
    return f"«{' '.join(first[:most])}{' …' if len(first) > most else ''}»"
