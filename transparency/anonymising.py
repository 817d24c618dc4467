"""What is left of a closed case when its time has come: kinds, times, dates, numbers and grounds. No word, no address."""

from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone

from sustainability_site.content import agreements
from sustainability_site.content.chain import unguarded
from sustainability_site.content.models import Draft, KeptText
from transparency import mail_files, tokens
from transparency.case_ledger import CaseworkRefused, enter, verb
from transparency.deadlines import months_later
from transparency.models import Attachment, InformationRequest, OutgoingMail, PublicAnswer, RequestEvent
from transparency.models.request_rows import private_storage
from transparency.request_enums import EventKind

# A file may be there a moment before the row that names it.
NEW = timedelta(hours=1)


@verb
def anonymise(*, request: InformationRequest, at: datetime, actor: str = "", once: str = "") -> RequestEvent:
    """Empty a closed case of what was written, of addresses and of files. It can't be taken back."""
    if request.closed_on is None or request.reasons_due_on is not None:
        raise CaseworkRefused("Saken er ikke ferdig. Den kan ikke anonymiseres ennå.")
    _forget_words(request)
    for name in ("question", "email", "postal_address", "name", "suspicion", "token_nonce", "fingerprint"):
        setattr(request, name, "")
    request.submission_key = None
    request.token_hash = tokens.new().hash
    request.anonymised_on = request.day(at)
    request.save()
    return enter(request, EventKind.ANONYMISED, actor=actor, at=at)


def _forget_words(request: InformationRequest) -> None:
    files = [attachment.file.name for attachment in request.attachments.exclude(file="")]
    letters = list(request.mail.values_list("message_id", flat=True))
    request.parts.update(text="", answer_text="")
    request.attachments.update(name="vedlegg", file="", sha256="")
    unguarded(RequestEvent).filter(request=request).update(text="", once=None)
    unguarded(OutgoingMail).filter(request=request).update(to="", body="", last_error="")
    _forget_drafts(request)
    _forget_titles(request)
    transaction.on_commit(lambda: _delete_files(files, letters))


def _forget_drafts(request: InformationRequest) -> None:
    """Earlier wordings of a published answer may hold the asker's words; its present working copy stays."""
    drafts = Draft.objects.filter(
        kind=PublicAnswer.kind, document__contains=f'"case_number":"{request.number}"'
    )
    present = [answer.subject for answer in PublicAnswer.objects.filter(case_number=request.number)]
    newest = {
        draft.subject: draft.pk for draft in drafts.filter(subject__in=present, deleted=False).order_by("pk")
    }
    told_of = set(drafts.values_list("subject", flat=True))
    drafts.exclude(pk__in=newest.values()).delete()
    for subject in told_of:
        agreements.forget(subject)
    KeptText.objects.filter(typed__contains=f'["case_number","{request.number}"]').delete()


def _forget_titles(request: InformationRequest) -> None:
    """Admin's history keeps the title that an answer had at each saving, and why it was planned, also of answers that were deleted."""
    others = PublicAnswer.objects.exclude(case_number=request.number).values_list("pk", flat=True)
    history = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(PublicAnswer))
    history.exclude(object_id__in=[str(pk) for pk in others]).update(
        object_repr=str(PublicAnswer._meta.verbose_name), change_message=""
    )


def _delete_files(files: list[str], letters: list[str]) -> None:
    for name in files:
        private_storage().delete(name)
    for message_id in letters:
        mail_files.path_of(message_id).unlink(missing_ok=True)


def anonymise_old(*, at: datetime, months: int) -> int:
    """Anonymise every case that has been closed for `months`; the number of them."""
    done = 0
    waiting = InformationRequest.objects.filter(
        anonymised_on=None, closed_on__isnull=False, reasons_due_on=None
    )
    for request in waiting.filter(closed_on__lte=months_later(timezone.localdate(at), -months)):
        anonymise(request=request, at=at)
        done += 1
    if done:
        _overwrite_log()
    return done


def _overwrite_log() -> None:
    """SQLite keeps earlier pages in its write-ahead log until it is emptied."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def sweep(*, at: datetime) -> int:
    """Delete files that no row names: a transaction that was undone, or a process killed between commit and deletion."""
    kept = set(Attachment.objects.exclude(file="").values_list("file", flat=True))
    strays = [path for path in _old_files(settings.VAR / "attachments", at) if path.name not in kept]
    emptied = OutgoingMail.objects.filter(body="").values_list("message_id", flat=True)
    strays += [path for path in map(mail_files.path_of, emptied) if path.exists()]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _old_files(folder: Path, at: datetime) -> list[Path]:
    if not folder.is_dir():
        return []
    limit = (at - NEW).timestamp()
    return [path for path in folder.iterdir() if path.stat().st_mtime < limit]


def anonymised_from(closed_on: date, *, months: int) -> date:
    """The day a case closed on `closed_on` is anonymised."""
    return months_later(closed_on, months)
