import pytest
from django.utils import translation

from suppliers.enums import Table
from suppliers.models import SourcingGuide
from sustainability_site.content.documents import freeze

pytestmark = pytest.mark.django_db


@pytest.fixture
def chemicals() -> SourcingGuide:
    return SourcingGuide.objects.get(code="chemicals")


def test_guide_document_holds_the_declared_keys_alone(chemicals: SourcingGuide) -> None:
    document = freeze(chemicals)
    assert set(document) == {
        "kind",
        "shape",
        "code",
        "title_nb",
        "title_en",
        "slug_nb",
        "slug_en",
        "lead_nb",
        "lead_en",
        "topic",
        "stage",
        "position",
        "minerals",
        "substances",
        "regulations",
        "sources",
        "sections",
    }
    assert set(document["sections"][0]) == {
        "key",
        "heading_nb",
        "heading_en",
        "body_nb",
        "body_en",
        "style",
        "table",
        "source",
    }


def test_table_rows_come_in_their_own_order_and_not_by_code(chemicals: SourcingGuide) -> None:
    assert [row.code for row in chemicals.substance_rows()][:4] == [
        "lead",
        "mercury",
        "cadmium",
        "chromium-vi",
    ]
    assert [row.code for row in chemicals.regulation_rows()] == ["rohs", "reach"]


def test_table_that_no_section_places_is_shown_after_them(chemicals: SourcingGuide) -> None:
    assert chemicals.unplaced_tables() == []
    chemicals.sections.filter(table=Table.SUBSTANCES).update(table="")
    assert chemicals.unplaced_tables() == [Table.SUBSTANCES]


def test_table_without_rows_is_not_shown(chemicals: SourcingGuide) -> None:
    chemicals.sections.update(table="")
    chemicals.substances.clear()
    assert chemicals.unplaced_tables() == [Table.REGULATIONS]


def test_sources_of_sections_and_rows_are_listed_once() -> None:
    guide = SourcingGuide.objects.get(code="conflict-minerals")
    assert [source.code for source in guide.all_sources()] == [
        "minerals-reporting-enviropass",
        "minerals-traceability",
        "minerals-programme-names-source-intelligence",
        "minerals-smelter-audits-acquis",
        "minerals-regulation-efs",
        "minerals-uses",
        "minerals-risk-z2data",
        "minerals-tantalum-capacitors",
        "minerals-in-mobiles-usgs",
        "minerals-gold-connectors",
        "minerals-cobalt-child-labour",
        "minerals-mica-child-labour",
    ]


def test_guide_without_an_english_slug_is_found_under_the_norwegian_one(chemicals: SourcingGuide) -> None:
    chemicals.slug_en = ""
    assert chemicals.address("en") == "/en/suppliers/kjemikalier/"


@pytest.mark.parametrize(("language", "title"), [("nb", "Kjemikalier"), ("en", "Chemicals")])
def test_card_follows_the_active_language(language: str, title: str, chemicals: SourcingGuide) -> None:
    with translation.override(language):
        card = chemicals.card()
    assert card["title"] == title
    assert card["facts"] == {"position": 30, "topic": "chemicals", "stage": "production"}
