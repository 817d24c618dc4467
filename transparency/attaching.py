"""Files in a case: PDF and pictures, in private storage. The public form takes none.

Of a picture the pixels alone are kept, as everywhere: no position, no camera, no script behind it. A PDF is kept as it
is, and only ever sent to be saved, under a sandboxing policy.
"""

import hashlib
import re
from datetime import datetime
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.crypto import get_random_string

from sustainability_site.content import images, renditions
from transparency.case_ledger import CaseworkRefused, enter, verb
from transparency.models import Attachment, InformationRequest, RequestEvent
from transparency.models.request_rows import private_storage
from transparency.request_enums import EventKind

LARGEST = 10 * 1024 * 1024
MOST_IN_A_CASE = 20
LONGEST_NAME = 150
CONTENT_TYPES = renditions.CONTENT_TYPES | {"pdf": "application/pdf"}
NEITHER = "Filen er verken PDF eller et bilde (JPEG, PNG, WebP, GIF eller AVIF). Lagre den som PDF først."
PDF_BEGINS, PDF_ENDS = re.compile(rb"%PDF-[12]\.\d"), b"%%EOF"


def attach(
    *, request: InformationRequest, file: File, actor: str, at: datetime, once: str = ""
) -> RequestEvent:
    """The event; its one attachment is the file. Raises CaseworkRefused for what is neither PDF nor picture.

    `size` and `sha256` are those of what is stored, which for a picture is not the file that was sent.
    """
    # A picture takes seconds to decode: not while the case is locked.
    content, ending = _to_keep(file.read(LARGEST + 1))
    name = _name(file.name or "", ending)
    return _attached(
        request=request, content=content, ending=ending, name=name, actor=actor, at=at, once=once
    )


@verb
def _attached(
    *,
    request: InformationRequest,
    content: bytes,
    ending: str,
    name: str,
    actor: str,
    at: datetime,
    once: str,
) -> RequestEvent:
    if request.attachments.exclude(file="").count() >= MOST_IN_A_CASE:
        raise CaseworkRefused(f"Saken har {MOST_IN_A_CASE} filer, og det er grensen.")
    event = enter(request, EventKind.ATTACHED, actor=actor, at=at, once=once, size=len(content))
    storage = private_storage()
    stored = storage.save(f"{get_random_string(32)}.{ending}", ContentFile(content))
    try:
        Attachment.objects.create(
            request=request,
            event=event,
            name=name,
            content_type=CONTENT_TYPES[ending],
            size=len(content),
            file=stored,
            sha256=hashlib.sha256(content).hexdigest(),
        )
    except BaseException:
        storage.delete(stored)
        raise
    return event


def _to_keep(content: bytes) -> tuple[bytes, str]:
    """What is stored, and the ending that its name is given."""
    if len(content) > LARGEST:
        raise CaseworkRefused("Filen er større enn 10 MB.")
    if PDF_BEGINS.match(content):
        if PDF_ENDS not in content:
            raise CaseworkRefused("PDF-filen er skadet eller ufullstendig. Lagre den på nytt og prøv igjen.")
        return content, "pdf"
    try:
        return images.kept_copy(images.check(ContentFile(content)))
    except ValidationError as refusal:
        neither = refusal.code == "empty" or refusal.message == images.NO_PICTURE
        raise CaseworkRefused(NEITHER if neither else refusal.message) from refusal


def _name(given: str, ending: str) -> str:
    """The file's own name without folders and signs that disguise it, with the ending that its content has."""
    stem = PurePosixPath(given.replace("\\", "/")).stem
    printable = "".join(sign for sign in stem if sign.isprintable()).strip(" .")
    return f"{printable[:LONGEST_NAME] or 'vedlegg'}.{ending}"
