import re
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from labels.models import Label
from tests import public_pages
from tests.labels.publication import publish

COMPARE = "/miljomerker/sammenlign/"
ALL_SIX = "?" + "&".join(
    f"merke={code}"
    for code in ("tco-certified", "epeat", "energy-star", "blauer-engel", "svanen", "eu-ecolabel")
)
TWO = "?merke=tco-certified&merke=epeat"

pytestmark = pytest.mark.django_db


def table(ask: Callable, query: str, path: str = COMPARE) -> ElementTree.Element:
    tree, errors = public_pages.parsed(ask(f"{path}{query}"))
    assert errors == []
    return tree.find(".//table")


def row(table: ElementTree.Element, heading: str) -> list[str]:
    """The words of each cell in the row with the heading."""
    for one in table.iter("tr"):
        head, *cells = list(one)
        if public_pages.text_of(head) == heading:
            return [public_pages.text_of(cell) for cell in cells]
    raise AssertionError(f"no row {heading}")


def headings(table: ElementTree.Element) -> list[str]:
    return [public_pages.text_of(th) for th in table.iter("th") if th.get("scope") == "row"]


def test_matrix_has_a_caption_and_headers_for_every_row_and_column(ask: Callable) -> None:
    found = table(ask, TWO)
    assert public_pages.text_of(found.find("caption")) == "Merkene side om side"
    columns = [public_pages.text_of(th) for th in found.iter("th") if th.get("scope") == "col"]
    assert columns == ["Spørsmål", "TCO Certified", "EPEAT"]
    assert headings(found) == [
        "Klima",
        "Strømforbruk",
        "Kjemikalier",
        "Levetid og resirkulering",
        "Arbeidsforhold i leverandørkjeden",
        "Mineraler",
        "Støy og utslipp i bruk",
        "Ergonomi",
        "Eier",
        "Type merke",
        "Hvem kontrollerer, og når?",
        "Nivåer",
        "Produktkategorier",
        "Utgave av kravene",
        "Sist kontrollert av oss",
    ]


def test_cell_gives_whose_it_is_level_explanation_and_source(ask: Callable) -> None:
    found = table(ask, "?merke=tco-certified&merke=energy-star")
    tco, energy_star = row(found, "Strømforbruk")
    assert tco == "TCO Certified: Påkrevd. Produktet skal ha lavt strømforbruk. [kilde 3, kilde mangler]"
    assert energy_star.startswith("Energy Star: Påkrevd. Produktet må holde seg innenfor grensene")
    assert row(found, "Mineraler") == [
        "TCO Certified: Ikke undersøkt · kilde mangler",
        "Energy Star: Dekkes ikke. Merket gjelder bare energi. [kilde 2, kilde mangler]",
    ]


def test_every_cell_of_the_six_labels_has_a_source_or_says_that_it_lacks_one(ask: Callable) -> None:
    tree = table(ask, ALL_SIX)
    body = tree.findall("tbody")[0]
    cells = [public_pages.text_of(cell) for one in body.iter("tr") for cell in one if cell.tag == "td"]
    assert len(cells) == 6 * 8
    assert [cell for cell in cells if not re.search(r"kilde mangler|\[kilde \d+\]", cell)] == []


def test_only_differences_hides_the_rows_that_are_alike_and_says_how_many(ask: Callable) -> None:
    found = table(ask, f"{TWO}&forskjeller=1")
    assert "Ergonomi" not in headings(found)
    assert "Sist kontrollert av oss" not in headings(found)
    assert "Strømforbruk" in headings(found)
    text = public_pages.main_text(ask(f"{COMPARE}{TWO}&forskjeller=1"))
    assert "4 rader er like for alle merkene og vises ikke." in text


def test_labels_stand_in_the_order_of_the_address(ask: Callable) -> None:
    found = table(ask, "?merke=svanen&merke=epeat")
    assert row(found, "Ergonomi")[0].startswith("Svanemerket:")


@pytest.mark.parametrize(
    ("query", "told", "compared"),
    [
        ("", "Velg merker", False),
        ("?merke=epeat", "Velg minst 2 merker, og ikke flere enn 6.", False),
        ("?merke=epeat&merke=epeat", "Et merke var valgt mer enn én gang.", False),
        (f"{TWO}&merke=epeat", "Et merke var valgt mer enn én gang.", True),
        (f"{TWO}&merke=no-such", "Vi har ikke noe publisert merke med denne koden: «no-such».", True),
        ("?merke=epeat&merke=%00%3Cb%3E", "Velg minst 2 merker, og ikke flere enn 6.", False),
        ("?merke=", "Velg minst 2 merker, og ikke flere enn 6.", False),
    ],
)
def test_too_few_unknown_and_repeated_labels_are_told_in_words(
    query: str, told: str, compared: bool, ask: Callable
) -> None:
    answer = ask(f"{COMPARE}{query}")
    assert answer.status == 200
    assert told.replace("Velg merker", "Hvilke merker vil du sammenligne?") in public_pages.main_text(answer)
    assert ("<table" in answer.text) is compared


def test_seventh_label_is_told_to_be_left_out(ask: Callable) -> None:
    publish(Label(code="seventh", name_nb="Sjuende merke", slug_nb="sjuende", lead_nb="Et merke."))
    answer = ask(f"{COMPARE}{ALL_SIX}&merke=seventh")
    assert "høyst 6 merker om gangen. Disse er ikke med: Sjuende merke." in public_pages.main_text(answer)
    assert answer.text.count('<th scope="col"') == 7


def test_lapsed_criteria_are_told_as_such(ask: Callable, yesterday: date) -> None:
    publish(Label.objects.get(code="tco-certified"), generation_until=yesterday)
    found = table(ask, TWO)
    assert "Generasjon 10. Utløpt: gjaldt til og med" in row(found, "Utgave av kravene")[0]
    swan = row(table(ask, "?merke=epeat&merke=svanen"), "Produktkategorier")[1]
    assert "Datamaskiner. Gjelder ikke lenger" in swan


@pytest.mark.parametrize("path", [COMPARE, "/en/eco-labels/compare/"])
def test_six_labels_weigh_at_most_twenty_kilobytes_and_three_queries(
    path: str, ask: Callable, public_record_only: Callable
) -> None:
    with public_record_only(), CaptureQueriesContext(connection) as queries:
        answer = ask(f"{path}{ALL_SIX}", accept_encoding="gzip")
    assert len(answer.content) <= 20 * 1024
    assert len(queries) <= 3
    assert answer.text.count('<th scope="col"') == 7


def test_english_page_is_english(ask: Callable) -> None:
    found = table(ask, TWO, "/en/eco-labels/compare/")
    assert (
        row(found, "Energy use")[0]
        == "TCO Certified: Required. The product must have low energy use. [source 3, source missing]"
    )


def test_no_label_is_ranked(client: Client) -> None:
    html = client.get(f"{COMPARE}{ALL_SIX}").content.decode()
    assert [sign for sign in ("★", "☆", "poengsum", "vinner av", "<img", "<meter") if sign in html] == []


def test_button_pressed_with_nothing_chosen_says_what_to_choose(ask: Callable) -> None:
    assert "Velg minst to merker" not in public_pages.main_text(ask(COMPARE))
    tree, _errors = public_pages.parsed(ask(COMPARE))
    button = next(one for one in tree.iter("button") if public_pages.text_of(one) == "Sammenlign")
    pressed = ask(f"{COMPARE}?{button.get('name')}={button.get('value')}")
    assert "Velg minst 2 merker, og ikke flere enn 6." in public_pages.main_text(pressed)


def test_columns_are_as_wide_as_their_longest_words_only_where_those_have_room_together(
    ask: Callable,
) -> None:
    assert "whole" in table(ask, ALL_SIX).get("class")
    publish(Label.objects.get(code="epeat"), verifier_nb="Forsyningskjedesertifiseringsorganisasjonen")
    assert "whole" not in table(ask, ALL_SIX).get("class")
