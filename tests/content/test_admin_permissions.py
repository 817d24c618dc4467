import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from labels.models import Label, Topic
from sustainability_site.content import working_copy
from sustainability_site.content.models import Draft, Edition
from tests.content.admin_forms import form_values, list_of, signed_in, staff, view_of

pytestmark = pytest.mark.django_db

SIGN_IN = 302
SUBJECT_VIEWS = {
    # view: what (viewer, editor, publisher, stranger) get for GET and for POST
    ("change", ()): ((200, 200, 200, 403), (403, 200, 403, 403)),
    ("delete", ()): ((403, 403, 403, 403), (403, 403, 403, 403)),
    ("history", ()): ((200, 200, 200, 403), (200, 200, 200, 403)),
    ("preview", ("nb",)): ((200, 200, 200, 403), (200, 200, 200, 403)),
    ("editions", ()): ((200, 200, 200, 403), (200, 200, 200, 403)),
    ("publish", ()): ((403, 403, 200, 403), (403, 403, 200, 403)),
    ("cancel", ()): ((403, 403, 200, 403), (403, 403, 302, 403)),
    ("withdraw", ()): ((403, 403, 200, 403), (403, 403, 200, 403)),
    ("restore", (1,)): ((403, 200, 403, 403), (403, 302, 403, 403)),
}
LIST_VIEWS = {
    "changelist": ((200, 200, 200, 403), (200, 200, 200, 403)),
    "add": ((403, 200, 403, 403), (403, 200, 403, 403)),
    "bin": ((403, 200, 403, 403), (403, 200, 403, 403)),
    "fetch_back": ((403, 403, 403, 403), (403, 302, 403, 403)),
}


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


@pytest.mark.parametrize("view", SUBJECT_VIEWS, ids=lambda view: view[0])
def test_views_of_one_object(view: tuple, label: Label, people: list[Client]) -> None:
    address = view_of(label, view[0], *view[1])
    gets, posts = SUBJECT_VIEWS[view]
    assert tuple(person.get(address).status_code for person in people) == gets
    assert tuple(person.post(address).status_code for person in people) == posts
    assert Edition.objects.filter(subject=label.subject).count() == 1


@pytest.mark.parametrize("view", LIST_VIEWS)
def test_views_of_a_kind(view: str, binned: Draft, people: list[Client]) -> None:
    address = list_of(Label, view, *([binned.pk] if view == "fetch_back" else []))
    gets, posts = LIST_VIEWS[view]
    assert tuple(person.get(address).status_code for person in people) == gets
    assert tuple(person.post(address).status_code for person in people) == posts


def test_visitors_and_those_without_a_desk_are_asked_to_sign_in(
    label: Label, binned: Draft, django_user_model
) -> None:
    customer = signed_in(django_user_model.objects.create_user("kunde"))
    addresses = [
        *(view_of(label, view, *arguments) for view, arguments in SUBJECT_VIEWS),
        *(list_of(Label, view, *([binned.pk] if view == "fetch_back" else [])) for view in LIST_VIEWS),
    ]
    for address in addresses:
        for client in (Client(), customer):
            for response in (client.get(address), client.post(address)):
                assert response.headers["Location"] == f"{reverse('admin:login')}?next={address}"
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
