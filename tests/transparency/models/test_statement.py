from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation

from sustainability_site.content.documents import freeze, thaw, upgraded
from sustainability_site.content.working_copy import load
from transparency.enums import OecdStep
from transparency.models import Company, Signature, Statement, Step

MakeStatement = Callable[..., Statement]


def test_code_and_address_come_from_the_period(make_statement: MakeStatement) -> None:
    statement = make_statement()
    assert statement.code == "2024-01_2024-12"
    assert statement.address("nb") == "/apenhetsloven/2024-01_2024-12/"
    assert statement.address("en") == "/en/transparency-act/2024-01_2024-12/"


@pytest.mark.parametrize("end", [date(2024, 1, 1), date(2023, 12, 31)])
def test_period_that_ends_before_it_has_begun_is_refused_by_the_database(
    make_statement: MakeStatement, end: date
) -> None:
    with pytest.raises(IntegrityError):
        make_statement(period_end=end)


def test_period_that_ends_before_it_begins_is_told_in_words(db: None) -> None:
    statement = Statement(title="Bakvendt", period_start=date(2024, 12, 31), period_end=date(2024, 1, 1))
    with pytest.raises(ValidationError) as refused:
        statement.full_clean(exclude=["code"])
    assert "Perioden må begynne før den slutter." in refused.value.messages


def test_second_statement_for_the_same_months_is_told_in_words(make_statement: MakeStatement) -> None:
    make_statement()
    again = Statement(title="Om igjen", period_start=date(2024, 1, 2), period_end=date(2024, 12, 30))
    with pytest.raises(ValidationError) as refused:
        again.full_clean(exclude=["code"])
    assert refused.value.message_dict == {
        "period_end": ["Det finnes alt en redegjørelse for 2024-01_2024-12."]
    }


def test_months_cannot_change_once_the_address_is_given(make_statement: MakeStatement) -> None:
    statement = make_statement()
    statement.period_end = date(2025, 1, 31)
    with pytest.raises(ValidationError) as refused:
        statement.full_clean()
    assert list(refused.value.message_dict) == ["period_end"]
    statement.period_end = date(2024, 12, 30)
    statement.full_clean()


def test_step_stands_once_in_a_statement(make_statement: MakeStatement) -> None:
    statement = make_statement()
    Step.objects.create(statement=statement, step=OecdStep.STOP, body="<p>Ett.</p>")
    with pytest.raises(IntegrityError):
        Step.objects.create(statement=statement, step=OecdStep.STOP, body="<p>To.</p>")


def test_company_with_wrong_number_is_refused(make_statement: MakeStatement) -> None:
    company = Company(statement=make_statement(), name="Eksempel AS", organisation_number="974760674")
    with pytest.raises(ValidationError) as refused:
        company.full_clean()
    assert list(refused.value.message_dict) == ["organisation_number"]


def test_signature_waits_without_a_date(make_statement: MakeStatement) -> None:
    signature = Signature(statement=make_statement(), role="general-manager", name="Kari Eksempel")
    signature.full_clean()
    assert signature.signed_on is None
    assert str(signature) == "Kari Eksempel, daglig leder"


def test_card_tells_the_period_and_sorts_the_newest_first(
    starter: Statement, make_statement: MakeStatement
) -> None:
    facts = starter.card()["facts"]
    assert facts == {
        "position": -date(2023, 6, 30).toordinal(),
        "period_start": "2022-09-01",
        "period_end": "2023-06-30",
        "companies": ["Dustin Norway"],
        "retold": True,
    }
    assert make_statement().card()["facts"]["position"] < facts["position"]


def test_card_follows_the_active_language(starter: Statement) -> None:
    with translation.override("en"):
        assert starter.card()["title"] == "Statement on due diligence, 1 September 2022–30 June 2023"


def test_starter_says_nothing_that_its_source_does_not_say(starter: Statement) -> None:
    assert starter.first_published_on is None
    assert starter.actual_impacts_nb == starter.results_nb == starter.contact_nb == ""
    assert starter.actual_findings() == []
    assert list(starter.signatures.all()) == []
    assert [company.organisation_number for company in starter.companies.all()] == [""]
    for finding in starter.findings.all():
        assert not any((finding.severity, finding.likelihood, finding.right_concerned))
    for measure in starter.measures.all():
        assert not any((measure.outcome, measure.result, measure.dated_on, measure.responsible_role))


def test_starter_tells_the_six_steps_in_order(starter: Statement) -> None:
    assert [row.step for row in starter.steps.all()] == OecdStep.values


def test_document_of_the_first_shape_knows_no_number_of_signatories(starter: Statement) -> None:
    document = freeze(load(Statement, starter.code))
    first = {name: value for name, value in document.items() if name != "signatories"} | {"shape": 1}
    assert upgraded(first) == document
    assert thaw(first).signatories is None
