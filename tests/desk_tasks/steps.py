"""The tasks, each from the first page of admin on the shortest way. `turn` makes each time another."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image

from labels.models import Label
from sustainability_site.content import publishing, working_copy
from sustainability_site.content.models import Page, TranslationState
from tests.desk_tasks.hand import Hand

# task: (clicks, keys) that it may take
MAY_TAKE = {
    "rett en skrivefeil og publiser": (5, 1),
    "endre, forhåndsvis, publiser": (6, 1),
    "finn og rett en utdatert oversettelse": (5, 1),
    "planlegg til i morgen kl. 9": (7, 1),
    "sammenlign med utgaven før, hent tilbake": (6, 1),
    "bilde med alternativ tekst på en side": (7, 1),
    "endre adressen, den gamle leder videre": (6, 1),
    "hva lenker hit": (3, 0),
    "slett og hent tilbake": (8, 0),
    "ikke gjennomgått på et år, og hvem sin": (2, 0),
}


def tasks() -> dict[str, Callable[[Hand, int], None]]:
    return dict(
        zip(
            MAY_TAKE,
            (
                mend_and_publish,
                preview_and_publish,
                mend_a_translation,
                schedule,
                compare_and_fetch_back,
                add_a_picture,
                change_the_address,
                what_links_here,
                delete_and_fetch_back,
                not_reviewed,
            ),
            strict=True,
        )
    )


def mend_and_publish(hand: Hand, turn: int) -> None:
    hand.click("link", "Sider")
    hand.click("link", "Om nettstedet", exact=True)
    hand.field("Ingress (norsk)", f"Rettet ingress nummer {turn}.")
    hand.click("button", "Lagre og publiser …")
    hand.reason()
    hand.click("button", "Publiser", exact=True)
    hand.page.get_by_text("er publisert som utgave").wait_for()


def preview_and_publish(hand: Hand, turn: int) -> None:
    hand.click("link", "Sider")
    hand.click("link", "Personvern", exact=True)
    hand.field("Ingress (norsk)", f"Endret ingress nummer {turn}.")
    hand.click("button", "Vis siden på norsk")
    shown = hand.page.frame_locator("#preview-frame iframe").last
    shown.get_by_text(f"Endret ingress nummer {turn}.").wait_for()
    hand.click("button", "Lagre og publiser …")
    hand.reason()
    hand.click("button", "Publiser", exact=True)
    hand.page.get_by_text("er publisert som utgave").wait_for()


def mend_a_translation(hand: Hand, turn: int) -> None:

    page = Page.objects.get(code="accessibility")
    Page.objects.filter(pk=page.pk).update(lead_nb=f"En ny norsk ingress, nummer {turn}.")
    working_copy.remember(page, actor="Ola", at=timezone.now())
    name = TranslationState.objects.get(subject=page.subject, language="en").name
    hand.page.reload()
    hand.click("link", f"{name} (engelsk)")
    hand.field("Ingress (engelsk)", f"A new lead in English, number {turn}.", focused=True)
    hand.click("button", "Lagre og publiser …")
    hand.reason()
    hand.click("button", "Publiser", exact=True)
    hand.page.get_by_text("er publisert som utgave").wait_for()


def schedule(hand: Hand, turn: int) -> None:

    tomorrow = timezone.localdate() + timedelta(days=1 + turn % 2)
    code, kind = (("Mineraler", "Gull"), ("Mineraler", "Kobolt"))[turn % 2]
    hand.click("link", code)
    hand.click("link", kind, exact=True)
    hand.field("Navn (engelsk)", f"Name {turn}")
    hand.click("button", "Lagre og publiser …")
    hand.reason()
    hand.click("radio", "Publiser på et tidspunkt")
    hand.field("Tidspunkt", f"{tomorrow:%Y-%m-%d}T09:00")
    hand.click("button", "Publiser", exact=True)
    hand.page.get_by_text(f"blir publisert {tomorrow:%d.%m.%Y} kl. 09.00").wait_for()


def compare_and_fetch_back(hand: Hand, turn: int) -> None:
    hand.click("link", "Sider")
    hand.click("link", "Om nettstedet", exact=True)
    hand.click("link", "Utgaver", exact=True)
    hand.click("link", "Sammenlign utgave 1 med skjemaet")
    hand.page.locator(".changes ins").first.wait_for()
    hand.click("button", "Hent tilbake utgave 1")
    hand.page.get_by_text("Skjemaet viser nå teksten fra utgave 1.").wait_for()
    change_behind_the_desk("about", f"Endret igjen {turn}.")


def add_a_picture(hand: Hand, turn: int) -> None:
    """A logo, whose permission has been entered before: three facts about a trademark that are no part of a picture."""
    given = {"logo_permission": "E-post", "logo_permission_on": timezone.localdate(), "logo_origin": "Eieren"}
    Label.objects.filter(code="epeat").update(**given, logo=None)
    working_copy.remember(Label.objects.get(code="epeat"), actor="Ola", at=timezone.now())
    hand.click("link", "Miljømerker", exact=True, within=hand.page.locator(".model-label"))
    hand.click("link", "EPEAT", within=hand.page.locator("#result_list"))
    with hand.page.expect_popup() as popup:
        hand.click("link", "Legg til", within=hand.page.locator(".field-logo").first)
    inner = Hand(popup.value, hand.cost)
    inner.file("Bildefil", picture(turn))
    inner.field("Alternativ tekst (norsk)", "EPEATs logo")
    with inner.page.expect_event("close"):
        inner.press("Enter")
    hand.click("button", "Lagre", exact=True)
    hand.page.get_by_text("er endret").first.wait_for()


def picture(turn: int) -> bytes:

    content = BytesIO()
    Image.new("RGB", (300, 200), (turn % 250, 90, 120)).save(content, "PNG")
    return content.getvalue()


def change_the_address(hand: Hand, turn: int) -> None:
    hand.click("link", "Miljømerker", exact=True, within=hand.page.locator(".model-label"))
    hand.click("link", "Svanemerket", within=hand.page.locator("#result_list"))
    hand.field("Adresse (norsk)", f"svanen-{turn}")
    hand.click("button", "Lagre og publiser …")
    hand.reason()
    hand.click("button", "Publiser", exact=True)
    hand.page.get_by_text("er publisert som utgave").wait_for()


def what_links_here(hand: Hand, turn: int) -> None:
    hand.click("link", "Miljømerker", exact=True, within=hand.page.locator(".model-label"))
    hand.click("link", "TCO Certified")
    hand.unfold("Brukes på")
    hand.page.locator(".used-on a").first.wait_for()


def delete_and_fetch_back(hand: Hand, turn: int) -> None:

    name = f"Til overs {turn}"
    page = Page.objects.create(
        code=f"spare-{turn}", title_nb=name, title_en=f"Spare {turn}", slug_nb=f"o-{turn}"
    )
    page.sections.create(heading_nb="Et avsnitt", heading_en="A section", body_nb="<p>Ord.</p>")
    working_copy.remember(page, actor="Ola", at=timezone.now())
    hand.click("link", "Sider")
    hand.click("link", name, exact=True)
    hand.click("link", "Slett", exact=True)
    hand.click("button", "Legg i papirkurven")
    hand.click("link", "Papirkurv")
    hand.click("button", f"Hent tilbake «{name}»")
    hand.page.get_by_text(name).first.wait_for()
    section = Page.objects.get(code=f"spare-{turn}").sections.get()
    assert (section.heading_nb, section.heading_en) == ("Et avsnitt", "A section")


def not_reviewed(hand: Hand, turn: int) -> None:
    hand.click("link", "Gjennomgang", exact=True)
    hand.page.get_by_label("Ansvarlig").wait_for()


def change_behind_the_desk(code: str, lead: str) -> None:
    """What a colleague publishes meanwhile."""

    page = Page.objects.get(code=code)
    Page.objects.filter(pk=page.pk).update(lead_nb=lead)
    working_copy.remember(page, actor="Ola", at=timezone.now())
    publishing.publish(page, actor="Ola", reason="Endret", at=timezone.now())
