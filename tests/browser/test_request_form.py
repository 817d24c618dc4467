"""Asking for information in real Chromium: without a script, without a cookie, by keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.barriers import barriers, barriers_in_every_form
from tests.transparency.asking import mark
from transparency.models import InformationRequest

FORM = "/apenhetsloven/innsyn/"
DEVICES = {
    "narrow and dark": {"viewport": {"width": 320, "height": 800}, "color_scheme": "dark"},
    "wide and light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
}


@pytest.fixture
def visitor(chromium: Browser, device: str) -> Iterator[Page]:
    context = chromium.new_context(**DEVICES[device])
    yield context.new_page()
    context.close()


def let_time_pass(page: Page) -> None:
    """The form's mark, as if it had been shown a minute ago."""
    page.locator("input[name=token]").evaluate("(field, mark) => { field.value = mark }", mark())


@pytest.mark.parametrize("device", list(DEVICES))
def test_asking_from_the_first_page_to_the_case(live_site, visitor: Page) -> None:
    heard = []
    visitor.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    visitor.goto(f"{live_site}/apenhetsloven/")
    visitor.get_by_role("link", name="Spør oss", exact=True).click()
    assert barriers(visitor) == []
    let_time_pass(visitor)
    visitor.get_by_role("button", name="Send spørsmålet").click()
    expect(visitor.locator(".problem")).to_be_focused()
    assert visitor.get_by_role("heading", name="Rett dette først").is_visible()
    assert barriers_in_every_form(visitor) == []
    visitor.get_by_role("link", name="Skriv hva du vil vite.").click()
    assert visitor.evaluate("document.activeElement.id") == "id_question"
    visitor.keyboard.insert_text("Hvor kommer kobolten i batteriene fra?\nOg tinnet?")
    visitor.get_by_label("E-postadresse").fill("asker@example.com")
    visitor.get_by_role("button", name="Send spørsmålet").click()
    assert visitor.get_by_role("heading", level=1).inner_text() == "Spørsmålet er mottatt"
    assert barriers(visitor) == []
    case = InformationRequest.objects.get()
    assert case.question == "Hvor kommer kobolten i batteriene fra?\nOg tinnet?"
    assert case.suspicion == ""
    assert case.number in visitor.locator("main").inner_text()
    visitor.reload()
    assert InformationRequest.objects.count() == 1
    assert visitor.context.cookies() == []
    heard = [text for text in heard if "422" not in text]
    assert heard == []


@pytest.mark.parametrize("device", ["wide and light"])
def test_case_page_takes_more_facts_by_keyboard_alone(live_site, visitor: Page) -> None:
    visitor.goto(f"{live_site}{FORM}")
    let_time_pass(visitor)
    visitor.locator("#id_question").focus()
    visitor.keyboard.insert_text("Hvor kommer kobolten fra?")
    visitor.keyboard.press("Tab")
    assert visitor.evaluate("document.activeElement.id") == "id_reply_by"
    visitor.keyboard.press("ArrowDown")
    visitor.keyboard.press("Tab")
    assert visitor.evaluate("document.activeElement.id") == "id_postal_address"
    visitor.keyboard.insert_text("Postboks 1\n0001 Oslo")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Tab")
    while visitor.evaluate("document.activeElement.tagName") != "BUTTON":
        visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    visitor.wait_for_url(f"**{FORM}sak/**")
    more = visitor.locator("summary", has_text="Legg til opplysninger")
    more.focus()
    visitor.keyboard.press("Enter")
    visitor.keyboard.press("Tab")
    visitor.keyboard.insert_text("Det gjelder batterier.")
    visitor.keyboard.press("Tab")
    with visitor.expect_navigation():
        visitor.keyboard.press("Enter")
    case = InformationRequest.objects.get()
    assert (case.reply_by, case.postal_address) == ("post", "Postboks 1\n0001 Oslo")
    assert "Det gjelder batterier." in case.events.values_list("text", flat=True)


@pytest.mark.parametrize("device", ["narrow and dark"])
@pytest.mark.parametrize(
    "path", ["/apenhetsloven/svar/", "/apenhetsloven/tall/", "/en/transparency-act/information-request/"]
)
def test_pages_around_the_form_have_no_barrier(live_site, visitor: Page, path: str) -> None:
    visitor.goto(f"{live_site}{path}")
    assert barriers(visitor) == []
    assert visitor.context.cookies() == []
