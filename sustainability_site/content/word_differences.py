"""Two texts word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

NEW, REMOVED, CHANGED, SAME = "new", "removed", "changed", "same"
MOST_WORD_PAIRS = 1_000_000
WORDS = re.compile(r"\d+(?:[ \u00a0.,]\d+)*|\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    kind: str
    text: str


def words_apart(before: str, after: str) -> list[Piece]:
    """The words that both have, those removed and those new, in reading order."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) * len(new) > MOST_WORD_PAIRS:
        return [Piece(REMOVED, before), Piece(NEW, after)]
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(old[i:j])))
            continue
        pieces += [
            Piece(kind, "".join(words)) for kind, words in ((REMOVED, old[i:j]), (NEW, new[k:m])) if words
        ]
    return _joined(pieces)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Changes with nothing but a space between them read as one."""
    result: list[Piece] = []
    while pieces:
        stretch = _stretch(pieces)
        if stretch > 1:
            run, pieces = pieces[:stretch], pieces[stretch:]
            result += [
                Piece(kind, "".join(each.text for each in run if each.kind in (kind, SAME)))
                for kind in (REMOVED, NEW)
            ]
        else:
            result.append(pieces[0])
            pieces = pieces[1:]
    return result


def _stretch(pieces: list[Piece]) -> int:
    """How many pieces from the first on are changes, or single spaces between two changes."""
    length = 0
    for number, piece in enumerate(pieces):
        if piece.kind != SAME:
            length = number + 1
        elif number == 0 or piece.text.strip():
            break
    return length if length > 2 else 1
