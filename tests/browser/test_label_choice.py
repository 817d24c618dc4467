"""Finding and comparing labels in real Chromium: by keyboard alone, on a narrow screen, without a script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.barriers import barriers


@pytest.fixture
def narrow(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 320, "height": 800}, java_script_enabled=True)
    yield context.new_page()
    context.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, as someone without a mouse must."""
    for _press in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard never reaches {selector}")


def test_finding_and_comparing_by_keyboard_alone_on_a_narrow_screen(live_site, narrow: Page) -> None:
    narrow.goto(f"{live_site}/miljomerker/finn/")
    tab_to(narrow, "input[name=produkt]")
    for _press in range(2):
        narrow.keyboard.press("ArrowDown")
    tab_to(narrow, "input[name=tema][value=energy]")
    narrow.keyboard.press("Space")
    tab_to(narrow, "input[name=kjoper]")
    narrow.keyboard.press("ArrowDown")
    tab_to(narrow, ".chooser .button")
    narrow.keyboard.press("Enter")
    narrow.wait_for_url("**/finn/?produkt=computers&tema=energy&kjoper=private#svar")
    assert "Spør butikken: Har akkurat denne varen Energy Star?" in narrow.locator("main").inner_text()
    assert barriers(narrow) == []

    narrow.goto(f"{live_site}/miljomerker/sammenlign/?merke=tco-certified&merke=epeat")
    assert barriers(narrow) == []
    assert narrow.locator(".compare td .whose").first.is_visible()
    cells = narrow.get_by_role("row", name="Strømforbruk").get_by_role("cell")
    assert cells.count() == 2
    assert narrow.get_by_role("columnheader").count() == 3
    tab_to(narrow, "input[name=merke][value=svanen]")
    narrow.keyboard.press("Space")
    tab_to(narrow, ".chooser .button")
    narrow.keyboard.press("Enter")
    narrow.wait_for_url("**/sammenlign/?merke=tco-certified&merke=epeat&merke=svanen&merke=")
    assert narrow.get_by_role("columnheader").count() == 4

    narrow.set_viewport_size({"width": 1280, "height": 900})
    assert narrow.locator(".compare td .whose").first.is_hidden()
    assert barriers(narrow) == []
