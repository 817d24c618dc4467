"""The state of a working copy against the public record, in words and in SQL."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from sustainability_site.content.documents import freeze, holds
from sustainability_site.content.models import Draft, Edition, Publishable, withdrawn
from sustainability_site.content.moments import in_figures
from sustainability_site.content.working_copy import load


class Filed(models.TextChoices):
    NEVER = "never", "Ikke publisert"
    PUBLISHED = "published", "Publisert"
    CHANGED = "changed", "Publisert · endret siden"
    WITHDRAWN = "withdrawn", "Trukket tilbake"
    SCHEDULED = "scheduled", "Planlagt"


@dataclass(frozen=True)
class State:
    """`live` is the number of the live edition (0 if it has not been entered yet), None if nothing is live."""

    live: int | None
    changed: bool
    withdrawn: bool
    scheduled: datetime | None

    def __str__(self) -> str:
        if self.live is None:
            words = "Trukket tilbake" if self.withdrawn else "Ikke publisert"
        else:
            words = f"Publisert, utgave {self.live}" if self.live else "Publisert etter plan"
            words += " · endret siden" if self.changed else ""
        if self.scheduled:
            words += f" · ny utgave planlagt {in_figures(self.scheduled)}"
        return words


def with_state(queryset: QuerySet, at: datetime) -> QuerySet:
    """Objects with what their state is told from, as of their newest draft."""
    subject = Concat(Value(f"{queryset.model.kind}/"), F("code"), output_field=models.CharField())
    editions = Edition.objects.order_by().filter(subject=OuterRef("state_subject"))
    drafts = Draft.objects.filter(subject=OuterRef("state_subject")).order_by("-pk")
    return queryset.annotate(state_subject=subject).annotate(
        state_number=Subquery(editions.live(at).values("number")[:1]),
        state_live=Subquery(editions.live(at).values("sha256")[:1]),
        state_draft=Subquery(drafts.values("public_sha256")[:1]),
        state_scheduled=Subquery(editions.planned(at).values("moment")[:1]),
        state_ever=Exists(editions.in_force(at)),
    )


def filed(queryset: QuerySet, choice: str) -> QuerySet:
    """The objects of with_state() in one state."""
    live = queryset.exclude(state_live=None)
    narrowed = {
        Filed.NEVER: queryset.filter(state_live=None, state_ever=False),
        Filed.PUBLISHED: live.filter(state_live=F("state_draft")),
        Filed.CHANGED: live.exclude(state_live=F("state_draft")),
        Filed.WITHDRAWN: queryset.filter(state_live=None, state_ever=True),
        Filed.SCHEDULED: queryset.exclude(state_scheduled=None),
    }
    return narrowed.get(choice, queryset)


def listed_state(subject: Publishable) -> State:
    """The state of an object out of with_state()."""
    return State(
        live=None if subject.state_live is None else subject.state_number or 0,
        changed=subject.state_live is not None and subject.state_live != subject.state_draft,
        withdrawn=subject.state_ever,
        scheduled=subject.state_scheduled,
    )


@dataclass(frozen=True)
class Standing:
    """What the public record says of one object at a moment. The editions come without their documents."""

    live: Edition | None
    withdrawn: bool
    scheduled: Edition | None

    @property
    def is_public(self) -> bool:
        """Whether readers meet the object, or will by schedule."""
        return self.live is not None or self.scheduled is not None


def standing(subject: Publishable, at: datetime) -> Standing:
    """Two queries, however many editions there have been."""
    editions = Edition.objects.filter(subject=subject.subject).defer("document")
    newest = editions.in_force(at).annotate(gone=withdrawn(at)).first()
    gone = newest is not None and newest.gone
    return Standing(live=None if gone else newest, withdrawn=gone, scheduled=editions.planned(at).first())


def state_of(subject: Publishable, record: Standing, *, loaded: Publishable | None = None) -> State:
    """The state as the working copy stands in the database now; `loaded` is it, where it has been read already."""
    live = record.live
    return State(
        live=None if live is None else live.number or 0,
        changed=live is not None and not holds(live, freeze(loaded or load(type(subject), subject.code))),
        withdrawn=record.withdrawn,
        scheduled=record.scheduled.moment if record.scheduled else None,
    )
