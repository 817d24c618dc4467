"""What waits on the first page of admin, from every room, the most urgent first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from itertools import groupby

from django.http import HttpRequest


class Level(IntEnum):
    """How much it hurries. What lies AHEAD waits for nobody."""

    NOW, SOON, CALM, AHEAD = range(4)

    @property
    def heading(self) -> str:
        return ("Nå", "Snart", "Når det passer", "Framover")[self]


@dataclass(frozen=True)
class Waiting:
    """One line. `about` follows the words that lead to the place, `address` is "" for those who may not go there."""

    level: Level
    text: str
    address: str = ""
    about: str = ""


Told = Callable[[HttpRequest, datetime], Iterator[Waiting]]
_DESK: list[Told] = []


def on_the_desk(told: Told) -> Told:
    """Decorates what tells lines, in each room's `desk_lines.py`."""
    _DESK.append(told)
    return told


def waiting(request: HttpRequest, at: datetime) -> list[tuple[Level, list[Waiting]]]:
    """What the user should know of, by how much it hurries."""
    every = sorted((line for told in _DESK for line in told(request, at)), key=lambda line: line.level)
    return [(level, list(lines)) for level, lines in groupby(every, key=lambda line: line.level)]
