"""What a label's card keeps, so that lists, «finn» and the comparison need not read whole documents."""

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from labels.models.label import Label


def facts_of(label: "Label") -> dict[str, Any]:
    """JSON values only: dates as ISO text, topics as `{code: level}`."""
    return {
        "position": label.position,
        "owner_kind": label.owner_kind,
        "iso_type": label.iso_type,
        "verification_timing": label.verification_timing,
        "tiers": [str(tier.name) for tier in label.tiers.all()],
        "topics": {row.topic.code: row.level for row in label.coverages.all()},
        "categories": [
            {
                "code": scope.category.code,
                "standing": scope.standing,
                "valid_from": _iso(scope.valid_from),
                "valid_until": _iso(scope.valid_until),
            }
            for scope in label.scopes.all()
        ],
        "offered": label.offered,
        "offered_until": _iso(label.offered_until),
        "generation_until": _iso(label.generation_until),
        "last_checked": _iso(label.last_checked),
        "check_again_by": _iso(label.check_again_by),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
