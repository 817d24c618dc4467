"""How a request comes in, from the form, from a letter, or as a rehearsal; and what is done with a suspect."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from transparency import deadlines, outbox, tokens
from transparency.case_ledger import ASKER, CaseworkRefused, enter, require_words, verb, write
from transparency.models import CaseCounter, InformationRequest, RequestEvent
from transparency.request_enums import Channel, EventKind, LetterKind, Outcome, ReplyBy, Status

REHEARSALS = "ØVELSE"
# Reserved for what must reach nobody (RFC 2606).
NOBODY = "ovelse@example.invalid"
REHEARSED_QUESTION = (
    "Jeg har kjøpt en bærbar PC hos dere. Hvor er den satt sammen, og hva gjør dere for at de som lager den, har "
    "trygge arbeidsforhold?\n\nHar dere funnet brudd på menneskerettighetene i denne leverandørkjeden?"
)


@transaction.atomic
def receive(
    *,
    question: str,
    reply_by: str,
    email: str = "",
    postal_address: str = "",
    name: str = "",
    language: str,
    submission_key: str,
    suspicion: str = "",
    at: datetime,
) -> tuple[InformationRequest, str]:
    """The case and its secret token. The same `submission_key` gives the case that it gave the first time.

    With `suspicion`, the case and its letters wait for a person; its deadline runs all the same.
    """
    if earlier := InformationRequest.objects.filter(submission_key=submission_key).first():
        return earlier, tokens.token_of(earlier)
    case, secret = _stored(
        channel=Channel.WEB,
        received_on=timezone.localdate(at),
        registered_at=at,
        question=question,
        reply_by=reply_by,
        email=email,
        postal_address=postal_address,
        name=name,
        language=language,
        submission_key=submission_key,
        suspicion=suspicion[:500],
        status=Status.QUARANTINED if suspicion else Status.OPEN,
    )
    _enter_receipt(case, EventKind.RECEIVED, actor=ASKER, at=at)
    return case, secret


@transaction.atomic
def register(
    *,
    channel: str,
    received_on: date,
    question: str,
    reply_by: str,
    email: str = "",
    postal_address: str = "",
    name: str = "",
    language: str = "nb",
    actor: str,
    at: datetime,
    once: str = "",
) -> tuple[InformationRequest, str]:
    """The case of what came by e-mail, letter or over the counter, from the day it came. Raises CaseworkRefused."""
    key = f"registered:{once}" if once else None
    if key and (earlier := InformationRequest.objects.filter(submission_key=key).first()):
        return earlier, tokens.token_of(earlier)
    if received_on > timezone.localdate(at):
        raise CaseworkRefused("Datoen er fram i tid. Skriv dagen kravet kom.")
    if received_on < deadlines.IN_FORCE:
        raise CaseworkRefused("Åpenhetsloven gjelder fra 1. juli 2022. Skriv en dato etter det.")
    case, secret = _stored(
        channel=Channel(channel),
        received_on=received_on,
        registered_at=at,
        question=question,
        reply_by=reply_by,
        email=email,
        postal_address=postal_address,
        name=name,
        language=language,
        submission_key=key,
    )
    _enter_receipt(case, EventKind.REGISTERED, actor=actor, at=at)
    return case, secret


@transaction.atomic
def start_demo(*, actor: str, at: datetime) -> tuple[InformationRequest, str]:
    """A rehearsal: marked, never counted, with a clock of its own, and letters that reach nobody."""
    case, secret = _stored(
        channel=Channel.WEB,
        received_on=timezone.localdate(at),
        registered_at=at,
        question=REHEARSED_QUESTION,
        reply_by=ReplyBy.EMAIL,
        email=NOBODY,
        postal_address="",
        name="",
        language="nb",
        submission_key=None,
        demo=True,
    )
    _enter_receipt(case, EventKind.RECEIVED, actor=actor, at=at)
    return case, secret


@verb
def move_demo_clock(
    *, request: InformationRequest, days: int, actor: str, at: datetime, once: str = ""
) -> RequestEvent:
    """The rehearsal's clock goes `days` forward."""
    if not request.demo:
        raise CaseworkRefused("Bare klokka i en øvelse kan flyttes.")
    if not 0 < days <= 366 or request.demo_days + days > 3660:
        raise CaseworkRefused("Flytt klokka fra 1 til 366 dager fram.")
    request.demo_days += days
    request.save()
    return enter(
        request, EventKind.CLOCK_MOVED, actor=actor, at=at, once=once, days=days, day=request.day(at)
    )


@verb
def release(*, request: InformationRequest, actor: str, at: datetime, once: str = "") -> RequestEvent:
    """The suspect was none: its letters go out, and its deadline is what it has been since receipt."""
    if request.status != Status.QUARANTINED:
        raise CaseworkRefused("Kravet er ikke holdt tilbake.")
    request.status = Status.OPEN
    request.save()
    outbox.release(request, at=at)
    return enter(request, EventKind.RELEASED, actor=actor, at=at, once=once)


@verb
def mark_spam(*, request: InformationRequest, actor: str, at: datetime, once: str = "") -> RequestEvent:
    """Not a request: closed, and the letters held back stay so."""
    if request.status not in (Status.QUARANTINED, Status.OPEN):
        raise CaseworkRefused("Saken er lukket.")
    if decided_in_part(request):
        raise CaseworkRefused("Noe av kravet har fått svar eller avslag. Da er det et krav, og ikke søppel.")
    request.status = Status.SPAM
    request.closed_on = request.day(at)
    request.save()
    return enter(request, EventKind.MARKED_SPAM, actor=actor, at=at, once=once)


def decided_in_part(request: InformationRequest) -> bool:
    return request.parts.exclude(outcome=Outcome.NONE).exists()


def _stored(*, demo: bool = False, **values: object) -> tuple[InformationRequest, str]:
    values["question"] = require_words(values["question"], "Skriv hva det er spurt om.")
    _require_address(values)
    received_on, registered_at = values["received_on"], values["registered_at"]
    due_on = deadlines.answer_due(received_on)
    mark = "" if demo else _fingerprint(values)
    token = tokens.new()
    case = InformationRequest.objects.create(
        number=_next_number(REHEARSALS if demo else f"{timezone.localdate(registered_at).year}"),
        token_nonce=token.nonce,
        token_hash=token.hash,
        fingerprint=mark,
        repeats=InformationRequest.objects.filter(fingerprint=mark).order_by("pk").first() if mark else None,
        ordinary_due_on=due_on,
        longest_due_on=deadlines.extended_due(received_on),
        due_on=due_on,
        internal_due_on=deadlines.internal_due(due_on),
        demo=demo,
        **values,
    )
    case.parts.create(number=1, text=case.question)
    return case, token.secret


def _require_address(values: dict) -> None:
    if values["reply_by"] == ReplyBy.POST:
        require_words(values["postal_address"], "Skriv postadressen som svaret skal sendes til.")
        return
    try:
        validate_email(values["email"])
    except ValidationError:
        raise CaseworkRefused("Skriv e-postadressen som svaret skal sendes til.") from None


def _fingerprint(values: dict) -> str:
    """Tells that the same address asks the same again; tells nothing to whoever lacks the site's key."""
    address = values["email"] or values["postal_address"]
    words = " ".join(f"{address} {values['question']}".split()).casefold()
    return salted_hmac("transparency.fingerprint", words, algorithm="sha256").hexdigest()


def _next_number(series: str) -> str:
    """Drawn under lock, and given back if the transaction is: no gaps, no doubles."""
    CaseCounter.objects.get_or_create(series=series)
    counter = CaseCounter.objects.select_for_update().get(series=series)
    counter.last += 1
    counter.save()
    return f"{series}-{counter.last:04}" if series != REHEARSALS else f"{series}-{counter.last}"


def _enter_receipt(case: InformationRequest, kind: EventKind, *, actor: str, at: datetime) -> None:
    """§ 7 asks for no receipt, but whoever has one knows the deadline."""
    facts = {"received_on": case.received_on, "due_on": case.due_on}
    if case.repeats:
        facts["repeats"] = case.repeats.number
    enter(case, kind, actor=actor, at=at, channel=case.channel, **facts)
    if case.status == Status.QUARANTINED:
        enter(case, EventKind.QUARANTINED, actor="", at=at, text=case.suspicion)
    write(LetterKind.RECEIPT, enter(case, EventKind.CONFIRMED, actor="", at=at))
