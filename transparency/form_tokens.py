"""The signed mark in each rendering of a public form: when it was made, and a key that makes it count once.

It takes the place of a session: nothing is remembered about who was shown a form.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils.crypto import get_random_string

QUICKEST = timedelta(seconds=3)
LONGEST = timedelta(hours=24)
_signer = Signer(salt="transparency.form_tokens")


class Unreadable(ValueError):
    """The mark is missing, forged, or signed with a key that is no longer known."""


@dataclass(frozen=True)
class FormToken:
    """`key` is the same for every sending of one rendering; `age` is the time since it was rendered."""

    key: str
    age: timedelta

    @property
    def too_quick(self) -> bool:
        return self.age < QUICKEST

    @property
    def expired(self) -> bool:
        return self.age > LONGEST


def issue(at: datetime) -> str:
    """The mark of a new rendering."""
    return _signer.sign(f"{get_random_string(22)}.{int(at.timestamp())}")


def reissue(at: datetime) -> str:
    """The mark of a rendering whose text is typed already: it may be sent at once."""
    return issue(at - QUICKEST)


def read(text: str, *, at: datetime) -> FormToken:
    """Raises Unreadable."""
    try:
        key, _, moment = _signer.unsign(text).partition(".")
        age = at - datetime.fromtimestamp(int(moment), UTC)
    except (BadSignature, ValueError):
        raise Unreadable from None
    return FormToken(key, age)
