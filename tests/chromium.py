"""The browser that tests and measurements drive, and how someone is signed in there."""

import shutil

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

# The one without a window first: it opens a page for a third of the processor's time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def program() -> str | None:
    """Where the first of them is that can be found."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def cookie_of(user: User) -> dict[str, str]:
    """A session's cookie, as Playwright takes it."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return {"name": cookie.key, "value": cookie.value, "domain": "127.0.0.1", "path": "/admin/"}
