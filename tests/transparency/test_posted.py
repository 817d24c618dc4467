"""What no form of ours sends, and what can't be stored: told in words, with nothing lost."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from django.conf import settings as site_settings
from django.db import connection

from tests.transparency.asking import (
    FORM,
    QUESTION,
    URLENCODED,
    ask_for,
    mark,
    post,
    secret_of,
    token_in,
    words,
)
from transparency import spam
from transparency.models import InformationRequest


@pytest.fixture
def cases(db: None) -> Callable[[], list[InformationRequest]]:
    return lambda: list(InformationRequest.objects.order_by("pk"))


@pytest.fixture
def held_database(committing_db: None) -> Iterator[None]:
    """Another process is writing and does not finish."""
    with closing(sqlite3.connect(site_settings.DATABASES["default"]["NAME"])) as other:
        other.execute("BEGIN IMMEDIATE")
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
        yield
        other.rollback()
    connection.close()


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"question=a%00b&reply_by=email&email=a%40example.com", URLENCODED, 400),
        (b"question=" + b"x" * 5_000_000, URLENCODED, 413),
        (b"&".join(b"f%d=1" % number for number in range(10_001)), URLENCODED, 400),
        (b"&".join(b"f%d=1" % number for number in range(60)), URLENCODED, 400),
        (b'{"question": "a"}', "application/json", 400),
        (b"question=a", "", 400),
        (b"question=a", f"{URLENCODED}; charset=utf-16", 400),
        (
            b'--x\r\nContent-Disposition: form-data; name="question"\r\n\r\na\r\n--x--',
            "multipart/form-data; boundary=x",
            400,
        ),
    ],
)
def test_what_no_form_of_ours_sends_is_refused_in_words(
    cases: Callable, body: bytes, content_type: str, status: int
) -> None:
    answer = post(FORM, body, content_type=content_type)
    assert (answer.status, cases()) == (status, [])
    assert "Vi har ikke mottatt noe" in words(answer)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE x; --", "😀 <script>alert(1)</script>", "\ufffd\u202e", "{{ 7|add:7 }}"]
)
def test_odd_text_is_stored_as_it_is(cases: Callable, text: str) -> None:
    secret_of(ask_for(question=text))
    assert cases()[0].question == text


def test_bytes_that_are_no_text_do_no_harm(cases: Callable) -> None:
    body = b"question=a%ED%A0%80b%FF&reply_by=email&email=a%40example.com&token=" + mark().encode()
    answer = post(FORM, body, content_type=URLENCODED, sec_fetch_site="same-origin")
    secret_of(answer)
    assert cases()[0].question.startswith("a\ufffd")


def test_database_that_is_held_by_another_is_told_and_the_text_kept(held_database: None) -> None:
    answer = ask_for(question="Hva med kobolt?")
    assert (answer.status, answer.headers["retry-after"]) == (503, "120")
    assert "Spørsmålet er ikke mottatt" in words(answer)
    assert "Hva med kobolt?" in words(answer)
    assert "Andre måter å spørre på" in words(answer)


def test_what_was_not_received_may_be_sent_again_as_it_stands(cases: Callable, settings) -> None:
    settings.LEAST_FREE_DISK = 10**18
    answer = ask_for(question="Hva med kobolt?")
    assert (answer.status, answer.headers["retry-after"], cases()) == (503, "120", [])
    settings.LEAST_FREE_DISK = 1
    secret_of(ask_for(question="Hva med kobolt?", token=token_in(answer)))
    assert cases()[0].question == "Hva med kobolt?"


def test_disk_that_fills_while_writing_is_told(cases: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(spam.shutil, "disk_usage", full)
    assert (ask_for().status, cases()) == (503, [])


def test_no_address_of_a_visitor_is_kept(cases: Callable, settings) -> None:
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"
    secret_of(ask_for(headers={"sec_fetch_site": "same-origin", "x_real_ip": "81.166.40.77"}))
    connection.ensure_connection()
    dump = "\n".join(connection.connection.iterdump())
    assert QUESTION in dump
    assert "81.166.40" not in dump
