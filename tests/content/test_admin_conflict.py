import pytest
from django.contrib.auth.models import User
from django.test import Client

from labels.models import Coverage, Label
from sustainability_site.content.models import Draft
from tests.content.admin_forms import errors_of, form_values, saved, signed_in, view_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def label() -> Label:
    return Label.objects.get(code="tco-certified")


@pytest.fixture
def colleague() -> Client:
    return signed_in(User.objects.create_superuser("kari", first_name="Kari", last_name="Moe"))


def test_a_colleagues_save_is_not_overwritten_unseen(
    admin_client: Client, colleague: Client, label: Label
) -> None:
    address = view_of(label, "change")
    mine = form_values(admin_client, address) | {"name_en": ["Mine"]}
    saved(colleague, label, lead_nb="Karis ingress.")
    response = admin_client.post(address, mine)
    (message,) = errors_of(response)["__all__"]
    assert message.startswith("Kari Moe lagret ")
    assert message.endswith("Det du har skrevet, står i feltene, men er ikke lagret.")
    html = response.content.decode()
    assert 'value="Mine"' in html
    assert f'<a href="{view_of(label, "preview", "nb")}" target="_blank">' in html
    label.refresh_from_db()
    assert (label.name_en, label.lead_nb) == ("TCO Certified", "Karis ingress.")


def test_the_editor_who_has_seen_it_saves_anyway(
    admin_client: Client, colleague: Client, label: Label
) -> None:
    address = view_of(label, "change")
    mine = form_values(admin_client, address) | {"name_en": ["Mine"]}
    saved(colleague, label, name_en="Karis")
    shown = admin_client.post(address, mine).context["conflict"].pk
    assert admin_client.post(address, mine | {"save_anyway": [str(shown)]}).status_code == 302
    label.refresh_from_db()
    assert label.name_en == "Mine"
    newest, before = Draft.objects.filter(subject=label.subject)[:2]
    assert ('"name_en":"Mine"' in newest.document, '"name_en":"Karis"' in before.document) == (True, True)


def test_what_came_after_the_warning_is_told_too(
    admin_client: Client, colleague: Client, label: Label
) -> None:
    address = view_of(label, "change")
    mine = form_values(admin_client, address) | {"name_en": ["Mine"]}
    saved(colleague, label, name_en="Karis første")
    shown = admin_client.post(address, mine).context["conflict"].pk
    saved(colleague, label, name_en="Karis andre")
    response = admin_client.post(address, mine | {"save_anyway": [str(shown)]})
    assert response.context["conflict"].pk == Draft.objects.first().pk
    label.refresh_from_db()
    assert label.name_en == "Karis andre"


def test_a_form_that_says_nothing_about_its_draft_is_stopped(admin_client: Client, label: Label) -> None:
    address = view_of(label, "change")
    values = form_values(admin_client, address) | {"name_en": ["Mine"]}
    del values["opened_from"]
    assert "lagret" in errors_of(admin_client.post(address, values))["__all__"][0]


def test_a_row_that_a_colleague_deleted_is_saved_as_a_new_one(
    admin_client: Client, colleague: Client, label: Label
) -> None:
    address = view_of(label, "change")
    mine = form_values(admin_client, address) | {"coverages-1-explanation_nb": ["Min forklaring"]}
    rows = list(label.coverages.all())
    saved(colleague, label, **{"coverages-1-DELETE": "on"})
    assert not Coverage.objects.filter(pk=rows[1].pk).exists()
    shown = admin_client.post(address, mine)
    headings = [form.original for form in shown.context["inline_admin_formsets"][1] if form.original]
    assert headings == [row for row in rows if row.pk != rows[1].pk]
    again = mine | {"save_anyway": [str(shown.context["conflict"].pk)]}
    assert admin_client.post(address, again).status_code == 302
    assert label.coverages.count() == len(rows)
    assert label.coverages.get(explanation_nb="Min forklaring").topic == rows[1].topic
