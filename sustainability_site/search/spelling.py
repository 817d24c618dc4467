"""Words of the pages that are spelt nearly like a word that no page holds."""

from collections.abc import Iterator

from sustainability_site.content.words import folded
from sustainability_site.search.index import Index

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 4
FAR = 3


def allowed(word: str) -> int:
    """How many slips of the finger a word of its length may hold."""
    if len(word) < SHORTEST or any(sign.isdigit() for sign in word):
        return 0
    return 1 if len(word) < SHORTEST * 2 else 2


def nearest(word: str, index: Index, *, most: int) -> list[str]:
    """Folded words of the pages within `most` slips of a word as it was written, the likeliest first."""
    if not most:
        return []
    key = folded(word, index.language)
    near = []
    for candidate in _candidates(key, index, most):
        if (slips := distance(key, candidate, most)) <= most:
            as_written = distance(word, index.written(candidate), FAR)
            near.append((slips, as_written, candidate[0] != key[0], -index.spread(candidate), candidate))
    return [candidate for *_rank, candidate in sorted(near)]


def _candidates(word: str, index: Index, most: int) -> Iterator[str]:
    """Words that begin or end as it does, of about the same length and letters: a slip seldom spoils both ends."""
    start, end = (3, 4) if len(word) >= SHORTEST * 2 else (2, 3)
    letters = letters_in(word)
    for candidate in {*index.words_from(word[:start]), *index.words_to(word[-end:])}:
        if abs(len(candidate) - len(word)) <= most and (
            (letters ^ letters_in(candidate)).bit_count() <= most * 2
        ):
            yield candidate


def letters_in(word: str) -> int:
    """A bit for each letter that a word holds, and one for all other signs."""
    return sum(1 << LETTERS.find(letter) + 1 for letter in set(word))


def distance(one: str, other: str, most: int) -> int:
    """Slips between two words: a letter missing, too many, wrong, or two that have changed places (optimal string
    alignment). `most` + 1 stands for anything beyond `most`."""
    before, last = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            wrong = last[column - 1] + (letter != against)
            slips = min(last[column] + 1, line[column - 1] + 1, wrong)
            swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against
            line.append(min(slips, before[column - 2] + 1) if swapped else slips)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return min(last[-1], most + 1)
