"""What an editor types is kept as it is typed: privately, for the one who typed it, until it is saved or thrown away.

A form carries a signed token that names its editor and what it edits. The token gives leave to keep text for that editor and
nothing else, so that what is sent after the session has ended is kept too.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.contrib.auth import get_user_model
from django.core import signing
from django.db import models, transaction
from django.http import QueryDict
from django.utils.crypto import get_random_string

from sustainability_site.content.models import Draft, KeptText, Publishable

TOKEN = "kept_token"  # noqa: S105 (the name of a field)
SALT = "sustainability_site.content.keeping"
TOKEN_HOLDS = timedelta(days=7)
KEY_LENGTH = 22
NOT_TYPED = ("csrfmiddlewaretoken", TOKEN)
BUTTONS = ("_save", "_publish", "_continue", "_addanother", "_saveasnew")


class TooMuch(ValueError):
    """More than is kept of one form."""


@dataclass(frozen=True)
class OpenedForm:
    """One opening of a form: whose it is, what it edits, and its own key."""

    user: int
    subject: str
    key: str

    @property
    def token(self) -> str:
        return signing.dumps([self.user, self.subject, self.key], salt=SALT)

    @property
    def rows(self) -> models.QuerySet[KeptText]:
        return KeptText.objects.filter(user=self.user, subject=self.subject, key=self.key)


def opened(user: int, subject: str) -> OpenedForm:
    return OpenedForm(user, subject, get_random_string(KEY_LENGTH))


def place_of(model: type[Publishable], subject: Publishable | None) -> str:
    """What a form edits: the object, or what is not saved yet."""
    return subject.subject if subject is not None and subject.pk else f"{model.kind}/"


def opened_form(token: str) -> OpenedForm | None:
    """The form that a token was made for; None for a token that is false or too old."""
    try:
        return OpenedForm(*signing.loads(token, salt=SALT, max_age=TOKEN_HOLDS))
    except signing.BadSignature:
        return None


def typed_in(sent: QueryDict) -> list[list[str]]:
    """The fields of what was sent, without what the form itself put there."""
    return [
        [name, value]
        for name, values in sent.lists()
        if name not in NOT_TYPED and name not in BUTTONS and not name.startswith("merge-")
        for value in values
    ]


def as_sent(kept: KeptText) -> QueryDict:
    sent = QueryDict(mutable=True)
    for name, value in json.loads(kept.typed):
        sent.appendlist(name, value)
    return sent


@transaction.atomic
def keep(form: OpenedForm, typed: Sequence[Sequence[str]], *, at: datetime) -> bool:
    """Keep what is typed, in place of what was kept of the same opening of the form. False when there is nothing to
    keep: the very same has been saved, or the editor may not sign in any more. Raises TooMuch."""
    text = json.dumps(typed, ensure_ascii=False, separators=(",", ":"))
    if len(text) > KeptText.MOST_SIGNS:
        raise TooMuch
    if not get_user_model()._default_manager.filter(pk=form.user, is_active=True, is_staff=True).exists():
        return False
    if form.rows.filter(saved=hash_of(typed)).exists():
        return False
    new = {"user_id": form.user, "subject": form.subject, "typed": text, "kept_at": at}
    KeptText.objects.update_or_create(key=form.key, defaults=new)
    texts = KeptText.objects.filter(user=form.user).exclude(typed="")
    newest = texts.values_list("pk", flat=True)[: KeptText.MOST_FOR_ONE_PERSON]
    texts.exclude(pk__in=list(newest)).delete()
    return True


def waiting(user: int, subject: str) -> models.QuerySet[KeptText]:
    """What the editor has typed about an object and not saved, newest first."""
    return KeptText.objects.filter(user=user, subject=subject).exclude(typed="")


def settle(form: OpenedForm, saved: Publishable, *, typed: Sequence[Sequence[str]], at: datetime) -> None:
    """The form has been saved: nothing of it is kept but the hash of what was typed, and where it went; nor the very same words
    from another time that the form was open."""
    gone = {"typed": "", "saved": hash_of(typed), "kept_at": at}
    gone |= {"saved_as": str(saved.pk), "saved_draft": _newest_draft(saved.subject)}
    KeptText.objects.update_or_create(
        key=form.key, defaults=gone | {"user_id": form.user, "subject": form.subject}
    )
    others = waiting(form.user, form.subject).exclude(key=form.key)
    alike = [kept.pk for kept in others if _words(json.loads(kept.typed)) == _words(typed)]
    others.filter(pk__in=alike).delete()


def _words(typed: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Without the number of the draft that the form was opened from."""
    return sorted([name, value] for name, value in typed if name != "opened_from")


def discard(user: int, key: str) -> None:
    KeptText.objects.filter(user=user, key=key).delete()


def hash_of(typed: Sequence[Sequence[str]]) -> str:
    return sha256(json.dumps(typed).encode("utf-8", "surrogatepass")).hexdigest()


def saved_already(form: OpenedForm, sent: str, *, at: datetime) -> str | None:
    """Under which primary key the very same has been saved from this opening of the form; None if it has not, or if somebody
    has saved since: a second click is told of nobody else's text as if it were one's own.

    Of two that are sent at once, the second waits here for the first.
    """
    mine = {"user_id": form.user, "subject": form.subject, "kept_at": at}
    KeptText.objects.get_or_create(key=form.key, defaults=mine)
    row = form.rows.select_for_update().first()
    return row.saved_as if row is not None and row.saved == sent and _is_newest(row.saved_draft) else None


def _is_newest(draft: int | None) -> bool:
    found = Draft.objects.filter(pk=draft).values("subject")
    return draft is not None and _newest_draft(found[:1]) == draft


def _newest_draft(subject: str | models.QuerySet) -> int | None:
    return Draft.objects.filter(subject=subject).values_list("pk", flat=True).first()


def last_saved(subject: str) -> datetime | None:
    return Draft.objects.filter(subject=subject).values_list("saved_at", flat=True).first()


def forget_old(*, at: datetime) -> int:
    """Delete what nobody has come back for."""
    return KeptText.objects.filter(kept_at__lt=at - timedelta(days=KeptText.DAYS)).delete()[0]
