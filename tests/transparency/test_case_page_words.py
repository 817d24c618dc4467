"""What the case's page gives back of the asker's own words, and that it hides no delay."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from tests.transparency.asking import FORM, ask_for, secret_of, send, words
from tests.wire import Answer
from transparency import casework, tokens
from transparency.models import InformationRequest

QUARANTINE = {"subject_line": "x"}


@pytest.fixture
def secret(db: None) -> str:
    return secret_of(ask_for())


@pytest.fixture
def case(secret: str) -> InformationRequest:
    return tokens.find(secret)


def path_of(secret: str) -> str:
    return f"{FORM}sak/{secret}/"


def do(secret: str, **values: str) -> Answer:
    return send(path_of(secret), **values)


def test_page_shows_what_was_asked_and_what_has_come_since(
    ask: Callable, secret: str, case: InformationRequest
) -> None:
    assert do(secret, act="message", message="Det gjelder <b>batterier</b>").status == 303
    told = words(ask(path_of(secret)))
    assert "Det du har skrevet til oss" in told
    assert case.question in told
    assert "Tillegg Det gjelder <b>batterier</b>" in told


def test_suspects_words_are_shown_to_nobody(ask: Callable, db: None) -> None:
    secret = secret_of(ask_for(**QUARANTINE, question="Ring oss på 815 00 000"))
    assert "815 00 000" not in ask(path_of(secret)).text


def test_text_that_comes_too_late_is_given_back(secret: str, case: InformationRequest) -> None:
    casework.withdraw(request=case, actor=casework.ASKER, at=timezone.now())
    refused = do(secret, act="message", message="Vent, det gjelder <b>batterier</b>")
    assert refused.status == 409
    assert "Dette skrev du. Vi har ikke mottatt det" in words(refused)
    assert "Vent, det gjelder &lt;b&gt;batterier&lt;/b&gt;</textarea>" in refused.text


def test_promise_made_too_late_does_not_hide_that_the_answer_is_late(
    ask: Callable, secret: str, case: InformationRequest
) -> None:
    due = case.due_on
    moved = timezone.now() + timedelta(days=25)
    case.demo = True
    case.demo_days = 25
    case.save()
    casework.extend(
        request=case, reason="Mange.", expected_on=due + timedelta(days=20), actor="Kari", at=timezone.now()
    )
    told = words(ask(path_of(secret)))
    assert f"Svaret er forsinket Det skulle ha kommet senest {due.day}. " in told
    assert case.day(timezone.now()) == timezone.localdate(moved)
    case.demo_days = 50
    case.save()
    assert f"Det skulle ha kommet senest {due.day}. " in words(ask(path_of(secret)))


def test_suspect_whose_day_has_passed_is_told_so(ask: Callable, db: None) -> None:
    secret = secret_of(ask_for(**QUARANTINE))
    InformationRequest.objects.update(demo=True, demo_days=22)
    assert "Svaret er forsinket" in words(ask(path_of(secret)))


def test_file_that_is_gone_is_no_broken_page(ask: Callable, secret: str, case: InformationRequest) -> None:
    file = casework.attach(
        request=case, file=ContentFile(b"%PDF-1.7\n%%EOF\n", name="svar.pdf"), actor="Kari", at=timezone.now()
    ).attachments.get()
    act = {"request": case, "parts": case.parts.all(), "actor": "Kari", "at": timezone.now()}
    casework.answer(**act, text="Se vedlegget.", attachments=[file])
    file.file.storage.delete(file.file.name)
    assert ask(f"{path_of(secret)}vedlegg/{file.pk}/").status == 404
