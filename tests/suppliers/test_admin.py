import pytest
from django.test import Client
from django.urls import reverse

from suppliers.models import CodeOfConduct, Mineral, SourcingGuide, Substance
from tests.content.admin_forms import form_values

pytestmark = pytest.mark.django_db


@pytest.fixture
def code() -> CodeOfConduct:
    return CodeOfConduct.objects.get()


@pytest.fixture
def code_address(code: CodeOfConduct) -> str:
    return reverse("admin:suppliers_codeofconduct_change", args=(code.pk,))


@pytest.fixture
def code_values(admin_client: Client, code_address: str) -> dict[str, list[str]]:
    return form_values(admin_client, code_address)


def test_code_form_saved_as_it_stands_changes_nothing(
    admin_client: Client, code: CodeOfConduct, code_address: str, code_values: dict
) -> None:
    before = [(row.key, row.text_en, list(row.frameworks.all())) for row in code.requirements.all()]
    assert admin_client.post(code_address, code_values).status_code == 302
    assert [(row.key, row.text_en, list(row.frameworks.all())) for row in code.requirements.all()] == before


def test_code_form_saves_a_date_and_a_new_clause_last(
    admin_client: Client, code: CodeOfConduct, code_address: str, code_values: dict
) -> None:
    total = int(code_values["requirements-TOTAL_FORMS"][0])
    code_values |= {
        "effective_date": ["2026-03-01"],
        "requirements-TOTAL_FORMS": [str(total + 1)],
        f"requirements-{total}-code_of_conduct": [str(code.pk)],
        f"requirements-{total}-number": ["9.1"],
        f"requirements-{total}-area": ["environment"],
        f"requirements-{total}-heading_nb": ["Utslipp"],
        f"requirements-{total}-text_nb": ["<p>Leverandøren skal måle utslipp.</p>"],
        f"requirements-{total}-position": ["0"],
    }
    assert admin_client.post(code_address, code_values).status_code == 302
    code.refresh_from_db()
    assert code.effective_date.isoformat() == "2026-03-01"
    assert [row.number for row in code.requirements.all()][-2:] == ["8.2", "9.1"]


def test_two_clauses_with_the_same_number_are_refused(
    admin_client: Client, code: CodeOfConduct, code_address: str, code_values: dict
) -> None:
    code_values["requirements-1-number"] = ["1.1"]
    page = admin_client.post(code_address, code_values).content.decode()
    assert "Nummeret 1.1 er brukt på et annet krav. Velg et ledig nummer." in page
    assert code.requirements.filter(number="1.1").count() == 1


def test_two_clauses_may_change_numbers_in_one_go(
    admin_client: Client, code: CodeOfConduct, code_address: str, code_values: dict
) -> None:
    code_values |= {"requirements-7-number": ["8.2"], "requirements-8-number": ["8.1"]}
    assert admin_client.post(code_address, code_values).status_code == 302
    assert code.requirements.get(key="action-plans").number == "8.1"


def test_clause_without_norwegian_text_is_refused(
    admin_client: Client, code: CodeOfConduct, code_address: str, code_values: dict
) -> None:
    code_values["requirements-0-text_nb"] = [""]
    response = admin_client.post(code_address, code_values)
    inline = response.context["inline_admin_formsets"][0].formset
    assert list(inline.errors[0]) == ["text_nb"]


def test_guide_form_saved_as_it_stands_changes_nothing(admin_client: Client) -> None:
    guide = SourcingGuide.objects.get(code="conflict-minerals")
    address = reverse("admin:suppliers_sourcingguide_change", args=(guide.pk,))
    before = [(row.key, row.body_nb, row.table, row.source_id) for row in guide.sections.all()]
    values = form_values(admin_client, address)
    assert admin_client.post(address, values).status_code == 302
    assert [(row.key, row.body_nb, row.table, row.source_id) for row in guide.sections.all()] == before
    assert guide.minerals.count() == 6


@pytest.mark.parametrize("name", ["framework", "regulation", "mineral", "substance"])
def test_forms_of_entries_can_be_saved_as_they_stand(name: str, admin_client: Client) -> None:
    codes = {"framework": "udhr", "regulation": "reach", "mineral": "tin", "substance": "dehp"}
    response = admin_client.get(reverse(f"admin:suppliers_{name}_changelist"), {"q": codes[name]})
    entry = response.context["cl"].queryset.get()
    address = reverse(f"admin:suppliers_{name}_change", args=(entry.pk,))
    response = admin_client.post(address, form_values(admin_client, address))
    assert response.status_code == 302, response.context["errors"]


def test_limit_above_a_hundred_per_cent_is_refused_in_words(admin_client: Client) -> None:
    substance = Substance.objects.get(code="lead")
    address = reverse("admin:suppliers_substance_change", args=(substance.pk,))
    values = form_values(admin_client, address) | {"limit_percent": ["101"]}
    page = admin_client.post(address, values).content.decode()
    assert "Grensen må være mellom 0 og 100 prosent." in page
    substance.refresh_from_db()
    assert str(substance.limit) == "0.1"


def test_mineral_without_a_source_is_refused(admin_client: Client) -> None:
    mineral = Mineral.objects.get(code="tin")
    address = reverse("admin:suppliers_mineral_change", args=(mineral.pk,))
    values = form_values(admin_client, address) | {"source": [""]}
    response = admin_client.post(address, values)
    assert list(response.context["adminform"].form.errors) == ["source"]
