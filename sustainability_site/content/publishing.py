"""The verbs that change what the public reads. Each is one transaction under the chain's lock.

Every verb takes the moment it happens (`at`, aware) and who does it (`actor`, a name for the record).
"""

from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Max

from sustainability_site.content import chain
from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.clearance import clearance_of
from sustainability_site.content.documents import Document, canonical, digest, freeze, holds
from sustainability_site.content.models import (
    Card,
    Edition,
    Entry,
    Head,
    Publishable,
    Reference,
)
from sustainability_site.content.shelving import PublicationRefused, remove_scheduled, shelve
from sustainability_site.content.working_copy import load


class Pending(StrEnum):
    """What to do with a scheduled edition when something else is published before its moment."""

    CANCEL = "cancel"
    RENEW = "renew"


class ScheduledEditionPending(PublicationRefused):
    """Something is scheduled for the object: say whether it is to be cancelled or renewed."""

    def __init__(self, scheduled: Edition) -> None:
        self.scheduled = scheduled
        super().__init__(
            "En utgave er allerede planlagt. Velg om den skal avlyses, eller fornyes med det som publiseres nå."
        )


class ChangedSince(PublicationRefused):
    """Somebody saved after the publisher read what was to be published."""

    def __init__(self) -> None:
        super().__init__("Noen lagret endringer mens denne siden sto åpen. Les dem, og publiser på nytt.")


def _begin(subject: Publishable, at: datetime) -> tuple[Head, datetime]:
    """The locked head with all that is due entered, and the moment to write.

    The moment is never before the object's newest entry: a clock that lags behind another machine's, or a
    verb that waited for the lock, would publish what is never live.
    """
    locked = chain.lock_head()
    chain.enter_due(locked, at=at)
    newest = Entry.objects.filter(edition__subject=subject.subject).aggregate(Max("entered_at"))
    return locked, max(at, newest["entered_at__max"] or at)


def _frozen(subject: Publishable, seen: str | None) -> Document:
    document = freeze(load(type(subject), subject.code))
    if seen is not None and seen != digest(canonical(document)):
        raise ChangedSince
    return document


@transaction.atomic
def publish(
    subject: Publishable,
    *,
    actor: str,
    reason: str,
    at: datetime,
    pending: Pending | None = None,
    override_reason: str = "",
    examined: bool = True,
    seen: str | None = None,
) -> Edition:
    """Make the working copy the live edition. Raises PublicationRefused, ScheduledEditionPending.

    `override_reason` says why it is published in spite of blocking faults. Only what the site is filled with at its
    start goes out without having been `examined`: no checks, no four eyes. `seen` is the clearance's hash of what the
    publisher has read: anything else is not published.
    """
    head, at = _begin(subject, at)
    document = _frozen(subject, seen)
    scheduled = Edition.objects.scheduled().filter(subject=subject.subject).first()
    if scheduled is not None:
        if pending is None:
            raise ScheduledEditionPending(scheduled)
        remove_scheduled(scheduled)
    live = Edition.objects.live(at).filter(subject=subject.subject).first()
    if live is not None and holds(live, document):
        raise PublicationRefused(f"Ingenting er endret siden utgave {live.number}.")
    if examined:
        clearance = clearance_of(subject, document, actor=actor, at=at)
        reason = clearance.reason(reason, override_reason=override_reason)
    edition = shelve(document, moment=at, actor=actor, reason=reason, at=at)
    chain.enter_edition(head, edition, at=at)
    if scheduled is not None and pending is Pending.RENEW:
        renewed = {"actor": actor, "reason": reason} if subject.four_eyes else _told_by(scheduled)
        shelve(document, moment=scheduled.moment, at=at, **renewed)
    return edition


def _told_by(edition: Edition) -> dict[str, str]:
    return {"actor": edition.actor, "reason": edition.reason}


@transaction.atomic
def schedule(
    subject: Publishable,
    *,
    actor: str,
    reason: str,
    moment: datetime,
    at: datetime,
    override_reason: str = "",
    seen: str | None = None,
) -> Edition:
    """Freeze the working copy now, to be live from `moment`. `seen` as for publish(). Raises PublicationRefused."""
    _head, at = _begin(subject, at)
    if moment <= at:
        raise PublicationRefused("Tidspunktet er passert. Velg et tidspunkt fram i tid, eller publiser nå.")
    if Edition.objects.scheduled().filter(subject=subject.subject).exists():
        raise PublicationRefused("En utgave er allerede planlagt. Avlys den før du planlegger en ny.")
    document = _frozen(subject, seen)
    clearance = clearance_of(subject, document, actor=actor, at=at)
    reason = clearance.reason(reason, override_reason=override_reason)
    return shelve(document, moment=moment, actor=actor, reason=reason, at=at)


@transaction.atomic
def cancel(subject: Publishable, *, at: datetime) -> datetime:
    """Take back what is scheduled; the moment it would have come out. Raises PublicationRefused when its moment has come, or there is none."""
    _begin(subject, at)
    scheduled = Edition.objects.scheduled().filter(subject=subject.subject).first()
    if scheduled is None:
        raise PublicationRefused(
            "Ingenting er planlagt. Tidspunktet kan ha passert; da er utgaven publisert."
        )
    remove_scheduled(scheduled)
    return scheduled.moment


@transaction.atomic
def withdraw(subject: Publishable, *, actor: str, reason: str, at: datetime) -> Entry:
    """Take the object off the site: its address answers 410 from now on. Raises PublicationRefused."""
    head, at = _begin(subject, at)
    live = Edition.objects.live(at).filter(subject=subject.subject).first()
    if live is None:
        raise PublicationRefused("Siden er ikke publisert.")
    if subject.fixed:
        raise PublicationRefused("Nettstedet er bygd rundt dette, og det kan ikke trekkes tilbake.")
    if Edition.objects.scheduled().filter(subject=subject.subject).exists():
        raise PublicationRefused("En utgave er planlagt. Avlys den før du trekker siden tilbake.")
    if users := users_of(subject, at=at):
        names = ", ".join(f"«{card.title}»" for card in users)
        raise PublicationRefused(f"{subject} brukes av {names}. Endre dem først.")
    return chain.enter(
        head, act=Entry.Act.WITHDRAW, edition=live, moment=at, at=at, reason=reason, actor=actor
    )


def users_of(subject: Publishable, *, at: datetime, required: bool | None = True) -> list[Card]:
    """The live and scheduled pages that lean on the object; with `required` False those that link to it, with None both."""
    leaning = Reference.objects.filter(subject=subject.subject)
    if required is not None:
        leaning = leaning.filter(required=required)
    cards = Card.objects.filter(language=SOURCE_LANGUAGE, edition__in=leaning.values("edition")).exclude(
        edition__subject=subject.subject
    )
    return list(
        cards.live_or_scheduled(at)
        .select_related("edition")
        .defer("edition__document")
        .order_by("title", "pk")
    )


def enter_due(*, at: datetime) -> int:
    """Enter in the chain what went live by schedule; the number entered. Safe to run at any time."""
    with transaction.atomic():
        return chain.enter_due(chain.lock_head(), at=at)


def head() -> tuple[int, str]:
    """The chain's length and its newest hash."""
    found = Head.objects.filter(pk=1).first()
    return (found.sequence, found.hash) if found else (0, chain.GENESIS)
