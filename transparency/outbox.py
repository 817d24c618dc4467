"""The outbox: letters are written in the transaction of their event, and leave when a chore sends them.

A row is claimed before it is sent, so two chores at once send it once. Whatever goes wrong it stays, is tried again with
growing pauses under one Message-ID, and never goes in plain text where encryption was asked for.
"""

import logging
import smtplib
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import make_msgid
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail as django_mail
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from sustainability_site.content.addresses import SOURCE_LANGUAGE, localised_reverse
from sustainability_site.content.chain import unguarded
from transparency import tokens
from transparency.letters import Letter
from transparency.models import Attachment, InformationRequest, OutgoingMail, RequestEvent
from transparency.models.mail import CASE_LINK
from transparency.request_enums import LetterKind, Medium, ReplyBy

logger = logging.getLogger(__name__)

# Longer than a run with a slow server takes: nobody else may believe that the row was left behind.
LEASE = timedelta(minutes=15)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(days=1)
BATCH = 50


class Delivery(StrEnum):
    """Where e-mail goes: settings.MAIL_DELIVERY."""

    SERVER = "server"
    FILES = "files"
    NONE = "none"


def put(
    letter: Letter,
    *,
    kind: LetterKind,
    event: RequestEvent,
    attachments: Iterable[Attachment] = (),
    held: bool = False,
) -> OutgoingMail:
    """The event's letter to whoever asked, by the way they chose."""
    case = event.request
    post = case.reply_by == ReplyBy.POST
    row = OutgoingMail.objects.create(
        request=case,
        event=event,
        kind=kind,
        medium=Medium.POST if post else Medium.EMAIL,
        to="\n".join(filter(None, (case.name, case.postal_address))) if post else case.email,
        subject=_one_line(letter.subject),
        body=letter.body,
        language=case.language,
        message_id=_new_message_id(),
        created_at=event.at,
        next_attempt_at=event.at,
        held=held,
    )
    row.attachments.set(attachments)
    return row


def remind(*, to: str, subject: str, body: str, at: datetime) -> OutgoingMail:
    """A reminder to those who run the site. It names cases by number, never what was asked or by whom."""
    return OutgoingMail.objects.create(
        kind=LetterKind.REMINDER,
        medium=Medium.EMAIL,
        to=to,
        subject=_one_line(subject),
        body=body,
        language=SOURCE_LANGUAGE,
        message_id=_new_message_id(),
        created_at=at,
        next_attempt_at=at,
    )


def release(request: InformationRequest, *, at: datetime) -> None:
    """What was held back goes out."""
    held = unguarded(OutgoingMail).filter(request=request, held=True, sent_at=None)
    held.update(held=False, next_attempt_at=at)


def mark_sent(row: OutgoingMail, *, at: datetime) -> None:
    unguarded(OutgoingMail).filter(pk=row.pk).update(sent_at=at, leased_until=None, last_error="")


def text_of(row: OutgoingMail) -> str:
    """The letter as it leaves, with the secret address of the case's page. Never store it."""
    if row.request is None or CASE_LINK not in row.body:
        return row.body
    return row.body.replace(CASE_LINK, _case_link(row.request, row.language))


def send_due(*, at: datetime, limit: int = BATCH) -> int:
    """Send what is due, oldest first; the number sent. A server that does not answer ends the run."""
    if delivery() is Delivery.NONE:
        return 0
    sent = 0
    for _attempt in range(limit):
        row = _claimed(at)
        if row is None:
            break
        error = _error_in_sending(row)
        if error is None:
            mark_sent(row, at=at)
            sent += 1
            continue
        _put_off(row, error, at=at)
        if _server_is_away(error):
            break
    return sent


def delivery() -> Delivery:
    return Delivery(settings.MAIL_DELIVERY)


def oldest_unsent(*, at: datetime) -> timedelta | None:
    """How long the oldest e-mail that should have gone has waited; None when all is sent."""
    oldest = OutgoingMail.objects.unsent().first()
    return at - oldest.created_at if oldest else None


def _claimed(at: datetime) -> OutgoingMail | None:
    """The next row, ours until the lease runs out. Compares and sets, so of two chores one gets it."""
    while row := OutgoingMail.objects.due(at).first():
        ours = OutgoingMail.objects.due(at).filter(pk=row.pk, attempts=row.attempts)
        claimed = unguarded(OutgoingMail).filter(pk__in=ours.order_by().values("pk"), attempts=row.attempts)
        if claimed.update(leased_until=at + LEASE, attempts=F("attempts") + 1):
            row.attempts += 1
            return row
    return None


def _error_in_sending(row: OutgoingMail) -> Exception | None:
    """None when it has left. A rehearsal's letters reach nobody."""
    if row.request is not None and row.request.demo:
        return None
    try:
        # A new connection for each: one that failed to be encrypted must not be used again.
        with django_mail.get_connection(fail_silently=False) as connection:
            _message(row, connection).send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return error
    return None


def _server_is_away(error: Exception) -> bool:
    """Nothing about this letter: the next would fare the same, after the same wait."""
    away = (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, smtplib.SMTPNotSupportedError)
    # A file that is gone from its own folder is a fault of one letter, though it is an OSError like a dead line.
    of_the_letter = (smtplib.SMTPException, ValueError, FileNotFoundError)
    return isinstance(error, away) or not isinstance(error, of_the_letter)


def _message(row: OutgoingMail, connection: object) -> django_mail.EmailMessage:
    message = django_mail.EmailMessage(
        subject=row.subject,
        body=text_of(row),
        to=[row.to],
        headers={"Message-ID": row.message_id, "Content-Language": row.language},
        connection=connection,
    )
    for file in row.attachments.exclude(file=""):
        with file.file.open() as content:
            message.attach(file.name, content.read(), file.content_type)
    return message


def _put_off(row: OutgoingMail, error: Exception, *, at: datetime) -> None:
    """What a server says may quote the address, so only its code is kept."""
    code = getattr(error, "smtp_code", "")
    reason = f"{type(error).__name__} {code}".strip()
    pause = min(FIRST_PAUSE * 2 ** min(row.attempts - 1, 20), LONGEST_PAUSE)
    unguarded(OutgoingMail).filter(pk=row.pk).update(
        leased_until=None, next_attempt_at=at + pause, last_error=reason
    )
    logger.warning("Letter %s was not sent: %s. Attempt %s.", row.pk, reason, row.attempts)


def _case_link(request: InformationRequest, language: str) -> str:
    if secret := tokens.token_of(request):
        return f"{settings.SITE_URL}{localised_reverse('transparency:case', language, token=secret)}"
    with override(language):
        return _("lenken du fikk i kvitteringen")


def _new_message_id() -> str:
    return make_msgid(domain=urlsplit(settings.SITE_URL).hostname)


def _one_line(subject: str) -> str:
    return " ".join(subject.split())[:200]
