"""Every address of casework × every role × own, unknown and malformed cases: generated from the admin's addresses."""

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, reverse

from tests.content.admin_forms import signed_in, staff
from tests.transparency.casework_forms import handler, registered, rehearsal, view_of
from transparency.case_verbs import VERBS
from transparency.models import InformationRequest

pytestmark = pytest.mark.django_db

PREFIX = "transparency_informationrequest_"
SEEN, WORKED, CLOSED = "seen", "worked", "closed"
# Who may do what: seen by those who may view, worked with by those who may change, closed to everyone.
OTHERS = {
    "changelist": SEEN,
    "change": SEEN,
    "history": SEEN,
    "file": SEEN,
    "register": WORKED,
    "start_demo": WORKED,
    "quarantine": WORKED,
    "print": WORKED,
    "posted": WORKED,
    "add": CLOSED,
    "delete": CLOSED,
}
ACCESS = OTHERS | dict.fromkeys(VERBS, WORKED)
DONE = {200, 302, 404, 405}


def patterns() -> list[URLPattern]:
    return [pattern for pattern in site._registry[InformationRequest].urls if pattern.name]


def names(*, of_a_case: bool | None = None) -> list[str]:
    return [
        pattern.name.removeprefix(PREFIX)
        for pattern in patterns()
        if of_a_case in (None, bool(pattern.pattern.converters))
    ]


def addresses(case: InformationRequest) -> dict[str, str]:
    found = {}
    for pattern in patterns():
        parameters = dict.fromkeys(pattern.pattern.converters, case.pk)
        parameters |= {"number": 1} if "number" in parameters else {}
        found[pattern.name.removeprefix(PREFIX)] = reverse(f"admin:{pattern.name}", kwargs=parameters)
    return found


def statuses(client: Client, case: InformationRequest) -> dict[str, set[int]]:
    return {
        name: {getattr(client, method)(address).status_code for method in ("get", "post", "head")}
        for name, address in addresses(case).items()
    }


def test_every_address_is_classified() -> None:
    assert sorted(names()) == sorted(ACCESS)


def test_nobody_gets_in_without_signing_in() -> None:
    case, client = registered(), Client()
    for address in addresses(case).values():
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 302
            assert answer["Location"].startswith("/admin/login/")


def test_those_who_may_only_see_do_nothing() -> None:
    case, client = registered(), signed_in(staff("leser", "view_informationrequest"))
    for name, found in statuses(client, case).items():
        assert found <= DONE if ACCESS[name] == SEEN else found == {403}, name
    assert "case-button" not in client.get(view_of(case, "change")).content.decode()
    assert "Start en øvelse" not in client.get(view_of(None, "changelist")).content.decode()


def test_handlers_meet_404_for_what_is_not_there_and_403_for_what_nobody_may() -> None:
    case, client = registered(), signed_in(handler())
    missing = InformationRequest(pk=case.pk + 1000)
    found = statuses(client, missing)
    assert {name: found[name] for name in names(of_a_case=True)} == {
        name: {403} if ACCESS[name] == CLOSED else {404} for name in names(of_a_case=True)
    }
    assert found["add"] == {403}
    for name in ("changelist", "register", "start_demo", "quarantine"):
        assert found[name] <= DONE - {404}, name


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "1_2F", "x", "%00", "../1"])
def test_malformed_numbers_are_404(number: str) -> None:
    client = signed_in(handler())
    assert client.get(f"/admin/transparency/informationrequest/{number}/change/").status_code == 404


def test_file_and_letter_of_another_case_are_not_found_through_ones_own() -> None:
    case, other = registered(), registered(reply_by="post", postal_address="Gata 1\n0150 Oslo", email="")
    client = signed_in(handler())
    letter = other.mail.get()
    assert client.get(view_of(other, "print", letter.pk)).status_code == 200
    assert client.get(view_of(case, "print", letter.pk)).status_code == 404
    assert client.post(view_of(case, "posted", letter.pk)).status_code == 404
    letter.refresh_from_db()
    assert letter.sent_at is None


def test_fields_that_no_form_has_change_nothing() -> None:
    case, client = registered(), signed_in(handler())
    before = InformationRequest.objects.filter(pk=case.pk).values().get()
    sent = {"status": "answered", "due_on": "2030-01-01", "question": "x", "demo": "on", "_save": "1"}
    assert client.post(view_of(case, "change"), sent).status_code == 405
    values = {"action": "delete_selected", "_selected_action": [case.pk], "post": "yes"}
    client.post(view_of(None, "changelist"), values)
    assert InformationRequest.objects.filter(pk=case.pk).values().get() == before


def test_superusers_cannot_add_edit_or_delete_either() -> None:
    case = registered()
    client = signed_in(User.objects.create_superuser("root"))
    assert client.post(view_of(case, "delete"), {"post": "yes"}).status_code == 403
    assert client.get(view_of(None, "add")).status_code == 403
    assert "delete_selected" not in client.get(view_of(None, "changelist")).content.decode()
    assert InformationRequest.objects.filter(pk=case.pk).exists()


def test_rehearsals_alone_have_a_clock() -> None:
    case, client = registered(), signed_in(handler())
    answer = client.post(view_of(case, "move_clock"), {"days": "7", "confirm": "1"})
    assert (answer.status_code, answer["Location"]) == (302, view_of(case, "change"))
    case.refresh_from_db()
    assert case.demo_days == 0
    assert client.get(view_of(rehearsal(), "move_clock")).status_code == 200
