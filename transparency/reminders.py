"""What the statement's own dates ask for: 30 June each year, and an update when the risks have changed (§ 5)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import override

from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.documents import thaw
from sustainability_site.content.models import Edition
from sustainability_site.content.working_copy import load
from transparency import outbox
from transparency.case_reminders import handlers_address
from transparency.models import Statement, StatementReminder
from transparency.request_wording import in_words
from transparency.risks import changed_risks
from transparency.yearly import yearly

DAYS_BEFORE = (30, 14, 7)


@dataclass(frozen=True)
class Reminder:
    """`key` is the same as long as the reminder is about the same thing: it is sent once."""

    key: str
    subject: str
    body: str


def due_reminders(*, at: datetime) -> list[Reminder]:
    """What should be reminded of at `at` and has not been."""
    found = [*_of_deadline(at), *_of_changed_risks(at)]
    keys = [reminder.key for reminder in found]
    made = set(StatementReminder.objects.filter(key__in=keys).values_list("key", flat=True))
    return [reminder for reminder in found if reminder.key not in made]


def _of_deadline(at: datetime) -> Iterator[Reminder]:
    """§ 5: published by 30 June. A step that was missed while nothing ran is not caught up with after the next."""
    now = yearly(at=at)
    steps = [days for days in DAYS_BEFORE if now.days_left <= days]
    if now.met or not steps:
        return
    deadline = in_words(now.deadline)
    yield Reminder(
        key=f"deadline:{now.deadline}:{min(steps)}",
        subject=f"{now.days_left} dager til fristen for redegjørelsen",
        body=f"Redegjørelsen etter åpenhetsloven § 5 skal være publisert innen {deadline}. Det er {now.days_left} dager "
        "igjen, og ingen redegjørelse for perioden er publisert på nettstedet.\n\n"
        "En ærlig redegjørelse som sier hva som mangler, er bedre enn ingen.",
    )


def _of_changed_risks(at: datetime) -> Iterator[Reminder]:
    """§ 5: updated also when the risk assessments change materially. Once for each edition."""
    for edition in Edition.objects.live(at).filter(kind=Statement.kind).order_by("subject"):
        working = Statement.objects.filter(code=edition.code).first()
        if working is None or edition.redacted:
            continue
        changed = changed_risks(load(Statement, edition.code), thaw(json.loads(edition.document)))
        if changed:
            yield Reminder(
                key=f"risks:{edition.subject}:{edition.pk}",
                subject="Risikoene er endret etter at redegjørelsen ble publisert",
                body=f"{len(changed)} risikoer i «{working}» er nye, endret eller borte siden utgaven som er publisert. "
                "Er endringen vesentlig, krever åpenhetsloven § 5 at redegjørelsen blir oppdatert. Publiser en ny utgave, "
                "og skriv i begrunnelsen hva som er endret.",
            )


def statement_reminders(*, at: datetime) -> int:
    """Put the reminders that are due at `at` into the outbox, each once; the number put there.

    Without an address nothing is sent, and nothing counts as sent.
    """
    if not (to := handlers_address()):
        return 0
    with override(SOURCE_LANGUAGE):
        return sum(_put_into_outbox(reminder, to, at) for reminder in due_reminders(at=at))


@transaction.atomic
def _put_into_outbox(reminder: Reminder, to: str, at: datetime) -> bool:
    """False where another process has done so first."""
    _kept, new = StatementReminder.objects.get_or_create(key=reminder.key, defaults={"made_at": at})
    if new:
        outbox.remind(to=to, subject=reminder.subject, body=reminder.body, at=at)
    return new
