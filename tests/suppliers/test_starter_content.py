"""What the starter content must hold, read from the working rows it was loaded into."""

import pytest
from django.db import models

from suppliers.models import (
    ChainTier,
    CodeOfConduct,
    Framework,
    GuideSection,
    Mineral,
    Regulation,
    Requirement,
    SourcingGuide,
    Substance,
    SupplyChain,
)
from sustainability_site.content.shapes import translated_fields

pytestmark = pytest.mark.django_db

MODELS = (
    ChainTier,
    CodeOfConduct,
    Framework,
    GuideSection,
    Mineral,
    Regulation,
    Requirement,
    SourcingGuide,
    Substance,
    SupplyChain,
)


@pytest.mark.parametrize("model", MODELS)
def test_every_norwegian_text_has_an_english_one(model: type[models.Model]) -> None:
    missing = [
        (row.pk, name)
        for row in model.objects.all()
        for name in translated_fields(model)
        if bool(getattr(row, f"{name}_nb")) != bool(getattr(row, f"{name}_en"))
    ]
    assert missing == []


@pytest.mark.parametrize(("model", "count"), [(Framework, 8), (Regulation, 6), (Mineral, 6), (Substance, 10)])
def test_every_entry_has_a_source(model: type[models.Model], count: int) -> None:
    entries = list(model.objects.all())
    sourced = [entry for entry in entries if getattr(entry, "source", None) or entry.sources.exists()]
    assert len(sourced) == len(entries) == count


def test_every_clause_has_a_basis_and_a_step() -> None:
    clauses = list(Requirement.objects.all())
    assert [clause.number for clause in clauses if not clause.frameworks.exists() or not clause.step] == []
    assert len(clauses) == 9


@pytest.mark.parametrize("guide", ["working-conditions", "conflict-minerals", "chemicals", "reuse-recycling"])
def test_guide_has_a_tip_questions_and_a_good_answer(guide: str) -> None:
    styles = set(SourcingGuide.objects.get(code=guide).sections.values_list("style", flat=True))
    assert {"text", "tip", "question", "answer"} <= styles


def test_no_effective_date_is_invented() -> None:
    assert CodeOfConduct.objects.get().effective_date is None


def test_only_reach_has_a_deadline_for_answers() -> None:
    deadlines = Regulation.objects.filter(answer_days__isnull=False).values_list("code", "answer_days")
    assert list(deadlines) == [("reach", 45)]
