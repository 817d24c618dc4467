"""What happens to a case between its receipt and its decision, and after it is closed."""

from collections.abc import Iterable
from datetime import date, datetime

from transparency import deadlines, outbox, reasons
from transparency.case_ledger import ASKER, CaseworkRefused, enter, require_open, require_words, verb, write
from transparency.models import InformationRequest, OutgoingMail, RequestEvent
from transparency.request_enums import EventKind, LetterKind, Medium, Outcome, Status


@verb
def split_into_parts(
    *, request: InformationRequest, texts: Iterable[str], actor: str, at: datetime, once: str = ""
) -> RequestEvent:
    """Replace what is not decided yet by one part for each text. What is decided stays."""
    require_open(request)
    texts = [text.strip() for text in texts if text.strip()]
    if not texts:
        raise CaseworkRefused("Skriv minst én del.")
    request.parts.filter(outcome=Outcome.NONE).delete()
    first = max((part.number for part in request.parts.all()), default=0) + 1
    for number, text in enumerate(texts, first):
        request.parts.create(number=number, text=text)
    return enter(request, EventKind.PARTS_CHANGED, actor=actor, at=at, once=once, parts=len(texts))


@verb
def ask_to_clarify(
    *, request: InformationRequest, message: str, actor: str, at: datetime, once: str = ""
) -> RequestEvent:
    """A question back. The clock runs on: the Act knows no pause (§ 7)."""
    require_open(request)
    message = require_words(message, "Skriv hva du lurer på.")
    event = enter(request, EventKind.CLARIFICATION_ASKED, actor=actor, at=at, once=once, text=message)
    write(LetterKind.CLARIFICATION, event, message=message)
    return event


@verb
def add_message(
    *, request: InformationRequest, text: str, at: datetime, actor: str = ASKER, once: str = ""
) -> RequestEvent:
    """A word from whoever asked, to an open case or a closed one. Moves no deadline."""
    text = require_words(text, "Skriv det du vil legge til.")
    return enter(request, EventKind.MESSAGE_ADDED, actor=actor, at=at, once=once, text=text)


def extension_kind(request: InformationRequest, *, at: datetime) -> LetterKind:
    """Which notice an extension would be now: within the three weeks, or too late (§ 7)."""
    in_time = request.day(at) <= deadlines.extension_notice_due(request.received_on)
    return LetterKind.EXTENSION if in_time else LetterKind.EXTENSION_LATE


@verb
def extend(
    *,
    request: InformationRequest,
    reason: str,
    expected_on: date,
    actor: str,
    at: datetime,
    once: str = "",
) -> RequestEvent:
    """§ 7: two months from receipt, told of within three weeks with reason and expected date.

    Told of later it is EXTENDED_LATE: event and letter say so, and the legal date stays where it was.
    """
    require_open(request)
    reason = require_words(
        reason, "Skriv hvorfor dere trenger lengre tid. Loven krever at grunnen blir oppgitt."
    )
    if request.extended_on:
        raise CaseworkRefused("Det er alt sagt fra om lengre tid. Loven gir ingen ny forlengelse.")
    _require_expected(request, expected_on, at)
    letter = extension_kind(request, at=at)
    request.extended_late = letter == LetterKind.EXTENSION_LATE
    request.extended_on = request.day(at)
    request.expected_on = expected_on
    request.internal_due_on = deadlines.internal_due(expected_on)
    if not request.extended_late:
        request.due_on = deadlines.extended_due(request.received_on)
    request.save()
    kind = EventKind.EXTENDED_LATE if request.extended_late else EventKind.EXTENDED
    dates = {"expected_on": expected_on, "due_on": request.due_on}
    event = enter(request, kind, actor=actor, at=at, once=once, text=reason, **dates)
    write(letter, event, reason=reason, expected_on=expected_on)
    return event


def _require_expected(request: InformationRequest, expected_on: date, at: datetime) -> None:
    if request.day(at) > request.longest_due_on:
        raise CaseworkRefused("To måneder er gått siden kravet kom. Svar eller avslå nå.")
    if expected_on > request.longest_due_on:
        raise CaseworkRefused("Dagen må være senest to måneder etter at kravet kom (åpenhetsloven § 7).")
    if expected_on < request.day(at):
        raise CaseworkRefused("Dagen er passert. Velg dagen svaret kan ventes.")
    if expected_on <= request.ordinary_due_on:
        raise CaseworkRefused("Dagen er innenfor de tre ukene. Da trengs ingen forlengelse.")


@verb
def withdraw(
    *, request: InformationRequest, actor: str, at: datetime, reason: str = "", once: str = ""
) -> RequestEvent:
    """Whoever asked has taken the request back; they get a letter that says so."""
    if request.status not in (Status.OPEN, Status.QUARANTINED):
        raise CaseworkRefused("Saken er lukket, og kan ikke trekkes.")
    request.status = Status.WITHDRAWN
    request.closed_on = request.day(at)
    request.reasons_due_on = request.reasons_internal_due_on = None
    held = OutgoingMail.objects.filter(request=request).held().exists()
    request.save()
    event = enter(request, EventKind.WITHDRAWN, actor=actor, at=at, once=once, text=reason.strip())
    if not held:
        write(LetterKind.WITHDRAWAL, event)
    return event


@verb
def reopen(
    *, request: InformationRequest, actor: str, at: datetime, reason: str, once: str = ""
) -> RequestEvent:
    """The case is open again with the deadlines it had. What was decided is to be decided anew; its letters stay."""
    if request.status not in (Status.ANSWERED, Status.WITHDRAWN, Status.SPAM):
        raise CaseworkRefused("Saken er åpen.")
    reason = require_words(reason, "Skriv hvorfor saken blir åpnet igjen.")
    if request.status == Status.ANSWERED:
        request.parts.update(
            outcome=Outcome.NONE, ground="", known_harm=None, answer_text="", decided_on=None
        )
    was_spam = request.status == Status.SPAM
    request.status, request.outcome = Status.OPEN, Outcome.NONE
    request.answered_on = request.closed_on = None
    if reasons.are_owed(request):
        reasons.owe(request)
    request.save()
    outbox.release(request, at=at)
    event = enter(request, EventKind.REOPENED, actor=actor, at=at, once=once, text=reason)
    if not was_spam:
        write(LetterKind.REOPENING, event, reason=reason)
    return event


@verb
def mark_posted(
    *, request: InformationRequest, mail: OutgoingMail, actor: str, at: datetime, once: str = ""
) -> RequestEvent:
    """A letter on paper has been put in the post."""
    if not request.mail.filter(pk=mail.pk, medium=Medium.POST, held=False, sent_at=None).exists():
        raise CaseworkRefused("Brevet venter ikke på å bli postlagt.")
    outbox.mark_sent(mail, at=at)
    return enter(request, EventKind.LETTER_POSTED, actor=actor, at=at, once=once, mail=mail.pk)
