"""The log: read from where things are kept, by those who may, changed by nobody."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from sustainability_site.content import working_copy
from sustainability_site.content.models import Draft, Page, RecordIsFinal
from sustainability_site.content.working_copy import remember as keep
from sustainability_site.people.access import remember
from sustainability_site.people.models import AccessEvent
from sustainability_site.people.record import Part, Wanted, lines
from tests.content.admin_forms import publication, published, saved, signed_in, staff, view_of
from tests.sustainability_site.people.signing_in import person
from tests.transparency.casework_forms import registered

pytestmark = pytest.mark.django_db

LOG = "/admin/logg/"


@pytest.fixture
def about() -> Page:
    return Page.objects.get(code="about")


def told(**wanted: object) -> list[tuple[str, str, str]]:
    return [(line.who, line.what, line.about) for line in lines(Wanted(**wanted), 0, 50)]


def test_everything_is_told_in_order_with_its_author(about: Page, admin_client) -> None:
    kari = person()
    client = signed_in(kari)
    since = timezone.now()
    saved(client, about, title_nb="Om selskapet")
    published(client, about)
    registered(question="En hemmelighet")
    assert told(since=since) == [
        ("Ola", "Kravet ble registrert", "2026-0001"),
        ("systemet", "Mottaket ble bekreftet", "2026-0001"),
        ("Kari Nordmann", "Publisert", "Side: Om selskapet · utgave 2"),
        ("Kari Nordmann", "Lagret", "Side: Om selskapet"),
    ]
    page = admin_client.get(LOG).content.decode()
    assert "hemmelig" not in page
    assert "asker@example.com" not in page


def test_before_and_after_are_shown_word_by_word(about: Page) -> None:
    client = signed_in(person())
    keep(about, actor="Ola", at=timezone.now())
    saved(client, about, title_nb="<b>Om</b> selskapet")
    newest = Draft.objects.filter(subject=about.subject).first()
    response = client.get(f"{LOG}kladd/{newest.pk}/")
    assert [change.label for change in response.context["changes"]] == ["Tittel (norsk)"]
    assert "&lt;b&gt;" in response.content.decode()
    assert "<b>Om" not in response.content.decode()
    published(client, about)
    entries = lines(Wanted(part=Part.PUBLISHED), 0, 1)
    response = client.get(f"{LOG}utgave/{entries[0].key}/")
    assert [change.label for change in response.context["changes"]] == ["Tittel (norsk)"]
    assert response.context["reason"] == "Ny utgave"


def test_reader_of_the_log_opens_no_text_that_she_may_not_see(about: Page) -> None:
    keep(about, actor="Ola", at=timezone.now())
    reader = signed_in(staff("leser", "view_record"))
    assert reader.get(LOG).status_code == 200
    newest = Draft.objects.first()
    assert reader.get(f"{LOG}kladd/{newest.pk}/").status_code == 403
    assert reader.get(f"{LOG}utgave/1/").status_code == 403


def test_filters_by_person_part_and_date() -> None:
    kari, now = person(), timezone.now()
    remember(AccessEvent.Kind.SIGNED_IN, user=kari, at=now)
    remember(AccessEvent.Kind.FAILED, user=None, at=now)
    remember(AccessEvent.Kind.SIGNED_IN, user=kari, at=now - timedelta(days=9))
    assert told(person=kari) == [("Kari Nordmann", "Logget inn", "")] * 2
    assert told(part=Part.REFUSED) == [("ukjent", "Feil brukernavn eller passord", "")]
    assert told(person=kari, since=now - timedelta(days=1)) == [("Kari Nordmann", "Logget inn", "")]
    assert told(person=kari, before=now - timedelta(days=1)) == [("Kari Nordmann", "Logget inn", "")]


@pytest.mark.parametrize(
    "query",
    [
        "?side=x",
        "?side=-1",
        "?side=99999999999",
        "?fra=x&til=9999-12-31",
        "?hvem=x&hva=x",
        "?side=0",
        "?fra=0001-01-01&til=0001-01-01",
    ],
)
def test_what_no_form_would_send_is_answered(admin_client, query: str) -> None:
    assert admin_client.get(f"{LOG}{query}").status_code == 200


def test_table_guards_formulas_and_pages_cost_few_queries(
    admin_client, django_assert_max_num_queries
) -> None:
    remember(AccessEvent.Kind.ACCESS_CHANGED, user=person(), at=timezone.now(), about="=1+1")
    table = admin_client.get(f"{LOG}logg.csv?hva=adgang").content.decode("utf-8-sig").splitlines()
    assert table[0] == "tidspunkt;hvem;del av loggen;hva;gjelder"
    assert table[1].endswith(";Kari Nordmann;Innlogging og adgang;Endret en brukers tilgang;'=1+1")
    with django_assert_max_num_queries(10):
        admin_client.get(f"{LOG}?hva=&side=2")


def test_access_is_never_altered() -> None:
    remember(AccessEvent.Kind.SIGNED_IN, user=person(), at=timezone.now())
    event = AccessEvent.objects.get()
    for verb in (event.save, event.delete, AccessEvent.objects.all().delete):
        with pytest.raises(RecordIsFinal):
            verb()


def test_change_of_access_is_told_with_what_came_and_went(admin_client, admin_user) -> None:
    ola = person("ola")
    sent = {"username": "ola", "is_staff": "on", "is_active": "on", "first_name": "Ola"}
    assert admin_client.post(f"/admin/auth/user/{ola.pk}/change/", sent).status_code == 302
    event = AccessEvent.objects.get(kind=AccessEvent.Kind.ACCESS_CHANGED)
    assert (event.user, event.about) == (admin_user, "ola: −kan alt")


def test_password_and_typed_name_stand_nowhere() -> None:
    Client().post("/admin/login/", {"username": "passordet-mitt-i-feil-felt", "password": "hemmelig"})
    assert list(AccessEvent.objects.values_list("kind", "user", "about")) == [("failed", None, "")]


def test_what_is_planned_cancelled_and_reviewed_is_told(about: Page) -> None:
    """Also after the planned edition, which alone knew who had planned it, is gone."""
    since = timezone.now()
    kari, per = signed_in(person()), signed_in(person("per"))
    saved(kari, about, title_nb="Om selskapet")
    moment = timezone.localtime(since + timedelta(days=2))
    when = f"{moment:%d.%m.%Y kl. %H.%M}"
    sent = {"reason": "Nytt navn", "when": "later", "moment": f"{moment:%Y-%m-%dT%H:%M}"}
    assert publication(kari, about, sent).status_code == 302
    assert per.post(view_of(about, "cancel")).status_code == 302
    assert per.post(view_of(about, "review"), {"found_true": "1"}).status_code == 302
    owner = User.objects.get(username="kari")
    assert per.post(view_of(about, "review"), {"owner": owner.pk}).status_code == 302
    assert told(since=since, part=Part.DONE) == [
        ("Per Nordmann", "Endret hvem som er ansvarlig: Kari Nordmann.", "Side: Om selskapet"),
        ("Per Nordmann", "Gjennomgikk siden.", "Side: Om selskapet"),
        ("Per Nordmann", f"Avlyste en planlagt utgave, som skulle ut {when}.", "Side: Om selskapet"),
        ("Kari Nordmann", f"Planla en utgave til {when}: Nytt navn.", "Side: Om selskapet"),
    ]
    assert told(since=since, person=owner)[0][1] == f"Planla en utgave til {when}: Nytt navn."
    history = kari.get(view_of(about, "history")).content.decode()
    assert f"Planla en utgave til {when}: Nytt navn." in history
    assert f"Avlyste en planlagt utgave, som skulle ut {when}." in history
    assert "Endret hvem som er ansvarlig: Kari Nordmann." in history


def test_draft_whose_words_are_gone_says_so(about: Page, admin_client: Client) -> None:
    saved(admin_client, about, title_nb="Om selskapet")
    draft = Draft.objects.filter(subject=about.subject).first()
    saved(admin_client, about, title_nb="Om oss")
    Draft.objects.filter(pk=draft.pk).update(document="")
    assert (
        "ble slettet da en utgave ble sladdet" in admin_client.get(f"{LOG}kladd/{draft.pk}/").content.decode()
    )
    newest = Draft.objects.filter(subject=about.subject).first()
    assert admin_client.get(f"{LOG}kladd/{newest.pk}/").status_code == 200


def test_what_was_let_go_of_is_told_as_laid_aside_and_compared_with_by_nothing(about: Page) -> None:
    client, since = signed_in(person()), timezone.now()
    saved(client, about, title_nb="Om selskapet")
    first = Draft.objects.filter(subject=about.subject).first()
    let_go = json.loads(first.document) | {"title_nb": "Om ingen"}
    working_copy.set_aside(let_go, let_go, actor="Ola", at=timezone.now())
    saved(client, about, title_nb="Om oss alle")
    assert [what for _who, what, _about in told(since=since)] == ["Lagret", "Lagt til side", "Lagret"]
    newest = Draft.objects.filter(subject=about.subject).first()
    html = client.get(f"{LOG}kladd/{newest.pk}/").content.decode()
    assert "ingen" not in html
    assert "selskapet" in html
