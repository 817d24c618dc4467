"""How every verb of casework writes: under the case's lock, with its event, and its letter in the same transaction."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import wraps

from django.core.exceptions import ValidationError
from django.db import transaction

from transparency import outbox
from transparency.letters import Letter, compose
from transparency.models import Attachment, InformationRequest, OutgoingMail, RequestEvent
from transparency.request_enums import EventKind, LetterKind, Status

ASKER = "innsenderen"

Verb = Callable[..., RequestEvent]


class CaseworkRefused(ValidationError):
    """The Act or the state of the case stands in the way; the message says what to do, in Norwegian."""


def verb(function: Verb) -> Verb:
    """The verb as one transaction on the locked case; with `once`, the same sending of a form acts once.

    The caller's `request` is brought up to date. Raises CaseworkRefused for a case that is anonymised.
    """

    @wraps(function)
    def act(*, request: InformationRequest, once: str = "", **values: object) -> RequestEvent:
        with transaction.atomic():
            case = InformationRequest.objects.select_for_update().get(pk=request.pk)
            earlier = case.events.filter(once=once_in(case, once)).first() if once else None
            if earlier is None and case.anonymised_on:
                raise CaseworkRefused("Saken er anonymisert, og kan ikke endres.")
            event = earlier or function(request=case, once=once, **values)
        request.refresh_from_db()
        return event

    return act


def once_in(case: InformationRequest, once: str) -> str | None:
    return f"{case.pk}:{once}" if once else None


def enter(
    case: InformationRequest,
    kind: EventKind,
    *,
    actor: str,
    at: datetime,
    text: str = "",
    once: str = "",
    **details: object,
) -> RequestEvent:
    """The new event. `details` are numbers, codes and dates: they stay when the case is anonymised, `text` goes."""
    facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in details.items()}
    return RequestEvent.objects.create(
        request=case, kind=kind, actor=actor, at=at, text=text, details=facts, once=once_in(case, once)
    )


def write(
    kind: LetterKind, event: RequestEvent, *, attachments: Iterable[Attachment] = (), **values: object
) -> OutgoingMail:
    """The event's letter to whoever asked, put in the outbox; held back while the case is in quarantine."""
    case = event.request
    letter: Letter = compose(kind, case, language=case.language, **values)
    return outbox.put(
        letter, kind=kind, event=event, attachments=attachments, held=case.status == Status.QUARANTINED
    )


def require_open(case: InformationRequest) -> None:
    if case.status == Status.QUARANTINED:
        raise CaseworkRefused("Kravet er holdt tilbake som mulig søppelpost. Frigi det først.")
    if case.status != Status.OPEN:
        raise CaseworkRefused("Saken er lukket. Gjenåpne den først.")


def require_words(text: str, message: str) -> str:
    """The text without margin. Raises CaseworkRefused with `message` when there is none."""
    if not (text := text.strip()):
        raise CaseworkRefused(message)
    return text
