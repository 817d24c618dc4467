"""What a case's page tells and offers whoever asked, from the state of the case."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from transparency import reasons
from transparency.models import Attachment, InformationRequest
from transparency.models.mail import CASE_LINK
from transparency.request_enums import EventKind, LetterKind, Outcome, Status

MESSAGE, REASONS, WITHDRAW = "message", "reasons", "withdraw"


@dataclass(frozen=True)
class Told:
    """`open` is true while an answer is owed; {day} in the sentence is the day it is owed."""

    heading: str | Promise
    sentence: str | Promise
    open: bool = False


@dataclass(frozen=True)
class Written:
    """What whoever asked has written: the question, or an addition to it."""

    heading: str | Promise
    text: str
    at: date


@dataclass(frozen=True)
class ShownLetter:
    """A letter as whoever asked has it, the address of the case filled in."""

    subject: str
    body: str
    language: str
    written_at: datetime
    attachments: tuple[Attachment, ...]


WRITTEN: dict[str, Promise] = {
    EventKind.MESSAGE_ADDED: pgettext_lazy("asked", "Tillegg"),
    EventKind.REASONS_ASKED: _("Krav om nærmere begrunnelse"),
    EventKind.REASONS_ASKED_LATE: _("Krav om nærmere begrunnelse"),
}
RECEIVED = Told(_("Spørsmålet er mottatt"), _("Du får svar senest {day}."), open=True)
EXTENDED = Told(
    _("Vi trenger lengre tid på svaret"),
    _("Vi har skrevet til deg om hvorfor. Svaret skal komme senest {day}."),
    open=True,
)
LATE = Told(
    _("Svaret er forsinket"),
    _("Det skulle ha kommet senest {day}. Du kan si fra til Forbrukertilsynet."),
    open=True,
)
LATE_BUT_PROMISED = Told(
    _("Svaret er forsinket"),
    _(
        "Det skulle ha kommet senest {day}. Vi har skrevet til deg om når det kommer. Du kan si fra til Forbrukertilsynet."
    ),
    open=True,
)
ANSWERED = Told(_("Spørsmålet er besvart"), _("Svaret står under."))
REFUSED = Told(_("Vi har sagt nei til å svare"), _("Grunnen står under."))
PARTLY = Told(_("Vi har svart på noe og sagt nei til noe"), _("Svaret og grunnen står under."))
REASONS_OWED = Told(_("Du får en nærmere begrunnelse"), _("Den kommer senest {day}."))
WITHDRAWN = Told(
    _("Spørsmålet er trukket tilbake"), _("Derfor svarer vi ikke på det. Du kan spørre på nytt når du vil.")
)
SPAM = Told(
    _("Dette er ikke behandlet som et spørsmål"),
    _(
        "Vi har vurdert det som søppelpost. Er det feil, kan du spørre på nytt eller skrive til oss på en annen måte."
    ),
)


def answer_owed_on(case: InformationRequest) -> date:
    """The legal day, or an earlier one that was promised in time. A promise made too late moves nothing."""
    return min(case.expected_on or case.due_on, case.due_on)


def told_of(case: InformationRequest, today: date) -> Told:
    match case.status:
        case Status.QUARANTINED:
            return LATE if today > case.due_on else RECEIVED
        case Status.OPEN if case.extended_late and today <= case.expected_on:
            return LATE_BUT_PROMISED
        case Status.OPEN if today > answer_owed_on(case):
            return LATE
        case Status.OPEN:
            return EXTENDED if case.extended_on else RECEIVED
        case Status.ANSWERED if case.reasons_due_on:
            return REASONS_OWED
        case Status.ANSWERED:
            return {Outcome.REFUSED: REFUSED, Outcome.PARTLY: PARTLY}.get(case.outcome, ANSWERED)
        case Status.WITHDRAWN:
            return WITHDRAWN
        case _:
            return SPAM


def acts_of(case: InformationRequest) -> Iterator[str]:
    """What whoever asked may do now, the most pressing first. Nothing while the case waits in quarantine."""
    if case.anonymised_on or case.status not in (Status.OPEN, Status.ANSWERED):
        return
    if reasons.may_be_asked(case):
        yield REASONS
    yield MESSAGE
    if case.status == Status.OPEN:
        yield WITHDRAW


def letters_of(case: InformationRequest, address: str) -> list[ShownLetter]:
    """What has been written to whoever asked, oldest first; not the house's own reminders, nor what is held back."""
    if case.status in (Status.QUARANTINED, Status.SPAM):
        return []
    written = case.mail.filter(held=False).exclude(kind=LetterKind.REMINDER).exclude(body="")
    return [
        ShownLetter(
            subject=mail.subject,
            body=mail.body.replace(CASE_LINK, address),
            language=mail.language,
            written_at=mail.created_at,
            attachments=tuple(file for file in mail.attachments.all() if file.file),
        )
        for mail in written.order_by("created_at", "pk").prefetch_related("attachments")
    ]


def written_in(case: InformationRequest) -> list[Written]:
    """What has been received from whoever asked, the question first. Nobody's spam is shown under our name."""
    if case.anonymised_on or case.status in (Status.QUARANTINED, Status.SPAM):
        return []
    added = [
        Written(WRITTEN[event.kind], event.text, timezone.localdate(event.at))
        for event in case.events.filter(kind__in=WRITTEN)
    ]
    return [Written(pgettext("asked", "Spørsmålet"), case.question, case.received_on), *added]
