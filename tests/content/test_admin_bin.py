import pytest
from django.test import Client

from labels.models import Label
from suppliers.models import Framework, Requirement
from sustainability_site.content.models import Draft, Page, Source
from tests.content.admin_forms import errors_of, form_values, list_of, saved, view_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def withdrawn(admin_client: Client) -> Label:
    label = Label.objects.get(code="epeat")
    admin_client.post(view_of(label, "withdraw"), {"reason": "Lagt ned"})
    return label


def test_what_is_live_has_no_way_to_the_bin(admin_client: Client) -> None:
    label = Label.objects.get(code="epeat")
    assert view_of(label, "delete") not in admin_client.get(view_of(label, "change")).content.decode()
    assert admin_client.post(view_of(label, "delete"), {"post": "yes"}).status_code == 403
    assert Label.objects.filter(code="epeat").exists()


def test_deleted_page_comes_back_with_rows_and_translation(admin_client: Client, withdrawn: Label) -> None:
    saved(admin_client, withdrawn, name_en="EPEAT English", logo_origin="privat merknad")
    rows = [(row.key, row.topic_id, row.explanation_en) for row in withdrawn.coverages.all()]
    assert view_of(withdrawn, "delete") in admin_client.get(view_of(withdrawn, "change")).content.decode()
    question = admin_client.get(view_of(withdrawn, "delete")).content.decode()
    assert "«EPEAT» blir lagt i papirkurven med alt som hører til" in question
    admin_client.post(view_of(withdrawn, "delete"), {"post": "yes"})
    assert not Label.objects.filter(code="epeat").exists()
    page = admin_client.get(list_of(Label, "bin")).content.decode()
    draft = Draft.objects.get(subject="label/epeat", deleted=True)
    assert '<th scope="row">EPEAT</th>' in page
    response = admin_client.post(list_of(Label, "fetch_back", draft.pk), follow=True)
    assert "«EPEAT» er hentet tilbake fra papirkurven." in response.content.decode()
    back = Label.objects.get(code="epeat")
    assert [(row.key, row.topic_id, row.explanation_en) for row in back.coverages.all()] == rows
    assert (back.name_en, back.logo_origin) == ("EPEAT English", "privat merknad")
    assert "Papirkurven er tom." in admin_client.get(list_of(Label, "bin")).content.decode()
    assert admin_client.get("/miljomerker/epeat/").status_code == 410


def test_code_of_something_deleted_is_refused(admin_client: Client, withdrawn: Label) -> None:
    admin_client.post(view_of(withdrawn, "delete"), {"post": "yes"})
    values = form_values(admin_client, list_of(Label, "add"))
    response = admin_client.post(list_of(Label, "add"), values | {"code": ["epeat"]})
    assert errors_of(response)["code"] == [
        "Koden er brukt av noe som er slettet. Hent det tilbake fra papirkurven, eller velg en annen kode."
    ]
    response = admin_client.post(list_of(Label, "add"), values | {"code": ["energy-star"]})
    assert errors_of(response)["code"] == ["Miljømerke med Kode finnes allerede."]
    response = admin_client.post(list_of(Label, "add"), values | {"code": ["a-new-one"]})
    assert "code" not in errors_of(response)


def test_what_a_page_has_chosen_stays(admin_client: Client) -> None:
    source = Source.objects.create(code="new-source", title_nb="Ny kilde")
    page = Page.objects.get(code="about")
    page.sources.add(source)
    html = admin_client.get(view_of(source, "delete")).content.decode()
    assert "«Ny kilde» kan ikke slettes, fordi noe annet bruker det:" in html
    assert f"Side: {page}" in html
    admin_client.post(view_of(source, "delete"), {"post": "yes"})
    assert source in page.sources.all()
    page.sources.remove(source)
    admin_client.post(view_of(source, "delete"), {"post": "yes"})
    assert not Source.objects.filter(code="new-source").exists()


def test_what_a_row_has_chosen_stays(admin_client: Client) -> None:
    framework = Framework.objects.create(code="new-one", name_nb="Nytt", short_name_nb="Nytt", slug_nb="nytt")
    requirement = Requirement.objects.first()
    requirement.frameworks.add(framework)
    admin_client.post(view_of(framework, "delete"), {"post": "yes"})
    assert framework in requirement.frameworks.all()


def test_many_are_not_deleted_at_once(admin_client: Client, withdrawn: Label) -> None:
    admin_client.post(
        list_of(Label, "changelist"),
        {"action": "delete_selected", "_selected_action": [withdrawn.pk], "post": "yes"},
    )
    assert Label.objects.filter(code="epeat").exists()
