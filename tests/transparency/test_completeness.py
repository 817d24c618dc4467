from collections import Counter
from datetime import date

import pytest
from django.utils import timezone

from sustainability_site.content.documents import freeze, thaw
from sustainability_site.content.faults import Fault, Level
from sustainability_site.content.models import Organisation
from sustainability_site.content.working_copy import load
from tests.transparency.judged import TODAY, statement
from transparency.circumstances import Circumstances
from transparency.completeness import CHECKS, faults, grouped
from transparency.models import Statement


def test_every_check_of_the_table_is_there_but_the_one_on_the_site() -> None:
    assert list(CHECKS) == [f"C{number}" for number in range(1, 18) if number != 10]


def test_nothing_is_found_in_a_complete_statement() -> None:
    sparse = {
        "significant_risks_nb": "<p>Tømmer fra Brasil.</p>",
        "actual_impacts_nb": "",
        "findings": [],
        "measures": [],
    }
    before = statement(period_start="2024-01-01", period_end="2024-12-31", **sparse)
    around = Circumstances(today=TODAY, organisation=Organisation(), before=before, published=statement())
    assert faults(statement(), around) == []


def test_what_blocks_comes_first() -> None:
    empty = statement(organisation_nb="", annual_report_nb="", plans_nb="<p>Vi følger løpende med.</p>")
    assert [(fault.level, fault.code) for fault in faults(empty, Circumstances(today=TODAY))] == [
        (Level.BLOCK, "C1"),
        (Level.WARN, "C12"),
        (Level.HINT, "C15"),
    ]


def test_faults_are_grouped_by_level_and_check() -> None:
    blocking = Fault("C4", "§ 5 c", "En.", "#a", Level.BLOCK)
    weighed = Fault("C4", "§ 5 c", "To.", "#b", Level.WARN)
    assert grouped([blocking, weighed]) == {Level.BLOCK: {"C4": [blocking]}, Level.WARN: {"C4": [weighed]}}
    assert grouped([]) == {}


@pytest.mark.django_db
def test_loaded_and_thawed_statements_are_judged_alike(starter: Statement) -> None:
    loaded = load(Statement, starter.code)
    around = Circumstances(today=date(2026, 11, 23))
    assert faults(loaded, around) == faults(thaw(freeze(loaded)), around)


@pytest.mark.django_db
def test_gaps_of_the_starter_statement_are_these_and_no_others(starter: Statement) -> None:
    document = freeze(load(Statement, starter.code))
    found = Counter(
        (fault.level, fault.code) for fault in starter.publication_faults(document, at=timezone.now())
    )
    assert found == {
        (Level.BLOCK, "C2"): 1,  # nothing on actual impacts
        (Level.BLOCK, "C4"): 14,  # measures without a result or an expected one
        (Level.BLOCK, "C11"): 1,  # no address to ask at
        (Level.BLOCK, "C13"): 1,  # no organisation number
        (Level.WARN, "C3"): 5,  # risks without a measure
        (Level.WARN, "C4"): 15,  # measures without a role and a date
        (Level.WARN, "C6"): 1,  # the period ends on the deadline
        (Level.WARN, "C7"): 1,  # no signatures
        (Level.WARN, "C8"): 1,  # when it was first published is unknown
        (Level.HINT, "C15"): 1,  # «løpende»
    }
