"""Where the demand for fuller reasons stands (§ 7), read from the events: a day holds more than one of them."""

from transparency import deadlines
from transparency.models import InformationRequest
from transparency.request_enums import EventKind

ASKED = (EventKind.REASONS_ASKED, EventKind.REASONS_ASKED_LATE)
SETTLED = (EventKind.REASONS_GIVEN, EventKind.REASONS_LEFT)


def may_be_asked(case: InformationRequest) -> bool:
    """Whether something has been refused after the last demand: each refusal may be asked about once."""
    return case.refused_on is not None and _newest(case, EventKind.REFUSED) > _newest(case, *ASKED)


def are_owed(case: InformationRequest) -> bool:
    """Whether a demand has got neither reasons nor word that it came too late."""
    return case.reasons_asked_on is not None and _newest(case, *ASKED) > _newest(case, *SETTLED)


def owe(case: InformationRequest) -> None:
    """Set, without saving, the days by which the reasons that were asked for are due."""
    case.reasons_due_on = deadlines.fuller_reasons_due(case.reasons_asked_on)
    case.reasons_internal_due_on = deadlines.internal_due(case.reasons_due_on)


def _newest(case: InformationRequest, *kinds: str) -> int:
    return max(case.events.filter(kind__in=kinds).values_list("pk", flat=True), default=0)
