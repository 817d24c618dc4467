import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from email import message_from_string, policy
from email.message import EmailMessage

import pytest
from django.conf import settings as site_settings
from django.core.files.base import ContentFile
from pytest_django import Settings

from tests.settings import WORKER
from tests.transparency.cases import HANDLER, RECEIVED, newest_letter, received
from tests.transparency.smtp import MailServer, Manner
from transparency import casework, outbox
from transparency.models import InformationRequest, OutgoingMail


def letter(text: str) -> EmailMessage:
    return message_from_string(text, policy=policy.default)


def state(case: InformationRequest) -> tuple:
    mail = newest_letter(case)
    return mail.sent_at, mail.attempts, mail.last_error, mail.next_attempt_at - RECEIVED


@pytest.mark.parametrize(
    ("manner", "tls", "error"),
    [
        (Manner.REFUSES_RECIPIENT, False, "SMTPRecipientsRefused"),
        (Manner.BUSY, False, "SMTPSenderRefused 421"),
        (Manner.DIES_AFTER_DATA, False, "SMTPServerDisconnected"),
        (Manner.HANGS, False, "SMTPServerDisconnected"),
        (Manner.REFUSES_STARTTLS, True, "SMTPResponseException 454"),
        (Manner.LACKS_STARTTLS, True, "SMTPNotSupportedError"),
    ],
)
def test_letter_that_did_not_leave_stays_in_the_queue(
    db: None,
    settings: Settings,
    smtp_server: Callable[..., MailServer],
    manner: Manner,
    tls: bool,
    error: str,
) -> None:
    told, case = smtp_server(manner, tls=tls), received()
    assert outbox.send_due(at=RECEIVED) == 0
    assert state(case) == (None, 1, error, timedelta(minutes=1))
    assert outbox.oldest_unsent(at=RECEIVED + timedelta(minutes=1)) == timedelta(minutes=1)
    told.manner, first = Manner.ACCEPTS, list(told.letters)
    settings.EMAIL_USE_TLS = False
    assert outbox.send_due(at=RECEIVED + timedelta(seconds=59)) == 0
    assert outbox.send_due(at=RECEIVED + timedelta(minutes=1)) == 1
    identities = {letter(text)["Message-ID"] for text in (*first, *told.letters)}
    assert identities == {newest_letter(case).message_id}
    assert outbox.oldest_unsent(at=RECEIVED + timedelta(minutes=1)) is None


@pytest.mark.parametrize("manner", [Manner.REFUSES_STARTTLS, Manner.LACKS_STARTTLS])
def test_nothing_is_said_in_plain_text_when_encryption_fails(
    db: None, smtp_server: Callable[..., MailServer], manner: Manner
) -> None:
    told = smtp_server(manner, tls=True)
    received(), received(question="Noe annet?")
    for minutes in (0, 2, 10):
        outbox.send_due(at=RECEIVED + timedelta(minutes=minutes))
    said = {line.split()[0].upper() for line in told.commands}
    assert said <= {"EHLO", "STARTTLS", "QUIT"}
    assert OutgoingMail.objects.unsent().count() == 2


def test_pauses_grow_from_a_minute_to_a_day(db: None, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.MAIL_DELIVERY = "127.0.0.1", 1, "server"
    case, at, pauses = received(), RECEIVED, []
    for _attempt in range(13):
        outbox.send_due(at=at)
        pauses.append((newest_letter(case).next_attempt_at - at) // timedelta(minutes=1))
        at = newest_letter(case).next_attempt_at
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440]


def test_partial_failure_keeps_only_what_failed(db: None, smtp_server: Callable[..., MailServer]) -> None:
    told = smtp_server(Manner.REFUSES_RECIPIENT)
    first, second = received(email="gone@example.com"), received()
    told.refused = "gone@example.com"
    assert outbox.send_due(at=RECEIVED) == 1
    assert (newest_letter(first).sent_at, newest_letter(second).sent_at) == (None, RECEIVED)
    assert [letter(text)["To"] for text in told.letters] == ["asker@example.com"]


def test_error_kept_and_logged_holds_no_address(
    db: None, smtp_server: Callable[..., MailServer], caplog: pytest.LogCaptureFixture
) -> None:
    smtp_server(Manner.REFUSES_RECIPIENT)
    case = received()
    outbox.send_due(at=RECEIVED)
    assert caplog.messages == [
        f"Letter {newest_letter(case).pk} was not sent: SMTPRecipientsRefused. Attempt 1."
    ]


def test_row_of_a_killed_process_is_sent_after_its_lease(
    committing_db: None, smtp_server: Callable[..., MailServer]
) -> None:
    """A chore is killed while the server keeps it waiting: the letter is sent once, when the lease has run out."""
    told, case = smtp_server(Manner.HANGS), received()
    program = (
        "import django; django.setup()\n"
        "from django.utils.dateparse import parse_datetime\n"
        "from transparency import outbox\n"
        f"outbox.send_due(at=parse_datetime('{RECEIVED.isoformat()}'))\n"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "sustainability_site.settings",
        "DATABASE_URL": f"sqlite:///{WORKER / 'db.sqlite3'}",
        "EMAIL_URL": f"smtp://127.0.0.1:{told.port}",
        "DEFAULT_FROM_EMAIL": "site@example.no",
    }
    killed = subprocess.Popen([sys.executable, "-c", program], cwd=site_settings.CHECKOUT, env=environment)
    wait_for(lambda: newest_letter(case).attempts == 1)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    told.manner = Manner.ACCEPTS
    told.released.set()
    assert outbox.send_due(at=RECEIVED + timedelta(minutes=14)) == 0
    assert outbox.send_due(at=RECEIVED + timedelta(minutes=15)) == 1
    assert outbox.send_due(at=RECEIVED + timedelta(days=2)) == 0
    assert len(told.letters) == 1


def wait_for(holds: Callable[[], bool]) -> None:
    limit = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < limit
        threading.Event().wait(0.05)


def test_production_without_a_server_keeps_letters_waiting(db: None, settings: Settings) -> None:
    settings.MAIL_DELIVERY = "none"
    received()
    assert outbox.send_due(at=RECEIVED) == 0
    assert outbox.oldest_unsent(at=RECEIVED + timedelta(hours=2)) == timedelta(hours=2)


def test_letter_whose_file_is_gone_keeps_no_other_from_leaving(db: None) -> None:
    broken, whole = received(), received(question="Og veska?")
    file = ContentFile(b"%PDF-1.7\n%%EOF\n", name="a.pdf")
    event = casework.attach(request=broken, file=file, actor=HANDLER, at=RECEIVED)
    (attachment,) = event.attachments.all()
    newest_letter(broken).attachments.add(attachment)
    attachment.file.storage.delete(attachment.file.name)
    assert outbox.send_due(at=RECEIVED) == 1
    assert state(broken)[:3] == (None, 1, "FileNotFoundError")
    assert newest_letter(whole).sent_at == RECEIVED
