from copy import deepcopy

import pytest
from django.utils import translation

from sustainability_site.content.comparison import Comparison, RowComparison
from sustainability_site.content.documents import thaw
from sustainability_site.content.shapes import public_fields
from sustainability_site.content.word_differences import CHANGED, NEW, REMOVED
from tests.transparency.judged import COMPLETE, statement
from transparency.comparison import compare
from transparency.models import Company, Finding, Measure, Signature, Statement, Step


@pytest.fixture(autouse=True)
def norwegian():
    with translation.override("nb"):
        yield


def changed_passages(before: Statement, after: Statement) -> list[tuple[str, str, str]]:
    return [
        (part.anchor, change.kind, "|".join(piece.text for piece in change.pieces))
        for part in compare(before, after).parts
        for group in part.groups
        if not group.same
        for change in group.changes
    ]


def findings_of(comparison: Comparison) -> list[RowComparison]:
    return comparison.lists[0].rows


def test_same_statement_has_no_difference() -> None:
    comparison = compare(statement(), statement())
    assert comparison.differing == 0
    assert [(rows.name, rows.counts.same) for rows in comparison.lists] == [("Funn", 2), ("Tiltak", 1)]


def test_passages_are_new_removed_and_changed() -> None:
    after = statement(organisation_nb="<p>Vi selger IT-utstyr fra Oslo.</p><p>Vi er 120.</p>", results_nb="")
    assert changed_passages(statement(), after) == [
        ("virksomheten", CHANGED, "Vi selger IT-utstyr fra |Moss|Oslo|."),
        ("virksomheten", NEW, "Vi er 120."),
        ("resultater", REMOVED, "Ni av tolv avvik ble lukket."),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<h3>Vi selger IT-utstyr fra Moss.</h3>",
        '<p><a href="https://example.com">Vi selger IT-utstyr fra Moss.</a></p>',
    ],
)
def test_other_form_or_link_with_the_same_words_is_a_change(html: str) -> None:
    comparison = compare(statement(), statement(organisation_nb=html))
    (change,) = [c for p in comparison.parts for g in p.groups if not g.same for c in g.changes]
    assert (change.kind, change.reformed) == (CHANGED, True)


def test_rows_match_by_key_within_a_period() -> None:
    findings = deepcopy(COMPLETE["findings"])
    findings[1] |= {"title_nb": "Noe helt annet"}
    findings[0] = findings[0] | {"key": "other"}
    comparison = compare(statement(), statement(findings=findings))
    assert [(row.kind, row.title) for row in findings_of(comparison)] == [
        (NEW, "Lønn holdt tilbake"),
        (CHANGED, "Noe helt annet"),
        (REMOVED, "Lønn holdt tilbake"),
    ]


def test_row_that_has_changed_places_says_where_it_was() -> None:
    findings = deepcopy(COMPLETE["findings"])
    comparison = compare(statement(), statement(findings=findings[::-1]))
    assert comparison.differing == 1
    ((row,),) = [[row for row in findings_of(comparison) if row.kind == CHANGED]]
    ((label, change),) = row.fields
    assert (label, row.title, "|".join(piece.text for piece in change.pieces)) == (
        "Plass",
        "Barnearbeid",
        "etter Lønn holdt tilbake|først",
    )


def test_new_row_moves_none_of_the_others() -> None:
    findings = [{"key": "new", "kind": "actual", "title_nb": "Brann"}, *COMPLETE["findings"]]
    assert compare(statement(), statement(findings=findings)).differing == 1


def test_rows_match_by_title_between_periods() -> None:
    findings = [
        {"key": "x", "kind": "risk", "title_nb": "Barnearbeid i gruver", "severity": "high"},
        {"key": "cobalt", "kind": "actual", "title_nb": "Brann i fabrikk"},
    ]
    before = statement(findings=[COMPLETE["findings"][1] | {"title_nb": "Barnearbeid i gruver i Kongo"}])
    comparison = compare(before, statement(code="2026-01_2026-12", findings=findings))
    assert [(row.kind, row.title) for row in findings_of(comparison)] == [
        (CHANGED, "Barnearbeid i gruver"),
        (NEW, "Brann i fabrikk"),
    ]


def leaves() -> list[tuple]:
    """Where each Norwegian or untranslated value of a statement stands."""
    relations = {
        "companies": Company,
        "steps": Step,
        "findings": Finding,
        "measures": Measure,
        "signatures": Signature,
    }
    own = [(None, field) for field in public_fields(Statement)]
    rows = [(relation, field) for relation, model in relations.items() for field in public_fields(model)]
    return [(relation, field) for relation, field in own + rows if not field.name.endswith("_en")]


def other_value(field, value: object) -> object:
    if field.choices:
        return next(choice for choice, _label in field.choices if choice != value)
    if field.many_to_many:
        return ["cobalt"] if value != ["cobalt"] else []
    kind = field.get_internal_type()
    if kind == "DateField":
        return "2021-03-01"
    if kind == "BooleanField":
        return not value
    if "Integer" in kind:
        return (value or 0) + 7
    return (
        "https://example.com/annet"
        if kind == "URLField"
        else "<p>Noe annet</p>"
        if field.name.startswith(("organisation_nb", "body"))
        else "Noe annet"
    )


def test_no_public_field_changes_unseen() -> None:
    """Whatever is altered in the document, the comparison tells of it. Sources are tested with their record below."""
    unseen = []
    for relation, field in leaves():
        if field.name == "sources":
            continue
        changed = deepcopy(COMPLETE)
        values = changed[relation][-1] if relation else changed
        values[field.name] = other_value(field, values.get(field.name))
        if compare(statement(), thaw(changed)).differing == 0:
            unseen.append((relation, field.name))
    assert unseen == []
