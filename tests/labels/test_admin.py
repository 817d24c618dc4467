import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from labels.models import Label
from sustainability_site.content.state import standing, state_of
from tests.content.admin_forms import form_values

pytestmark = pytest.mark.django_db


@pytest.fixture
def label() -> Label:
    return Label.objects.get(code="tco-certified")


@pytest.fixture
def address(label: Label) -> str:
    return reverse("admin:labels_label_change", args=(label.pk,))


@pytest.fixture
def values(admin_client: Client, address: str) -> dict[str, list[str]]:
    return form_values(admin_client, address)


def test_form_saved_as_it_stands_changes_nothing(
    admin_client: Client, address: str, values: dict, label: Label
) -> None:
    response = admin_client.post(address, values)
    assert response.status_code == 302, response.context["errors"]
    assert str(state_of(label, standing(label, timezone.now()))) == "Publisert, utgave 1"


def test_form_saved_with_a_change_says_so(
    admin_client: Client, address: str, values: dict, label: Label
) -> None:
    admin_client.post(address, values | {"last_checked": ["24.11.2026"]})
    assert str(state_of(label, standing(label, timezone.now()))) == "Publisert, utgave 1 · endret siden"


def test_form_saves_both_languages_and_a_new_row(
    admin_client: Client, address: str, values: dict, label: Label
) -> None:
    total = int(values["tiers-TOTAL_FORMS"][0])
    values |= {
        "owner_nb": ["Ny eier"],
        "owner_en": ["New owner"],
        "tiers-TOTAL_FORMS": [str(total + 1)],
        f"tiers-{total}-label": [str(label.pk)],
        f"tiers-{total}-name_nb": ["Gull"],
        f"tiers-{total}-demand_nb": ["Alle kravene."],
        f"tiers-{total}-position": ["0"],
    }
    assert admin_client.post(address, values).status_code == 302
    label.refresh_from_db()
    assert (label.owner_nb, label.owner_en) == ("Ny eier", "New owner")
    assert [tier.name_nb for tier in label.tiers.all()] == ["Gull"]


def test_same_topic_twice_is_refused(admin_client: Client, address: str, values: dict, label: Label) -> None:
    values["coverages-1-topic"] = values["coverages-0-topic"]
    response = admin_client.post(address, values)
    assert "«Klima» står mer enn én gang. Slå radene sammen til én." in response.content.decode()
    assert [row.topic.code for row in label.coverages.all()][:2] == ["climate", "energy"]


def test_coverage_without_a_source_is_refused(admin_client: Client, address: str, values: dict) -> None:
    values["coverages-0-source"] = [""]
    response = admin_client.post(address, values)
    inline = next(f for f in response.context["inline_admin_formsets"] if f.formset.prefix == "coverages")
    assert list(inline.formset.errors[0]) == ["source"]


def test_norwegian_name_is_required_and_the_english_is_not(
    admin_client: Client, address: str, values: dict
) -> None:
    values |= {"name_nb": [""], "name_en": [""]}
    response = admin_client.post(address, values)
    assert list(response.context["adminform"].form.errors) == ["name_nb"]


def test_preview_shows_what_is_saved_and_not_published(
    admin_client: Client, address: str, values: dict, label: Label
) -> None:
    admin_client.post(address, values | {"lead_en": ["Something else."]})
    preview = admin_client.get(reverse("admin:labels_label_preview", args=(label.pk, "en")))
    assert "Something else." in preview.content.decode()
    public = admin_client.get("/en/eco-labels/tco-certified/")
    assert "Something else." not in public.content.decode()


def test_form_speaks_norwegian_about_each_language(admin_client: Client, address: str) -> None:
    html = admin_client.get(address).content.decode()
    assert "Hvem står bak?" in html
    assert "Kort om merket (norsk)" in html
    assert "Kort om merket (engelsk)" in html


@pytest.mark.parametrize("model", ["topic", "productcategory"])
def test_vocabulary_has_its_list_and_form(model: str, admin_client: Client) -> None:
    listed = admin_client.get(reverse(f"admin:labels_{model}_changelist"))
    assert listed.context["cl"].result_count > 5
    added = admin_client.get(reverse(f"admin:labels_{model}_add"))
    assert {"code", "name_nb", "name_en"} <= set(added.context["adminform"].form.fields)
