from collections.abc import Callable, Iterator
from datetime import date

import pytest
from pytest_django import Settings

from tests.transparency.smtp import Certificate, MailServer, Manner, mail_server
from transparency.models import Statement


@pytest.fixture
def starter(db: None) -> Statement:
    return Statement.objects.get(code="2022-09_2023-06")


@pytest.fixture
def make_statement(db: None) -> Callable[..., Statement]:
    """A saved statement for the calendar year 2024, unless told otherwise."""

    def make(**values: object) -> Statement:
        year = {
            "period_start": date(2024, 1, 1),
            "period_end": date(2024, 12, 31),
            "title": "Redegjørelse 2024",
        }
        return Statement.objects.create(**year | values)

    return make


@pytest.fixture
def smtp_server(settings: Settings) -> Iterator[Callable[..., MailServer]]:
    """Starts a mail server of a manner, and lets the site use it."""
    running = []

    def start(
        manner: Manner,
        *,
        tls: bool = False,
        certificate: Certificate | None = None,
        implicit: bool = False,
    ) -> MailServer:
        entered = mail_server(manner, certificate=certificate, implicit=implicit)
        told = entered.__enter__()
        running.append(entered)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", told.port
        settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = tls and not implicit, implicit
        settings.EMAIL_TIMEOUT = 5 if certificate else 0.5
        settings.MAIL_DELIVERY = "server"
        return told

    yield start
    for entered in running:
        entered.__exit__(None, None, None)
