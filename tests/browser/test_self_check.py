"""The self-check by keyboard alone, on a narrow screen: answered, read, shared, changed and printed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.barriers import violations

PAGE = "/leverandorer/etiske-retningslinjer/egenkontroll/"


@pytest.fixture
def narrow(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 320, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}.")


def test_supplier_answers_by_keyboard_and_prints_the_gaps(live_site, narrow: Page) -> None:
    narrow.goto(f"{live_site}{PAGE}")
    tab_to(narrow, "[name=working-environment]")
    narrow.keyboard.press("Space")
    tab_to(narrow, "[name=complaints]")
    narrow.keyboard.press("Space")
    narrow.keyboard.press("ArrowRight")
    narrow.keyboard.press("ArrowRight")
    tab_to(narrow, "form .button")
    narrow.keyboard.press("Enter")
    narrow.wait_for_url(f"**{PAGE}?working-environment=y&complaints=n#resultat")

    assert narrow.locator("#resultat").bounding_box()["y"] < 100
    assert narrow.locator(".gaps").inner_text().startswith("6.1 Klageordning for de ansatte Ikke oppfylt")
    assert [radio.get_attribute("value") for radio in narrow.locator("input:checked").all()] == ["y", "n"]
    assert narrow.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert min(box.bounding_box()["height"] for box in narrow.locator(".answers label").all()) >= 44
    assert violations(narrow) == []

    tab_to(narrow, "[href='#svar']")
    narrow.keyboard.press("Enter")
    tab_to(narrow, "[name=complaints]")
    narrow.keyboard.press("ArrowLeft")
    tab_to(narrow, "form .button")
    narrow.keyboard.press("Enter")
    narrow.wait_for_url(f"**{PAGE}?working-environment=y&complaints=p#resultat")
    assert narrow.locator(".gaps .tag").inner_text() == "Delvis oppfylt"

    narrow.emulate_media(media="print")
    assert narrow.locator(".to-fill-in").is_visible()
    assert not narrow.locator(".answering form").is_visible()
