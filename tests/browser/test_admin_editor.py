"""The rich-text editor as an editor uses it: by pointer, by keyboard, in a row added a moment ago."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from sustainability_site.content.models import Page as ContentPage
from tests.content.admin_forms import view_of


def form_of(page: Page, code: str) -> ContentPage:
    subject = ContentPage.objects.get(code=code)
    page.goto(view_of(subject, "change"))
    return subject


def saved(page: Page) -> None:
    page.get_by_role("button", name="Lagre og fortsett å redigere").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_link_to_this_site_is_stored_by_identity(desk: Callable[..., Page]) -> None:
    page = desk()
    subject = form_of(page, "about")
    area = page.get_by_role("textbox", name="Brødtekst (norsk)")
    area.press("Control+a")
    area.press_sequentially("Les om EPEAT her")
    area.press("Control+a")
    page.get_by_role("toolbar", name="Formatering: Brødtekst (norsk)").get_by_role(
        "button", name="Lenke"
    ).click()
    dialog = page.locator("dialog")
    dialog.get_by_label("Adresse").fill("/miljomerker/epeat/")
    dialog.get_by_role("button", name="Sett inn").click()
    saved(page)
    subject.refresh_from_db()
    assert subject.body_nb == '<p><a href="/-/label/epeat/">Les om EPEAT her</a></p>'
    page.goto(view_of(subject, "preview", "nb"))
    page.get_by_role("link", name="Les om EPEAT her").click()
    expect(page).to_have_url(re.compile("/miljomerker/epeat/$"))


def test_toolbar_and_dialog_by_keyboard_alone(desk: Callable[..., Page]) -> None:
    page = desk()
    subject = form_of(page, "about")
    area = page.get_by_role("textbox", name="Brødtekst (engelsk)")
    area.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Plain words")
    expect(area).to_have_text("Plain words")
    page.keyboard.press("Control+a")
    page.wait_for_function("getSelection().toString() == 'Plain words'")
    page.keyboard.press("Shift+Tab")
    stop = page.locator(":focus")
    expect(stop).to_have_attribute("aria-label", "Overskrift, nivå 2")
    page.keyboard.press("ArrowRight")
    expect(page.locator(":focus")).to_have_attribute("aria-label", "Overskrift, nivå 3")
    page.keyboard.press("Enter")
    expect(area).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("https://example.com/a")
    page.keyboard.press("Enter")
    saved(page)
    subject.refresh_from_db()
    assert subject.body_en == '<h3><a href="https://example.com/a">Plain words</a></h3>'


def test_rich_text_of_a_new_row_is_saved_with_its_name(desk: Callable[..., Page]) -> None:
    page = desk()
    subject = form_of(page, "about")
    before = subject.sections.count()
    page.get_by_role("button", name="Legg til Avsnitt").click()
    row = page.locator(f"#sections-{before}")
    row.get_by_label("Mellomtittel (norsk)").fill("Ny rad")
    row.get_by_text("Tekst (norsk)").click()
    expect(row.get_by_role("textbox", name="Tekst (norsk)")).to_be_focused()
    page.keyboard.type("Skrevet i den nye raden.")
    saved(page)
    added = subject.sections.get(heading_nb="Ny rad")
    assert added.body_nb == "<p>Skrevet i den nye raden.</p>"
    assert list(subject.sections.all())[-1] == added


def test_what_the_editor_has_no_button_for_is_left_behind(desk: Callable[..., Page]) -> None:
    page = desk()
    subject = form_of(page, "about")
    text = page.get_by_role("textbox", name="Brødtekst (norsk)")
    # Before the script has come, it is a plain field.
    expect(text).to_have_attribute("contenteditable", "true")
    text.press("Control+a")
    text.evaluate(
        """editor => {
            const pasted = new DataTransfer()
            pasted.setData("text/html", '<h1>Stor</h1><p><u>Ord</u> <img alt="x"></p>')
            editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true }))
        }"""
    )
    expect(text).to_have_text("StorOrd")
    saved(page)
    subject.refresh_from_db()
    assert subject.body_nb in ("<h2>Stor</h2><p>Ord</p>", "<p>Stor</p><p>Ord</p>")
