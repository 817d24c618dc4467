"""The editors' desk in real Chromium: signed in, and every word of complaint in the console counts."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.chromium import cookie_of
from tests.conftest import LiveSite


@pytest.fixture
def desk(chromium: Browser, live_site: LiveSite) -> Iterator[Callable[..., Page]]:
    """`desk("Kari", width=360)`: a signed-in tab of someone who may do everything. After the test, nothing may have
    been said in any console: no script error, no refusal by the content security policy."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(
        name: str = "Kari", *, width: int = 1280, scheme: str = "light", bypass_csp: bool = False
    ) -> Page:
        user, _ = User.objects.get_or_create(
            username=name.lower(), first_name=name, is_staff=True, is_superuser=True
        )
        context = chromium.new_context(
            base_url=str(live_site),
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale="nb-NO",
            timezone_id="Europe/Oslo",
            bypass_csp=bypass_csp,
        )
        context.add_cookies([cookie_of(user)])
        if not bypass_csp:
            context.on("console", lambda message: complaints.append(said(message)))
            context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert [complaint for complaint in complaints if complaint] == []


def said(message: ConsoleMessage) -> str:
    return (
        f"{message.type}: {message.text} {message.location['url']}"
        if message.type in ("error", "warning")
        else ""
    )
