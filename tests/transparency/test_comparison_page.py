import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sustainability_site.content import chain
from sustainability_site.content.models import Edition, Source
from tests import public_pages
from tests.transparency.editions import PAGE, PERIOD, publish, second_edition

CHANGES = f"{PAGE}endringer/"
FROM_ONE_TO_TWO = f"{CHANGES}?fra={PERIOD}:1&til={PERIOD}:2"

pytestmark = pytest.mark.django_db


def test_counts_come_first_and_every_change_has_marks_and_words(ask, starter, public_record_only) -> None:
    second_edition(starter)
    with public_record_only(), CaptureQueriesContext(connection) as queries:
        answer = ask(FROM_ONE_TO_TWO)
    text = public_pages.main_text(answer)
    assert answer.status == 200
    assert len(queries) == 4
    assert "Nye Fjernet Endret Uendret Avsnitt 1 0 1" in text
    assert "Funn 0 1 1 4 Tiltak 1 0 0 15" in text
    assert text.index("Så mye er endret") < text.index("Virksomheten og driftsområdet")
    assert "Endret Over fjernet: 2 400 nytt: 2 300 ansatte." in text
    assert "<del>" in answer.text
    assert "Begrunnelse: Tallet på ansatte var galt." in text
    assert "Ansettelsesforhold Fjernet" in text
    assert "<details><summary>" in answer.text


def test_without_a_choice_leads_to_the_two_newest(ask, starter) -> None:
    second_edition(starter)
    answer = ask(CHANGES)
    assert (answer.status, answer.headers["location"]) == (302, FROM_ONE_TO_TWO)


def test_one_edition_alone_has_nothing_to_compare_with(ask) -> None:
    answer = ask(CHANGES)
    assert answer.status == 200
    assert "bare én utgave av én redegjørelse" in public_pages.main_text(answer)


def test_two_periods(ask, make_statement) -> None:
    publish(make_statement(organisation_nb="<p>Noe.</p>"))
    answer = ask("/apenhetsloven/2024-01_2024-12/endringer/")
    assert answer.headers["location"].endswith(f"?fra={PERIOD}:1&til=2024-01_2024-12:1")
    text = public_pages.main_text(ask(answer.headers["location"]))
    assert "Gruvedrift og utvinning av mineraler Fjernet" in text


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("fra=tull&til=x", 404, "Utgaven «tull» finnes ikke her."),
        (f"fra={PERIOD}:9&til={PERIOD}", 404, f"Utgaven «{PERIOD}:9» finnes ikke her."),
        ("fra=%3Cscript%3E&til=" + PERIOD, 404, "Utgaven «<script>» finnes ikke her."),
        ("fra=2024-01_2024-12&til=2024-01_2024-12", 404, "Minst én av utgavene må gjelde perioden"),
        (f"fra={PERIOD}&til={PERIOD}", 200, "De to er helt like"),
        (f"fra={PERIOD}:2&til={PERIOD}:1", 200, "Fjernet Ni av tolv avvik ble lukket."),
    ],
)
def test_what_is_asked_for_is_answered_plainly(ask, starter, make_statement, query, status, told) -> None:
    publish(make_statement())
    second_edition(starter)
    answer = ask(f"{CHANGES}?{query}")
    assert answer.status == status
    assert told in public_pages.main_text(answer).replace("fjernet: ", "")
    assert "<script>" not in answer.text


def test_unknown_period_is_not_found(ask) -> None:
    assert ask("/apenhetsloven/2019-01_2019-12/endringer/").status == 404


def test_redacted_edition_says_so(ask, starter) -> None:
    second_edition(starter)
    first = Edition.objects.get(subject=starter.subject, number=1)
    chain.redact(first, ground="Personopplysning", actor="Prøve", at=timezone.now())
    answer = ask(FROM_ONE_TO_TWO)
    assert answer.status == 410
    assert (
        "Utgave 1 av redegjørelsen for september 2022–juni 2023 er sladdet og kan ikke sammenlignes."
        in public_pages.main_text(answer)
    )


def test_difference_in_the_other_language_is_told(ask, starter) -> None:
    starter.results_en = "<p>Nine.</p>"
    starter.results_nb = ""
    starter.lead_en = "Another lead."
    starter.save()
    publish(starter)
    assert "Det som skiller dem, står på det andre språket" in public_pages.main_text(ask(FROM_ONE_TO_TWO))


def test_source_that_is_taken_out_is_seen(ask, starter) -> None:
    name = Source.objects.get(code="transparency-statement-2022-2023").title_nb
    starter.sources.clear()
    publish(starter)
    assert f"Fjernet fjernet: {name}" in public_pages.main_text(ask(FROM_ONE_TO_TWO))


def test_what_editors_write_stays_text(ask, starter) -> None:
    second_edition(starter, lead_nb='<script>alert("x")</script> & <b>b</b>')
    answer = ask(FROM_ONE_TO_TWO)
    assert '<script>alert("x")' not in answer.text
    assert '<script>alert("x")</script> & <b>b</b>' in public_pages.main_text(answer)


def test_page_is_well_made(ask, starter) -> None:
    second_edition(starter)
    tree, errors = public_pages.parsed(ask(FROM_ONE_TO_TWO))
    assert errors == []
    assert list(public_pages._faults_in_identifiers(tree)) == []
    assert list(public_pages._faults_in_headings(tree)) == []
