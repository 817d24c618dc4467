"""The tender text: demands the topic, never the label, and accepts what is equivalent."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from labels.models import Label, Topic
from tests.labels.publication import publish

TENDER = "/miljomerker/anbudstekst/"
TEXT = "/miljomerker/anbudstekst.txt"

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(client: Client) -> Callable[[str], str]:
    def read(query: str, path: str = TEXT) -> str:
        response = client.get(f"{path}?{query}")
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        return response.content.decode()

    return read


def test_text_asks_for_reuse_first_then_the_topic_then_its_documentation(text: Callable) -> None:
    found = text("tema=circularity&merke=tco-certified&produkt=computers")
    parts = [
        "Krav ved kjøp: Datamaskiner",
        "Ombruk først",
        "Krav 1: Levetid og resirkulering\nProduktet skal ha en garanti på minst [antall] år",
        "Dokumentasjon: Garantivilkår",
        "dokumentasjonen. Om merket: Produktet skal kunne brukes i minst fem år.",
        "Dokumentasjon på miljømerke\nTCO Certified eller tilsvarende: Sertifikatet for artikkelnummeret",
        "Likeverdig dokumentasjon",
    ]
    places = [found.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_every_topic_and_label_that_was_chosen_is_in_the_text(text: Callable, read_main: Callable) -> None:
    query = "tema=energy&tema=chemicals&tema=circularity&merke=tco-certified&merke=svanen"
    found = text(query)
    assert [line for line in found.splitlines() if line.startswith("Krav ") and ":" in line[:8]] == [
        "Krav 1: Strømforbruk",
        "Krav 2: Kjemikalier",
        "Krav 3: Levetid og resirkulering",
    ]
    assert "har sett bort fra" not in read_main(f"{TENDER}?{query}")


def test_what_is_about_this_site_stands_beside_the_text_and_not_in_it(
    text: Callable, read_main: Callable
) -> None:
    query = "merke=tco-certified&tema=energy"
    found, page = text(query), read_main(f"{TENDER}?{query}")
    assert not re.search("kilde|satt sammen|anbudstekst/|mangler", found, re.IGNORECASE)
    assert "Forslag satt sammen " in page
    listed = page.partition(" Kilder ")[2]
    assert "Hvordan stille gode miljøkrav i IKT-anskaffelser , Computerworld." in listed
    assert "Kilde mangler TCO Certified: krav til strømforbruk." in listed


def test_label_is_always_named_with_its_equivalents(text: Callable) -> None:
    found = text("merke=tco-certified&merke=energy-star")
    assert found.count("TCO Certified eller tilsvarende") == 6
    assert found.count("Energy Star eller tilsvarende") == 2


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ("merke=epeat&tema=climate", "EPEAT"),
        ("merke=blauer-engel&tema=energy", "Blå Engel"),
        ("merke=svanen&tema=energy&produkt=computers", "Svanemerket"),
        ("merke=energy-star&tema=minerals", "Energy Star"),
    ],
)
def test_label_that_can_not_document_the_topic_is_not_named(
    query: str, refused: str, text: Callable, read_main: Callable[[str], str]
) -> None:
    assert f"{refused} eller tilsvarende" not in text(query)
    assert f"{refused} er ikke nevnt som dokumentasjon i anbudsteksten." in read_main(f"{TENDER}?{query}")


def test_lapsed_label_is_not_named(text: Callable, yesterday: date) -> None:
    query = "merke=tco-certified&tema=energy"
    assert "TCO Certified eller tilsvarende" in text(query)
    publish(Label.objects.get(code="tco-certified"), generation_until=yesterday)
    assert "TCO Certified" not in text(query).replace("TCO Certified:", "")


def test_one_chosen_label_does_not_stand_in_for_another(text: Callable) -> None:
    found = text("merke=tco-certified&merke=blauer-engel&tema=energy")
    assert "TCO Certified eller tilsvarende" in found
    assert "Blå Engel eller tilsvarende" not in found


def test_page_shows_the_same_text_as_the_file(client: Client, text: Callable) -> None:
    query = "tema=energy&tema=noise-emissions"
    shown = client.get(f"{TENDER}?{query}").context["text"]
    assert shown == text(query)


def test_every_topic_has_its_words_in_both_languages() -> None:
    for topic in Topic.objects.all():
        for name in ("requirement", "documentation", "question"):
            assert getattr(topic, f"{name}_nb"), (topic.code, name)
            assert getattr(topic, f"{name}_en"), (topic.code, name)


def test_english_text_is_english(text: Callable) -> None:
    found = text("merke=tco-certified&tema=circularity", "/en/eco-labels/tender-text.txt")
    assert "Requirement 1: Product life and recycling" in found
    assert "TCO Certified or equivalent may be submitted as part of the documentation." in found


@pytest.mark.parametrize("query", ["", "tema=nothing", "merke=%00&tema=%3Cscript%3E", "produkt=computers"])
def test_nothing_chosen_gives_a_page_and_a_file_that_say_what_to_do(
    query: str, client: Client, text: Callable
) -> None:
    assert "Ingenting er valgt. Velg temaer på " in text(query)
    html = client.get(f"{TENDER}?{query}").content.decode()
    assert "Velg hva teksten skal kreve" in html
    assert "<script>" not in html


@pytest.mark.parametrize(("query", "told"), [("", False), ("?produkt=", True), ("?produkt=computers", False)])
def test_button_pressed_with_nothing_chosen_says_what_to_choose(
    query: str, told: bool, client: Client
) -> None:
    html = client.get(f"{TENDER}{query}").content.decode()
    assert ("Velg minst ett tema, så lager vi teksten." in html) is told


def test_editors_words_are_text_and_not_markup(client: Client) -> None:
    topic = Topic.objects.get(code="climate")
    topic.requirement_nb = "Ingen <script>alert(1)</script> her."
    publish(topic)
    assert "&lt;script&gt;alert(1)" in client.get(f"{TENDER}?tema=climate").content.decode()


def test_tender_costs_three_queries_of_the_record(client: Client, public_record_only: Callable) -> None:
    with public_record_only(), CaptureQueriesContext(connection) as queries:
        client.get(f"{TENDER}?merke=tco-certified&merke=epeat&tema=climate")
        client.get(f"{TEXT}?merke=tco-certified")
    assert len(queries) == 4
