from datetime import date

import pytest
from django.core.exceptions import ValidationError

from labels.enums import Stage
from labels.models import Label
from sustainability_site.content import working_copy
from sustainability_site.content.documents import thaw


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"offered": True}, True),
        ({"offered": False}, False),
        ({"offered": True, "offered_until": date(2026, 11, 23)}, True),
        ({"offered": True, "offered_until": date(2026, 11, 22)}, False),
        ({"offered": True, "generation_until": date(2026, 11, 23)}, True),
        ({"offered": True, "generation_until": date(2026, 11, 22)}, False),
    ],
)
def test_label_is_offered_until_its_dates_have_passed(fields: dict, expected: bool, today: date) -> None:
    label = thaw({"kind": "label", "shape": 2, "code": "x"})
    for name, value in fields.items():
        setattr(label, name, value)
    assert label.is_offered_on(today) is expected


def test_generation_without_an_end_never_passes() -> None:
    assert Label(generation_nb="Generasjon 10").generation_has_passed(date.max) is False


def test_logo_without_permission_source_and_date_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        Label(logo_id=1, logo_permission="E-post fra eieren").clean()
    assert sorted(refused.value.message_dict) == ["logo_origin", "logo_permission_on"]


def test_label_without_a_logo_needs_no_permission() -> None:
    Label().clean()


def test_label_without_english_slug_keeps_the_norwegian_one() -> None:
    label = Label(slug_nb="bla-engel", slug_en="")
    assert label.address("nb") == "/miljomerker/bla-engel/"
    assert label.address("en") == "/en/eco-labels/bla-engel/"


@pytest.mark.django_db
def test_card_of_a_label_holds_what_the_overview_and_the_matrix_need() -> None:
    label = working_copy.load(Label, "energy-star")
    card = label.card()
    assert card["title"] == "Energy Star"
    assert card["lead"] == "Stiller krav til strømforbruk, og bare det."
    assert card["facts"]["topics"] == {
        "climate": "not",
        "energy": "required",
        "chemicals": "not",
        "circularity": "not",
        "working-conditions": "not",
        "minerals": "not",
    }
    assert card["facts"]["owner_kind"] == "public"
    assert card["facts"]["tiers"] == ["Most Efficient"]
    assert [category["code"] for category in card["facts"]["categories"]] == [
        "computers",
        "displays",
        "imaging-equipment",
    ]
    assert card["facts"]["last_checked"] == "2026-11-20"


@pytest.mark.django_db
def test_cited_sources_of_a_label_stand_once_each() -> None:
    codes = [source.code for source in working_copy.load(Label, "epeat").cited_sources()]
    assert len(codes) == len(set(codes))
    assert {"epeat-tier-shares", "epeat-verification", "labels-trademarks", "svanen-pc-advice"} <= set(codes)


@pytest.mark.django_db
def test_demands_are_grouped_by_the_stages_they_meet() -> None:
    stages = dict(working_copy.load(Label, "blauer-engel").by_stage())
    told = {stage: [row.topic.code for row in rows] for stage, rows in stages.items()}
    assert told == {
        Stage.RAW_MATERIAL: [],
        Stage.PRODUCTION: [],
        Stage.USE: ["energy", "circularity"],
        Stage.REUSE: ["circularity"],
        Stage.RECYCLING: ["circularity"],
    }


def test_label_whose_source_is_gone_still_reads() -> None:
    label = thaw(
        {
            "kind": "label",
            "shape": 1,
            "code": "x",
            "owner_source": "gone",
            "sources": ["gone"],
            "tiers": [{"key": "a", "name_nb": "Gull", "source": "gone"}],
        }
    )
    assert label.cited_sources() == []
    assert [str(tier) for tier in label.tiers.all()] == ["Gull"]
