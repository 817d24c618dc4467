"""A new case handler in real Chromium, who follows nothing but the words on the screen."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from tests.browser.test_admin_screens import barriers_in_each_form, english, opened
from tests.transparency.casework_forms import registered, rehearsal, suspected, view_of
from transparency import casework
from transparency.case_verbs import VERBS
from transparency.models import InformationRequest, OutgoingMail
from transparency.request_enums import Outcome, Status

QUEUE = "/admin/transparency/informationrequest/"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def heading(page: Page) -> str:
    return page.locator("#content h1").inner_text()


def shown(page: Page) -> str:
    return page.locator("#content-main").inner_text()


def test_a_request_is_taken_from_receipt_to_answer(desk: Callable[..., Page]) -> None:
    page = desk()
    received_on = timezone.localdate() - timedelta(days=2)
    opened(page, QUEUE)
    follow(page, "Registrer et krav som kom på annen måte")
    page.get_by_label("brev", exact=True).check()
    page.get_by_label("Dagen kravet kom til dere").fill(received_on.isoformat())
    page.get_by_label("Det som er spurt om").fill("Hvor er tastaturet laget?\n\nHva tjener de som lager det?")
    page.get_by_label("e-post", exact=True).last.check()
    press(page, "Registrer kravet")
    assert "Skriv e-postadressen svaret skal sendes til." in shown(page)
    page.get_by_label("E-postadresse").fill("asker@example.com")
    press(page, "Registrer kravet")

    case = InformationRequest.objects.get()
    assert heading(page) == f"Sak {case}"
    assert "Svar innen " in page.locator(".case-next").inner_text()
    follow(page, "Del opp kravet")
    press(page, "Del opp")
    follow(page, "Be om presisering")
    assert "Fristen stopper ikke mens du venter på svar." in shown(page)
    page.get_by_label("Det du spør om").fill("Hvilket tastatur gjelder det?")
    press(page, "Se brevet")
    assert heading(page) == "Slik blir brevet"
    press(page, "Send spørsmålet")
    assert (
        page.locator(".messagelist").inner_text() == "Spørsmålet er lagt til sending. Fristen løper videre."
    )

    for part, answer in ((1, "Det er laget i Moss."), (2, "Tarifflønn.")):
        follow(page, "Svar")
        page.get_by_label(f"Del {part}:").check()
        press(page, "Se brevet")
        assert "Skriv noe her." in shown(page)
        page.get_by_label("Svaret").fill("Utkast.")
        press(page, "Se brevet")
        page.get_by_label("Svaret").fill(answer)
        press(page, "Send svaret")
    assert page.locator(".case-next").inner_text().startswith("Du trenger ikke gjøre noe nå.")
    case.refresh_from_db()
    assert (case.status, case.outcome) == (Status.ANSWERED, Outcome.ANSWERED)
    assert "\n\nTarifflønn.\n\n" in OutgoingMail.objects.filter(request=case).last().body


def test_a_request_is_refused_and_the_refusal_explained(desk: Callable[..., Page]) -> None:
    page, case = desk(), registered()
    opened(page, "/admin/")
    page.get_by_role("link", name="Innsynskrav", exact=True).first.click()
    page.locator("#result_list").get_by_role("link", name=case.number).click()
    follow(page, "Avslå")
    page.get_by_label("Ja, eller vi er ikke sikre").check()
    page.get_by_label("Forretningsforhold av konkurransemessig betydning").check()
    page.get_by_label("Forklaringen").fill("Oppskriften er vår.")
    press(page, "Se brevet")
    assert "skal gis ut uansett unntakene a–d" in shown(page)
    page.get_by_label("Nei, og det har vi undersøkt").check()
    press(page, "Se brevet")
    assert "Du har rett til en nærmere begrunnelse." in shown(page)
    press(page, "Tilbake til valgene")
    assert page.get_by_label("Forklaringen").input_value() == "Oppskriften er vår."
    press(page, "Se brevet")
    press(page, "Send avslaget")
    assert "kan kreve nærmere begrunnelse" in page.locator(".case-next").inner_text()

    follow(page, "Registrer krav om begrunnelse")
    page.get_by_label("Dagen kravet om begrunnelse kom").fill(timezone.localdate().isoformat())
    press(page, "Registrer")
    follow(page, "Gi nærmere begrunnelse")
    page.get_by_label("Den nærmere begrunnelsen").fill("Konkurrenter kunne kopiere den.")
    press(page, "Se brevet")
    press(page, "Send begrunnelsen")
    case.refresh_from_db()
    assert (case.outcome, case.reasons_due_on) == (Outcome.REFUSED, None)


def test_a_rehearsal_runs_late_by_keyboard_alone(desk: Callable[..., Page]) -> None:
    page = desk(width=768)
    opened(page, QUEUE)
    page.get_by_role("button", name="Start en øvelse").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Slik gjør du det").wait_for()
    page.get_by_role("link", name="Flytt klokken i øvelsen").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Antall dager fram").fill("25")
    page.keyboard.press("Enter")
    page.get_by_text("4 dager over fristen").first.wait_for()
    page.get_by_role("link", name="Varsle forlengelse").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Du er for sent ute.").wait_for()


def test_screens_of_casework_have_no_barrier_and_speak_norwegian(desk: Callable[..., Page]) -> None:
    page, found = desk(), {}
    for path in screens():
        opened(page, path)
        found[path] = [*english(page), *barriers_in_each_form(page)]
    assert {path: faults for path, faults in found.items() if faults} == {}


def screens() -> Iterator[str]:
    case, late = registered(reply_by="post", postal_address="Gata 1\n0150 Oslo", email=""), registered(30)
    suspect, practice, refused = suspected(), rehearsal(), rehearsal()
    act = {"actor": "Kari", "at": timezone.now()}
    ground = {"ground": "d-competition", "known_harm": False, "text": "Hemmelig."}
    casework.refuse(request=refused, parts=refused.parts.all(), **ground, **act)
    casework.move_demo_clock(request=refused, days=25, **act)
    casework.ask_for_reasons(request=refused, at=timezone.now())
    yield from (QUEUE, f"{QUEUE}?vis=over", view_of(None, "register"), view_of(None, "quarantine"))
    yield from (view_of(each, "change") for each in (case, late, suspect, practice, refused))
    yield view_of(case, "print", case.mail.get().pk)
    yield view_of(late, "extend")
    for name in VERBS:
        if name in ("release", "mark_spam"):
            yield view_of(suspect, name)
        elif name in ("give_reasons", "leave_reasons", "reopen"):
            yield view_of(refused, name)
        elif name != "ask_for_reasons":
            yield view_of(practice, name)
