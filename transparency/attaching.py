"""Files in a case: PDF and pictures, in private storage. The public form takes none."""

import hashlib
from datetime import datetime
from pathlib import PurePosixPath

from django.core.files.base import ContentFile, File
from django.utils.crypto import get_random_string

from transparency.case_ledger import CaseworkRefused, enter, verb
from transparency.models import Attachment, InformationRequest, RequestEvent
from transparency.models.request_rows import private_storage
from transparency.request_enums import EventKind

LARGEST = 10 * 1024 * 1024
MOST_IN_A_CASE = 20
LONGEST_NAME = 150
# What a file begins with, its type, and the ending that it is given.
KINDS = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)


@verb
def attach(
    *, request: InformationRequest, file: File, actor: str, at: datetime, once: str = ""
) -> RequestEvent:
    """The event; its one attachment is the file. Raises CaseworkRefused for what is neither PDF nor picture."""
    if request.attachments.exclude(file="").count() >= MOST_IN_A_CASE:
        raise CaseworkRefused(f"Saken har {MOST_IN_A_CASE} filer, og det er grensen.")
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise CaseworkRefused("Filen er større enn 10 MB.")
    content_type, ending = _kind(content)
    event = enter(request, EventKind.ATTACHED, actor=actor, at=at, once=once, size=len(content))
    storage = private_storage()
    stored = storage.save(f"{get_random_string(32)}{ending}", ContentFile(content))
    try:
        Attachment.objects.create(
            request=request,
            event=event,
            name=_name(file.name or "", ending),
            content_type=content_type,
            size=len(content),
            file=stored,
            sha256=hashlib.sha256(content).hexdigest(),
        )
    except BaseException:
        storage.delete(stored)
        raise
    return event


def _kind(content: bytes) -> tuple[str, str]:
    for beginning, content_type, ending in KINDS:
        if content.startswith(beginning):
            return content_type, ending
    raise CaseworkRefused("Filen er verken PDF, PNG eller JPEG. Lagre den som PDF først.")


def _name(given: str, ending: str) -> str:
    """The file's own name without folders and signs that disguise it, with the ending that its content has."""
    stem = PurePosixPath(given.replace("\\", "/")).stem
    printable = "".join(sign for sign in stem if sign.isprintable()).strip(" .")
    return f"{printable[:LONGEST_NAME] or 'vedlegg'}{ending}"
