from datetime import date

from django.template.loader import get_template

from transparency.enums import FindingKind
from transparency.models import Finding, Statement
from transparency.outline import Part, duties, parts, told_of


def anchors(found: list[Part]) -> list[str]:
    return [part.anchor for part in found]


def test_every_part_has_a_template_and_an_anchor_of_its_own(starter: Statement) -> None:
    found = parts(starter)
    assert len(set(anchors(found))) == len(found) == 12
    for part in found:
        assert get_template(part.template)


def test_duties_tell_what_the_starter_answers_and_what_it_does_not(starter: Statement) -> None:
    told = {duty.letter: (anchors(duty.answered), anchors(duty.silent)) for duty in duties(starter)}
    assert told == {
        "a": (["virksomheten", "retningslinjer", "steg"], []),
        "b": (["metode", "risikoer"], ["konsekvenser"]),
        "c": (["tiltak", "videre-arbeid"], ["resultater"]),
    }


def test_empty_statement_answers_nothing(db: None) -> None:
    empty = Statement.objects.create(
        title="Tom", period_start=date(2024, 1, 1), period_end=date(2024, 12, 31)
    )
    assert [anchors(duty.answered) for duty in duties(empty)] == [[], [], []]
    assert [part.anchor for part in parts(empty) if part.answered] == ["spor-oss"]
    assert all(str(part.silence) for part in parts(empty) if not part.answered)


def test_finding_without_text_answers_its_part(db: None) -> None:
    statement = Statement.objects.create(
        title="Kort", period_start=date(2024, 1, 1), period_end=date(2024, 12, 31)
    )
    Finding.objects.create(statement=statement, kind=FindingKind.ACTUAL, title="Brann")
    answered = [part.anchor for part in parts(statement) if part.answered]
    assert answered == ["konsekvenser", "spor-oss"]


def test_table_has_a_column_where_one_row_states_the_fact() -> None:
    rows = [
        Finding(kind=FindingKind.RISK, title="A", country="Kina"),
        Finding(kind=FindingKind.RISK, title="B"),
    ]
    table = told_of(rows)
    assert [str(label) for label in table.labels] == ["land eller område"]
    assert [(finding.title, [value for _label, value in facts]) for finding, facts in table.lines] == [
        ("A", ["Kina"]),
        ("B", [""]),
    ]
    assert [str(label) for label in table.gaps] == [
        "rettighet",
        "ledd i kjeden",
        "produkt",
        "alvorlighet",
        "sannsynlighet",
        "slik ble det funnet",
    ]


def test_table_of_nothing_has_no_columns_and_no_gaps() -> None:
    table = told_of([])
    assert (table.labels, table.lines, table.gaps) == ([], [], [])
