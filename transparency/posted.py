"""Reading what a visitor sends: bounded, as plain form fields, and never a broken page."""

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, QueryDict

from transparency.request_form import unstorable
from transparency.spam import Sender, sender_of

LARGEST = 1_000_000
MOST_FIELDS = 50
FORM = "application/x-www-form-urlencoded"
DRAINED = 20_000_000


class Unacceptable(Exception):
    """No form of ours sends this; `status` is 400, or 413 for what is too large."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(status)


def posted(request: HttpRequest) -> QueryDict:
    """The fields as sent. Raises Unacceptable."""
    if _length(request) > LARGEST:
        _drain(request)
        raise Unacceptable(413)
    if request.content_type != FORM:
        _drain(request)
        raise Unacceptable(400)
    try:
        fields = request.POST
    except (BadRequest, SuspiciousOperation, UnicodeError):
        raise Unacceptable(400) from None
    if len(fields) > MOST_FIELDS or any(unstorable(value) for value in fields.values()):
        raise Unacceptable(400)
    return fields


def sender(request: HttpRequest) -> Sender:
    return sender_of(request.headers, f"{request.scheme}://{request.get_host()}")


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise Unacceptable(400) from None


def _drain(request: HttpRequest) -> None:
    """Browsers read no answer before they have sent everything."""
    left = DRAINED
    while left > 0 and (piece := request.read(65_536)):
        left -= len(piece)
