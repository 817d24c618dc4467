"""Suspects, what came another way than the form, and what is to be put in the post."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.content.admin_forms import signed_in
from tests.sent_forms import sent_by
from tests.transparency.casework_forms import (
    QUESTION,
    errors,
    handler,
    opened,
    registered,
    suspected,
    view_of,
)
from transparency.models import InformationRequest, RequestEvent
from transparency.request_enums import EventKind, Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(handler())


def test_suspect_is_released_or_closed_and_never_answered_unseen(client: Client) -> None:
    case = suspected()
    assert client.get(view_of(case, "answer"))["Location"] == view_of(case, "change")
    client.post(view_of(case, "release"), opened(client, case, "release") | {"confirm": "1"})
    case.refresh_from_db()
    assert (case.status, case.mail.get().held) == (Status.OPEN, False)


def test_spam_is_closed_only_by_someone_who_has_read_it(client: Client) -> None:
    case = suspected()
    values = opened(client, case, "mark_spam") | {"confirm": "1"}
    assert errors(client.post(view_of(case, "mark_spam"), values)) == {
        "read": ["Les hele teksten, og kryss av."]
    }
    client.post(view_of(case, "mark_spam"), values | {"read": "on"})
    case.refresh_from_db()
    assert case.status == Status.SPAM


def test_many_suspects_are_closed_from_one_list(client: Client) -> None:
    spam, genuine = [suspected() for _number in range(3)], suspected(question="Hvor lages skjermene?")
    other = registered()
    sent = {"spam": [str(case.pk) for case in (*spam, other)]}
    response = client.post(view_of(None, "quarantine"), sent, follow=True)
    assert "3 saker er lukket som søppel." in response.content.decode()
    assert "Hvor lages skjermene?" in response.content.decode()
    assert InformationRequest.objects.filter(status=Status.SPAM).count() == 3
    assert [RequestEvent.objects.filter(request=case, kind="marked-spam").count() for case in spam] == [
        1,
        1,
        1,
    ]
    for case, status in ((genuine, Status.QUARANTINED), (other, Status.OPEN)):
        case.refresh_from_db()
        assert case.status == status


def test_registered_case_shows_its_deadline_at_once(client: Client) -> None:
    values = sent_by(client.get(view_of(None, "register")).content.decode()) | {
        "channel": "counter",
        "received_on": "2026-03-12",
        "question": QUESTION,
        "reply_by": "post",
        "postal_address": "Gata 1\n0150 Oslo",
    }
    for _time in range(2):
        response = client.post(view_of(None, "register"), values, follow=True)
    case = InformationRequest.objects.get()
    assert response.redirect_chain[-1][0] == view_of(case, "change")
    html = response.content.decode()
    assert f"Sak {case} er registrert. Lovens frist gikk ut 2. april 2026. Svar nå." in html
    assert "2. april 2026</td>" in html


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"received_on": "2999-01-01"}, "received_on", "Datoen er ikke kommet ennå."),
        ({"received_on": "2022-06-30"}, "received_on", "Åpenhetsloven gjelder fra 1. juli 2022."),
        ({"received_on": "igår"}, "received_on", "Skriv datoen som dag.måned.år"),
        ({"email": ""}, "email", "Skriv e-postadressen svaret skal sendes til."),
        ({"reply_by": "post"}, "postal_address", "Skriv adressen svaret skal sendes til."),
        ({"channel": "web"}, "channel", "Velg et gyldig valg."),
    ],
)
def test_registering_refuses_what_cannot_be_and_keeps_the_text(
    client: Client, changes: dict, field: str, message: str
) -> None:
    values = sent_by(client.get(view_of(None, "register")).content.decode()) | {
        "channel": "email",
        "received_on": "2026-03-12",
        "question": QUESTION,
        "reply_by": "email",
        "email": "asker@example.com",
    }
    response = client.post(view_of(None, "register"), values | changes)
    assert message in errors(response)[field][0]
    assert sent_by(response.content.decode())["question"] == [QUESTION]
    assert not InformationRequest.objects.exists()


def test_posted_letter_is_printed_with_its_link_and_marked_once(client: Client) -> None:
    case = registered(reply_by="post", postal_address="Gata 1\n0150 Oslo", email="")
    letter = case.mail.get()
    assert "/apenhetsloven/innsyn/sak/" in client.get(view_of(case, "print", letter.pk)).content.decode()
    assert "/apenhetsloven/innsyn/sak/" not in client.get(view_of(case, "change")).content.decode()
    for _time in range(2):
        client.post(view_of(case, "posted", letter.pk))
    letter.refresh_from_db()
    assert timezone.localdate(letter.sent_at) == timezone.localdate()
    assert case.events.filter(kind=EventKind.LETTER_POSTED).count() == 1


@pytest.mark.parametrize("value", ["9" * 30, "9" * 5000, "²", "-1", "\0"])
def test_list_of_suspects_takes_no_number_but_its_own(client: Client, value: str) -> None:
    case = suspected()
    response = client.post(view_of(None, "quarantine"), {"spam": [value]}, follow=True)
    assert "0 saker er lukket som søppel." in response.content.decode()
    case.refresh_from_db()
    assert case.status == Status.QUARANTINED


def test_suspect_too_long_for_the_list_is_closed_where_it_can_be_read(client: Client) -> None:
    long, short = suspected(question="Kjøp her. " * 80 + "Hvor lages skjermene?"), suspected()
    html = client.get(view_of(None, "quarantine")).content.decode()
    assert f'name="spam" value="{short.pk}"' in html
    assert f'name="spam" value="{long.pk}"' not in html
    assert f"Les resten i sak {long}" in html
