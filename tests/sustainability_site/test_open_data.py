"""Open data: exact headers and rows, a description that fits the files, and nothing but what is published."""

import csv
import json
import re
from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from labels.models import Label, Topic
from suppliers.models import CodeOfConduct, FacilityList, FollowUp, Mineral
from sustainability_site.content import publishing
from sustainability_site.content.datasets import DATASETS
from sustainability_site.content.models import Source
from sustainability_site.content.reading import live_cards
from tests.public_pages import parsed, text_of

UNPUBLISHED = "Upublisert"
HEADERS = {
    "miljomerker": "code name_nb name_en other_names_nb other_names_en lead_nb lead_en offered offered_until owner_nb "
    "owner_en owner_kind owner_kind_nb owner_kind_en owner_source since_year since_source iso_type "
    "iso_type_nb iso_type_en iso_source verification_timing verification_timing_nb verification_timing_en "
    "verifier_nb verifier_en verification_source generation_nb generation_en generation_until "
    "generation_source lookup_url last_checked check_again_by iso_note_nb iso_note_en revision_cycle_nb "
    "revision_cycle_en not_covered_nb not_covered_en lookup_text_nb lookup_text_en lookup_source "
    "documentation_nb documentation_en documentation_source mark_terms_nb mark_terms_en mark_source",
    "dekning": "label key topic level level_nb level_en explanation_nb explanation_en in_raw_material in_production "
    "in_use in_reuse in_recycling source",
    "gyldighet": "label key category criteria standing standing_nb standing_en valid_from valid_until note_nb note_en "
    "source",
    "nivaer": "label key name_nb name_en demand_nb demand_en source",
    "temaer": "code name_nb name_en explanation_nb explanation_en position requirement_nb requirement_en "
    "documentation_nb documentation_en question_nb question_en source",
    "produktkategorier": "code name_nb name_en explanation_nb explanation_en position part_of",
    "leverandorkjeden": "chain key name_nb name_en happens_nb happens_en knowledge knowledge_nb knowledge_en known_nb "
    "known_en source",
    "oppfolging": "follow_up key year audits deviations closed note_nb note_en",
    "produksjonssteder": "list number as_of country name address sector_product_type facility_type_processing_type "
    "number_of_workers parent_company",
    "leverandorkrav": "code_of_conduct effective_date key number area area_nb area_en heading_nb heading_en text_nb text_en "
    "frameworks step step_nb step_en",
    "mineraler": "code name_nb name_en symbol use_in_electronics_nb use_in_electronics_en found_in_nb found_in_en "
    "risk_nb risk_en conflict_mineral reported_in source found_in_source risk_source reported_in_source",
    "stoffer": "code name_nb name_en abbreviation group group_nb group_en hazard_nb hazard_en where_found_nb "
    "where_found_en limit_percent applies_from note_nb note_en regulation source hazard_source "
    "where_found_source",
    "regelverk": "code name_nb name_en short_name_nb short_name_en identifier act act_nb act_en lead_nb lead_en "
    "scope_nb scope_en binds_nb binds_en in_force_from demand_nb demand_en answer_days url sources",
    "rammeverk": "code name_nb name_en short_name_nb short_name_en issuer_nb issuer_en year lead_nb lead_en our_use_nb "
    "our_use_en url sources",
    "kilder": "code title_nb title_en publisher url checked_on valid_until missing note_nb note_en",
    "ordliste": "code name_nb name_en also_nb also_en definition_nb definition_en source",
}
ROWS = {
    "mineraler": "tin;Tinn;Tin;Sn;Loddemateriale i kretskort;Solder in circuit boards;Kretskort;Circuit boards;Brytes i gruver"
    " rundt konfliktrammede områder. Væpnede grupper styrer mange gruver i Kongo (DRC) og nabolandene, ofte med "
    "tvangsarbeid.;Mined around conflict-affected areas. Armed groups control many mines in the Congo (DRC) and "
    "its neighbours, often with forced labour.;true;CMRT;minerals-uses;;minerals-risk-z2data;minerals-reporting-"
    "enviropass",
    "stoffer": "lead;Bly;Lead;Pb;heavy-metal;tungmetall;heavy metal;Giftig. Kan skade nervesystemet og de røde blodlegemene."
    " Hjernen til fostre og små barn er særlig utsatt.;Toxic. Can harm the nervous system and the red blood "
    "cells. The brain of foetuses and small children is at particular risk.;Loddetinn;Solder;0.1;;Bransjen er i "
    "ferd med å fase det ut.;The industry is phasing it out.;rohs;rohs-substances-qualcomm;substances-health-"
    "vg;substances-in-products-miljostatus",
    "temaer": "energy;Strømforbruk;Energy use;Strømmen produktet selv bruker.;The power that the product itself "
    "uses.;20;Leverandøren skal oppgi produktets strømforbruk i bruk, i hvilemodus og avslått. Forbruket skal "
    "ikke være høyere enn [grense] målt etter [målemetode].;The supplier must state the product's power use when "
    "active, in sleep mode and switched off. It must not exceed [limit] measured according to [test "
    "method].;Testrapport fra et laboratorium som oppgir modell, målemetode og resultat.;A test report from a "
    "laboratory that states model, test method and result.;Hvor mye strøm bruker den i bruk og i hvilemodus?;How "
    "much power does it use when active and in sleep mode?;",
    "produktkategorier": "computers;Datamaskiner;Computers;Stasjonære og bærbare datamaskiner.;Desktop and laptop computers.;20;it-"
    "equipment",
    "dekning": "tco-certified;r2;energy;required;Påkrevd;Required;Produktet skal ha lavt strømforbruk.;The product must have"
    " low energy use.;false;false;true;false;false;tco-energy",
    "gyldighet": "svanen;r2;computers;7;past;gjelder ikke lenger;no longer applies;;;Versjon 7 gjaldt fram til 2017.;Version 7"
    " applied until 2017.;svanen-computers-version-7",
    "nivaer": "epeat;r1;Bronse;Bronze;Produktet oppfyller alle de påkrevde kravene.;The product meets all the mandatory "
    "requirements.;epeat-program-guidelines",
    "leverandorkjeden": "electronics;component;Komponenter;Components;Metaller og andre materialer blir til deler.;Metals and other "
    "materials become parts.;not-stated;ikke oppgitt;not stated;;;",
    "kilder": "tco-criteria-summary;Sammendrag av kravene i TCO Certified;Summary of criteria in TCO Certified;TCO "
    "Development;https://tcocertified.com/summary-of-criteria-in-tco-certified/;2026-11-20;;false;;",
    "ordliste": "3tg;3TG;3TG;tinn, tantal, wolfram og gull;tin, tantalum, tungsten and gold;De fire konfliktmineralene, etter"
    " de engelske navnene tin, tantalum, tungsten og gold.;The four conflict minerals, after their first "
    "letters.;minerals-reporting-enviropass",
    "rammeverk": "udhr;FNs verdenserklæring om menneskerettigheter;Universal Declaration of Human Rights;Verdenserklæringen "
    "(UDHR);Universal Declaration (UDHR);De forente nasjoner (FN);United Nations (UN);1948;Slår fast hvilke "
    "rettigheter alle mennesker har.;Sets out the rights that everyone has.;Dustin Norway har forpliktet seg til "
    "å støtte og følge rammeverket i arbeidet med menneskerettigheter, forretningsetikk og miljøvern.;Dustin "
    "Norway has committed to supporting and following this framework in its work on human rights, business ethics"
    " and environmental protection.;https://www.un.org/en/about-us/universal-declaration-of-human-"
    "rights;frameworks-descriptions supplier-code-public-statements",
}  # fmt: skip
EMPTY = {"oppfolging", "produksjonssteder"}

Row = dict[str, str]


@pytest.fixture
def table(ask: Callable) -> Callable[[str], list[Row]]:
    def rows(code: str) -> list[Row]:
        text = ask(f"/apne-data/{code}.csv").content.decode("utf-8-sig")
        return list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))

    return rows


@pytest.mark.parametrize("code", HEADERS)
def test_csv_has_the_promised_header_and_one_row_for_each_live_object(
    ask: Callable, code: str, public_record_only: Callable
) -> None:
    with public_record_only(), CaptureQueriesContext(connection) as queries:
        answer = ask(f"/apne-data/{code}.csv")
    lines = answer.content.decode("utf-8").split("\r\n")
    assert lines[0] == "\ufeff" + HEADERS[code].replace(" ", ";")
    assert len(queries) == 1
    assert (answer.status, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8; header=present")
    assert answer.headers["content-disposition"] == f'attachment; filename="{code}.csv"'
    assert '</apne-data/csv-metadata.json>; rel="describedby"' in answer.headers["link"]
    assert code not in ROWS or ROWS[code] in lines


def test_every_dataset_is_tested_here() -> None:
    assert set(HEADERS) == set(DATASETS)


def test_tables_hold_every_live_object_once(table: Callable) -> None:
    live = live_cards("nb", timezone.now())
    for code, kind in (
        ("miljomerker", "label"),
        ("temaer", "topic"),
        ("produktkategorier", "product-category"),
        ("mineraler", "mineral"),
        ("stoffer", "substance"),
        ("regelverk", "regulation"),
        ("rammeverk", "framework"),
        ("ordliste", "term"),
        ("kilder", "source"),
    ):
        codes = [row["code"] for row in table(code)]
        assert sorted(codes) == sorted(card.code for card in live.filter(edition__kind=kind))


def test_json_says_the_same_as_csv(ask: Callable, table: Callable, public_record_only: Callable) -> None:
    for code in DATASETS:
        with public_record_only(), CaptureQueriesContext(connection) as queries:
            document = json.loads(ask(f"/apne-data/{code}.json").text)
        assert len(queries) == 1
        assert (document["dataset"], document["described_by"]) == (
            code,
            f"{settings.SITE_URL}/apne-data/csv-metadata.json",
        )
        assert [list(row) for row in document["rows"]] == [HEADERS[code].split()] * len(document["rows"])
        told = {None: "", True: "true", False: "false"}
        as_text = [
            {
                name: " ".join(value)
                if isinstance(value, list)
                else told[value]
                if value is None or isinstance(value, bool)
                else str(value)
                for name, value in row.items()
            }
            for row in document["rows"]
        ]
        assert as_text == table(code)
        assert (as_text == []) == (code in EMPTY)


def test_draft_reaches_no_file(ask: Callable, table: Callable) -> None:
    now = timezone.now()
    label, code = Label.objects.get(code="epeat"), CodeOfConduct.objects.get()
    Label.objects.filter(pk=label.pk).update(lead_nb=UNPUBLISHED, owner_nb=UNPUBLISHED)
    label.coverages.update(explanation_nb=UNPUBLISHED)
    code.requirements.update(text_nb=f"<p>{UNPUBLISHED}</p>")
    Mineral.objects.update(risk_nb=UNPUBLISHED)
    Source.objects.update(note_nb=UNPUBLISHED)
    Topic.objects.create(code="ny", name_nb=UNPUBLISHED)

    def files_with_it() -> set[str]:
        addresses = [f"/apne-data/{code}.{form}" for code in DATASETS for form in ("csv", "json")]
        return {address for address in addresses if UNPUBLISHED in ask(address).text}

    assert files_with_it() == set()
    publishing.publish(Topic.objects.get(code="ny"), actor="Kari", reason="Nytt tema", at=now)
    assert files_with_it() == {"/apne-data/temaer.csv", "/apne-data/temaer.json"}
    publishing.withdraw(Topic.objects.get(code="ny"), actor="Kari", reason="Feil", at=timezone.now())
    assert files_with_it() == set()


def test_formula_in_an_editors_text_is_made_text_in_csv_alone(ask: Callable, table: Callable) -> None:
    formula = '=HYPERLINK("http://evil.example";"Klikk")'
    topic = Topic.objects.create(code="formel", name_nb=formula, name_en="+1")
    publishing.publish(topic, actor="Kari", reason="Prøve", at=timezone.now())
    [row] = [row for row in table("temaer") if row["code"] == "formel"]
    assert (row["name_nb"], row["name_en"]) == (f"'{formula}", "'+1")
    [row] = [row for row in json.loads(ask("/apne-data/temaer.json").text)["rows"] if row["code"] == "formel"]
    assert (row["name_nb"], row["name_en"], row["explanation_en"]) == (formula, "+1", None)


def test_clause_is_plain_text_with_the_codes_it_rests_on(table: Callable) -> None:
    [row] = [row for row in table("leverandorkrav") if row["number"] == "2.1"]
    assert row["text_nb"] == "Leverandøren skal ta sosialt ansvar."
    assert row["frameworks"].split() == sorted(row["frameworks"].split())
    assert "global-compact" in row["frameworks"].split()
    assert (row["area"], row["area_nb"], row["area_en"]) == (
        "social-responsibility",
        "Sosialt ansvar",
        "Social responsibility",
    )


def test_figures_and_production_sites_are_rows_once_they_are_published(table: Callable) -> None:
    figures = FollowUp.objects.create(code="tall", title_nb="Tall", lead_nb="Tall for revisjoner.")
    figures.years.create(year=2025, audits=0, deviations=3, closed=1, note_nb="Egne merkevarer")
    sites = FacilityList.objects.create(
        code="steder",
        title_nb="Steder",
        lead_nb="Her blir varene laget.",
        as_of=date(2026, 1, 31),
        facilities=[{"country": "Testland", "name": "=cmd()", "address": "Gate 1", "parent_company": ""}],
    )
    assert (table("oppfolging"), table("produksjonssteder")) == ([], [])
    for subject in (figures, sites):
        publishing.publish(subject, actor="Kari", reason="Prøve", at=timezone.now())
    [year] = table("oppfolging")
    assert (year["follow_up"], year["year"], year["audits"], year["deviations"]) == ("tall", "2025", "0", "3")
    [site] = table("produksjonssteder")
    assert (site["list"], site["number"], site["as_of"]) == ("steder", "1", "2026-01-31")
    assert (site["name"], site["parent_company"], site["number_of_workers"]) == ("'=cmd()", "", "")
    publishing.withdraw(sites, actor="Kari", reason="Feil", at=timezone.now())
    assert table("produksjonssteder") == []


def test_description_fits_the_files(ask: Callable, table: Callable) -> None:
    answer = ask("/apne-data/csv-metadata.json")
    described = json.loads(answer.text)
    assert answer.headers["content-type"] == "application/csvm+json"
    assert (described["@context"], described["dialect"]["delimiter"]) == ("http://www.w3.org/ns/csvw", ";")
    tables = {one["url"].removesuffix(".csv"): one for one in described["tables"]}
    assert list(tables) == list(DATASETS)
    patterns = {
        "boolean": "true|false",
        "integer": r"\d+",
        "decimal": r"\d+(\.\d+)?",
        "date": r"\d{4}-\d\d-\d\d",
        "anyURI": r"https?://\S+",
        "string": r"(?s).+",
    }
    contents = {code: table(code) for code in tables}
    for code, one in tables.items():
        schema = one["tableSchema"]
        assert [column["titles"] for column in schema["columns"]] == HEADERS[code].split()
        for row in contents[code]:
            for column in schema["columns"]:
                value = row[column["name"]]
                assert not value or re.fullmatch(patterns[column["datatype"]], value), (code, column, value)
                assert value or not column.get("required")
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in contents[code]]
        assert len(set(keys)) == len(keys)
        for reference in schema.get("foreignKeys", []):
            target = reference["reference"]
            codes = {
                row[target["columnReference"]] for row in contents[target["resource"].removesuffix(".csv")]
            }
            assert {row[reference["columnReference"]] for row in contents[code]} <= codes | {""}


@pytest.mark.parametrize(
    ("path", "title", "first", "field", "licence"),
    [
        ("/apne-data/", "Åpne data", "Miljømerker", "radens faste nøkkel hos merket", "Lisens Ikke oppgitt."),
        (
            "/en/open-data/",
            "Open data",
            "Eco-labels",
            "the row's permanent key within the label",
            "Licence Not stated.",
        ),
    ],
)
def test_page_lists_the_datasets_in_words(
    ask: Callable, path: str, title: str, first: str, field: str, licence: str
) -> None:
    answer = ask(path)
    tree, _errors = parsed(answer)
    main = tree.find(".//main")
    assert text_of(main.find(".//h1")) == title
    assert text_of(main.find(".//h2")) == first
    files = [
        a.get("href") for a in main.iter("a") if re.search(r"/apne-data/[a-z]+\.(csv|json)$", a.get("href"))
    ]
    assert files == [f"/apne-data/{code}.{form}" for code in DATASETS for form in ("csv", "json")]
    assert field in text_of(main)
    assert licence in text_of(main)
    columns = [text_of(code) for code in main.iter("code")]
    assert columns == [column for dataset in DATASETS.values() for column in dataset.columns]


def test_page_tells_search_engines_of_the_datasets(ask: Callable) -> None:
    scripts = [json.loads(script.text) for script in parsed(ask("/en/open-data/"))[0].iter("script")]
    [catalogue] = [document for document in scripts if document.get("@type") == "DataCatalog"]
    minerals = next(one for one in catalogue["dataset"] if one["identifier"] == "mineraler")
    assert len(catalogue["dataset"]) == len(DATASETS)
    assert (minerals["@type"], minerals["name"], minerals["inLanguage"]) == (
        "Dataset",
        "Minerals",
        ["nb", "en"],
    )
    assert minerals["distribution"][0] == {
        "@type": "DataDownload",
        "encodingFormat": "text/csv",
        "contentUrl": f"{settings.SITE_URL}/apne-data/mineraler.csv",
    }
    assert "license" not in minerals


@pytest.mark.parametrize("path", ["/apne-data/tull.csv", "/apne-data/tull.json", "/en/apne-data/temaer.csv"])
def test_unknown_table_is_not_found(ask: Callable, path: str) -> None:
    assert ask(path).status == 404
