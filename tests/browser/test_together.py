"""What is typed is kept, shown as the page it becomes, and never lost to a colleague or an ended session."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from sustainability_site.content.models import Draft, KeptText
from sustainability_site.content.models import Page as ContentPage
from sustainability_site.people.models import Session
from tests.browser.test_admin_screens import barriers, english, too_wide
from tests.content.admin_forms import saved, signed_in, view_of

PASSWORD = "et langt passord til prøven"  # noqa: S105


@pytest.fixture
def about(desk: Callable[..., Page]) -> ContentPage:
    return ContentPage.objects.get(code="about")


def faults(page: Page) -> list[str]:
    return [*barriers(page), *english(page), *too_wide(page, 360)]


def test_text_is_kept_from_the_first_key_and_taken_up_again(
    desk: Callable[..., Page], about: ContentPage
) -> None:
    page = desk(bypass_csp=True)
    page.goto(view_of(about, "change"))
    page.get_by_label("Ingress (norsk)").press_sequentially("Nytt: ")
    area = page.get_by_role("textbox", name="Brødtekst (norsk)")
    area.press_sequentially("Også her")
    expect(page.locator("#kept-status")).to_have_text(
        re.compile(r"^Teksten er tatt vare på kl\. \d\d\.\d\d, men ikke lagret\.$")
    )
    page.goto("/admin/")
    page.goto(view_of(about, "change"))
    expect(page.get_by_role("heading", name="Du har tekst her som ikke er lagret")).to_be_visible()
    told = faults(page)
    page.get_by_role("button", name="Fortsett der du slapp").click()
    expect(page.get_by_role("heading", name="Her er teksten slik du forlot den")).to_be_visible()
    expect(page.get_by_label("Ingress (norsk)")).to_have_value(re.compile("Nytt: "))
    expect(page.get_by_role("textbox", name="Brødtekst (norsk)")).to_contain_text("Også her")
    told += faults(page)
    page.get_by_role("button", name="Lagre og fortsett å redigere").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    about.refresh_from_db()
    assert (about.lead_nb.count("Nytt: "), about.body_nb) == (1, "<p>Også her</p>")
    assert KeptText.objects.exclude(typed="").count() == 0
    assert told == []


def test_session_that_ends_while_writing_gives_the_text_back(
    desk: Callable[..., Page], about: ContentPage
) -> None:
    User.objects.create_superuser("kari", first_name="Kari", password=PASSWORD)
    page = desk(bypass_csp=True)
    page.goto(view_of(about, "change"))
    page.get_by_label("Ingress (norsk)").fill("Skrevet i siste liten.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Lagre", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det du skrev, er tatt vare på")
    told = faults(page)
    page.get_by_role("link", name=re.compile("Logg inn")).click()
    page.get_by_label("Brukernavn").fill("kari")
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn").click()
    page.get_by_role("button", name="Fortsett der du slapp").click()
    expect(page.get_by_label("Ingress (norsk)")).to_have_value("Skrevet i siste liten.")
    assert told == []


def test_unsaved_form_is_shown_as_the_page_it_becomes(desk: Callable[..., Page], about: ContentPage) -> None:
    page = desk()
    page.goto(view_of(about, "change"))
    before = Draft.objects.count()
    page.get_by_label("Ingress (norsk)").fill("Dette er ikke lagret.")
    page.get_by_role("button", name="Vis siden på norsk").click()
    frame = page.frame_locator("#preview-frame iframe:last-child")
    expect(frame.locator(".lead")).to_have_text("Dette er ikke lagret.")
    expect(frame.locator("html")).to_have_attribute("lang", "nb")
    page.get_by_label("Telefon").check()
    assert page.locator("#preview-frame iframe").last.bounding_box()["width"] <= 400
    page.get_by_label("Ingress (norsk)").fill("Og dette følger med.")
    expect(frame.locator(".lead")).to_have_text("Og dette følger med.")
    page.locator("#preview-panel").get_by_label("Engelsk").check()
    expect(frame.locator("html")).to_have_attribute("lang", "en")
    page.locator("#id_title_nb").fill("")
    expect(frame.locator("body")).to_contain_text("Tittel (norsk)")
    page.locator("#preview-panel").get_by_label("Norsk").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#preview-panel")).to_be_hidden()
    expect(page.get_by_role("button", name="Vis siden på norsk")).to_be_focused()
    assert Draft.objects.count() == before
    about.refresh_from_db()
    assert about.lead_nb not in ("Dette er ikke lagret.", "Og dette følger med.")


def test_two_who_change_the_same_page_choose(desk: Callable[..., Page], about: ContentPage) -> None:
    page = desk(bypass_csp=True)
    saved(signed_in(User.objects.get(username="kari")), about, title_nb="Om siden")
    page.goto(view_of(about, "change"))
    page.get_by_label("Ingress (norsk)").fill("Min ingress.")
    colleague = User.objects.create_superuser("ola", first_name="Ola")
    saved(signed_in(colleague), about, lead_nb="Olas ingress.", title_en="Ola’s title")
    page.get_by_role("button", name="Lagre", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("To har endret «Om siden»")
    told = faults(page)
    page.get_by_role("button", name="Lagre det som er valgt").click()
    expect(page.get_by_role("alert")).to_have_text("Velg én av tekstene der begge har endret.")
    told += faults(page)
    page.get_by_role("radio", name=re.compile("^Lagret av Ola")).first.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Lagre det som er valgt").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    about.refresh_from_db()
    assert (about.lead_nb, about.title_en) == ("Min ingress.", "Ola’s title")
    assert any("Olas ingress." in draft.document for draft in Draft.objects.filter(subject="page/about"))
    assert told == []


def test_link_for_someone_without_an_account(desk: Callable[..., Page], about: ContentPage) -> None:
    page = desk(bypass_csp=True)
    page.goto(view_of(about, "change"))
    page.get_by_role("link", name=re.compile("Lag en lenke|Lenke til")).click()
    address = page.get_by_label("Lenke til siden på norsk").input_value()
    assert address.startswith(f"{settings.SITE_URL}/forhandsvisning/")
    assert faults(page) == []
