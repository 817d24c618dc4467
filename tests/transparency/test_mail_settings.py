import os
import subprocess
import sys

import pytest
from django.conf import settings

from sustainability_site.checks import environment_faults

SENDER = {"DEFAULT_FROM_EMAIL": "innsyn@example.no"}


@pytest.mark.parametrize(
    "server",
    [
        "smtp+tls://user:word@mail.example.no:587",
        "smtp+ssl://user:word@mail.example.no:465",
        "smtp://localhost:25",
        "smtp://127.0.0.1:1025",
    ],
)
def test_mail_server_that_may_be_used(server: str) -> None:
    assert environment_faults(SENDER | {"EMAIL_URL": server}) == []


@pytest.mark.parametrize(
    ("environment", "fault"),
    [
        ({"EMAIL_URL": "smtp://mail.example.no:25"} | SENDER, "EMAIL_URL would send letters in plain text"),
        ({"EMAIL_URL": "mail.example.no"} | SENDER, "EMAIL_URL must be smtp+tls://"),
        ({"EMAIL_URL": "smtp+tls://mail.example.no"} | SENDER, "EMAIL_URL must be smtp+tls://"),
        ({"EMAIL_URL": "smtp+tls://mail.example.no:x"} | SENDER, "EMAIL_URL must be smtp+tls://"),
        ({"EMAIL_URL": "smtp+tls://mail.example.no:587"}, "DEFAULT_FROM_EMAIL is missing"),
        ({"ANONYMISE_AFTER_MONTHS": "0"}, "ANONYMISE_AFTER_MONTHS is «0»"),
    ],
)
def test_mail_settings_that_can_not_be_used(environment: dict[str, str], fault: str) -> None:
    (found,) = environment_faults(environment)
    assert found.startswith(fault)


PRODUCTION = {
    "SITE_MODE": "production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMN",
    "ALLOWED_HOSTS": "example.no",
    "SITE_URL": "https://example.no",
}
SERVER = {"EMAIL_URL": "smtp+tls://user:word@mail.example.no:587", **SENDER}


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, "files transparency.mail_files.EmailBackend False"),
        (PRODUCTION, "none transparency.mail_files.EmailBackend False"),
        (PRODUCTION | SERVER, "server django.core.mail.backends.smtp.EmailBackend True"),
    ],
)
def test_where_mail_goes(environment: dict[str, str], told: str) -> None:
    program = (
        "from django.conf import settings as s\n"
        "import sys; sys.stdout.write(f'{s.MAIL_DELIVERY} {s.EMAIL_BACKEND} {s.EMAIL_USE_TLS}')"
    )
    surroundings = {name: value for name, value in os.environ.items() if name != "SECRET_KEY"}
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.CHECKOUT,
        env=surroundings
        | {"SITE_MODE": "local", "DJANGO_SETTINGS_MODULE": "sustainability_site.settings"}
        | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == told
