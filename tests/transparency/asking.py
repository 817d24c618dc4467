"""What a browser sends when a visitor asks for information."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

from django.utils import timezone

from tests.wire import Answer, ask_site
from transparency import form_tokens

FORM = "/apenhetsloven/innsyn/"
URLENCODED = "application/x-www-form-urlencoded"
BROWSER = {"sec_fetch_site": "same-origin", "origin": "http://127.0.0.1"}
QUESTION = "Hvor kommer kobolten i batteriene fra?"
CASE = re.compile(r"/apenhetsloven/innsyn/sak/([\w-]{22,})/")
TOKEN = re.compile(r'name="token" value="([^"]+)"')
TAG = re.compile(r"<[^>]+>")


def mark(*, age: timedelta = timedelta(minutes=1)) -> str:
    """The mark of a form that was shown a while ago."""
    return form_tokens.issue(timezone.now() - age)


def fields(**values: str) -> dict[str, str]:
    ordinary = {"question": QUESTION, "reply_by": "email", "email": "asker@example.com", "token": mark()}
    return ordinary | values


def send(address: str = FORM, *, headers: dict[str, str] = BROWSER, **values: str) -> Answer:
    return post(address, urlencode(values).encode(), **headers)


def ask_for(*, headers: dict[str, str] = BROWSER, **values: str) -> Answer:
    """A filled form, sent: 303 to the case's page where it was stored."""
    return send(headers=headers, **fields(**values))


def post(address: str, body: bytes, *, content_type: str = URLENCODED, **headers: str) -> Answer:
    return ask_site(address, method="POST", body=body, content_type=content_type, **headers)


def secret_of(answer: Answer) -> str:
    """The token in the address that a receipt leads to."""
    assert answer.status == 303, words(answer)
    return CASE.fullmatch(answer.headers["location"])[1]


def token_in(answer: Answer) -> str:
    return unescape(TOKEN.search(answer.text)[1])


def words(answer: Answer) -> str:
    main = re.search(r"<main.*?</main>", answer.text, re.DOTALL)
    return " ".join(unescape(TAG.sub(" ", main[0] if main else answer.text)).split())
