"""Four eyes: what has `four_eyes` is published by someone who has not changed it since its last edition."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sustainability_site.content.models import Draft, Edition, Organisation, Publishable

ALONE = "publisert av én person"


@dataclass(frozen=True)
class FourEyes:
    """What one person meets when publishing: who has changed the object, and whether that stops it."""

    actor: str
    changes: tuple[Draft, ...]
    switched_off: bool

    @property
    def alone(self) -> bool:
        """Whether the person has had a hand in what is to be published."""
        return same_person(self.actor, (draft.actor for draft in self.changes))

    @property
    def waiting(self) -> bool:
        return self.alone and not self.switched_off

    @property
    def people(self) -> list[tuple[str, datetime]]:
        """Everyone who has changed the object, with their last change, the latest first."""
        last = {draft.actor: draft.saved_at for draft in self.changes}
        return sorted(last.items(), key=lambda person: person[1], reverse=True)


def same_person(actor: str, others: Iterable[str]) -> bool:
    """Whether a name is among others, however it is spaced and capitalised."""
    return _name(actor) in {_name(other) for other in others}


def _name(actor: str) -> str:
    return " ".join(actor.casefold().split())


def four_eyes(subject: Publishable, *, actor: str, at: datetime) -> FourEyes | None:
    """The rule as `actor` meets it, None where the object's kind is under no such rule."""
    if not subject.four_eyes:
        return None
    organisation = Organisation.objects.filter(code=Organisation.CODE).first()
    return FourEyes(
        actor=actor,
        changes=tuple(changes_since_last_edition(subject, at=at)),
        switched_off=bool(organisation and organisation.four_eyes_off),
    )


def changes_since_last_edition(subject: Publishable, *, at: datetime) -> list[Draft]:
    """The drafts that changed what the public would read, oldest first, after the one that the last edition was made from.

    A save that changed nothing is no change, and what its writer let go of is none. What was saved while an edition lay
    scheduled counts for the next one.
    """
    kept = Draft.objects.filter(subject=subject.subject, aside=False)
    drafts = list(kept.defer("document").order_by("pk"))
    edition = Edition.objects.in_force(at).filter(subject=subject.subject).first()
    if edition is not None:
        made_from = [number for number, draft in enumerate(drafts) if draft.public_sha256 == edition.sha256]
        if made_from:
            return _changing(drafts[made_from[-1] :])
        drafts = [draft for draft in drafts if draft.saved_at > edition.moment]
    return [*drafts[:1], *_changing(drafts)]


def _changing(drafts: list[Draft]) -> list[Draft]:
    return [later for earlier, later in pairwise(drafts) if later.public_sha256 != earlier.public_sha256]
