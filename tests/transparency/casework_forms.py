"""Cases as a handler works on them in admin: what a browser would send from the guided forms."""

from datetime import date, timedelta

from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.content.admin_forms import staff
from tests.sent_forms import Values, sent_by
from transparency import casework
from transparency.models import InformationRequest
from transparency.request_enums import Ground

QUESTION = "Hvor er tastaturet laget?"


def handler() -> AbstractUser:
    return staff("kari", "change_informationrequest", "view_informationrequest")


def registered(days_ago: int = 3, **values: object) -> InformationRequest:
    """A case that came by e-mail some days ago."""
    given = {"channel": "email", "question": QUESTION, "reply_by": "email", "email": "asker@example.com"}
    received_on = timezone.localdate() - timedelta(days=days_ago)
    case, _secret = casework.register(
        **given | {"received_on": received_on} | values, actor="Ola", at=timezone.now()
    )
    return case


def suspected(**values: object) -> InformationRequest:
    given = {"question": QUESTION, "reply_by": "email", "email": "asker@example.com", "language": "nb"}
    key = {"submission_key": f"suspect-{InformationRequest.objects.count()}", "suspicion": "For raskt sendt."}
    case, _secret = casework.receive(**given | key | values, at=timezone.now())
    return case


def rehearsal() -> InformationRequest:
    case, _secret = casework.start_demo(actor="Kari", at=timezone.now())
    return case


def view_of(case: InformationRequest | None, view: str, *args: object) -> str:
    return reverse(f"admin:transparency_informationrequest_{view}", args=(case.pk, *args) if case else args)


def opened(client: Client, case: InformationRequest, verb: str, **filled: object) -> Values:
    """The verb's form as a browser has it, filled in."""
    values = sent_by(client.get(view_of(case, verb)).content.decode())
    return values | {name: as_sent(value) for name, value in filled.items()}


def as_sent(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def shown_letter(client: Client, case: InformationRequest, verb: str, **filled: object) -> Values:
    """Step 2 as a browser has it; the form of step 1 must be right."""
    response = client.post(view_of(case, verb), opened(client, case, verb, **filled) | {"preview": "1"})
    assert "letter" in response.context, response.context["form"].errors
    return sent_by(response.content.decode())


def sent_letter(client: Client, case: InformationRequest, verb: str, **filled: object) -> None:
    """Through both steps."""
    values = shown_letter(client, case, verb, **filled)
    response = client.post(view_of(case, verb), values | {"confirm": "1"})
    assert response.status_code == 302, response.context["form"].errors
    case.refresh_from_db()


def parts_of(case: InformationRequest) -> list[str]:
    return [str(part.pk) for part in case.parts.all()]


def refused_case(case: InformationRequest) -> InformationRequest:
    casework.refuse(
        request=case,
        parts=case.parts.all(),
        ground=Ground.D_COMPETITION,
        known_harm=False,
        text="Det er hemmelig.",
        actor="Kari",
        at=timezone.now(),
    )
    return case


def errors(response) -> dict:
    return {name: list(found) for name, found in response.context["form"].errors.items()}
