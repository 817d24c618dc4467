"""How long a session lasts: two hours without use (SESSION_COOKIE_AGE), twelve hours in all."""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

LONGEST = timedelta(hours=12)
# How seldom a session in use is written anew.
RENEWED = timedelta(minutes=5)
STARTED, SEEN = "started", "seen"


def start_session(session: SessionBase, *, at: datetime) -> None:
    session[STARTED] = session[SEEN] = at.timestamp()


def outlived(session: SessionBase, *, at: datetime) -> bool:
    """Whether the person must sign in again, however busy she is."""
    return at.timestamp() - session.get(STARTED, 0) > LONGEST.total_seconds()


def renew(session: SessionBase, *, at: datetime) -> None:
    """Count the time without use from now on."""
    if at.timestamp() - session.get(SEEN, 0) > RENEWED.total_seconds():
        session[SEEN] = at.timestamp()
