"""From the front page of admin to a stale translation, mended and published, as an editor does it."""

import re
from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page, expect

from sustainability_site.content import working_copy
from sustainability_site.content.models import Edition, TranslationState
from sustainability_site.content.models import Page as ContentPage
from tests.browser.test_admin_screens import barriers, english, too_wide
from tests.content.admin_forms import view_of

MOST_CLICKS = 5
COUNT = """() => {
    const count = () => sessionStorage.setItem("clicks", Number(sessionStorage.getItem("clicks")) + 1)
    addEventListener("pointerdown", count, { capture: true })
}"""


def stale_page() -> ContentPage:
    """Its lead, and the text of its first section, have changed in Norwegian since they were translated."""
    page = ContentPage.objects.get(code="about")
    ContentPage.objects.filter(pk=page.pk).update(lead_nb="En helt ny ingress.")
    row = page.sections.first()
    page.sections.filter(pk=row.pk).update(body_nb="<p>En helt ny tekst.</p>")
    working_copy.remember(page, actor="Ola", at=timezone.now())
    return page


def test_a_stale_translation_is_found_mended_and_published(desk: Callable[..., Page]) -> None:
    page, subject = desk(), stale_page()
    page.add_init_script(f"({COUNT})()")
    page.goto("/admin/")
    page.get_by_role("link", name="Om nettstedet (engelsk)").click()
    expect(page.get_by_label("Ingress (engelsk)")).to_be_focused()
    expect(page.locator("#oversettelse-en-lead ins")).to_contain_text("En helt ny ingress")
    page.keyboard.press("Control+a")
    page.keyboard.type("A brand new lead.")
    page.get_by_role("button", name="Lagre og fortsett å redigere").click()
    expect(page.locator("#translations-heading")).to_have_text("1 oversettelse er utdatert")
    page.get_by_role("link", name="Publiser …").click()
    page.get_by_label("Begrunnelse").click()
    page.keyboard.type("Ny ingress")
    page.get_by_role("button", name="Publiser").click()
    expect(page.locator(".messagelist .success")).to_contain_text("er publisert som utgave 2")
    assert int(page.evaluate("sessionStorage.getItem('clicks')")) <= MOST_CLICKS
    assert '"lead_en":"A brand new lead."' in Edition.objects.filter(subject="page/about").first().document

    page.get_by_role("link", name="Avsnitt 1: tekst (engelsk)").click()
    expect(page.locator("#sections-0").get_by_role("textbox", name="Tekst (engelsk)")).to_be_focused()
    page.get_by_role("button", name=re.compile("Fortsatt riktig.*avsnitt 1: tekst")).click()
    expect(page.locator(".messagelist .success")).to_contain_text("fortsatt er riktig")
    assert page.locator(".translation-mark, #translations").count() == 0
    assert TranslationState.objects.get(subject=subject.subject).stale_count == 0


def test_screens_of_translations_have_no_barrier(desk: Callable[..., Page]) -> None:
    page, subject, found = desk(bypass_csp=True), stale_page(), {}
    for path in (f"{view_of(subject, 'change')}#oversettelse-en-lead", "/admin/oversettelser/"):
        page.goto(path)
        page.wait_for_load_state()
        found[path] = [*barriers(page), *english(page), *too_wide(page, 360)]
    assert {path: faults for path, faults in found.items() if faults} == {}
