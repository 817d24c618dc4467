"""One label from the first key to the bin and back, and two editors at one page."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from labels.models import Label, Topic
from sustainability_site.content.models import Edition
from tests.content.admin_forms import view_of

SAVE_AND_STAY = "Lagre og fortsett å redigere"


def state(page: Page):
    return page.locator(".publication-state")


def publish(page: Page, reason: str) -> None:
    page.get_by_role("link", name="Publiser …").click()
    page.get_by_label("Begrunnelse").fill(reason)
    page.get_by_role("button", name="Publiser").click()


def choose_source(page: Page, row) -> None:
    row.get_by_role("combobox", name=re.compile("^Kilde")).click()
    page.locator(".select2-results__option[aria-selected]").first.click()


def test_a_label_from_the_first_key_to_the_bin_and_back(desk: Callable[..., Page]) -> None:
    page = desk()
    write_a_label_with_a_new_topic(page)
    label = Label.objects.get(name_nb="Ærlig merke")
    assert (label.code, label.slug_nb) == ("aerlig-merke", "aerlig-merke")
    preview_it(page)
    publish_it(page, view_of(label, "change"))
    change_it_and_publish_again(page)
    fetch_back_its_first_edition(page)
    schedule_and_cancel(page)
    withdraw_it(page)
    delete_it_and_fetch_it_back(page)
    assert [edition.number for edition in Edition.objects.filter(subject="label/aerlig-merke")] == [2, 1]


def write_a_label_with_a_new_topic(page: Page) -> None:
    page.goto("/admin/labels/label/add/")
    page.locator("#id_name_nb").press_sequentially("Ærlig merke")
    page.get_by_label("Kort om merket (norsk)").fill("Et merke som ble til i en prøve.")
    page.get_by_role("textbox", name="Hva merket er (norsk)").fill("Merket finnes bare her.")
    page.get_by_role("button", name="Legg til Krav om et tema").click()
    row = page.locator("#coverages-0")
    with page.expect_popup() as popup:
        row.get_by_role("link", name="Legg til").first.click()
    popup.value.locator("#id_name_nb").press_sequentially("Lydnivå")
    popup.value.get_by_label("Forklaring (norsk)").fill("Hvor mye produktet bråker.")
    popup.value.get_by_role("button", name="Lagre").click()
    expect(row.get_by_label("Tema")).to_have_text(re.compile("Lydnivå"))
    row.get_by_label("Grad").select_option(index=1)
    row.get_by_label("Hva merket krever (norsk)").fill("Høyst 40 desibel.")
    choose_source(page, row)
    page.get_by_role("button", name=SAVE_AND_STAY).click()
    expect(state(page)).to_have_text("Ikke publisert")


def preview_it(page: Page) -> None:
    page.get_by_role("button", name="Vis siden på norsk").click()
    preview = page.frame_locator("#preview-frame iframe:last-child")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Ærlig merke")
    expect(preview.locator("main")).to_contain_text("Lydnivå")
    expect(preview.locator("main")).to_contain_text("Høyst 40 desibel.")
    page.get_by_role("button", name="Lukk").click()
    assert page.request.get("/miljomerker/aerlig-merke/").status == 404


def publish_it(page: Page, form: str) -> None:
    publish(page, "Nytt merke")
    expect(page.locator(".errorlist")).to_contain_text(
        "«Lydnivå» (tema) er ikke publisert. Publiser den først."
    )
    page.goto(view_of(Topic.objects.get(name_nb="Lydnivå"), "change"))
    publish(page, "Nytt tema")
    page.goto(form)
    publish(page, "Nytt merke")
    expect(state(page)).to_have_text("Publisert, utgave 1")
    assert "Høyst 40 desibel." in page.request.get("/miljomerker/aerlig-merke/").text()


def change_it_and_publish_again(page: Page) -> None:
    page.get_by_label("Kort om merket (norsk)").fill("Nå med ny ingress.")
    page.get_by_role("button", name=SAVE_AND_STAY).click()
    expect(state(page)).to_have_text("Publisert, utgave 1 · endret siden")
    publish(page, "Ny ingress")
    expect(state(page)).to_have_text("Publisert, utgave 2")
    archive = page.request.get("/miljomerker/aerlig-merke/utgave/1/").text()
    assert ("Et merke som ble til" in archive, "ny ingress" in archive) == (True, False)


def fetch_back_its_first_edition(page: Page) -> None:
    page.get_by_role("link", name="Utgaver").click()
    page.get_by_role("link", name="Hent tilbake utgave 1 …").click()
    page.get_by_role("button", name="Hent tilbake").click()
    expect(page.get_by_label("Kort om merket (norsk)")).to_have_value("Et merke som ble til i en prøve.")
    expect(state(page)).to_have_text("Publisert, utgave 2 · endret siden")


def schedule_and_cancel(page: Page) -> None:
    page.get_by_role("link", name="Publiser …").click()
    page.get_by_label("Begrunnelse").fill("Tilbake til den første")
    expect(page.locator("#id_moment")).to_be_hidden()
    page.get_by_label("Publiser på et tidspunkt").check()
    moment = timezone.localtime(timezone.now() + timedelta(days=1)).replace(hour=9, minute=0)
    page.locator("#id_moment").fill(f"{moment:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Publiser").click()
    expect(state(page)).to_contain_text(f"ny utgave planlagt {moment:%d.%m.%Y} kl. 09.00")
    page.get_by_role("link", name="Avlys planlagt utgave …").click()
    page.get_by_role("button", name="Avlys").click()
    expect(state(page)).to_have_text("Publisert, utgave 2 · endret siden")


def withdraw_it(page: Page) -> None:
    page.get_by_role("link", name="Trekk tilbake …").click()
    page.get_by_label("Begrunnelse").fill("Prøven er over")
    page.get_by_role("button", name="Trekk tilbake").click()
    expect(state(page)).to_have_text("Trukket tilbake")
    assert page.request.get("/miljomerker/aerlig-merke/").status == 410


def delete_it_and_fetch_it_back(page: Page) -> None:
    page.get_by_role("link", name="Slett", exact=True).click()
    page.get_by_role("button", name="Legg i papirkurven").click()
    assert not Label.objects.filter(code="aerlig-merke").exists()
    page.get_by_role("link", name="Papirkurv", exact=True).click()
    page.get_by_role("button", name="Hent tilbake «Ærlig merke»").click()
    expect(page.get_by_label("Hva merket krever (norsk)").first).to_have_value("Høyst 40 desibel.")
    expect(state(page)).to_have_text("Trukket tilbake")


def test_moment_survives_a_missing_reason(desk: Callable[..., Page]) -> None:
    page = desk(width=360)
    page.goto(view_of(Label.objects.get(code="epeat"), "publish"))
    page.get_by_label("Publiser på et tidspunkt").check()
    page.locator("#id_moment").fill("2030-01-02T09:30")
    page.get_by_role("button", name="Publiser").click()
    expect(page.locator(".errorlist")).to_contain_text("Skriv hvorfor.")
    expect(page.locator("#id_moment")).to_have_value("2030-01-02T09:30")
