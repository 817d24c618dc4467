"""Passwords that are long enough and still the first that anyone would try. No network is asked."""

import re
from functools import lru_cache

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

FEWEST_SIGNS = 6
# What stands for letters in a disguised word.
DISGUISES = str.maketrans("0134578@$!€", "oieastbasie")
SEQUENCES = (
    "abcdefghijklmnopqrstuvwxyzæøå",
    "qwertyuiopåasdfghjkløæzxcvbnm",
    "01234567890123456789",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
)
# Norwegian words that lists made abroad don't have.
NORWEGIAN = frozenset(
    [
        "passord",
        "passordet",
        "hemmelig",
        "velkommen",
        "sommer",
        "vinter",
        "høst",
        "vår",
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
        "norge",
        "oslo",
        "bergen",
        "trondheim",
        "stavanger",
        "admin",
        "administrator",
        "redaksjon",
        "redaktør",
        "bærekraft",
        "åpenhet",
        "åpenhetsloven",
        "miljø",
        "miljømerke",
        "firma",
        "bedrift",
        "jobb",
        "kontor",
        "hei",
        "hallo",
        "test",
        "bruker",
        "brukernavn",
        "logg",
        "inn",
        "min",
        "mitt",
        "mandag",
        "tirsdag",
        "onsdag",
        "torsdag",
        "fredag",
        "lørdag",
        "søndag",
        "elsker",
        "deg",
        "kjære",
        "fotball",
        "skjønn",
    ]
)


class FamiliarPasswordValidator:
    """Refuses what is made of a common word or two with figures around, of a row of keys, or of few signs."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(set(password.lower())) < FEWEST_SIGNS:
            raise ValidationError(
                f"Passordet har for få ulike tegn. Bruk minst {FEWEST_SIGNS} forskjellige.",
                code="password_few_signs",
            )
        if is_familiar(password, _own_words(user)):
            raise ValidationError(
                "Passordet er lett å gjette. Velg for eksempel fire ord som ikke hører sammen.",
                code="password_familiar",
            )

    def get_help_text(self) -> str:
        return "Ikke bruk et vanlig ord med tall bak, tegn i rekkefølge eller samme ord flere ganger."


def is_familiar(password: str, own_words: frozenset[str] = frozenset()) -> bool:
    lowered = password.lower()
    if any(_runs_along(lowered, row) for row in SEQUENCES):
        return True
    known = common_words() | own_words
    return any(_made_of(core, known) for core in _cores(lowered))


def _cores(lowered: str) -> set[str]:
    """What is left without the figures and signs around, as it stands, as letters alone, and without its disguise."""
    middle = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", lowered)
    letters = {re.sub(r"[\W\d_]+", "", text) for text in (middle, middle.translate(DISGUISES))}
    return letters | {re.sub(r"[\W_]+", "", lowered)}


def _made_of(core: str, known: frozenset[str]) -> bool:
    """Whether at most two different words of the list, however often, make up all of it."""
    if len(core) < 3:
        return True
    shortest = next(
        (core[:n] for n in range(3, len(core) + 1) if core == (core[:n] * len(core))[: len(core)]), core
    )
    if shortest != core and (len(shortest) <= 8 or shortest in known):
        return True
    return core in known or any(core[:n] in known and core[n:] in known for n in range(3, len(core) - 2))


def _runs_along(text: str, row: str) -> bool:
    """Whether most of the text is one stretch of the row, forwards or backwards."""
    least = max(8, len(text) * 2 // 3)
    looped = row * 2
    return any(
        text[start : start + least] in both
        for start in range(len(text) - least + 1)
        for both in (looped, looped[::-1])
    )


def _own_words(user: User | None) -> frozenset[str]:
    names = [user.username, user.first_name, user.last_name, user.email.partition("@")[0]] if user else []
    return frozenset(word for name in names for word in re.split(r"[\W\d_]+", name.lower()) if len(word) > 2)


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Django's list of twenty thousand, and the words of ours that it lacks."""
    return frozenset(word for word in CommonPasswordValidator().passwords if len(word) > 2) | NORWEGIAN
