"""Cases as the verbs make them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from transparency import casework
from transparency.models import InformationRequest, OutgoingMail
from transparency.request_enums import Ground

OSLO = ZoneInfo("Europe/Oslo")
HANDLER = "Kari"


def oslo(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=OSLO)


RECEIVED = oslo(2026, 3, 12)


def received(at: datetime = RECEIVED, **values: str) -> InformationRequest:
    given = {
        "question": "Hvor er skjermen laget?",
        "reply_by": "email",
        "email": "asker@example.com",
        "language": "nb",
        "submission_key": f"key-{InformationRequest.objects.count()}",
    }
    case, _secret = casework.receive(**given | values, at=at)
    return case


def answered(case: InformationRequest, at: datetime) -> InformationRequest:
    casework.answer(request=case, parts=case.parts.all(), text="I Moss.", actor=HANDLER, at=at)
    return case


def refused(case: InformationRequest, at: datetime, ground: str = Ground.D_COMPETITION) -> InformationRequest:
    casework.refuse(
        request=case,
        parts=case.parts.all(),
        ground=ground,
        known_harm=False,
        text="Det er hemmelig.",
        actor=HANDLER,
        at=at,
    )
    return case


def kinds(case: InformationRequest) -> list[str]:
    return list(case.events.values_list("kind", flat=True))


def newest_letter(case: InformationRequest) -> OutgoingMail:
    return case.mail.order_by("pk").last()
