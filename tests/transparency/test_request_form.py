import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from sustainability_site.content.addresses import localised_reverse
from tests import public_pages
from tests.transparency.asking import (
    FORM,
    QUESTION,
    ask_for,
    fields,
    mark,
    secret_of,
    send,
    token_in,
    words,
)
from transparency.models import InformationRequest, OutgoingMail
from transparency.request_enums import Status

LONGEST = 20_000


@pytest.fixture
def cases(db: None) -> Callable[[], list[InformationRequest]]:
    return lambda: list(InformationRequest.objects.order_by("pk"))


@pytest.mark.parametrize(
    ("path", "heading"),
    [(FORM, "Be om informasjon"), (localised_reverse("transparency:request_form", "en"), None)],
)
def test_form_is_a_well_made_page(ask: Callable, path: str, heading: str | None) -> None:
    answer = ask(path)
    tree, errors = public_pages.parsed(answer)
    loaded = {
        address: len(ask(address, accept_encoding="br").content)
        for address in public_pages.loaded_addresses(tree)
    }
    found = [
        fault
        for fault in public_pages.faults(
            answer, language="en" if heading is None else "nb", path=path, loaded=loaded
        )
        if not fault.endswith("bytes on a first visit")
    ]
    assert (answer.status, errors, found) == (200, [], [])
    assert heading is None or public_pages.text_of(tree.find(".//h1")) == heading
    assert answer.headers["cache-control"] == "no-store"
    assert answer.cookies == ()


def test_form_says_what_it_must(ask: Callable) -> None:
    told = words(ask(FORM))
    for sentence in (
        "Du trenger ikke å si hvem du er, eller hvorfor du spør.",
        "senest tre uker etter at vi fikk spørsmålet",
        "personvernforordningen artikkel 6 nr. 1 bokstav c",
        "slettes 24 måneder etter at saken er avsluttet",
        "Ikke skriv følsomme opplysninger",
        "Du har plass til 20 000 tegn.".replace(" 000", "\u00a0000"),
        "Andre måter å spørre på",
    ):
        assert " ".join(sentence.split()) in told
    assert "captcha" not in told.lower()


def test_question_is_stored_and_its_receipt_stands_on_the_page(ask: Callable, cases: Callable) -> None:
    secret = secret_of(ask_for())
    (case,) = cases()
    assert (case.question, case.email, case.name, case.status) == (
        QUESTION,
        "asker@example.com",
        "",
        Status.OPEN,
    )
    assert case.received_on == timezone.localdate()
    page = words(ask(f"{FORM}sak/{secret}/"))
    assert case.number in page
    assert "Spørsmålet er mottatt" in page
    assert "Ta vare på adressen til denne siden." in page
    (receipt,) = OutgoingMail.objects.unsent()
    assert receipt.to == "asker@example.com"
    assert secret not in receipt.body


def test_receipt_comes_at_once_with_the_mail_server_dead(cases: Callable, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "203.0.113.1", 25  # answers nobody
    started = time.perf_counter()
    secret_of(ask_for())
    assert time.perf_counter() - started < 1
    assert OutgoingMail.objects.unsent().count() == 1


def test_answer_by_post_needs_a_postal_address_and_keeps_no_other(cases: Callable) -> None:
    refused = ask_for(reply_by="post", email="asker@example.com")
    assert refused.status == 422
    assert "Skriv postadressen som brevet skal sendes til." in words(refused)
    secret_of(ask_for(reply_by="post", email="not an address", postal_address="Postboks 1\r\n0001 Oslo"))
    (case,) = cases()
    assert (case.reply_by, case.email, case.postal_address) == ("post", "", "Postboks 1\n0001 Oslo")


@pytest.mark.parametrize(
    ("values", "message", "field"),
    [
        ({"question": "  \r\n "}, "Skriv hva du vil vite.", "id_question"),
        ({"email": ""}, "Skriv e-postadressen som svaret skal sendes til.", "id_email"),
        ({"email": "asker"}, "Skriv e-postadressen på formen navn@example.no.", "id_email"),
        (
            {"email": "a@example.com\nBcc: b@example.com"},
            "Skriv e-postadressen på formen navn@example.no.",
            "id_email",
        ),
        ({"reply_by": "pigeon"}, "Velg om du vil ha svaret i e-post eller brev.", "id_reply_by"),
        ({"name": "x" * 201}, "Teksten er 201 tegn. Forkort den med 1 tegn. Grensen er 200.", "id_name"),
    ],
)
def test_error_leads_to_its_field_and_keeps_what_is_typed(
    cases: Callable, values: dict, message: str, field: str
) -> None:
    typed = {"question": "Linje én\r\n<b>to</b> & «tre»", "name": "Ola & Kari"} | values
    answer = ask_for(**typed)
    assert (answer.status, cases()) == (422, [])
    tree, _errors = public_pages.parsed(answer)
    (summary,) = [e for e in tree.iter("div") if e.get("autofocus") is not None]
    assert (summary.get("tabindex"), summary.find(".//a").get("href")) == ("-1", f"#{field}")
    assert public_pages.text_of(summary.find(".//a")) == message
    control = next(e for e in tree.iter() if e.get("id") == field)
    name = field.removeprefix("id_")
    described = control if name != "reply_by" else next(tree.iter("fieldset"))
    assert f"{name}-error" in described.get("aria-describedby").split()
    assert "".join(next(e for e in tree.iter("textarea") if e.get("name") == "question").itertext()) == typed[
        "question"
    ].replace("\r\n", "\n")
    assert next(e for e in tree.iter("input") if e.get("name") == "name").get("value") == typed["name"]
    assert public_pages.text_of(tree.find(".//title")).startswith("Ikke sendt ennå: Be om informasjon")


def test_length_is_counted_after_line_breaks_are_made_one(cases: Callable) -> None:
    lines = "x\r\n" * (LONGEST // 2 - 1) + "xx"
    secret_of(ask_for(question=lines))
    assert len(cases()[0].question) == LONGEST
    answer = ask_for(question=lines + "y")
    assert answer.status == 422
    assert "Forkort den med 1 tegn." in words(answer)


def test_same_form_sent_twice_is_one_request(cases: Callable) -> None:
    sent = fields()
    first, second = send(**sent), send(**sent)
    assert (len(cases()), first.headers["location"]) == (1, second.headers["location"])
    assert OutgoingMail.objects.count() == 1


def test_other_text_in_a_form_that_was_sent_is_not_lost(cases: Callable) -> None:
    sent = fields()
    secret_of(send(**sent))
    answer = send(**sent | {"question": "Et helt annet spørsmål"})
    assert answer.status == 409
    assert "Dette skjemaet er sendt før" in words(answer)
    assert "Et helt annet spørsmål" in words(answer)
    secret_of(send(**sent | {"question": "Et helt annet spørsmål", "token": token_in(answer)}))
    assert [case.question for case in cases()] == [QUESTION, "Et helt annet spørsmål"]


@pytest.mark.parametrize(
    "stale", [mark(age=timedelta(hours=25)), "forged", ""], ids=["a day old", "forged", "none"]
)
def test_form_that_stood_too_long_comes_back_with_the_text_and_may_be_sent_at_once(
    cases: Callable, stale: str
) -> None:
    answer = ask_for(token=stale, question="Hva med kobolt?")
    assert (answer.status, cases()) == (422, [])
    assert "Skjemaet har stått åpent for lenge" in words(answer)
    assert "Hva med kobolt?" in words(answer)
    secret_of(ask_for(token=token_in(answer), question="Hva med kobolt?"))
    assert cases()[0].status == Status.OPEN


@pytest.mark.parametrize("path", ["/", "/apenhetsloven/", "/apenhetsloven/2022-09_2023-06/", "/om/"])
def test_every_page_leads_to_the_form(ask: Callable, path: str) -> None:
    tree, _errors = public_pages.parsed(ask(path))
    assert FORM in {link.get("href") for link in tree.iter("a")}
