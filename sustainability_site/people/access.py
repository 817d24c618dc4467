"""Verbs about access: what is remembered of it, and how all of a person's sessions are ended."""

from datetime import datetime

from django.contrib.auth.models import User

from sustainability_site.discreet_log import TOKEN
from sustainability_site.people import lockout
from sustainability_site.people.models import AccessEvent, Session


def remember(kind: AccessEvent.Kind, *, user: User | None, at: datetime, about: str = "") -> None:
    """Enter an event in the log. `about` loses the keys that stand in addresses."""
    AccessEvent.objects.create(kind=kind, user=user, at=at, about=TOKEN.sub("…", about)[:300])


def remember_wrong_password(*, user: User | None, username: str, address: str, at: datetime) -> None:
    """A failure that the lock-out counted at this moment, and that it began a wait."""
    remember(AccessEvent.Kind.FAILED, user=user, at=at)
    if lockout.just_locked(username, address, at=at):
        remember(AccessEvent.Kind.LOCKED, user=user, at=at)


def end_sessions(user: User) -> int:
    """Sign a person out everywhere, and say of how many browsers that was."""
    return Session.objects.filter(user_id=user.pk).delete()[0]


def remember_refusal(*, user: User, path: str, at: datetime) -> None:
    """A person's refusal at an address, once an hour, so that knocking on and on doesn't fill the log."""
    about = TOKEN.sub("…", path)[:300]
    hour = at.replace(minute=0, second=0, microsecond=0)
    seen = AccessEvent.objects.filter(
        kind=AccessEvent.Kind.REFUSED, user=user, at__gte=hour, about=about
    ).exists()
    if not seen:
        remember(AccessEvent.Kind.REFUSED, user=user, at=at, about=about)
