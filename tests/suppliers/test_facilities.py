from collections.abc import Callable

import html5lib
import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from suppliers.facility_files import COLUMNS, read
from suppliers.models import FacilityList
from sustainability_site.content.models import Draft, TranslationState
from sustainability_site.content.working_copy import remember
from tests.content.admin_forms import form_values, publication
from tests.suppliers.record import publish, withdraw
from tests.suppliers.test_guide_pages import rows_of_table

PATH = "/leverandorer/produksjonssteder/"
GOOD = "country;name;address\nTestland;Fabrikk A;Gate 1\nAnnetland;Fabrikk B;Gate 2\n"

pytestmark = pytest.mark.django_db


def place(number: int, country: str = "Testland") -> dict[str, str]:
    known = {"country": country, "name": f"Fabrikk {number:03}", "address": f"Gate {number}"}
    return dict.fromkeys(COLUMNS, "") | known


@pytest.fixture
def facilities() -> FacilityList:
    return FacilityList.objects.create(
        code="facilities",
        title_nb="Produksjonssteder",
        lead_nb="Her blir varene laget.",
        facilities=[place(number) for number in range(1, 121)] + [place(999, "Øyland")],
    )


@pytest.fixture
def published(facilities: FacilityList) -> FacilityList:
    publish(facilities)
    return facilities


def names(html: str) -> list[str]:
    return [row[0] for row in rows_of_table(html, "facilities")[1:]]


def test_no_facilities_are_invented_and_none_are_seen_before_they_are_published(
    client: Client, facilities: FacilityList
) -> None:
    assert FacilityList.objects.count() == 1
    assert client.get(PATH).status_code == 404
    assert client.get("/leverandorer/produksjonssteder.csv").status_code == 404
    assert PATH not in client.get("/leverandorer/").content.decode()


def test_empty_list_is_not_published(facilities: FacilityList) -> None:
    with pytest.raises(ValidationError, match="Listen er tom"):
        publish(facilities, facilities=[])


def test_list_is_paged_by_the_server(published: FacilityList, main_of: Callable[[str], str]) -> None:
    assert names(main_of(PATH)) == [f"Fabrikk {number:03}" for number in range(1, 51)]
    last = main_of(f"{PATH}?side=3")
    assert names(last) == [f"Fabrikk {number:03}" for number in range(101, 121)] + ["Fabrikk 999"]
    assert "Side 3 av 3" in last
    assert 'rel="prev" href="?side=2"' in last
    assert 'rel="next"' not in last


def test_list_is_filtered_by_country_and_name(published: FacilityList, main_of: Callable[[str], str]) -> None:
    assert names(main_of(f"{PATH}?land=%C3%98yland")) == ["Fabrikk 999"]
    found = main_of(f"{PATH}?land=Testland&navn=FABRIKK%2001")
    assert names(found) == [f"Fabrikk {number:03}" for number in range(10, 20)]
    assert "Listen viser 10 produksjonssteder." in found
    assert "<option selected>Testland</option>" in found
    assert 'rel="next" href="?land=Testland&amp;side=2"' in main_of(f"{PATH}?land=Testland")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("side=0", "Fabrikk 001"),
        ("side=-1", "Fabrikk 001"),
        ("side=abc", "Fabrikk 001"),
        ("side=99999999999999999999", "Fabrikk 001"),
        ("side=%D9%A3", "Fabrikk 001"),
        ("side=99", "Fabrikk 101"),
        ("side=2&side=3", "Fabrikk 101"),
        ("ukjent=1&land=", "Fabrikk 001"),
    ],
)
def test_hostile_page_numbers_give_a_page(
    query: str, first: str, published: FacilityList, main_of: Callable[[str], str]
) -> None:
    assert names(main_of(f"{PATH}?{query}"))[0] == first


@pytest.mark.parametrize(
    "query", ["land=Ingenland", "navn=%00", "navn=<script>alert(1)</script>", "land=" + "x" * 5000]
)
def test_what_is_not_found_gives_a_page_that_says_so(
    query: str, published: FacilityList, main_of: Callable[[str], str]
) -> None:
    page = main_of(f"{PATH}?{query}")
    assert "Ingen produksjonssteder passer med det du spurte om." in page
    assert "<script>alert" not in page
    assert "\x00" not in page


def test_page_costs_three_queries_and_reads_the_record_only(
    published: FacilityList, client: Client, public_record_only: Callable
) -> None:
    FacilityList.objects.update(facilities=[])
    with public_record_only(), CaptureQueriesContext(connection) as queries:
        page = client.get(PATH).content.decode()
    assert len(queries) <= 3
    assert len(names(page)) == 50


def test_list_is_given_out_as_a_file_and_as_data(published: FacilityList, client: Client) -> None:
    answer = client.get("/leverandorer/produksjonssteder.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == ";".join(COLUMNS)
    assert (lines[1], len(lines)) == ("Testland;Fabrikk 001;Gate 1;;;;", 122)
    assert answer["Content-Disposition"] == 'attachment; filename="produksjonssteder.csv"'
    assert client.get("/en/suppliers/production-sites.csv").content == answer.content
    data = client.get("/leverandorer/produksjonssteder.json").json()["document"]["facilities"]
    assert data[120] == place(999, "Øyland")
    withdraw(published)
    assert client.get("/leverandorer/produksjonssteder.csv").status_code == 410


def test_file_holds_no_formula_and_can_be_imported_again(published: FacilityList, client: Client) -> None:
    publish(published, facilities=[place(1) | {"address": " +1", "parent_company": "=cmd()"}])
    content = client.get("/leverandorer/produksjonssteder.csv").content
    assert content.decode("utf-8-sig").splitlines()[1] == "Testland;Fabrikk 001;' +1;;;;'=cmd()"
    publish(published, facilities=[place(1), place(2, "Øyland")])
    content = client.get("/leverandorer/produksjonssteder.csv").content
    assert read(content).rows == [place(1), place(2, "Øyland")]


def test_other_language_keeps_what_was_asked_for(published: FacilityList, client: Client) -> None:
    page = client.get(f"{PATH}?land=Testland&navn=Fabrikk&side=2").content.decode()
    assert 'href="/en/suppliers/production-sites/?land=Testland&amp;navn=Fabrikk&amp;side=2"' in page
    assert 'href="/en/suppliers/production-sites/"' in client.get(PATH).content.decode()


def test_earlier_edition_shows_the_whole_list_as_it_was(
    published: FacilityList, main_of: Callable[[str], str]
) -> None:
    publish(published, facilities=[place(7)])
    assert names(main_of(PATH)) == ["Fabrikk 007"]
    assert len(names(main_of(f"{PATH}utgave/1/"))) == 121


def address(facilities: FacilityList) -> str:
    return reverse("admin:suppliers_facilitylist_import", args=(facilities.pk,))


def tried(client: Client, facilities: FacilityList, data: str | bytes) -> str:
    content = data.encode() if isinstance(data, str) else data
    file = SimpleUploadedFile("steder.csv", content)
    return client.post(address(facilities), {"file": file}).content.decode()


def checked_in(html: str) -> str:
    document = html5lib.parse(html, namespaceHTMLElements=False)
    return next(e.get("value") for e in document.iter("input") if e.get("name") == "checked")


def test_trying_a_file_writes_nothing_and_saving_it_replaces_the_whole_list(
    admin_client: Client, facilities: FacilityList
) -> None:
    page = tried(admin_client, facilities, GOOD)
    assert "Filen er i orden. Ingenting er lagret ennå." in page
    assert "2 produksjonssteder: 2 nye eller endrede, 121 som blir borte eller er endret." in page
    facilities.refresh_from_db()
    assert len(facilities.facilities) == 121
    assert admin_client.post(address(facilities), {"checked": checked_in(page)}).status_code == 302
    facilities.refresh_from_db()
    assert [(row["country"], row["name"]) for row in facilities.facilities] == [
        ("Testland", "Fabrikk A"),
        ("Annetland", "Fabrikk B"),
    ]


def test_file_with_faults_lists_them_and_offers_nothing_to_save(
    admin_client: Client, facilities: FacilityList
) -> None:
    page = tried(admin_client, facilities, f"{GOOD}Testland;<b>x</b>;\nTestland;=1+1;Gate 4\n")
    assert "Filen har 2 feil. Ingenting er lagret." in page
    assert "<li>Linje 4, kolonnen address: Cellen er tom, men må fylles ut.</li>" in page
    assert "Linje 5, kolonnen name: Cellen begynner med «=»" in page
    assert 'name="checked"' not in page
    facilities.refresh_from_db()
    assert len(facilities.facilities) == 121


def test_faults_without_number_are_told_up_to_a_limit(admin_client: Client, facilities: FacilityList) -> None:
    page = tried(admin_client, facilities, "country;name;address\n" + "A;;C\n" * 300)
    assert "Filen har 300 feil." in page
    assert page.count("<li>Linje ") == 200
    assert "100 feil til er ikke vist." in page


def test_file_above_ten_megabytes_is_refused_in_words(admin_client: Client, facilities: FacilityList) -> None:
    page = tried(admin_client, facilities, b"country;name;address\n" + b"x" * (10 * 1024 * 1024))
    assert "Den kan være på høyst 10 MB." in page


def test_no_file_is_asked_for_in_words(admin_client: Client, facilities: FacilityList) -> None:
    assert "Velg en fil." in admin_client.post(address(facilities), {}).content.decode()


@pytest.mark.parametrize("change", ["tampered", "list has changed", "another list"])
def test_what_was_not_tried_on_this_list_is_not_written(
    change: str, admin_client: Client, facilities: FacilityList
) -> None:
    checked = checked_in(tried(admin_client, facilities, GOOD))
    target = facilities
    if change == "tampered":
        checked = f"{checked[:-1]}{'A' if checked[-1] != 'A' else 'B'}"
    elif change == "list has changed":
        FacilityList.objects.update(facilities=[place(5)])
    else:
        target = FacilityList.objects.create(
            code="andre", title_nb="Andre", lead_nb="L", facilities=[place(6)]
        )
    page = admin_client.post(address(target), {"checked": checked}).content.decode()
    assert "Ingenting er lagret. Prøv filen på nytt." in page
    target.refresh_from_db()
    assert [row["name"] for row in target.facilities] in (
        [row["name"] for row in facilities.facilities],
        ["Fabrikk 005"],
        ["Fabrikk 006"],
    )


def test_imported_list_is_published_in_admin_and_read_by_all(
    admin_client: Client, client: Client, facilities: FacilityList, main_of: Callable[[str], str]
) -> None:
    checked = checked_in(tried(admin_client, facilities, GOOD))
    admin_client.post(address(facilities), {"checked": checked})
    publishing = reverse("admin:suppliers_facilitylist_publish", args=(facilities.pk,))
    assert "Publiser «Produksjonssteder»" in admin_client.get(publishing).content.decode()
    assert client.get(PATH).status_code == 404
    publication(admin_client, facilities, {"reason": "Første liste", "when": "now"})
    assert names(main_of(PATH)) == ["Fabrikk A", "Fabrikk B"]


def test_what_another_editor_has_tried_is_not_written(
    admin_client: Client, client: Client, facilities: FacilityList
) -> None:
    checked = checked_in(tried(admin_client, facilities, GOOD))
    client.force_login(User.objects.create_superuser("kari"))
    page = client.post(address(facilities), {"checked": checked}).content.decode()
    assert "filen ble prøvd av en annen" in page
    facilities.refresh_from_db()
    assert len(facilities.facilities) == 121


def test_button_pressed_twice_saves_once_and_says_so(admin_client: Client, facilities: FacilityList) -> None:
    checked = checked_in(tried(admin_client, facilities, GOOD))
    admin_client.post(address(facilities), {"checked": checked}, follow=True)
    kept = Draft.objects.filter(kind=FacilityList.kind).count()
    page = admin_client.post(address(facilities), {"checked": checked}, follow=True).content.decode()
    assert "Listen er alt lagret slik filen sier." in page
    assert Draft.objects.filter(kind=FacilityList.kind).count() == kept == 1


def test_who_may_not_change_the_list_may_not_import(client: Client, facilities: FacilityList) -> None:
    reader = User.objects.create_user("leser", password="x", is_staff=True)  # noqa: S106  a test's own user
    reader.user_permissions.add(Permission.objects.get(codename="view_facilitylist"))
    client.force_login(reader)
    assert client.get(address(facilities)).status_code == 403
    assert (
        client.post(address(facilities), {"file": SimpleUploadedFile("a.csv", GOOD.encode())}).status_code
        == 403
    )


def test_form_saved_as_it_stands_keeps_the_facilities(admin_client: Client, facilities: FacilityList) -> None:
    change = reverse("admin:suppliers_facilitylist_change", args=(facilities.pk,))
    assert "Listen har 121 produksjonssteder." in admin_client.get(change).content.decode()
    assert admin_client.post(change, form_values(admin_client, change)).status_code == 302
    facilities.refresh_from_db()
    assert len(facilities.facilities) == 121


def test_importing_agrees_to_no_translation(admin_client: Client, facilities: FacilityList) -> None:
    FacilityList.objects.update(lead_en="This is where things are made.")
    remember(facilities, actor="Kari", at=timezone.now())
    FacilityList.objects.update(lead_nb="Her blir alt laget.")
    checked = checked_in(tried(admin_client, facilities, GOOD))
    admin_client.post(address(facilities), {"checked": checked})
    state = TranslationState.objects.get(subject=facilities.subject)
    assert [text["label"] for text in (*state.stale, *state.missing)] == ["ingress", "tittel"]
