"""What is typed and not saved: kept for the one who typed it, whatever happened to the form."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sustainability_site.content import keeping
from sustainability_site.content.models import Draft, KeptText, Page
from tests.content.admin_forms import form_values, list_of, signed_in, staff, view_of
from tests.sent_forms import Values, sent_by

KEEP, DISCARD = reverse("keep"), reverse("discard_kept")


@pytest.fixture
def about(db: None) -> Page:
    return Page.objects.get(code="about")


def typed(client: Client, subject: Page, **changes: str) -> Values:
    values = form_values(client, view_of(subject, "change"))
    return values | {name: [value] for name, value in changes.items()}


def kept_values() -> list[Values]:
    return [dict(keeping.as_sent(row).lists()) for row in KeptText.objects.exclude(typed="")]


def token_from(user: User, subject: Page, *, days: int) -> str:
    """As a form opened so many days ago carries it."""
    signer = signing.TimestampSigner(salt=keeping.SALT)
    signer.timestamp = lambda: signing.b62_encode(int(timezone.now().timestamp()) - days * 86_400)
    return signer.sign_object([user.pk, subject.subject, "k" * keeping.KEY_LENGTH])


def taken_up(client: Client, address: str):
    (waiting,) = client.get(address).context["waiting"]
    return client.post(address, {"continue_from": waiting.key})


def test_text_is_kept_as_it_is_typed_and_taken_up_again(admin_client: Client, about: Page) -> None:
    values = typed(admin_client, about, title_nb="", lead_nb="Halvferdig <b>setning")
    values |= {"sections-0-heading_nb": ["Ny overskrift"]}
    answer = admin_client.post(KEEP, values).json()
    row = KeptText.objects.get()
    assert answer["kept"] == f"{timezone.localtime(row.kept_at):%H.%M}"
    assert answer["signed_in"] is True
    assert not {"csrfmiddlewaretoken", "kept_token"} & set(kept_values()[0])
    about.refresh_from_db()
    assert about.lead_nb != "Halvferdig <b>setning"

    address = view_of(about, "change")
    html = admin_client.get(address).content.decode()
    assert "Du har tekst her som ikke er lagret" in html
    assert "Halvferdig" not in html
    form = taken_up(admin_client, address)
    assert form.context["errors"] == []
    again = sent_by(form.content.decode())
    assert {name: again[name] for name in values if name not in keeping.NOT_TYPED} == {
        name: value for name, value in values.items() if name not in keeping.NOT_TYPED
    }
    assert "Feltet er påkrevet." not in form.content.decode()
    assert form.context["waiting"] == []
    assert admin_client.post(address, again | {"title_nb": ["Om oss"]}).status_code == 302
    assert kept_values() == []
    about.refresh_from_db()
    assert about.lead_nb == "Halvferdig <b>setning"


def test_text_of_what_is_not_saved_yet(admin_client: Client, about: Page) -> None:
    address = list_of(Page, "add")
    values = form_values(admin_client, address) | {"title_nb": ["Helt ny"]}
    admin_client.post(KEEP, values)
    assert KeptText.objects.get().subject == "page/"
    assert 'value="Helt ny"' in taken_up(admin_client, address).content.decode()
    assert admin_client.get(view_of(about, "change")).context["waiting"] == []
    saved = values | {"code": ["helt-ny"], "slug_nb": ["helt-ny"]}
    assert admin_client.post(address, saved).status_code == 302
    assert kept_values() == []


def test_discarding_removes_ones_own_text_only(admin_client: Client, about: Page) -> None:
    other = signed_in(staff("ola", "change_page"))
    for client in (admin_client, other):
        client.post(KEEP, typed(client, about, lead_nb="Mitt"))
    mine = admin_client.get(view_of(about, "change")).context["waiting"][0]
    other.post(DISCARD, {"key": mine.key})
    assert KeptText.objects.count() == 2
    answer = admin_client.post(DISCARD, {"key": mine.key, "next": "https://evil.example/"})
    assert answer.headers["Location"] == reverse("admin:index")
    assert KeptText.objects.get().user.username == "ola"
    assert Client().post(DISCARD, {"key": KeptText.objects.get().key}).status_code == 302
    assert KeptText.objects.count() == 1


def test_nobody_else_sees_it_or_takes_it_up(admin_client: Client, about: Page) -> None:
    admin_client.post(KEEP, typed(admin_client, about, lead_nb="Hemmelig tekst"))
    key = KeptText.objects.get().key
    other = signed_in(User.objects.create_superuser("ola"))
    address = view_of(about, "change")
    assert other.get(address).context["waiting"] == []
    assert "Hemmelig tekst" not in other.post(address, {"continue_from": key}).content.decode()
    foreign = view_of(Page.objects.get(code="privacy"), "change")
    assert "Hemmelig tekst" not in admin_client.post(foreign, {"continue_from": key}).content.decode()


def test_session_that_ends_while_writing(admin_client: Client, admin_user: User, about: Page) -> None:
    address, drafts = view_of(about, "change"), Draft.objects.count()
    values = typed(admin_client, about, lead_nb="Skrevet før jeg ble logget ut")
    gone = Client()
    told = gone.post(KEEP, values | {"lead_nb": ["Skrevet"]}).json()
    assert (told["signed_in"], bool(told["kept"]), "csrf" in told) == (False, True, False)
    answer = gone.post(address, values)
    html = answer.content.decode()
    assert answer.status_code == 403
    assert f'href="{reverse("admin:login")}?next={address}">Logg inn</a>' in html
    assert "Skrevet" not in html
    assert Draft.objects.count() == drafts
    back = signed_in(admin_user)
    assert "Skrevet før jeg ble logget ut" in taken_up(back, address).content.decode()


def test_form_from_before_a_new_sign_in(admin_user: User, about: Page) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(admin_user)
    values = typed(careful, about, lead_nb="Fra før ny innlogging")
    careful.force_login(admin_user)
    careful.cookies.pop("csrf")
    answer = careful.post(view_of(about, "change"), values)
    assert answer.status_code == 403
    assert "Åpne skjemaet" in answer.content.decode()
    assert kept_values()[0]["lead_nb"] == ["Fra før ny innlogging"]
    fresh = careful.post(KEEP, values | {"lead_nb": ["Enda mer"]}).json()["csrf"]
    assert (
        careful.post(view_of(about, "change"), values | {"csrfmiddlewaretoken": [fresh]}).status_code == 302
    )


@pytest.mark.parametrize("fault", ["none", "false", "old", "left", "demoted"])
def test_nothing_is_stored_without_a_token_that_holds(
    admin_client: Client, admin_user: User, about: Page, fault: str
) -> None:
    values = typed(admin_client, about)
    if fault == "none":
        del values[keeping.TOKEN]
    elif fault == "false":
        forged = signing.dumps([admin_user.pk, about.subject, "x" * 22], key="guessed", salt=keeping.SALT)
        values[keeping.TOKEN] = [forged]
    elif fault == "old":
        values[keeping.TOKEN] = [token_from(admin_user, about, days=8)]
    else:
        change = {"is_active": False} if fault == "left" else {"is_staff": False}
        User.objects.filter(pk=admin_user.pk).update(**change)
    answer = Client().post(KEEP, values)
    assert answer.json() == (
        {"kept": "", "signed_in": False} if fault in ("left", "demoted") else {"why": "old"}
    )
    assert Client().post(view_of(about, "change"), values).status_code == 302
    assert KeptText.objects.count() == 0


def test_validation_error_keeps_the_text_besides(admin_client: Client, about: Page) -> None:
    values = typed(admin_client, about, title_nb="", lead_nb="Uten tittel")
    first = sent_by(admin_client.post(view_of(about, "change"), values).content.decode())
    assert first["lead_nb"] == ["Uten tittel"]
    assert kept_values()[0]["lead_nb"] == ["Uten tittel"]
    assert admin_client.post(view_of(about, "change"), first | {"title_nb": ["Om"]}).status_code == 302
    assert kept_values() == []


def test_double_click_saves_once_and_says_it_was_saved(admin_client: Client, about: Page) -> None:
    values = typed(admin_client, about, lead_nb="To klikk")
    drafts = Draft.objects.count()
    answers = [admin_client.post(view_of(about, "change"), values) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Draft.objects.count() == drafts + 1

    address = list_of(Page, "add")
    new = form_values(admin_client, address)
    new |= {name: ["to-klikk"] for name in ("title_nb", "code", "slug_nb")}
    assert [admin_client.post(address, new).status_code for _click in range(2)] == [302, 302]
    assert Page.objects.filter(code="to-klikk").count() == 1
    assert kept_values() == []


def test_back_button_and_another_text(admin_client: Client, about: Page) -> None:
    """The form as it was opened before the first save: its author meets both texts."""
    values = typed(admin_client, about, lead_nb="Først")
    admin_client.post(view_of(about, "change"), values)
    stale = values | {"lead_nb": ["Så"]}
    admin_client.post(KEEP, stale)
    answer = admin_client.post(view_of(about, "change"), stale)
    assert [choice.label for choice in answer.context["to_choose"]] == ["Ingress (norsk)"]
    assert kept_values()[0]["lead_nb"] == ["Så"]
    admin_client.post(KEEP, values)
    assert kept_values()[0]["lead_nb"] == ["Så"]


def test_form_that_has_stood_open_for_days_is_kept(admin_user: User, about: Page) -> None:
    token = token_from(admin_user, about, days=6)
    assert Client().post(KEEP, {keeping.TOKEN: token, "lead_nb": "Fra i forrige uke"}).json()["kept"]
    assert kept_values() == [{"lead_nb": ["Fra i forrige uke"]}]


def test_what_is_kept_is_bounded(admin_client: Client, admin_user: User, about: Page) -> None:
    values = typed(admin_client, about)
    much = admin_client.post(KEEP, values | {"lead_nb": ["x" * KeptText.MOST_SIGNS]})
    assert (much.status_code, much.json(), KeptText.objects.count()) == (413, {"why": "much"}, 0)
    at = timezone.now()
    for number in range(KeptText.MOST_FOR_ONE_PERSON + 2):
        form = keeping.opened(admin_user.pk, about.subject)
        keeping.keep(form, [["lead_nb", str(number)]], at=at + timedelta(seconds=number))
    texts = [json.loads(row.typed)[0][1] for row in KeptText.objects.all()]
    assert (len(texts), texts[0], texts[-1]) == (KeptText.MOST_FOR_ONE_PERSON, "21", "2")
    later = at + timedelta(days=KeptText.DAYS, seconds=5)
    assert keeping.forget_old(at=later) == 3
    assert KeptText.objects.count() == KeptText.MOST_FOR_ONE_PERSON - 3


def test_reverted_text_is_kept_no_longer(admin_client: Client, about: Page) -> None:
    values = typed(admin_client, about, lead_nb="Angres")
    admin_client.post(KEEP, values)
    assert admin_client.post(KEEP, {keeping.TOKEN: values[keeping.TOKEN]}).json()["kept"] == ""
    assert KeptText.objects.count() == 0


def test_locked_database_is_told_and_harms_nothing(committing_db: None) -> None:
    editor = signed_in(User.objects.create_superuser("kari"))
    about = Page.objects.get(code="about")
    values = typed(editor, about, lead_nb="Mens basen var låst")
    connection.cursor().execute("PRAGMA busy_timeout=50")
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as process:
        process.execute("BEGIN IMMEDIATE")
        answer, refused = editor.post(KEEP, values), editor.post(view_of(about, "change"), values)
        process.execute("ROLLBACK")
    assert (answer.status_code, answer.json(), answer["Retry-After"]) == (503, {"why": "busy"}, "30")
    sent_again = sent_by(refused.content.decode())
    assert sent_again["lead_nb"] == ["Mens basen var låst"]
    assert editor.post(view_of(about, "change"), sent_again).status_code == 302
    assert kept_values() == []
    connection.close()


def test_reader_without_leave_to_change_gets_no_token_of_use(about: Page) -> None:
    reader = signed_in(staff("leser", "view_page"))
    html = reader.get(view_of(about, "change")).content.decode()
    assert "keeping.js" not in html
    assert "kept_token" not in html


def test_the_same_words_saved_another_time_are_offered_no_more(admin_client: Client, about: Page) -> None:
    for lead in ("Samme ord.", "Andre ord."):
        admin_client.post(KEEP, typed(admin_client, about, lead_nb=lead))
    address = view_of(about, "change")
    assert "Eldre enn det som er lagret" not in admin_client.get(address).content.decode()
    assert admin_client.post(address, typed(admin_client, about, lead_nb="Samme ord.")).status_code == 302
    assert [values["lead_nb"] for values in kept_values()] == [["Andre ord."]]
    assert "Eldre enn det som er lagret" in admin_client.get(address).content.decode()
