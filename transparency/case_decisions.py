"""Answer, refusal, and the reasons for a refusal (§§ 6-7). Each applies to parts of a request."""

from collections.abc import Iterable
from datetime import date, datetime

from transparency import deadlines, reasons
from transparency.case_ledger import ASKER, CaseworkRefused, enter, require_open, require_words, verb, write
from transparency.models import Attachment, InformationRequest, RequestEvent, RequestPart
from transparency.request_enums import EventKind, Ground, LetterKind, Outcome, Status


@verb
def answer(
    *,
    request: InformationRequest,
    parts: Iterable[RequestPart],
    text: str,
    actor: str,
    at: datetime,
    attachments: Iterable[Attachment] = (),
    once: str = "",
) -> RequestEvent:
    """§ 7: in writing, adequate and understandable. `attachments` are files of the case."""
    require_open(request)
    text = require_words(text, "Skriv svaret.")
    files = list(attachments)
    if any(file.request_id != request.pk for file in files):
        raise CaseworkRefused("Vedlegget hører til en annen sak.")
    chosen = _undecided(request, parts)
    for part in chosen:
        part.outcome, part.answer_text, part.decided_on = Outcome.ANSWERED, text, request.day(at)
        part.save()
    _settle(request, at)
    numbers = [part.number for part in chosen]
    event = enter(request, EventKind.ANSWERED, actor=actor, at=at, once=once, text=text, parts=numbers)
    write(LetterKind.ANSWER, event, parts=chosen, text=text, attachments=files)
    return event


@verb
def refuse(
    *,
    request: InformationRequest,
    parts: Iterable[RequestPart],
    ground: str,
    known_harm: bool | None,
    text: str = "",
    actor: str,
    at: datetime,
    once: str = "",
) -> RequestEvent:
    """§ 6: on a ground a-d or outside the right; never on a-d where actual harm to fundamental human rights is known."""
    require_open(request)
    ground = _allowed(ground, known_harm)
    chosen = _undecided(request, parts)
    for part in chosen:
        part.outcome, part.ground, part.known_harm = Outcome.REFUSED, ground, known_harm
        part.decided_on = request.day(at)
        part.save()
    request.refused_on = request.day(at)
    if not request.reasons_due_on:
        request.reasons_asked_on, request.reasons_asked_late = None, False
    _settle(request, at)
    facts = {"parts": [part.number for part in chosen], "ground": str(ground), "known_harm": known_harm}
    event = enter(request, EventKind.REFUSED, actor=actor, at=at, once=once, text=text.strip(), **facts)
    write(LetterKind.REFUSAL, event, parts=chosen, ground=ground, text=text)
    return event


def _allowed(ground: str, known_harm: bool | None) -> Ground:
    if ground not in Ground.values:
        raise CaseworkRefused("Velg grunnen i loven. Passer ingen av dem, kan du ikke avslå.")
    ground = Ground(ground)
    if ground.overridden_by_known_harm and known_harm is None:
        raise CaseworkRefused(
            "Svar først på om delen gjelder kjent skade på grunnleggende menneskerettigheter (åpenhetsloven § 6)."
        )
    if ground.overridden_by_known_harm and known_harm:
        raise CaseworkRefused(
            "Dere kjenner til faktisk skade på grunnleggende menneskerettigheter. Den informasjonen skal gis, "
            "hva bokstav a til d enn sier (åpenhetsloven § 6). Svar på delen."
        )
    return ground


def _undecided(request: InformationRequest, parts: Iterable[RequestPart]) -> list[RequestPart]:
    """The chosen parts as they stand under the lock."""
    chosen = {part.pk for part in parts}
    found = list(request.parts.filter(pk__in=chosen, outcome=Outcome.NONE).order_by("number"))
    if not found:
        raise CaseworkRefused("Velg minst én del som ikke har fått svar.")
    if len(found) < len(chosen):
        raise CaseworkRefused("En av delene har alt fått svar. Se på saken på nytt.")
    return found


def _settle(request: InformationRequest, at: datetime) -> None:
    """The request's outcome follows from its parts; when the last is decided, the case is closed."""
    outcomes = set(request.parts.values_list("outcome", flat=True))
    if Outcome.NONE not in outcomes:
        request.outcome = outcomes.pop() if len(outcomes) == 1 else Outcome.PARTLY
        request.status = Status.ANSWERED
        request.answered_on = request.closed_on = request.day(at)
    request.save()


@verb
def ask_for_reasons(
    *,
    request: InformationRequest,
    message: str = "",
    at: datetime,
    actor: str = ASKER,
    asked_on: date | None = None,
    once: str = "",
) -> RequestEvent:
    """§ 7: within three weeks of receiving the refusal. Later it is marked late and left to the handler, since the day
    that the refusal arrived is not known; its deadline runs all the same. `asked_on` is the day a letter came."""
    day = asked_on or request.day(at)
    if not request.refused_on or day < request.refused_on:
        raise CaseworkRefused("Ingenting er avslått, så det er ingenting å begrunne.")
    if day > request.day(at):
        raise CaseworkRefused("Datoen er fram i tid. Skriv dagen kravet kom.")
    if not reasons.may_be_asked(request):
        raise CaseworkRefused("Nærmere begrunnelse er alt krevd.")
    late = day > deadlines.fuller_reasons_may_be_asked_until(request.refused_on)
    if request.reasons_due_on:
        # One explanation answers both demands, by the earlier day, and one demand in time is enough.
        request.reasons_asked_late = request.reasons_asked_late and late
    else:
        request.reasons_asked_on, request.reasons_asked_late = day, late
        reasons.owe(request)
    request.save()
    kind = EventKind.REASONS_ASKED_LATE if late else EventKind.REASONS_ASKED
    dates = {"asked_on": day, "due_on": request.reasons_due_on}
    return enter(request, kind, actor=actor, at=at, once=once, text=message.strip(), **dates)


@verb
def give_reasons(
    *, request: InformationRequest, text: str, actor: str, at: datetime, once: str = ""
) -> RequestEvent:
    """§ 7: in writing, as soon as possible and at the latest three weeks after they were asked for."""
    _require_asked(request)
    text = require_words(text, "Skriv begrunnelsen.")
    _reasons_done(request)
    event = enter(request, EventKind.REASONS_GIVEN, actor=actor, at=at, once=once, text=text)
    write(LetterKind.REASONS, event, text=text)
    return event


@verb
def leave_reasons(
    *, request: InformationRequest, reason: str = "", actor: str, at: datetime, once: str = ""
) -> RequestEvent:
    """Give no reasons to a late demand, and say so. A demand in time can't be left."""
    _require_asked(request)
    if not request.reasons_asked_late:
        raise CaseworkRefused("Begrunnelsen er krevd i tide, og må gis (åpenhetsloven § 7).")
    _reasons_done(request)
    event = enter(request, EventKind.REASONS_LEFT, actor=actor, at=at, once=once, text=reason.strip())
    write(LetterKind.REASONS_LEFT, event, reason=reason)
    return event


def _require_asked(request: InformationRequest) -> None:
    if not request.reasons_due_on:
        raise CaseworkRefused("Ingen venter på en nærmere begrunnelse.")


def _reasons_done(request: InformationRequest) -> None:
    request.reasons_due_on = request.reasons_internal_due_on = None
    request.save()
