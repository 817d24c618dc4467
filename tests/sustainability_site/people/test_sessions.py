"""How sessions end: by age, by idleness, with the account, and at a word."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sustainability_site.people.models import AccessEvent, Session
from tests.sustainability_site.people.signing_in import PASSWORD, enrolled, person, sign_in

pytestmark = pytest.mark.django_db


def signed_in(user, **kwargs: object) -> Client:
    client = Client(**kwargs)
    assert sign_in(client, user).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/admin/password_change/").status_code == 200


def test_session_lasts_two_hours_without_use_and_twelve_in_all(clock: Callable) -> None:
    start = timezone.now()
    clock(start)
    busy, idle = signed_in(person("kari")), signed_in(person("ola"))
    for hours in range(1, 12):
        clock(start + timedelta(hours=hours))
        assert is_in(busy), hours
    assert not is_in(idle)
    clock(start + timedelta(hours=12, seconds=1))
    assert not is_in(busy)


@pytest.mark.parametrize("lost", ["is_active", "is_staff"])
def test_who_is_shut_out_is_out_at_once_and_stays_out(lost: str) -> None:
    user = person()
    client = signed_in(user)
    setattr(user, lost, False)
    user.save()
    assert not is_in(client)
    assert Session.objects.filter(user_id=user.pk).count() == 0
    setattr(user, lost, True)
    user.save()
    assert not is_in(client)


def test_new_password_ends_the_other_sessions() -> None:
    user, new = person(), "tåke-sykkel-orgel-linje"
    here, there = signed_in(user), signed_in(user)
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post("/admin/password_change/", sent).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)


def test_administrator_signs_someone_out_everywhere_and_takes_away_an_app(admin_client) -> None:
    user = person("ola", superuser=False)
    first, second = signed_in(user), signed_in(user)
    address = f"/admin/auth/user/{user.pk}"
    page = admin_client.get(f"{address}/change/").content.decode()
    assert "I 2 nettlesere" in page
    assert "Ikke slått på" in page
    assert admin_client.get(f"{address}/logg-ut/").status_code == 405
    assert is_in(first)
    admin_client.post(f"{address}/logg-ut/")
    assert (is_in(first), is_in(second)) == (False, False)
    enrolled(user)
    assert "10 gjenopprettingskoder igjen" in admin_client.get(f"{address}/change/").content.decode()
    admin_client.post(f"{address}/slaa-av-totrinn/")
    assert is_in(signed_in(user))
    told = AccessEvent.objects.filter(about="ola").order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["sessions-ended", "device-removed"]


def test_own_sessions_end_too_and_ones_own_app_is_not_taken_away_here(admin_user, admin_client) -> None:
    address = f"/admin/auth/user/{admin_user.pk}"
    assert admin_client.post(f"{address}/slaa-av-totrinn/").status_code == 403
    assert admin_client.post(f"{address}/logg-ut/").headers["Location"] == "/admin/"
    assert not is_in(admin_client)
