from copy import deepcopy

import pytest
from django.utils import translation

from suppliers.code_comparison import compare
from suppliers.models import CodeOfConduct, Framework, Requirement
from sustainability_site.content.comparison import Comparison
from sustainability_site.content.documents import thaw
from sustainability_site.content.models import Source
from sustainability_site.content.shapes import public_fields
from sustainability_site.content.word_differences import CHANGED, NEW, REMOVED, SAME

CLAUSES = [
    {"key": "wages", "number": "1.1", "area": "working-environment", "heading_nb": "Lønn", "text_nb": "<p>Betal lønn.</p>",
     "frameworks": ["ungp"], "step": 1},
    {"key": "hours", "number": "1.2", "area": "working-environment", "heading_nb": "Arbeidstid", "text_nb": "<p>Høyst 48 timer.</p>",
     "frameworks": [], "step": 3},
    {"key": "bribes", "number": "2.1", "area": "business-ethics", "heading_nb": "Bestikkelser", "text_nb": "<p>Ingen.</p>",
     "frameworks": [], "step": None},
]  # fmt: skip
DOCUMENT = {
    "kind": "code-of-conduct",
    "shape": 1,
    "code": "supplier-code",
    "title_nb": "Etiske retningslinjer",
    "lead_nb": "Det vi krever.",
    "introduction_nb": "<p>Gjelder alle.</p>",
    "effective_date": "2026-01-01",
    "follow_up_nb": "<p>Vi kontrollerer.</p>",
    "sources": ["paper"],
    "requirements": CLAUSES,
}
NAMES = {
    "framework/ungp": Framework(code="ungp", short_name_nb="UNGP"),
    "framework/udhr": Framework(code="udhr", short_name_nb="UDHR"),
    "source/paper": Source(code="paper", title_nb="Avisen"),
    "source/book": Source(code="book", title_nb="Boka"),
}


@pytest.fixture(autouse=True)
def norwegian():
    with translation.override("nb"):
        yield


def code(*clauses: dict, **changes: object) -> CodeOfConduct:
    return thaw(deepcopy(DOCUMENT) | {"requirements": list(clauses or CLAUSES)} | changes, NAMES)


def told(comparison: Comparison) -> list[tuple]:
    return [
        (row.kind, row.title, [(label, "|".join(p.text for p in change.pieces)) for label, change in row.fields])
        for row in comparison.lists[0].rows
        if row.kind != SAME
    ]  # fmt: skip


def test_same_code_has_no_difference() -> None:
    comparison = compare(code(), code())
    assert (comparison.differing, comparison.lists[0].counts.same) == (0, 3)


def test_clause_is_followed_through_a_new_number_and_heading() -> None:
    after = CLAUSES[1] | {"number": "4.9", "heading_nb": "Timer", "text_nb": "<p>Høyst 40 timer.</p>"}
    assert told(compare(code(), code(CLAUSES[0], after, CLAUSES[2]))) == [
        (
            CHANGED,
            "4.9 Timer",
            [
                ("Nummer", "1.2|4.9"),
                ("Overskrift", "Arbeidstid|Timer"),
                ("Krav", "Høyst |48|40| timer."),
            ],
        )
    ]


def test_new_and_removed_clauses_are_told_whole() -> None:
    new = CLAUSES[2] | {"key": "gifts", "heading_nb": "Gaver", "number": "2.2"}
    assert told(compare(code(*CLAUSES[:2]), code(CLAUSES[0], new))) == [
        (NEW, "2.2 Gaver", [("Område", "Forretningsetikk"), ("Krav", "Ingen.")]),
        (
            REMOVED,
            "1.2 Arbeidstid",
            [
                ("Område", "Arbeidsmiljø"),
                ("Krav", "Høyst 48 timer."),
                ("Steg i OECDs aktsomhetsvurderinger", "3: stanse, forebygge eller begrense"),
            ],
        ),
    ]


def test_clause_that_has_changed_places_says_where_it_was() -> None:
    after = code(CLAUSES[2], CLAUSES[0], CLAUSES[1])
    assert told(compare(code(), after)) == [
        (CHANGED, "2.1 Bestikkelser", [("Plass", "etter 1.2 Arbeidstid|først")])
    ]


def test_place_is_the_same_when_another_clause_comes_or_goes_above() -> None:
    assert [row[0] for row in told(compare(code(), code(*CLAUSES[1:])))] == [REMOVED]


def test_link_that_leads_elsewhere_is_a_change() -> None:
    linked = [
        CLAUSES[0] | {"text_nb": f'<p><a href="https://example.{end}/">Betal</a></p>'}
        for end in ("no", "com")
    ]
    (row,) = compare(code(linked[0]), code(linked[1])).lists[0].rows
    assert [(label, change.reformed) for label, change in row.fields] == [("Krav", True)]


def other_value(field, value: object) -> object:
    if field.choices:
        return next(choice for choice, _label in field.choices if choice != value)
    if field.name == "frameworks":
        return ["udhr"]
    if field.name == "sources":
        return ["book"]
    return "2021-03-01" if field.name == "effective_date" else "<p>Noe annet</p>"


def test_no_public_field_changes_unseen() -> None:
    fields = [(None, field) for field in public_fields(CodeOfConduct)]
    fields += [("requirements", field) for field in public_fields(Requirement)]
    unseen = []
    for relation, field in fields:
        if field.name.endswith("_en"):
            continue
        changed = deepcopy(DOCUMENT)
        values = changed[relation][0] if relation else changed
        values[field.name] = other_value(field, values[field.name])
        if compare(code(), thaw(changed, NAMES)).differing == 0:
            unseen.append((relation, field.name))
    assert unseen == []
