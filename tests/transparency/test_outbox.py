import re
import threading
from collections.abc import Callable
from datetime import timedelta
from email import message_from_string, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core.files.base import ContentFile
from django.db import connection
from pytest_django import Settings

from tests.transparency.cases import HANDLER, RECEIVED, answered, newest_letter, received
from tests.transparency.smtp import MailServer, Manner
from transparency import casework, outbox, tokens


def letter(text: str) -> EmailMessage:
    return message_from_string(text, policy=policy.default)


def test_letter_goes_out_once_with_the_link_that_the_database_lacks(
    db: None, smtp_server: Callable[..., MailServer]
) -> None:
    told, case = smtp_server(Manner.ACCEPTS), received()
    assert outbox.send_due(at=RECEIVED) == 1
    assert outbox.send_due(at=RECEIVED + timedelta(days=2)) == 0
    sent = letter(told.letters[0])
    assert len(told.letters) == 1
    assert (sent["To"], sent["Message-ID"]) == ("asker@example.com", newest_letter(case).message_id)
    assert sent.get_content_type() == "text/plain"
    link = f"{site_settings.SITE_URL}/apenhetsloven/innsyn/sak/{tokens.token_of(case)}/"
    assert link in sent.get_content()
    assert link not in newest_letter(case).body
    kept = newest_letter(case)
    assert (kept.sent_at, kept.attempts, kept.last_error) == (RECEIVED, 1, "")


def test_held_letter_and_letter_on_paper_are_not_sent_by_mail(
    db: None, smtp_server: Callable[..., MailServer]
) -> None:
    told = smtp_server(Manner.ACCEPTS)
    received(suspicion="mange lenker")
    received(reply_by="post", email="", postal_address="Storgata 1")
    casework.start_demo(actor=HANDLER, at=RECEIVED)
    assert outbox.send_due(at=RECEIVED) == 1
    assert told.letters == []


def test_attachment_goes_with_its_answer(db: None, smtp_server: Callable[..., MailServer]) -> None:
    told, case = smtp_server(Manner.ACCEPTS), received()
    file = ContentFile(b"%PDF-1.7 sertifikat %%EOF", name="måling.pdf")
    event = casework.attach(request=case, file=file, actor=HANDLER, at=RECEIVED)
    casework.answer(
        request=case,
        parts=case.parts.all(),
        text="Se vedlegget.",
        actor=HANDLER,
        at=RECEIVED,
        attachments=event.attachments.all(),
    )
    outbox.send_due(at=RECEIVED)
    sent = next(letter(text) for text in told.letters if "Svar" in str(letter(text)["Subject"]))
    attached = next(sent.iter_attachments())
    assert (attached.get_filename(), attached.get_content_type()) == ("måling.pdf", "application/pdf")
    assert attached.get_content() == b"%PDF-1.7 sertifikat %%EOF"


def test_words_of_a_visitor_reach_no_header(db: None, smtp_server: Callable[..., MailServer]) -> None:
    told = smtp_server(Manner.ACCEPTS)
    case = received(question="Hei\r\nBcc: all@example.com", name="Kari\r\nBcc: all@example.com")
    casework.ask_to_clarify(request=case, message="Hva?\r\nBcc: all@example.com", actor=HANDLER, at=RECEIVED)
    assert outbox.send_due(at=RECEIVED) == 2
    assert [letter(text)["Bcc"] for text in told.letters] == [None, None]
    recipients = [line for line in told.commands if line.upper().startswith("RCPT")]
    assert recipients == ["rcpt TO:<asker@example.com>"] * 2
    with pytest.raises(casework.CaseworkRefused):
        received(email="asker@example.com\r\nBcc: all@example.com")


def test_receipt_holds_no_word_of_the_visitor(db: None) -> None:
    case = received(question="KJØP BILLIGE PILLER", name="PILLEMANNEN")
    assert "PILLE" not in newest_letter(case).subject + newest_letter(case).body


def test_two_chores_at_once_send_once(committing_db: None, smtp_server: Callable[..., MailServer]) -> None:
    told = smtp_server(Manner.ACCEPTS)
    for number in range(10):
        received(question=f"{number}")
    sent, gate = [], threading.Barrier(3)

    def run() -> None:
        gate.wait()
        sent.append(outbox.send_due(at=RECEIVED))
        connection.close()

    threads = [threading.Thread(target=run) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 10
    assert len({letter(text)["Message-ID"] for text in told.letters}) == len(told.letters) == 10


def test_without_a_server_letters_land_as_readable_files(
    db: None, settings: Settings, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    settings.EMAIL_BACKEND, settings.MAIL_DELIVERY = "transparency.mail_files.EmailBackend", "files"
    case = received()
    assert outbox.send_due(at=RECEIVED) == 1
    (file,) = (tmp_path / "mail").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    kept = message_from_string(file.read_text(), policy=policy.default)
    assert kept["To"] == "asker@example.com"
    assert tokens.token_of(case) in kept.get_content()


def test_letter_written_after_the_key_was_lost_has_no_broken_link(db: None, settings: Settings) -> None:
    case = received()
    settings.SECRET_KEY = "x" * 50
    text = outbox.text_of(newest_letter(answered(case, RECEIVED)))
    assert "Saken din, med frister og brev: lenken du fikk i kvitteringen" in text
    assert not re.search(r"\{|https?://127", text)
