"""Every public page in real Chromium: Norwegian narrow and dark, English wide and light."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page

from sustainability_site.content.reading import live_cards

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
DEVICES = {
    "nb": {"viewport": {"width": 320, "height": 800}, "color_scheme": "dark"},
    "en": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
}
PAGES_PER_LANGUAGE = 35


@pytest.fixture
def reader(chromium: Browser, language: str) -> Iterator[Page]:
    context = chromium.new_context(**DEVICES[language], bypass_csp=False)
    yield context.new_page()
    context.close()


def faults(page: Page, path: str) -> Iterator[str]:
    for violation in Axe().run(page, options=RULES).response["violations"]:
        nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
        yield f"{path}: {violation['id']}: {nodes}"
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        yield f"{path}: scrolls sideways"


@pytest.mark.parametrize("language", ["nb", "en"])
def test_pages_have_no_barrier_no_error_and_no_stranger(live_site, reader: Page, language: str) -> None:
    heard, asked, found = [], set(), []
    reader.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    reader.on("pageerror", lambda error: heard.append(str(error)))
    reader.on("request", lambda request: asked.add(request.url.split("/")[2]))
    paths = list(live_cards(language, timezone.now()).exclude(path="").values_list("path", flat=True))
    for path in paths:
        reader.goto(f"{live_site}{path}")
        found += faults(reader, path)
    assert found == []
    assert heard == []
    assert asked == {str(live_site).removeprefix("http://")}
    assert reader.context.cookies() == []
    assert len(paths) == PAGES_PER_LANGUAGE


@pytest.mark.parametrize("language", ["nb"])
def test_keyboard_reaches_the_content_first(live_site, reader: Page, language: str) -> None:
    reader.goto(f"{live_site}/miljomerker/")
    reader.keyboard.press("Tab")
    link = reader.locator(":focus")
    assert link.inner_text() == "Gå til innholdet"
    assert link.bounding_box()["y"] >= 0
    reader.keyboard.press("Enter")
    assert reader.evaluate("document.activeElement.id") == "main"
