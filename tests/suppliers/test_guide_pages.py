import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

import html5lib
import pytest

from suppliers.models import Mineral, Substance
from tests.suppliers.record import publish

XHTML = "{http://www.w3.org/1999/xhtml}"

pytestmark = pytest.mark.django_db


def rows_of_table(html: str, table: str) -> list[list[str]]:
    """The cells of the table whose caption has the id, row by row, header row first, each source by its publisher."""
    document = html5lib.parse(html)
    names = publishers(document)

    def named(text: str) -> str:
        return re.sub(r"\[(?:kilde|source) (\d+)[^]]*\]", lambda mark: f"({names[mark[1]]})", text)

    found = next(
        element
        for element in document.iter(f"{XHTML}table")
        if any(caption.get("id") == table for caption in element.iter(f"{XHTML}caption"))
    )
    return [
        [named(" ".join("".join(cell.itertext()).split())) for cell in row]
        for row in found.iter(f"{XHTML}tr")
    ]


def publishers(document: Element) -> dict[str, str]:
    """Who published each numbered source of the page, or that the source is missing."""
    lists = [one for one in document.iter(f"{XHTML}section") if one.get("class") == "sources"]
    first = [item[0] for listed in lists for item in listed.iter(f"{XHTML}li")]
    return {
        str(number): "kilde mangler"
        if one.get("class") == "tag"
        else one.tail.split(".\n")[0].removeprefix(", ")
        for number, one in enumerate(first, 1)
    }


def test_mineral_table_marks_the_four_conflict_minerals_and_no_other(main_of: Callable[[str], str]) -> None:
    head, *rows = rows_of_table(main_of("/leverandorer/konfliktmineraler/"), "minerals")
    marked = head.index("Konfliktmineral")
    assert [(row[0], row[marked], row[-1].partition(" (")[0]) for row in rows] == [
        ("Tinn (Sn)", "ja", "CMRT"),
        ("Tantal (Ta)", "ja", "CMRT"),
        ("Wolfram (W)", "ja", "CMRT"),
        ("Gull (Au)", "ja", "CMRT"),
        ("Kobolt (Co)", "nei", "EMRT"),
        ("Glimmer (mica)", "nei", "EMRT"),
    ]


def test_every_cell_of_the_mineral_table_has_its_source(main_of: Callable[[str], str]) -> None:
    head, *rows = rows_of_table(main_of("/leverandorer/konfliktmineraler/"), "minerals")
    where, risk = head.index("Hvor i utstyret"), head.index("Risiko")
    assert [row[where] for row in rows] == [
        "Kretskort (kilde mangler)",
        "Kondensatorer, blant annet på hovedkort og i mobiltelefoner (1-Source Components)",
        "Delen som får mobiltelefonen til å vibrere, og deler som leder bort varme (U.S. Geological Survey (USGS))",
        "Kontakter på kretskort (kilde mangler)",
        "Batteri (mind.eu.com)",
        "Utstyr med kretskort, for eksempel datamaskiner og mobiltelefoner (Terre des hommes)",
    ]
    assert [row[risk].rpartition(" (")[2] for row in rows] == [
        *["Z2Data)"] * 4,
        "mind.eu.com)",
        "Terre des hommes)",
    ]


def test_mineral_table_says_what_is_not_known(main_of: Callable[[str], str]) -> None:
    publish(Mineral.objects.get(code="gold"), found_in_nb="", found_in_en="", risk_nb="", risk_en="")
    head, *rows = rows_of_table(main_of("/leverandorer/konfliktmineraler/"), "minerals")
    gold = next(row for row in rows if row[0] == "Gull (Au)")
    assert (gold[head.index("Hvor i utstyret")], gold[head.index("Risiko")]) == (
        "ikke oppgitt",
        "ikke oppgitt",
    )


def test_each_cell_tells_its_column_where_the_table_is_stacked(main_of: Callable[[str], str]) -> None:
    document = html5lib.parse(main_of("/leverandorer/kjemikalier/"))
    for table in document.iter(f"{XHTML}table"):
        head, *rows = [list(row) for row in table.iter(f"{XHTML}tr")]
        columns = ["".join(cell.itertext()) for cell in head[1:]]
        assert [[cell.get("data-label") for cell in row[1:]] for row in rows] == [columns] * len(rows)
        assert {cell.get("role") for row in rows for cell in row[1:]} == {"cell"}


@pytest.mark.parametrize(
    ("path", "comma", "unit"),
    [
        ("/leverandorer/kjemikalier/", ",", ", RoHS ("),
        ("/en/suppliers/chemicals/", ".", ", RoHS ("),
    ],
)
def test_substance_table_gives_the_ten_limits(
    path: str, comma: str, unit: str, main_of: Callable[[str], str]
) -> None:
    _head, *rows = rows_of_table(main_of(path), "substances")
    limits = {re.search(r"\(([^()]+)\)$", row[0])[1]: row[2].split(", RoHS")[0] for row in rows}
    tenth, hundredth = f"0{comma}1 %", f"0{comma}01 %"
    assert limits == {
        "Pb": tenth,
        "Hg": tenth,
        "Cd": hundredth,
        "Cr VI": tenth,
        "PBB": tenth,
        "PBDE": tenth,
        "DEHP": tenth,
        "BBP": tenth,
        "DBP": tenth,
        "DIBP": tenth,
    }
    assert all(unit in row[2] for row in rows)


def test_substance_table_tells_hazard_and_place_with_their_own_sources(main_of: Callable[[str], str]) -> None:
    head, lead, *_rest = rows_of_table(main_of("/leverandorer/kjemikalier/"), "substances")
    assert lead[head.index("Hvor det finnes")] == "Loddetinn (Miljødirektoratet)"
    assert lead[head.index("Fare")].endswith("er særlig utsatt. (VG)")


def test_substance_table_has_no_hazard_column_until_a_hazard_is_stated(main_of: Callable[[str], str]) -> None:
    path = "/leverandorer/kjemikalier/"
    for substance in Substance.objects.all():
        publish(substance, hazard_nb="", hazard_en="")
    assert "Fare" not in rows_of_table(main_of(path), "substances")[0]
    publish(Substance.objects.get(code="lead"), hazard_nb="Prøvetekst om fare.", hazard_source=None)
    head, lead, mercury, *_rest = rows_of_table(main_of(path), "substances")
    column = head.index("Fare")
    assert (lead[column], mercury[column]) == ("Prøvetekst om fare. (Qualcomm)", "ikke oppgitt")


def test_guide_reads_a_changed_limit_from_the_substance_itself(main_of: Callable[[str], str]) -> None:
    publish(Substance.objects.get(code="cadmium"), limit_percent="0.02")
    rows = rows_of_table(main_of("/leverandorer/kjemikalier/"), "substances")
    assert next(row for row in rows if row[0] == "Kadmium (Cd)")[2].startswith("0,02 %")


def test_guide_shows_tips_as_asides_with_their_heading(main_of: Callable[[str], str]) -> None:
    document = html5lib.parse(main_of("/leverandorer/sunne-arbeidsforhold/"))
    tips = [aside for aside in document.iter(f"{XHTML}aside") if aside.get("class") == "tip"]
    assert [" ".join("".join(tip.find(f"{XHTML}h2").itertext()).split()) for tip in tips] == [
        "Tips: Let på nettstedet til bedriften",
        "Tips: Les retningslinjene for leverandører",
        "Tips: Se etter tall",
    ]


def test_guide_names_the_missing_source_of_the_export_figure(words_of: Callable[[str], str]) -> None:
    page = words_of("/leverandorer/gjenbruk-og-resirkulering/")
    warning = page.split("Innsamlinger uten sertifisert mottak")[1].split("Dustin gjenbruk")[0]
    assert "Mellom 16 og 38 prosent" in warning
    assert re.search(r"\[ kilde \d+ , kilde mangler\]", warning)


def test_take_back_service_has_no_invented_link(main_of: Callable[[str], str]) -> None:
    section = main_of("/leverandorer/gjenbruk-og-resirkulering/").split('id="section-take-back"')[1]
    assert re.findall(r'<a href="([^"]+)', section.split("</section>")[0]) == ["#kilde-take-back-service"]
