import pytest
from django.utils import translation

from suppliers.enums import Area
from suppliers.models import CodeOfConduct, Framework
from sustainability_site.content.documents import freeze, thaw

pytestmark = pytest.mark.django_db


@pytest.fixture
def code() -> CodeOfConduct:
    return CodeOfConduct.objects.get(code="supplier-code")


def test_code_document_holds_the_declared_keys_alone(code: CodeOfConduct) -> None:
    document = freeze(code)
    assert set(document) == {
        "kind",
        "shape",
        "code",
        "title_nb",
        "title_en",
        "lead_nb",
        "lead_en",
        "introduction_nb",
        "introduction_en",
        "effective_date",
        "follow_up_nb",
        "follow_up_en",
        "sources",
        "requirements",
    }
    assert set(document["requirements"][0]) == {
        "key",
        "number",
        "area",
        "heading_nb",
        "heading_en",
        "text_nb",
        "text_en",
        "frameworks",
        "step",
    }


def test_areas_come_in_the_order_of_their_first_clause(code: CodeOfConduct) -> None:
    code.requirements.filter(key="action-plans").update(position=1)
    areas = [(area, [requirement.number for requirement in clauses]) for area, clauses in code.areas()]
    assert areas[:2] == [(Area.FOLLOW_UP, ["8.2", "8.1"]), (Area.WORKING_ENVIRONMENT, ["1.1"])]


def test_code_without_clauses_has_no_areas() -> None:
    assert CodeOfConduct.objects.create(code="empty").areas() == []


def test_clauses_resting_on_a_framework_are_found_in_a_thawed_document(code: CodeOfConduct) -> None:
    frameworks = {f"framework/{entry.code}": entry for entry in Framework.objects.all()}
    thawed = thaw(freeze(code), frameworks)
    assert [clause.number for clause in thawed.resting_on("oecd-minerals")] == ["5.1"]
    assert thawed.resting_on("unknown") == []


def test_clause_names_its_frameworks_in_their_own_order(code: CodeOfConduct) -> None:
    clause = code.requirements.get(key="working-environment")
    assert [entry.code for entry in clause.framework_rows()] == [
        "udhr",
        "ilo-standards",
        "oecd-guidelines",
        "global-compact",
    ]


def test_clause_keeps_its_address_when_it_is_renumbered(code: CodeOfConduct) -> None:
    clause = code.requirements.get(key="complaints")
    before = clause.anchor
    clause.number, clause.heading_nb = "12.4", "Ny overskrift"
    clause.save()
    clause.refresh_from_db()
    assert clause.anchor == before == "krav-complaints"


def test_addresses_follow_the_language_asked_for(code: CodeOfConduct) -> None:
    framework = Framework.objects.get(code="ungp")
    with translation.override("nb"):
        assert code.address("en") == "/en/suppliers/code-of-conduct/"
        assert framework.address("en") == "/en/suppliers/frameworks/un-guiding-principles/"
    with translation.override("en"):
        assert code.address("nb") == "/leverandorer/etiske-retningslinjer/"
        assert framework.address("nb") == "/leverandorer/rammeverk/fns-veiledende-prinsipper/"
        assert framework.path == "/en/suppliers/frameworks/un-guiding-principles/"


def test_card_holds_the_date_as_text_or_nothing(code: CodeOfConduct) -> None:
    assert code.card()["facts"] == {"effective_date": None}
