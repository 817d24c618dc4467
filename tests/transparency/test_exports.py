import csv
import json
import re
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sustainability_site.content import publishing
from sustainability_site.content.addresses import localised_reverse
from tests import public_pages
from tests.transparency.editions import PAGE, PERIOD, publish, second_edition
from transparency.exports import FINDING_COLUMNS, MEASURE_COLUMNS
from transparency.models import Statement

FINDINGS, MEASURES = f"{PAGE}funn.csv", f"{PAGE}tiltak.csv"

pytestmark = pytest.mark.django_db


def rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def report(html: str) -> dict:
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return next(data for data in map(json.loads, scripts) if data.get("@type") == "Report")


def test_findings_are_a_table(ask, public_record_only) -> None:
    with public_record_only(), CaptureQueriesContext(connection) as queries:
        answer = ask(FINDINGS)
    assert len(queries) == 2
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="funn-{PERIOD}.csv"'
    found = rows(answer.content)
    assert tuple(found[0]) == FINDING_COLUMNS
    assert [row["key"] for row in found][:2] == ["minerals", "child-and-slave-labour"]
    assert found[1] | {"how_found": ""} == dict.fromkeys(FINDING_COLUMNS, "") | {
        "period": PERIOD,
        "edition": "1",
        "key": "child-and-slave-labour",
        "kind": "risk",
        "kind_text": "Vesentlig risiko",
        "title": "Barnearbeid og slavearbeid",
        "country": "Asia",
        "tier": "production",
        "tier_text": "produksjon hos leverandør eller underleverandør",
        "product": "elektronikk",
    }


def test_measures_name_the_findings_they_are_tied_to(ask) -> None:
    found = rows(ask(MEASURES).content)
    assert tuple(found[0]) == MEASURE_COLUMNS
    tied = {row["key"]: (row["findings"], row["findings_text"]) for row in found if row["findings"]}
    assert tied == {
        "rmi-templates": ("minerals", "Gruvedrift og utvinning av mineraler"),
        "conflict-minerals-policy": ("minerals", "Gruvedrift og utvinning av mineraler"),
    }


def test_english_table_has_the_same_columns_and_codes(ask) -> None:
    english = rows(ask(localised_reverse("transparency:findings_csv", "en", period=PERIOD)).content)
    norwegian = rows(ask(FINDINGS).content)
    for column in ("key", "kind", "tier", "severity"):
        assert [row[column] for row in english] == [row[column] for row in norwegian]
    assert english[1]["title"] == "Child labour and slave labour"


def test_table_keeps_signs_that_would_break_a_row(ask, starter: Statement) -> None:
    wild = '=cmd|"/c calc"!A1;\nny linje'
    starter.findings.filter(key="minerals").update(description_nb=wild)
    publish(starter)
    assert rows(ask(FINDINGS).content)[0]["description"] == f"'{wild}"


@pytest.mark.parametrize("path", [FINDINGS, MEASURES])
def test_withdrawn_and_unknown_statements_have_no_table(ask, starter: Statement, path: str) -> None:
    assert ask(path.replace(PERIOD, "2019-01_2019-12")).status == 404
    publishing.withdraw(starter, actor="Prøve", reason="Feil", at=timezone.now())
    assert ask(path).status == 410


def test_page_tells_machines_what_it_is(ask, starter: Statement) -> None:
    second_edition(starter)
    told = report(ask(PAGE).text)
    assert told["name"] == starter.title_nb
    assert told["version"] == 2
    assert told["temporalCoverage"] == "2022-09-01/2023-06-30"
    assert told["publisher"]["@type"] == "Organization"
    assert told["archivedAt"].endswith(f"{PAGE}utgave/2/")
    assert [form["encodingFormat"] for form in told["encoding"]] == [
        *("application/json", "application/pdf", "text/csv", "text/csv")
    ]
    for form in told["encoding"]:
        assert ask(form["contentUrl"].removeprefix("http://127.0.0.1:8000")).status == 200


def test_day_of_first_publication_is_told_where_it_is_known(ask, starter: Statement) -> None:
    second_edition(starter, first_published_on="2023-06-30")
    told = report(ask(PAGE).text)
    assert told["datePublished"] == "2023-06-30"
    assert told["dateModified"] > "2026"


def test_title_cannot_end_the_script(ask, starter: Statement) -> None:
    second_edition(starter, title_nb="</script><script>alert(1)</script>")
    html = ask(PAGE).text
    assert "<script>alert" not in html
    assert report(html)["name"] == "</script><script>alert(1)</script>"


def test_page_leads_to_every_form(ask) -> None:
    tree, _errors = public_pages.parsed(ask(PAGE))
    links = {link.get("href") for link in tree.iter("a")}
    expected = {f"/apenhetsloven/{PERIOD}.pdf", f"/apenhetsloven/{PERIOD}.json", FINDINGS, MEASURES}
    assert expected <= links
    assert all(ask(address).status == 200 for address in expected)


def test_archive_page_leads_to_its_own_pdf(ask, starter: Statement) -> None:
    second_edition(starter)
    html = ask(f"{PAGE}utgave/1/").text
    assert f'href="{PAGE}utgave/1.pdf"' in html
    assert f'href="{FINDINGS}"' not in html
