"""Letters over an encrypted connection to a server whose certificate holds, and none to one whose does not."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_string

import pytest

from tests.content.admin_forms import signed_in
from tests.transparency.cases import RECEIVED, newest_letter, received
from tests.transparency.casework_forms import handler, view_of
from tests.transparency.smtp import TEST_CA, Certificate, MailServer, Manner
from transparency import outbox

pytestmark = pytest.mark.django_db

LATER = RECEIVED + timedelta(minutes=2)


@pytest.fixture
def test_ca_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TEST_CA))


@pytest.mark.parametrize("implicit", [False, True], ids=["STARTTLS", "implicit TLS"])
def test_letter_leaves_encrypted(
    test_ca_is_trusted: None, smtp_server: Callable[..., MailServer], implicit: bool
) -> None:
    told = smtp_server(Manner.ACCEPTS, tls=True, certificate=Certificate.LOOPBACK, implicit=implicit)
    case = received()
    assert outbox.send_due(at=RECEIVED) == 1
    (text,) = told.letters
    letter, row = message_from_string(text), newest_letter(case)
    assert (letter["To"], letter["Message-ID"]) == ("asker@example.com", row.message_id)
    assert (row.sent_at, row.attempts, row.last_error) == (RECEIVED, 1, "")
    in_clear = [line.split()[0].upper() for line in told.in_clear]
    assert in_clear == ([] if implicit else ["EHLO", "STARTTLS"])
    assert {"MAIL", "RCPT", "DATA"} <= {
        line.split(maxsplit=1)[0].split(":")[0].upper() for line in told.commands
    }


@pytest.mark.parametrize("implicit", [False, True], ids=["STARTTLS", "implicit TLS"])
@pytest.mark.parametrize("wrong", ["another host", "unknown CA"])
def test_letter_stays_when_the_certificate_does_not_hold(
    monkeypatch: pytest.MonkeyPatch, smtp_server: Callable[..., MailServer], wrong: str, implicit: bool
) -> None:
    certificate = Certificate.LOOPBACK
    if wrong == "another host":
        certificate = Certificate.ANOTHER_HOST
        monkeypatch.setenv("SSL_CERT_FILE", str(TEST_CA))
    told = smtp_server(Manner.ACCEPTS, tls=True, certificate=certificate, implicit=implicit)
    case = received()
    for at in (RECEIVED, LATER):
        assert outbox.send_due(at=at) == 0
    row = newest_letter(case)
    assert (row.sent_at, row.attempts, row.last_error) == (None, 2, "SSLCertVerificationError")
    assert told.letters == []
    assert {line.split()[0].upper() for line in told.commands} == (
        set() if implicit else {"EHLO", "STARTTLS"}
    )
    assert outbox.oldest_unsent(at=LATER) == timedelta(minutes=2)


def test_handlers_are_told_that_the_certificate_does_not_hold(smtp_server: Callable[..., MailServer]) -> None:
    smtp_server(Manner.ACCEPTS, tls=True, certificate=Certificate.LOOPBACK)
    case = received()
    outbox.send_due(at=RECEIVED)
    client = signed_in(handler())
    for page in (view_of(None, "changelist"), view_of(case, "change")):
        text = client.get(page).content.decode()
        assert "1 forsøk mislyktes" in text
        assert "E-posttjenerens sertifikat holder ikke, så ingenting ble sendt" in text
