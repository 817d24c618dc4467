"""What the Act asks of the handler now, in one sentence, and which verbs make sense."""

from collections.abc import Iterator
from datetime import date

from transparency import deadlines, reasons
from transparency.case_intake import decided_in_part
from transparency.models import InformationRequest
from transparency.request_enums import Channel, EventKind, Outcome, Status
from transparency.request_wording import in_words, with_weekday

NOTHING = "Du trenger ikke gjøre noe. "
NOTHING_NOW = "Du trenger ikke gjøre noe nå. "
ANONYMISED = f"{NOTHING}Saken er lukket, og alt personlig er slettet."
SPAM = f"{NOTHING}Er det likevel et krav om informasjon, så gjenåpne saken: fristen løper fra da det kom."
WITHDRAWN = f"{NOTHING}Den som spurte, har trukket kravet."


TO_POST = "Et brev er ikke sendt ennå: skriv det ut og legg det i posten."
MANY_TO_POST = "{number} brev er ikke sendt ennå: skriv dem ut og legg dem i posten."
NOT_GIVEN = "Ingenting er gitt før brevet er postlagt, så gjør det i dag."
WRITTEN_SINCE = (
    "Den som spurte, har skrevet igjen etter at kravet ble avgjort. Les det under «Det som er spurt om». Er det noe å svare "
    "på, så gjenåpne saken."
)
NOT_SENT = "Et brev er ikke kommet av gårde ennå (se under «Brev»)."


def next_step(case: InformationRequest, today: date) -> str:
    unsent = [*still_unsent(case), *written_since(case)]
    rest = by_status(case, today)
    if unsent:
        rest = rest.removeprefix(NOTHING).removeprefix(NOTHING_NOW)
    return " ".join([*unsent, rest])


def still_unsent(case: InformationRequest) -> Iterator[str]:
    """Deciding a case is not enough: whoever asked must get the letter."""
    if number := case.mail.to_post().count():
        yield TO_POST if number == 1 else MANY_TO_POST.format(number=number)
        if case.status == Status.ANSWERED:
            yield NOT_GIVEN
    if not case.demo and case.mail.unsent().filter(attempts__gt=0).exists():
        yield NOT_SENT


def written_since(case: InformationRequest) -> Iterator[str]:
    """A word to a closed case waits for a reader as much as one to an open case."""
    happened = case.events.exclude(kind=EventKind.REMINDED).order_by("-pk")
    if case.status == Status.ANSWERED and happened.values_list("kind", flat=True).first() == (
        EventKind.MESSAGE_ADDED
    ):
        yield WRITTEN_SINCE


def by_status(case: InformationRequest, today: date) -> str:
    if case.anonymised_on:
        return ANONYMISED
    match case.status:
        case Status.QUARANTINED:
            return quarantined(case)
        case Status.OPEN:
            return " ".join([*still_undecided(case), to_answer(case, today)])
        case Status.WITHDRAWN:
            return WITHDRAWN
        case Status.SPAM:
            return SPAM
    return to_explain(case, today) if case.reasons_due_on else after_the_answer(case)


def quarantined(case: InformationRequest) -> str:
    return (
        "Les kravet og avgjør om et menneske spør om noe. Gjør det det, så slipp kravet fri. "
        f"Det kom {in_words(case.received_on)}, og svaret skal være sendt innen {in_words(case.due_on)}."
    )


def still_undecided(case: InformationRequest) -> Iterator[str]:
    parts = list(case.parts.all())
    waiting = [part for part in parts if part.outcome == Outcome.NONE]
    if 0 < len(waiting) < len(parts):
        numbers = ", ".join(str(part.number) for part in waiting)
        yield (
            f"Del {numbers} av {len(parts)} mangler svar."
            if len(waiting) == 1
            else (f"Delene {numbers} mangler svar.")
        )


def to_answer(case: InformationRequest, today: date) -> str:
    if today > case.due_on:
        return overdue(case, today)
    aim = max(case.internal_due_on, today)
    if case.extended_on:
        return (
            f"Svar innen {with_weekday(aim)}. Dere har lovet svar innen {in_words(case.expected_on)}, "
            f"og loven gir ikke lenger tid enn til {in_words(case.due_on)}."
        )
    return f"Svar innen {with_weekday(aim)}. Kan du ikke det, må du varsle forlengelse innen samme dag."


def overdue(case: InformationRequest, today: date) -> str:
    passed = f"Lovens frist gikk ut {in_words(case.due_on)}."
    if case.extended_late:
        return f"{passed} Varselet om lengre tid kom for sent. Svar nå, senest {in_words(case.expected_on)} som dere har lovet."
    if case.extended_on:
        return f"{passed} Det var den forlengede fristen, og den kan ikke forlenges igjen. Svar nå."
    if today > case.longest_due_on:
        return f"{passed} Også to måneder er gått siden kravet kom. Svar nå."
    return f"{passed} Svar nå. Rekker du det ikke i dag, må du si fra om når svaret kommer, selv om det er for sent."


def to_explain(case: InformationRequest, today: date) -> str:
    if case.reasons_asked_late:
        return (
            "Den som spurte, har krevd nærmere begrunnelse, men mer enn tre uker etter at avslaget ble sendt. Kom "
            "avslaget sent fram, kan kravet være i tide. Gi begrunnelsen innen "
            f"{in_words(case.reasons_due_on)}, eller svar at kravet kom for sent."
        )
    if today > case.reasons_due_on:
        return (
            f"Fristen for nærmere begrunnelse gikk ut {in_words(case.reasons_due_on)}. Send begrunnelsen nå."
        )
    return f"Send den nærmere begrunnelsen innen {with_weekday(max(case.reasons_internal_due_on, today))}."


def after_the_answer(case: InformationRequest) -> str:
    done = f"{NOTHING_NOW}Kravet ble avgjort {in_words(case.answered_on)}."
    if reasons.may_be_asked(case):
        until = deadlines.fuller_reasons_may_be_asked_until(case.refused_on)
        return (
            f"{done} Den som spurte, kan kreve nærmere begrunnelse i tre uker etter at avslaget kom fram, "
            f"altså til {in_words(until)} eller noe senere."
        )
    return done


def verbs_now(case: InformationRequest, today: date) -> Iterator[str]:
    """The names of what may be done, the most natural first."""
    if case.anonymised_on:
        return
    if case.status == Status.QUARANTINED:
        yield from ("release", "mark_spam")
    if case.reasons_due_on:
        yield "give_reasons"
        if case.reasons_asked_late:
            yield "leave_reasons"
    if case.status == Status.OPEN:
        yield "answer"
        yield "refuse"
        if not case.extended_on and today <= case.longest_due_on:
            yield "extend"
        yield from ("clarify", "split")
    if case.status in (Status.OPEN, Status.ANSWERED):
        yield from ("message", "attach")
    if case.status in (Status.OPEN, Status.ANSWERED) and reasons.may_be_asked(case):
        yield "ask_for_reasons"
    if case.status == Status.OPEN:
        yield "withdraw"
        if case.channel == Channel.WEB and not decided_in_part(case):
            yield "mark_spam"
    if case.status in (Status.ANSWERED, Status.WITHDRAWN, Status.SPAM):
        yield "reopen"
    if case.demo:
        yield "move_clock"
