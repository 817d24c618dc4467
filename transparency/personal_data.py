"""Traces of persons in a text that is to be published. A hint for the reader who decides, not a proof of their absence."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import models

LONGEST_NUMBER = 12
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+ ?(?:@|\(at\)|\[at\]|\(a\)|\(alfakrøll\)|\(krøllalfa\)) ?[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\+?\d(?:[ .\-/]?\d)*")
_GROUPS = re.compile(r"\d+")
_PHONE_SHAPES = ((8,), (2, 2, 2, 2), (3, 2, 3))
_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_NAME_WORD = r"[A-ZÆØÅÄÖÉÜŠŽĆČÁÍ][a-zæøåäöéüšžćčáíóôèêëñß]+(?:-[A-ZÆØÅÄÖ][a-zæøåäöéü]+)?"
_NAME = re.compile(
    rf"\b{_NAME_WORD}(?: (?:[A-ZÆØÅ]\.|van|von|de|da|bin|al|{_NAME_WORD})){{0,3}} {_NAME_WORD}\b"
)
_SENTENCE_END = re.compile(r"(?:^|[.!?:»\"”\n•–] ?)$")
_OPENING_WORDS = (
    "alle at da de den denne der dere det dette du en er et etter for fra fordi gjennom han har hos hun hva hvis "
    "hvor hvordan i ifølge ja jeg kan med men når nei noen og også om opp på siden slik som så til under ut ved vi "
    "vår våre a according after all an and are at because by for from he how however i if in is it no of on our she "
    "so that the their there these they this to under we what when where which who with yes you"
)
_OPENERS = frozenset(_OPENING_WORDS.split())
_KNOWN = frozenset(
    name.casefold()
    for name in (
        "Amnesty International", "Blue Angel", "Blauer Engel", "Den Europeiske", "Den Demokratiske", "Energy Star",
        "Etisk Handel", "Europeiske Union", "Fair Labor", "Forente Nasjoner", "Framtiden I", "Global Compact",
        "Human Rights", "Nordic Ecolabel", "Oslo Børs", "Responsible Business", "Responsible Business Alliance",
        "Responsible Minerals", "Sri Lanka", "Sør Korea", "Nord Korea", "New York", "Hong Kong", "United Nations",
        "European Union", "South Korea", "North Korea", "South Africa", "Saudi Arabia", "El Salvador", "Costa Rica",
        "Transparency Act", "Norwegian Consumer Authority", "Consumer Authority",
    )
)  # fmt: skip
_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


class Trace(models.TextChoices):
    EMAIL = "email", "e-postadresse"
    PHONE = "phone", "telefonnummer"
    NATIONAL_ID = "national-id", "fødselsnummer eller D-nummer"
    NAME = "name", "mulig personnavn"


@dataclass(frozen=True)
class Found:
    trace: Trace
    text: str


def find(text: str, *, known: Collection[str] = ()) -> list[Found]:
    """Every trace once, in the order of kinds. `known` are names of what is no person, such as the organisation's."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\u200b", "")
    text = re.sub(r"[^\S\n]", " ", text)
    text = re.sub(r"[\u2010-\u2012\u2212]", "-", text)
    found = [
        *(Found(Trace.EMAIL, match[0]) for match in _EMAIL.finditer(text)),
        *_numbers(text),
        *(Found(Trace.NAME, name) for name in _names(text, {name.casefold() for name in known} | _KNOWN)),
    ]
    return list(dict.fromkeys(found))


def is_national_id(digits: str) -> bool:
    """Eleven digits with a day and a month in them (D-numbers add 40 to the day) and both check digits right.

    Synthetic numbers, which add 40, 65 or 80 to the month, are counted too.
    """
    if not re.fullmatch(r"\d{11}", digits, re.ASCII):
        return False
    day, month = int(digits[:2]) % 40, int(digits[2:4])
    if not (1 <= day <= 31 and any(1 <= month - added <= 12 for added in (0, 40, 65, 80))):
        return False
    return all(
        sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False)) % 11 == 0
        for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS)
    )


def _numbers(text: str) -> Iterator[Found]:
    """National identity numbers and telephone numbers, however their digits are grouped."""
    for run in _DIGITS.finditer(text):
        groups = list(_GROUPS.finditer(run[0]))
        for first in range(len(groups)):
            for some in _windows(groups[first : first + LONGEST_NUMBER]):
                digits = "".join(group[0] for group in some)
                written = run[0][some[0].start() : some[-1].end()]
                if is_national_id(digits):
                    yield Found(Trace.NATIONAL_ID, written)
                elif _is_phone(digits, tuple(len(group[0]) for group in some)):
                    yield Found(Trace.PHONE, written)
        if run[0].startswith("+") and 8 <= sum(len(group[0]) for group in groups) <= 15:
            yield Found(Trace.PHONE, run[0])


def _windows(groups: list[re.Match]) -> Iterator[list[re.Match]]:
    """The first groups, as many as hold the digits of a number."""
    length = 0
    for last, group in enumerate(groups, 1):
        length += len(group[0])
        if length > LONGEST_NUMBER:
            return
        if length in (8, 11, LONGEST_NUMBER):
            yield groups[:last]


def _is_phone(digits: str, shape: tuple[int, ...]) -> bool:
    """Eight digits as Norwegians write them, not a date, with or without 0047."""
    if shape[0] == 4 and digits.startswith("0047"):
        digits, shape = digits[4:], shape[1:]
    elif len(digits) == 12 and digits.startswith("0047"):
        digits, shape = digits[4:], (8,)
    return shape in _PHONE_SHAPES and digits[0] in "23456789" and not _DATE.fullmatch(digits)


def _names(text: str, known: Collection[str]) -> Iterator[str]:
    for match in _NAME.finditer(text):
        words = match[0].split()
        opens = _SENTENCE_END.search(text[max(0, match.start() - 3) : match.start()])
        if opens and words[0].casefold() in _OPENERS:
            words = words[1:]
        name = " ".join(words)
        if len(words) > 1 and not _is_known(name.casefold(), known):
            yield name


def _is_known(name: str, known: Collection[str]) -> bool:
    """Either holds the other: «TCO Certified» in «TCO Certified Edge»; one word alone says too little."""
    return any(name in one or one in name for one in known if " " in one)
