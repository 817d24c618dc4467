from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation

from sustainability_site.content.documents import freeze, thaw
from transparency.enums import FindingKind, Likelihood, MeasureOutcome, MeasureStatus
from transparency.models import Finding, Measure, Statement

MakeStatement = Callable[..., Statement]


def test_actual_harm_has_no_likelihood(make_statement: MakeStatement) -> None:
    finding = Finding(
        statement=make_statement(), kind=FindingKind.ACTUAL, title="Brann", likelihood=Likelihood.HIGH
    )
    with pytest.raises(ValidationError) as refused:
        finding.full_clean()
    assert refused.value.messages == ["Noe som har skjedd, har ingen sannsynlighet. La feltet stå tomt."]
    with pytest.raises(IntegrityError):
        finding.save()


def test_risk_may_have_a_likelihood(make_statement: MakeStatement) -> None:
    finding = Finding(
        statement=make_statement(), kind=FindingKind.RISK, title="Brann", likelihood=Likelihood.HIGH
    )
    finding.full_clean()
    finding.save()


def test_planned_measure_has_no_outcome(make_statement: MakeStatement) -> None:
    values = {"title": "Revisjon", "outcome": MeasureOutcome.EFFECTIVE}
    measure = Measure(statement=make_statement(), status=MeasureStatus.PLANNED, **values)
    with pytest.raises(ValidationError) as refused:
        measure.full_clean()
    assert refused.value.messages == ["Et planlagt tiltak har ingen virkning ennå."]
    with pytest.raises(IntegrityError):
        measure.save()


def test_facts_of_actual_harm_leave_likelihood_out() -> None:
    def labels(kind: FindingKind) -> list[str]:
        return [str(label) for label, _value in Finding(kind=kind).facts()]

    assert "sannsynlighet" in labels(FindingKind.RISK)
    assert "sannsynlighet" not in labels(FindingKind.ACTUAL)


def test_facts_of_a_measure_follow_the_language() -> None:
    measure = Measure(dated_on=date(2024, 3, 1), outcome=MeasureOutcome.PARTLY)
    assert [value for _label, value in measure.facts()] == [
        "",
        "1.\N{NO-BREAK SPACE}mars 2024",
        "virket delvis",
        "",
        "",
    ]
    with translation.override("en"):
        assert measure.facts()[2][1] == "worked in part"


def test_measure_keeps_its_findings_through_a_document(make_statement: MakeStatement) -> None:
    statement = make_statement()
    findings = [
        Finding.objects.create(statement=statement, kind=FindingKind.RISK, title=title, position=position)
        for position, title in enumerate(("Barnearbeid", "Diskriminering"))
    ]
    measure = Measure.objects.create(statement=statement, title="Revisjon")
    measure.findings.add(findings[1])
    document = freeze(statement)
    assert document["measures"][0]["findings"] == [findings[1].key]
    thawed = thaw(document).measures.all()[0].findings.all()
    assert [(finding.title, finding.anchor) for finding in thawed] == [
        ("Diskriminering", f"funn-{findings[1].key}")
    ]
