import pytest
from django.test import Client
from django.utils import timezone

from labels.models import Label, Topic
from sustainability_site.content import working_copy
from sustainability_site.content.models import Draft
from tests.content.admin_forms import form_values, list_of, signed_in, staff, view_of

pytestmark = pytest.mark.django_db

SIGN_IN = 302
SUBJECT_VIEWS = (
    ("change", ()),
    ("delete", ()),
    ("history", ()),
    ("preview", ("nb",)),
    ("editions", ()),
    ("publish", ()),
    ("cancel", ()),
    ("withdraw", ()),
    ("restore", (1,)),
)


@pytest.fixture
def label() -> Label:
    return Label.objects.get(code="epeat")


@pytest.fixture
def people() -> list[Client]:
    everything = [
        f"{action}_{model}"
        for action in ("add", "change", "delete", "view", "publish")
        for model in ("source", "page")
    ]
    return [
        signed_in(staff("leser", "view_label")),
        signed_in(staff("redaktor", "add_label", "change_label", "delete_label", "view_label")),
        signed_in(staff("publisist", "view_label", "publish_label")),
        signed_in(staff("utenfor", *everything)),
    ]


@pytest.fixture
def binned(label: Label) -> Draft:
    """A label in the bin."""
    spare = Label.objects.create(code="spare", name_nb="Til overs", slug_nb="til-overs")
    return working_copy.discard(spare, actor="noen", at=timezone.now())


def test_who_may_publish_and_not_change_brings_nothing_back(
    label: Label, binned: Draft, people: list[Client]
) -> None:
    """No role is so; `tests/test_admin_matrix.py` judges those that are."""
    publisher = people[2]
    assert publisher.get(view_of(label, "publish")).status_code == 200
    for address in (view_of(label, "restore", 1), list_of(Label, "fetch_back", binned.pk)):
        assert publisher.post(address).status_code == 403
    assert not Label.objects.filter(code="spare").exists()


def test_nothing_is_where_no_object_is(admin_client: Client) -> None:
    gone = Label(pk=987654)
    for view, arguments in SUBJECT_VIEWS:
        expected = SIGN_IN if view in ("change", "delete", "history") else 404
        assert admin_client.post(view_of(gone, view, *arguments)).status_code == expected
    assert admin_client.post(list_of(Label, "fetch_back", 987654)).status_code == 404


def test_draft_of_another_kind_cannot_be_fetched_back(admin_client: Client, binned: Draft) -> None:
    assert admin_client.post(list_of(Topic, "fetch_back", binned.pk)).status_code == 404
    assert not Label.objects.filter(code="spare").exists()


def test_buttons_follow_the_permissions(label: Label, people: list[Client]) -> None:
    viewer, editor, publisher, _ = (
        person.get(view_of(label, "change")).content.decode() for person in people
    )
    assert [
        ("Publiser …" in html, "Trekk tilbake …" in html, 'name="_save"' in html)
        for html in (viewer, editor, publisher)
    ] == [
        (False, False, False),
        (False, False, True),
        (True, True, False),
    ]
    restoring = [
        "Hent tilbake utgave 1" in person.get(view_of(label, "editions")).content.decode()
        for person in people[:3]
    ]
    assert restoring == [False, True, False]


def test_reader_sees_the_languages_by_name(label: Label, people: list[Client]) -> None:
    html = people[0].get(view_of(label, "change")).content.decode()
    assert "Adresse (norsk)" in html
    assert "Adresse (engelsk)" in html
    assert "[nb]" not in html


def test_editor_may_change_the_rows_of_what_she_may_change(label: Label, people: list[Client]) -> None:
    editor, address = people[1], view_of(label, "change")
    values = form_values(editor, address) | {"coverages-0-explanation_nb": ["Ny forklaring"]}
    assert editor.post(address, values).status_code == 302
    assert label.coverages.first().explanation_nb == "Ny forklaring"


def test_every_form_wants_its_token(label: Label, binned: Draft, admin_user) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(admin_user)
    for address in (
        view_of(label, "change"),
        view_of(label, "publish"),
        view_of(label, "cancel"),
        view_of(label, "withdraw"),
        view_of(label, "restore", 1),
        list_of(Label, "fetch_back", binned.pk),
    ):
        response = careful.post(address, {"reason": "Nytt", "when": "now"})
        assert response.status_code == 403
        assert "Skjemaet ble ikke sendt" in response.content.decode()
