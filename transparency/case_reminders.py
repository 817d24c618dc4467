"""What the handlers are told by mail: what is new, what is due in 7, 3 and 1 working days, and what is overdue.

One mail for each run, whatever there is to tell, so that a flood of requests is no flood of mail. It names cases by number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from transparency import deadlines, outbox
from transparency.case_ledger import ASKER, enter, once_in
from transparency.letters import published_organisation
from transparency.models import InformationRequest, OutgoingMail, RequestEvent
from transparency.request_enums import EventKind, Status
from transparency.request_wording import in_words

STEPS = (7, 3, 1)
# Working days that a letter on paper has waited.
WAITED = (1, 3, 5, 10)
OVERDUE = "overdue"
NEWS = (
    EventKind.RECEIVED,
    EventKind.MESSAGE_ADDED,
    EventKind.REASONS_ASKED,
    EventKind.REASONS_ASKED_LATE,
    EventKind.WITHDRAWN,
)
NEWS_FROM = timedelta(days=7)
MOST_LINES = 30


@dataclass(frozen=True)
class Reminder:
    """`key` is the same for the same case, deadline and step: it is told once."""

    case: InformationRequest
    key: str
    line: str


def handlers_address() -> str:
    """Who handles requests: CASE_HANDLER_EMAIL, or the address that the organisation has published; "" for neither."""
    return settings.CASE_HANDLER_EMAIL or published_organisation().get("request_email", "")


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Put what is to be told into the outbox, each once; the number of things told. Nothing without an address."""
    if not (to := handlers_address()):
        return 0
    cases = list(InformationRequest.objects.real().running().select_for_update().by_urgency(at.date()))
    with override("nb"):
        found = [
            *_news(at),
            *_unposted(at),
            *(reminder for case in cases for reminder in _due(case, case.day(at))),
        ]
    keys = {once_in(reminder.case, reminder.key) for reminder in found}
    told = set(RequestEvent.objects.filter(once__in=keys).values_list("once", flat=True))
    new = [reminder for reminder in found if once_in(reminder.case, reminder.key) not in told]
    for reminder in new:
        enter(reminder.case, EventKind.REMINDED, actor="", at=at, once=reminder.key, step=reminder.key)
    if new:
        outbox.remind(to=to, subject=_subject(new), body=_body(new), at=at)
    return len(new)


def _news(at: datetime) -> Iterator[Reminder]:
    """What came from outside. A suspect is no news: it is told of when its deadline nears."""
    events = RequestEvent.objects.filter(kind__in=NEWS, actor=ASKER, at__gte=at - NEWS_FROM)
    events = events.filter(request__demo=False, request__anonymised_on=None)
    shown = events.exclude(request__status__in=(Status.QUARANTINED, Status.SPAM))
    for event in shown.select_related("request").order_by("at", "pk"):
        yield Reminder(event.request, f"news:{event.pk}", f"{event.request}: {event.get_kind_display()}.")


def _unposted(at: datetime) -> Iterator[Reminder]:
    """A letter on paper is not given before somebody has put it in the post."""
    letters = OutgoingMail.objects.to_post().filter(request__demo=False).select_related("request")
    for letter in letters:
        written = timezone.localdate(letter.created_at)
        waited = [
            days for days in WAITED if timezone.localdate(at) >= deadlines.working_days_after(written, days)
        ]
        if waited:
            line = f"{letter.request}: {letter.get_kind_display()} ligger og venter på å bli skrevet ut og postlagt."
            yield Reminder(letter.request, f"post:{letter.pk}:{max(waited)}", line)


def _due(case: InformationRequest, today: date) -> Iterator[Reminder]:
    if case.status in (Status.OPEN, Status.QUARANTINED):
        yield from _step(case, "svar", case.due_on, case.internal_due_on, today)
    if case.reasons_due_on:
        yield from _step(
            case, "nærmere begrunnelse", case.reasons_due_on, case.reasons_internal_due_on, today
        )


def _step(case: InformationRequest, what: str, due: date, internal: date, today: date) -> Iterator[Reminder]:
    """The most pressing step that has come. One that was missed while nothing ran is not told of afterwards."""
    if today > due:
        line = f"{case}: FRISTEN ER BRUTT. Lovens frist for {what} var {in_words(due)}."
        yield Reminder(case, f"{what}:{due}:{OVERDUE}", line)
    come = [step for step in STEPS if today >= deadlines.working_days_before(internal, step)]
    if come and today <= internal:
        line = f"{case}: {what} må sendes senest {in_words(internal)}. Lovens frist er {in_words(due)}."
        yield Reminder(case, f"{what}:{internal}:{min(come)}", f"{line}{_suspect(case)}")


def _suspect(case: InformationRequest) -> str:
    held = case.status == Status.QUARANTINED
    return " Kravet er holdt tilbake som mulig søppelpost. Fristen løper likevel." if held else ""


def _subject(reminders: list[Reminder]) -> str:
    late = sum(reminder.key.endswith(OVERDUE) for reminder in reminders)
    if late:
        return (
            f"{late} brutt frist etter åpenhetsloven"
            if late == 1
            else f"{late} brutte frister etter åpenhetsloven"
        )
    return "Innsynskrav etter åpenhetsloven: nytt og frister"


def _body(reminders: list[Reminder]) -> str:
    lines = [reminder.line for reminder in reminders[:MOST_LINES]]
    if (rest := len(reminders) - MOST_LINES) > 0:
        lines.append(f"… og {rest} til.")
    return "\n".join((*lines, "", f"Se køen: {settings.SITE_URL}/admin/", ""))
