from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from sustainability_site.content.addresses import localised_reverse
from tests.transparency.asking import FORM, ask_for, mark, secret_of, send, words
from tests.wire import Answer
from transparency import casework, tokens
from transparency.models import InformationRequest
from transparency.request_enums import EventKind, Ground, Status

QUARANTINE = {"subject_line": "x"}


@pytest.fixture
def secret(db: None) -> str:
    return secret_of(ask_for())


@pytest.fixture
def case(secret: str) -> InformationRequest:
    return tokens.find(secret)


def path_of(secret: str) -> str:
    return f"{FORM}sak/{secret}/"


def now() -> datetime:
    return timezone.now()


def refuse(case: InformationRequest, *, at: datetime | None = None) -> None:
    casework.refuse(
        request=case,
        parts=list(case.parts.all()),
        ground=Ground.D_COMPETITION,
        known_harm=False,
        text="Leverandøren er en hemmelighet.",
        actor="Kari",
        at=at or now(),
    )


def answer(case: InformationRequest, *, attachments: tuple = ()) -> None:
    casework.answer(
        request=case,
        parts=list(case.parts.all()),
        text="Kobolten kommer fra Kongo.",
        actor="Kari",
        at=now(),
        attachments=attachments,
    )


def do(secret: str, **values: str) -> Answer:
    return send(path_of(secret), **values)


def kinds(case: InformationRequest) -> list[str]:
    return list(case.events.order_by("pk").values_list("kind", flat=True))


def test_page_gives_the_receipt_and_the_rights(ask: Callable, secret: str, case: InformationRequest) -> None:
    page = ask(path_of(secret))
    told = words(page)
    assert f"Saksnummer {case.number}" in told
    due = case.received_on + timedelta(weeks=3)
    assert f"Frist for svar {due.day}. " in told
    assert "nærmere begrunnelse innen tre uker" in told
    assert "Forbrukertilsynet" in told
    assert f"http://127.0.0.1:8000{path_of(secret)}" in told


def test_page_is_kept_out_of_caches_searches_and_referrers(ask: Callable, secret: str) -> None:
    page = ask(path_of(secret))
    headers = ("cache-control", "referrer-policy", "x-robots-tag")
    assert [page.headers[name] for name in headers] == ["no-store", "no-referrer", "noindex, nofollow"]
    assert '<meta name="robots" content="noindex">' in page.text
    assert page.cookies == ()
    assert "content-encoding" not in ask(path_of(secret), accept_encoding="br").headers


def test_redirect_after_sending_is_kept_private_too(db: None) -> None:
    sent = ask_for()
    assert [sent.headers[name] for name in ("cache-control", "referrer-policy")] == [
        "no-store",
        "no-referrer",
    ]


def test_page_speaks_the_language_of_its_address(ask: Callable, secret: str) -> None:
    page = ask(localised_reverse("transparency:case", "en", token=secret))
    assert (page.status, page.headers["content-language"]) == (200, "en")


@pytest.mark.parametrize("wrong", ["A" * 43, "kort", "a" * 500, "%00", "Ærlig-talt", "..%2e"])
def test_wrong_token_is_the_same_404_as_any(ask: Callable, secret: str, wrong: str) -> None:
    page, any_other = ask(path_of(wrong)), ask("/finnes-ikke/")
    assert (page.status, words(page)) == (404, words(any_other))
    assert ask(f"{path_of(wrong)}vedlegg/1/").status == 404
    assert send(path_of(wrong), act="message", message="x").status == 404


def test_wrong_token_costs_the_same_queries_as_any(
    ask: Callable, secret: str, django_assert_num_queries: Callable
) -> None:
    ask("/finnes-ikke/")
    with django_assert_num_queries(2):
        ask(path_of("A" * len(secret)))
    with django_assert_num_queries(2):
        ask(path_of("x"))


def test_quarantined_case_tells_its_receipt_and_no_more(ask: Callable) -> None:
    sent = secret_of(ask_for(**QUARANTINE))
    told = words(ask(path_of(sent)))
    assert "Spørsmålet er mottatt" in told
    assert "Saksnummer" in told
    assert "Det vi har skrevet til deg" not in told
    assert "Det du kan gjøre" not in told
    assert do(sent, act="message", message="Mer").status == 409


def test_message_is_added_once(ask: Callable, secret: str, case: InformationRequest) -> None:
    token = mark()
    sent = [do(secret, act="message", message="Det gjelder\r\nbatterier.", token=token) for _ in range(2)]
    assert [answer.headers["location"] for answer in sent] == [path_of(secret)] * 2
    assert do(secret, act="message", message="Og kobolt.", token=token).status == 303
    assert kinds(case).count(EventKind.MESSAGE_ADDED) == 2
    texts = case.events.filter(kind=EventKind.MESSAGE_ADDED).order_by("pk").values_list("text", flat=True)
    assert list(texts) == ["Det gjelder\nbatterier.", "Og kobolt."]


def test_message_without_words_is_an_error_at_its_field(secret: str, case: InformationRequest) -> None:
    refused = do(secret, act="message", message=" ")
    assert refused.status == 422
    assert '<a href="#id_message">Skriv det du vil legge til.</a>' in refused.text
    assert EventKind.MESSAGE_ADDED not in kinds(case)


def test_message_from_a_foreign_page_is_not_taken(secret: str, case: InformationRequest) -> None:
    refused = send(path_of(secret), headers={"origin": "https://evil.example"}, act="message", message="Mer")
    assert refused.status == 403
    assert "Mer</textarea>" in refused.text
    assert EventKind.MESSAGE_ADDED not in kinds(case)


def test_page_without_referrer_may_send_its_own_forms(secret: str, case: InformationRequest) -> None:
    sent = send(
        path_of(secret),
        headers={"origin": "null", "sec_fetch_site": "same-origin"},
        act="message",
        message="Mer",
    )
    assert (sent.status, kinds(case).count(EventKind.MESSAGE_ADDED)) == (303, 1)


def test_message_is_not_lost_when_it_can_not_be_stored(
    secret: str, case: InformationRequest, settings
) -> None:
    settings.LEAST_FREE_DISK = 10**18
    refused = do(secret, act="message", message="Det gjelder batterier")
    assert (refused.status, refused.headers["retry-after"]) == (503, "120")
    assert "Det du sendte, er ikke mottatt" in words(refused)
    assert "Det gjelder batterier" in words(refused)


def test_reasons_may_be_asked_for_after_a_refusal_only(
    ask: Callable, secret: str, case: InformationRequest
) -> None:
    assert "Be om nærmere begrunnelse" not in words(ask(path_of(secret)))
    assert do(secret, act="reasons", reasons="Hvorfor?").status == 409
    refuse(case)
    told = words(ask(path_of(secret)))
    assert "Vi har sagt nei til å svare" in told
    assert "Leverandøren er en hemmelighet." in told
    assert do(secret, act="reasons", reasons="Hvorfor?").status == 303
    assert do(secret, act="reasons", reasons="Hvorfor?").status == 409
    assert kinds(case).count(EventKind.REASONS_ASKED) == 1
    assert "Du får en nærmere begrunnelse" in words(ask(path_of(secret)))


def test_late_demand_for_reasons_is_taken_and_marked(
    ask: Callable, secret: str, case: InformationRequest
) -> None:
    refuse(case, at=now() - timedelta(days=40))
    assert do(secret, act="reasons", reasons="").status == 303
    assert EventKind.REASONS_ASKED_LATE in kinds(case)


def test_question_may_be_withdrawn(ask: Callable, secret: str, case: InformationRequest) -> None:
    token = mark()
    assert [do(secret, act="withdraw", token=token).status for _ in range(2)] == [303, 303]
    assert kinds(case).count(EventKind.WITHDRAWN) == 1
    case.refresh_from_db()
    assert case.status == Status.WITHDRAWN
    assert "Spørsmålet er trukket tilbake" in words(ask(path_of(secret)))
    assert do(secret, act="message", message="Mer").status == 409


def test_answer_stands_on_the_page_with_its_files(
    ask: Callable, secret: str, case: InformationRequest
) -> None:
    file = casework.attach(
        request=case, file=ContentFile(b"%PDF-1.7\n%%EOF\n", name="svar «1».pdf"), actor="Kari", at=now()
    ).attachments.get()
    inside = casework.attach(
        request=case, file=ContentFile(b"%PDF-1.7\n%%EOF\n", name="intern.pdf"), actor="Kari", at=now()
    ).attachments.get()
    answer(case, attachments=(file,))
    page = ask(path_of(secret))
    assert "Kobolten kommer fra Kongo." in words(page)
    assert "{case_link}" not in page.text
    assert "intern.pdf" not in page.text
    sent = ask(f"{path_of(secret)}vedlegg/{file.pk}/")
    assert sent.content == b"%PDF-1.7\n%%EOF\n"
    assert sent.headers["content-disposition"].startswith("attachment; filename")
    assert sent.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert (sent.headers["cache-control"], sent.headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert sent.headers["x-content-type-options"] == "nosniff"
    assert ask(f"{path_of(secret)}vedlegg/{inside.pk}/").status == 404
    other = secret_of(ask_for(question="Et annet"))
    assert ask(f"{path_of(other)}vedlegg/{file.pk}/").status == 404


def test_letter_is_shown_as_text(ask: Callable, secret: str, case: InformationRequest) -> None:
    casework.ask_to_clarify(
        request=case, message="Mener du <script>alert(1)</script>?", actor="Kari", at=now()
    )
    page = ask(path_of(secret))
    assert "Mener du <script>alert(1)</script>?" in words(page)
    assert "<script>alert" not in page.text


def test_flood_of_messages_in_one_case_stops_that_case_alone(db: None, secret: str) -> None:
    statuses = [do(secret, act="message", message=f"Mer {number}").status for number in range(21)]
    assert statuses == [303] * 20 + [503]
    assert do(secret_of(ask_for(question="Et annet")), act="message", message="Mer").status == 303


def test_secret_stands_in_no_log(secret: str, caplog: pytest.LogCaptureFixture, settings) -> None:
    settings.LEAST_FREE_DISK = 10**18
    assert do(secret, act="message", message="Mer").status == 503
    assert secret not in caplog.text
