"""Signing in with a password: who gets in, what the others are told, and how long they must wait."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from sustainability_site.people import lockout
from sustainability_site.people.models import AccessEvent, SignInBudget, forget_old
from tests.sustainability_site.people.signing_in import PASSWORD, person, said, sign_in

pytestmark = pytest.mark.django_db

WRONG = "Brukernavnet og passordet passer ikke sammen. Pass på store og små bokstaver."
HOME, AWAY = "203.0.113.7", "198.51.100.9"


def events() -> list[tuple[str, str | None]]:
    return [(event.kind, event.user and event.user.username) for event in AccessEvent.objects.order_by("pk")]


def test_all_who_do_not_get_in_are_told_the_same(django_user_model) -> None:
    person("kari")
    django_user_model.objects.create_user("kunde", password=PASSWORD)
    django_user_model.objects.create_user("sluttet", password=PASSWORD, is_staff=True, is_active=False)
    tried = [("kari", "feil"), ("finnes-ikke", "feil"), ("kunde", PASSWORD), ("sluttet", PASSWORD)]
    answers = [Client().post("/admin/login/", {"username": name, "password": word}) for name, word in tried]
    assert [(answer.status_code, said(answer)) for answer in answers] == [(200, [WRONG])] * 4
    assert events() == [("failed", "kari"), ("failed", None), ("failed", "kunde"), ("failed", "sluttet")]


def test_unknown_name_costs_as_much_work_as_a_known_one(monkeypatch: pytest.MonkeyPatch, settings) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed, encode = [], MD5PasswordHasher.encode
    person("kari")
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    counts = []
    for name in ("kari", "finnes-ikke"):
        hashed.clear()
        Client().post("/admin/login/", {"username": name, "password": "feil"})
        counts.append(len(hashed))
    assert counts == [1, 1]


def test_the_sixth_try_waits_and_the_owner_gets_in_from_elsewhere(clock: Callable) -> None:
    user, now = person(), timezone.now()
    clock(now)
    crook = Client(REMOTE_ADDR=AWAY)
    answers = [said(sign_in(crook, user, "feil")) for _try in range(5)]
    assert answers == [[WRONG]] * 5
    until = timezone.localtime(now + timedelta(minutes=1))
    # The right password doesn't help while it waits.
    assert said(sign_in(crook, user)) == [f"For mange forsøk. Vent til kl. {until:%H.%M.%S}, og prøv igjen."]
    assert sign_in(Client(REMOTE_ADDR=HOME), user).status_code == 302
    assert events() == [*[("failed", "kari")] * 5, ("locked", "kari"), ("signed-in", "kari")]
    clock(now + timedelta(seconds=61))
    assert said(sign_in(crook, user, "feil")) == [WRONG]
    clock(now + timedelta(seconds=61 + 119))
    assert said(sign_in(crook, user))[0].startswith("For mange forsøk.")
    clock(now + timedelta(seconds=61 + 121))
    assert sign_in(crook, user).status_code == 302
    assert not SignInBudget.objects.exclude(account="").exists()


def test_address_that_tries_many_names_waits_too() -> None:
    client = Client(REMOTE_ADDR="2001:4860::1")
    told = [
        said(client.post("/admin/login/", {"username": f"navn{number}", "password": "feil"}))[0]
        for number in range(21)
    ]
    assert told[:20] == [WRONG] * 20
    assert told[20].startswith("For mange forsøk.")
    # Another machine in the same home.
    other = Client(REMOTE_ADDR="2001:4860::2").post("/admin/login/", {"username": "x", "password": "y"})
    assert said(other)[0].startswith("For mange forsøk.")


def test_waiting_doubles_up_to_an_hour() -> None:
    assert [lockout.wait_after(over).total_seconds() for over in (0, 1, 2, 6, 7, 99)] == [
        60,
        120,
        240,
        3600,
        3600,
        3600,
    ]


def test_budget_holds_neither_names_nor_addresses_and_is_forgotten(clock: Callable) -> None:
    user, now = person(), timezone.now()
    sign_in(Client(REMOTE_ADDR=AWAY), user, "feil")
    kept = str(list(SignInBudget.objects.values()))
    assert "kari" not in kept
    assert AWAY not in kept
    forget_old(at=now + timedelta(days=2))
    assert SignInBudget.objects.count() == 0
    assert AccessEvent.objects.count() == 1
    assert forget_old(at=now + timedelta(days=366)) == 1
    assert AccessEvent.objects.count() == 0


def test_command_lets_someone_try_again() -> None:
    user, client = person(), Client()
    for _try in range(5):
        sign_in(client, user, "feil")
    told = StringIO()
    call_command("unlock_user", "kari", stdout=told)
    assert told.getvalue() == "«kari» may try again.\n"
    assert sign_in(client, user).status_code == 302


def test_proxy_names_the_client() -> None:
    meta = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "1.1.1.1, 203.0.113.7"}
    assert lockout.client_address(meta, "X-Real-IP") == "203.0.113.7"
    assert lockout.client_address(meta, "") == "127.0.0.1"
    assert lockout.client_address({"HTTP_X_REAL_IP": "' OR 1"}, "X-Real-IP") == ""


def test_each_address_of_the_old_kind_is_its_own_on_a_socket_for_both() -> None:
    both = [lockout.client_address({"REMOTE_ADDR": f"::ffff:{each}"}, "") for each in ("8.8.8.8", "9.9.9.9")]
    assert both == ["8.8.8.8", "9.9.9.9"]
    assert lockout.client_address({"REMOTE_ADDR": "2001:db8:1:2:3::4"}, "") == "2001:db8:1:2::/64"
