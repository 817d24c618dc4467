import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from labels.models import Label
from tests.labels.publication import publish

FIND = "/miljomerker/finn/"
NONE_FITS = "Ingen av merkene vi har undersøkt, passer til det du spør om."

pytestmark = pytest.mark.django_db


def test_questions_alone_give_no_answers(read_main: Callable[[str], str]) -> None:
    page = read_main(FIND)
    assert "1. Hva skal du kjøpe?" in page
    assert "Svaret på det du spurte om" not in page
    asked_for_nothing = "Velg hva du skal kjøpe"
    assert asked_for_nothing not in page
    assert asked_for_nothing in read_main(f"{FIND}?produkt=&kjoper=")
    assert asked_for_nothing not in read_main(f"{FIND}?produkt=computers&kjoper=")


def test_answer_says_because_and_but_not_with_sources(read_main: Callable[[str], str]) -> None:
    page = read_main(f"{FIND}?produkt=computers&tema=energy&tema=minerals&kjoper=public")
    fits = page[page.index("Merker som passer med forbehold") :]
    energy_star = fits[fits.index("Energy Star") : fits.index("Merker vi ikke vet nok om")]
    assert re.search(
        r"Fordi Merket har krav som gjelder nå for: Datamaskiner\. \[ ?kilde (\d+) ?\] Strømforbruk: Påkrevd\. .*?"
        r"\[ ?kilde \1 ?\]",
        energy_star,
    )
    assert "Men ikke Mineraler: Merket dekker ikke temaet." in energy_star
    assert "Slik kontrollerer du produktet Søk etter produktet i det amerikanske registeret." in energy_star
    assert "Tekst til anbudet med Energy Star eller tilsvarende" in energy_star
    assert "Spør butikken" not in page


def test_topic_with_reservations_is_told_once_with_its_source(read_main: Callable[[str], str]) -> None:
    page = read_main(f"{FIND}?produkt=computers&tema=climate&tema=minerals&kjoper=public")
    epeat = page[page.index("EPEAT Fordi") :].partition("Slik kontrollerer du produktet")[0]
    assert epeat.count("Klima:") == 1
    assert re.search(
        r"Men ikke Klima: Merket har krav, men vi har ikke undersøkt hvor langt de går\. Merket stiller krav til klima\. "
        r"\[ ?kilde \d+ ?\]",
        epeat,
    )
    assert "Vi lager ingen anbudstekst med dette merket" in page[page.index("EPEAT Fordi") :]


def test_criteria_that_are_not_confirmed_are_never_told_as_current(read_main: Callable[[str], str]) -> None:
    page = read_main(f"{FIND}?produkt=computers&tema=energy&kjoper=public")
    blue_angel = page[page.index("Merker vi ikke vet nok om") : page.index("Det merket ikke svarer på")]
    assert "Blå Engel Kanskje, fordi Strømforbruk: Påkrevd." in blue_angel
    assert "gjelder nå for" not in blue_angel
    assert "eller tilsvarende" not in blue_angel
    assert "Svanemerket : Kravene til denne produktkategorien gjelder ikke lenger." in page


def test_private_buyer_gets_words_for_the_shop_and_no_tender(read_main: Callable[[str], str]) -> None:
    page = read_main(f"{FIND}?produkt=displays&tema=energy&kjoper=private")
    assert "Spør butikken: Har akkurat denne varen TCO Certified?" in page
    assert "Hvor mye strøm bruker den i bruk og i hvilemodus?" in page
    assert "anbudet med" not in page


def test_when_none_fits_the_page_says_so_and_what_to_do(
    client: Client, read_main: Callable[[str], str]
) -> None:
    address = f"{FIND}?produkt=solar-panels&tema=ergonomics&kjoper=public"
    page = read_main(address)
    assert NONE_FITS in page
    assert "Se først om du kan bruke det du har lenger, reparere det eller kjøpe brukt." in page
    assert "Merker som passer" not in page
    html = client.get(address).content.decode()
    assert 'href="/miljomerker/anbudstekst/?produkt=solar-panels&amp;tema=ergonomics"' in html
    assert 'href="/leverandorer/konfliktmineraler/"' in html


def test_wider_category_is_told_as_such(read_main: Callable[[str], str]) -> None:
    page = read_main(f"{FIND}?produkt=servers&tema=climate")
    assert "Merket har krav som gjelder nå for: IT-utstyr. Dit hører: Servere." in page


def test_label_whose_generation_has_passed_is_left_out(
    read_main: Callable[[str], str], yesterday: object
) -> None:
    address = f"{FIND}?produkt=computers&tema=energy"
    assert "Energy Star : Kravene er utløpt." not in read_main(address)
    publish(Label.objects.get(code="energy-star"), generation_until=yesterday)
    assert "Energy Star : Kravene er utløpt." in read_main(address)


@pytest.mark.parametrize(
    "query",
    [
        "produkt=nothing&tema=energy",
        "tema=energy&tema=energy",
        "tema=%00%ff&produkt=%3Cscript%3E",
        "kjoper=' OR 1=1",
        "produkt=computers&produkt=displays",
        "tema=" + "a" * 5000,
        "&".join(f"tema=t{number}" for number in range(500)),
    ],
)
def test_unknown_repeated_and_hostile_answers_give_a_page(query: str, client: Client) -> None:
    html = client.get(f"{FIND}?{query}").content.decode()
    assert "1. Hva skal du kjøpe?" in html
    assert "<script>" not in html


def test_unknown_answer_is_told_in_words(read_main: Callable[[str], str]) -> None:
    page = read_main(f"{FIND}?produkt=toaster&tema=energy")
    assert "Vi kjenner ikke igjen dette svaret, og har sett bort fra det: « toaster »" in page.replace(
        "«toaster»", "« toaster »"
    )
    assert "Du har ikke sagt hva du skal kjøpe." in page


@pytest.mark.parametrize("path", [FIND, "/en/eco-labels/find/"])
def test_answers_cost_three_queries_of_the_record(
    path: str, client: Client, public_record_only: Callable
) -> None:
    with public_record_only(), CaptureQueriesContext(connection) as queries:
        client.get(f"{path}?produkt=computers&tema=energy&kjoper=public")
    assert len(queries) == 3


def test_language_switch_keeps_the_question(client: Client) -> None:
    html = client.get(f"{FIND}?tema=energy&produkt=computers").content.decode()
    assert 'class="language-switch" href="/en/eco-labels/find/?produkt=computers&amp;tema=energy"' in html
