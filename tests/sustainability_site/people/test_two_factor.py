"""The second step: nothing of admin before it, no code twice, no way around."""

import base64
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from sustainability_site.people import two_factor
from sustainability_site.people.models import AccessEvent, RecoveryCode
from tests.sustainability_site.people.signing_in import (
    PASSWORD,
    code_of,
    enrolled,
    person,
    said,
    shown_codes,
    sign_in,
)

pytestmark = pytest.mark.django_db

CODE, SET_UP = "/admin/totrinn/", "/admin/totrinn/oppsett/"
WRONG = "Koden stemmer ikke, eller den er brukt. Vent på neste kode i appen."


def at_the_code(user) -> Client:
    client = Client()
    assert sign_in(client, user).status_code == 302
    return client


def test_nothing_opens_between_password_and_code() -> None:
    user = person()
    enrolled(user)
    client = at_the_code(user)
    for path in (
        "/admin/",
        "/admin/password_change/",
        "/admin/komponenter/",
        "/admin/finnes-ikke/",
        SET_UP,
        "/admin/logg/logg.csv",
    ):
        for response in (client.get(path), client.post(path)):
            assert response.headers["Location"].startswith(f"{CODE}?next=%2Fadmin%2F"), path
    assert client.get(CODE).status_code == 200


def test_code_opens_once_and_leads_where_the_person_was_going() -> None:
    user = person()
    enrolled(user)
    client, code = at_the_code(user), code_of(user)
    key = client.session.session_key
    response = client.post(f"{CODE}?next=/admin/logg/", {"code": f"{code[:3]} {code[3:]}"})
    assert response.headers["Location"] == "/admin/logg/"
    assert client.session.session_key != key
    assert client.get("/admin/logg/").status_code == 200
    assert said(at_the_code(user).post(CODE, {"code": code})) == [WRONG]
    kinds = list(AccessEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["signed-in", "wrong-code"]


@pytest.mark.parametrize(
    "where", ["https://evil.example/admin/", "//evil.example/admin/", "/en/", "javascript:alert(1)"]
)
def test_code_leads_nowhere_else(where: str) -> None:
    user = person()
    enrolled(user)
    response = at_the_code(user).post(f"{CODE}?next={where}", {"code": code_of(user)})
    assert response.headers["Location"] == "/admin/"


def test_recovery_code_opens_once() -> None:
    user = person()
    codes = enrolled(user)
    response = at_the_code(user).post(CODE, {"code": codes[3].upper()}, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "Koden er brukt opp. Du har 9 gjenopprettingskoder igjen."
    ]
    assert said(at_the_code(user).post(CODE, {"code": codes[3]})) == [WRONG]
    assert not RecoveryCode.objects.filter(sha256__in=codes).exists()


def test_wrong_codes_make_all_wait() -> None:
    user = person()
    codes = enrolled(user)
    client = at_the_code(user)
    assert said(client.post(CODE, {"code": "abc"})) == [WRONG]
    told = said(client.post(CODE, {"code": codes[0]}))
    assert told[0].startswith("For mange forsøk. Vent til kl. ")
    assert two_factor.codes_left(user) == 10


def test_password_given_by_an_administrator_does_not_open_without_the_code() -> None:
    user = person()
    enrolled(user)
    user.set_password("et helt annet passord her")
    user.save()
    client = Client()
    sign_in(client, user, "et helt annet passord her")
    assert client.get("/admin/").headers["Location"].startswith(CODE)


def test_app_of_another_person_does_not_open() -> None:
    kari, ola = person("kari"), person("ola")
    enrolled(kari)
    codes = enrolled(ola)
    client = at_the_code(kari)
    assert said(client.post(CODE, {"code": codes[0]})) == [WRONG]
    session = client.session
    session["otp_device_id"] = TOTPDevice.objects.get(user=ola).persistent_id
    session.save()
    assert client.get("/admin/").headers["Location"].startswith(CODE)


def test_production_lets_nobody_work_without_an_app(settings) -> None:
    settings.PRODUCTION = True
    client = at_the_code(person())
    assert client.get("/admin/", secure=True).headers["Location"].startswith(f"{SET_UP}?next=")
    assert client.get("/admin/totrinn/nye-koder/", secure=True).headers["Location"].startswith(SET_UP)
    assert "Alle som arbeider her" in client.get(SET_UP, secure=True).content.decode()
    assert "Etter passordet spør vi" in Client().get("/admin/login/", secure=True).content.decode()


def test_local_copy_leaves_it_off_and_says_so() -> None:
    assert "Dette er en lokal kopi" in Client().get("/admin/login/").content.decode()
    assert at_the_code(person()).get("/admin/").status_code == 200


def test_enrolment_shows_ten_codes_once() -> None:
    user = person()
    client = at_the_code(user)
    page = client.get(SET_UP).content.decode()
    key = re.search(r'class="key">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    assert "style=" not in page.partition("<main")[2]
    picture = base64.b64decode(re.search(r"data:image/svg\+xml;base64,([^\"]+)", page)[1])
    assert picture.startswith(b"<?xml")
    shown = two_factor.in_base32(client.session["two_factor_key"])
    assert shown == key
    totp = f"{two_factor.TOTP(bytes.fromhex(client.session['two_factor_key'])).token():06}"
    assert said(client.post(SET_UP, {"password": "feil", "code": totp})) == ["Passordet stemmer ikke."]
    assert not TOTPDevice.objects.exists()
    answer = client.post(SET_UP, {"password": PASSWORD, "code": totp})
    codes = shown_codes(answer.content.decode())
    assert len(set(codes)) == 10
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get("/admin/").status_code == 200
    assert shown_codes(client.get(SET_UP).content.decode()) == []
    # The code that enrolled is used up, the recovery codes are good.
    assert said(at_the_code(user).post(CODE, {"code": totp})) == [WRONG]
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert at_the_code(user).post(CODE, {"code": codes[0]}).status_code == 302


def test_new_codes_take_the_place_of_the_old() -> None:
    user = person()
    old = enrolled(user)
    client = at_the_code(user)
    client.post(CODE, {"code": old[0]})
    new = shown_codes(client.post("/admin/totrinn/nye-koder/", {"password": PASSWORD}).content.decode())
    assert len(new) == 10
    assert two_factor.codes_left(user) == 10
    assert said(at_the_code(user).post(CODE, {"code": old[1]})) == [WRONG]


def test_command_makes_the_first_device() -> None:
    user, told = person(), StringIO()
    call_command("create_device", "kari", stdout=told)
    codes = re.findall(r"^    ([a-z2-9-]{29})$", told.getvalue(), re.MULTILINE)
    assert len(codes) == 10
    assert at_the_code(user).post(CODE, {"code": codes[9]}).status_code == 302
    with pytest.raises(CommandError, match="--replace"):
        call_command("create_device", "kari")
    with pytest.raises(CommandError, match="no user"):
        call_command("create_device", "finnes-ikke")


def test_password_alone_does_not_begin_the_twelve_hours_anew() -> None:
    user = person()
    enrolled(user)
    client = at_the_code(user)
    assert client.post(CODE, {"code": code_of(user)}).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert sign_in(client, user).status_code == 302
    assert client.get("/admin/")["Location"].startswith(CODE)


OWN_PASSWORD = "/admin/password_change/"  # noqa: S105  an address
NEW = {"new_password1": "et helt annet passord å huske", "new_password2": "et helt annet passord å huske"}


def test_own_password_is_not_guessed_at_an_open_screen() -> None:
    user = person()
    client = Client()
    sign_in(client, user)
    told = [said(client.post(OWN_PASSWORD, NEW | {"old_password": f"gjett {number}"})) for number in range(7)]
    assert told[:5] == [["Passordet stemmer ikke."]] * 5
    assert [words[0].startswith("For mange forsøk. Vent til kl.") for words in told[5:]] == [True, True]
    assert said(client.post(OWN_PASSWORD, NEW | {"old_password": PASSWORD})) == told[-1]
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    kinds = AccessEvent.objects.filter(user=user).values_list("kind", flat=True)
    assert list(kinds) == ["locked", "failed", "failed", "failed", "failed", "failed", "signed-in"]


def test_new_password_is_told_in_the_log(client: Client) -> None:
    user, elsewhere = person(), Client()
    for each in (client, elsewhere):
        sign_in(each, user)
    page = client.get(OWN_PASSWORD).content.decode()
    assert "Redaksjon" in page
    answer = client.post(OWN_PASSWORD, NEW | {"old_password": PASSWORD}, follow=True)
    assert answer.redirect_chain == [("/admin/password_change/done/", 302)]
    assert AccessEvent.objects.filter(user=user).first().kind == "new-password"
    assert elsewhere.get("/admin/").status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW["new_password1"])
