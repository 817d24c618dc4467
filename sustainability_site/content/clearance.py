"""What must be in order before an edition is made, and what its reason tells when it was not."""

from dataclasses import dataclass
from datetime import datetime

from sustainability_site.content.documents import Document, canonical, digest
from sustainability_site.content.faults import Fault
from sustainability_site.content.four_eyes import ALONE, FourEyes, four_eyes
from sustainability_site.content.models import Edition, Publishable
from sustainability_site.content.remarks import claims
from sustainability_site.content.shelving import PublicationRefused


class BlockedByFaults(PublicationRefused):
    """The object's own checks found what must not be missing."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__([f"{fault.code} ({fault.paragraph}): {fault.sentence}" for fault in faults])


class WaitsForAnother(PublicationRefused):
    """Whoever publishes has changed the object since its last edition."""

    def __init__(self, rule: FourEyes) -> None:
        self.rule = rule
        super().__init__("Du har selv endret det som skal publiseres. En annen må lese det og publisere.")


@dataclass(frozen=True)
class Clearance:
    """What one person meets who wants to publish one document. `seen` tells whether it is still the same document."""

    faults: tuple[Fault, ...]
    four_eyes: FourEyes | None
    seen: str

    @property
    def blocking(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.blocking)

    @property
    def advice(self) -> tuple[Fault, ...]:
        """What the law or Forbrukertilsynet would ask about, and the editor is to weigh."""
        return tuple(fault for fault in self.faults if not fault.blocking)

    @property
    def waiting(self) -> bool:
        return self.four_eyes is not None and self.four_eyes.waiting

    def reason(self, reason: str, *, override_reason: str) -> str:
        """The edition's reason, with what it was published in spite of, and why. Raises PublicationRefused.

        `override_reason` comes only from someone with the permission `override_<model>`.
        """
        if self.waiting:
            raise WaitsForAnother(self.four_eyes)
        parts = [reason]
        if self.blocking:
            if not override_reason.strip():
                raise BlockedByFaults(self.blocking)
            codes = ", ".join(dict.fromkeys(fault.code for fault in self.blocking))
            parts.append(f"Publisert tross {codes}: {override_reason.strip()}")
        if self.four_eyes is not None and self.four_eyes.alone:
            parts.append(ALONE)
        return _joined(parts)


def clearance_of(subject: Publishable, document: Document, *, actor: str, at: datetime) -> Clearance:
    return Clearance(
        faults=(*subject.publication_faults(document, at=at), *claims(document)),
        four_eyes=four_eyes(subject, actor=actor, at=at),
        seen=digest(canonical(document)),
    )


def _joined(parts: list[str]) -> str:
    told = " · ".join(parts)
    longest = Edition._meta.get_field("reason").max_length
    if len(told) > longest:
        raise PublicationRefused(f"Begrunnelsene er til sammen {len(told) - longest} tegn for lange.")
    return told
