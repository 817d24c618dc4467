import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from labels.models import Label
from sustainability_site.content import images, publishing
from sustainability_site.content.models import Image
from tests.content.pictures import encoded, photograph, upload
from tests.labels.publication import publish

HEADINGS = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
CARD_LINKS = re.compile(r'<h3><a href="([^"]+)">([^<]+)</a></h3>')

pytestmark = pytest.mark.django_db


def test_overview_lists_the_six_labels_in_order(client: Client) -> None:
    html = client.get("/miljomerker/").content.decode()
    assert CARD_LINKS.findall(html) == [
        ("/miljomerker/tco-certified/", "TCO Certified"),
        ("/miljomerker/epeat/", "EPEAT"),
        ("/miljomerker/energy-star/", "Energy Star"),
        ("/miljomerker/bla-engel/", "Blå Engel"),
        ("/miljomerker/svanemerket/", "Svanemerket"),
        ("/miljomerker/eu-miljomerket/", "EU-miljømerket"),
    ]


def test_overview_in_english_leads_to_english_addresses(client: Client) -> None:
    html = client.get("/en/eco-labels/").content.decode()
    assert CARD_LINKS.findall(html)[3:] == [
        ("/en/eco-labels/blue-angel/", "Blue Angel"),
        ("/en/eco-labels/nordic-swan-ecolabel/", "Nordic Swan Ecolabel"),
        ("/en/eco-labels/eu-ecolabel/", "EU Ecolabel"),
    ]


def test_overview_says_only_energy_of_energy_star(read_main: Callable[[str], str]) -> None:
    text = read_main("/miljomerker/")
    words = text[text.index("Stiller krav til strømforbruk, og bare det.") : text.index("Blå Engel")]
    assert words.split(".", 1)[1].strip() == (
        "Påkrevd: Strømforbruk Eier: offentlig myndighet eller organ Sist kontrollert: 20. november 2026."
    )


def test_overview_lists_topics_in_the_order_of_the_vocabulary(read_main: Callable[[str], str]) -> None:
    assert (
        "Alle kravene må være oppfylt. Påkrevd: Klima Strømforbruk Kjemikalier Levetid og resirkulering "
        "Arbeidsforhold i leverandørkjeden Eier: selskap eid av fagbevegelsen" in read_main("/miljomerker/")
    )


def test_label_no_longer_offered_moves_to_the_other_labels(read_main: Callable[[str], str]) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    publish(Label.objects.get(code="svanen"), offered_until=yesterday)
    offered, others = read_main("/miljomerker/").split("Andre merker vi forklarer")
    assert "Svanemerket" not in offered.split("Merker vi tilbyr nå")[1]
    assert "Svanemerket" in others
    assert "Tilbys nå" not in read_main("/miljomerker/svanemerket/")


def test_label_whose_generation_has_passed_says_so(read_main: Callable[[str], str]) -> None:
    publish(Label.objects.get(code="tco-certified"), generation_until=date(2025, 12, 31))
    page = read_main("/miljomerker/tco-certified/")
    assert "Kravene vi beskriver her, gjaldt til og med 31. desember 2025. De er utløpt." in page
    assert "Tilbys nå" not in page
    assert "Kravene er utløpt" in read_main("/miljomerker/")


def test_overview_without_labels_says_so(read_main: Callable[[str], str]) -> None:
    for label in Label.objects.all():
        publishing.withdraw(label, actor="Prøve", reason="Prøve", at=timezone.now())
    assert "Ingen miljømerker er publisert ennå." in read_main("/miljomerker/")


def test_label_answers_its_questions_in_order(client: Client) -> None:
    html = client.get("/miljomerker/epeat/").content.decode()
    assert HEADINGS.findall(html[html.index("<main") : html.index("</main>")]) == [
        "Hva er EPEAT?",
        "Hvem står bak?",
        "Hvem kontrollerer?",
        "Hva krever merket gjennom livsløpet?",
        "Hva dekker merket ikke?",
        "Hvordan kontrollerer du et produkt?",
        "Hva skriver du?",
        "Kilder",
        "Hjelp til å velge",
    ]


def test_label_without_tiers_has_no_heading_for_them(read_main: Callable[[str], str]) -> None:
    assert "Nivåer" not in read_main("/miljomerker/tco-certified/")
    assert "Nivåer Bronse Produktet oppfyller alle" in read_main("/miljomerker/epeat/")


def test_demands_stand_at_their_stage_and_empty_stages_say_so(read_main: Callable[[str], str]) -> None:
    page = read_main("/miljomerker/tco-certified/")
    stages = page[page.index("gjennom livsløpet?") : page.index("Hva dekker merket ikke?")]
    assert "Råvarer Ikke oppgitt Produksjon Klima Påkrevd 15 prosent av strømmen" in stages
    assert re.search(
        r"Levetid og resirkulering Påkrevd Produktet skal kunne brukes i minst fem år. "
        r"\[ kilde \d+ \] Gjenbruk Ikke oppgitt Resirkulering Ikke oppgitt",
        stages,
    )
    assert "Krav der trinnet ikke er oppgitt Kjemikalier Påkrevd Merket stiller krav" in stages


def test_what_is_known_to_be_left_out_is_no_demand(read_main: Callable[[str], str]) -> None:
    page = read_main("/miljomerker/energy-star/")
    demands, left_out = page.split("Hva dekker merket ikke?")
    assert "Dekkes ikke" not in demands
    assert left_out.count("Dekkes ikke Merket gjelder bare energi.") == 5


@pytest.fixture
def logo(settings: object, tmp_path: Path) -> Image:
    settings.MEDIA_ROOT = tmp_path
    values = images.store(images.check(upload(encoded(photograph()))))
    return Image.objects.create(alt_nb="Logoen til EPEAT", alt_en="The EPEAT logo", **values)


def test_logo_is_shown_with_its_picture(client: Client, logo: Image) -> None:
    publish(
        Label.objects.get(code="epeat"),
        logo=logo,
        logo_permission="E-post fra eieren",
        logo_permission_on=date(2026, 11, 1),
        logo_origin="Eierens merkevareside",
    )
    html = client.get("/miljomerker/epeat/").content.decode()
    assert html.index("<picture>") < html.index("<h1>EPEAT</h1>")
    assert 'alt="Logoen til EPEAT"' in html


def test_label_without_a_logo_has_its_name_alone(client: Client) -> None:
    assert "<picture>" not in client.get("/miljomerker/epeat/").content.decode()


def test_label_page_has_words_for_the_tender(client: Client, read_main: Callable[[str], str]) -> None:
    page = read_main("/miljomerker/tco-certified/")
    assert "TCO Certified eller tilsvarende kan legges fram som del av dokumentasjonen." in page
    html = client.get("/miljomerker/tco-certified/").content.decode()
    assert 'href="/miljomerker/anbudstekst/?merke=tco-certified"' in html
    assert "EPEAT er ikke nevnt som dokumentasjon i anbudsteksten." in read_main("/miljomerker/epeat/")


def test_label_whose_every_criteria_have_passed_is_offered_no_more(
    read_main: Callable[[str], str], yesterday: date
) -> None:
    label = Label.objects.get(code="energy-star")
    label.scopes.update(valid_until=yesterday)
    publish(label)
    page = read_main("/miljomerker/energy-star/")
    assert "Ingen av kravene vi kjenner til, gjelder lenger." in page
    assert "Tilbys nå" not in page
    offered = read_main("/miljomerker/").split("Andre merker vi forklarer")[0]
    assert "Energy Star" not in offered.split("Merker vi tilbyr nå")[1]


def test_label_whose_last_day_is_today_is_still_offered(read_main: Callable[[str], str]) -> None:
    publish(Label.objects.get(code="energy-star"), generation_until=timezone.localdate())
    assert "Tilbys nå" in read_main("/miljomerker/energy-star/")
    assert "Kravene er utløpt" not in read_main("/miljomerker/")


def test_check_that_is_overdue_is_told(read_main: Callable[[str], str], yesterday: date) -> None:
    publish(Label.objects.get(code="epeat"), check_again_by=yesterday)
    assert "Fristen er passert." in read_main("/miljomerker/epeat/")
    assert "Fristen for ny kontroll var" in read_main("/miljomerker/metode/")


def test_topics_nobody_has_looked_at_are_not_told_as_missing_from_the_label(
    read_main: Callable[[str], str],
) -> None:
    page = read_main("/miljomerker/svanemerket/")
    assert (
        "Temaer vi ikke har undersøkt Klima Arbeidsforhold i leverandørkjeden Mineraler Ergonomi "
        "Listen sier ikke om merket har slike krav eller ikke (kilde mangler)." in page
    )
    assert "Dekkes ikke" not in page


@pytest.mark.parametrize("path", ["/miljomerker/svanemerket/", "/miljomerker/eu-miljomerket/"])
def test_label_not_current_for_computers_says_so(path: str, read_main: Callable[[str], str]) -> None:
    page = read_main(path)
    assert "omfatter ikke datamaskiner i dag." in page
    assert "Datamaskiner gjelder ikke lenger" in page


def test_fact_without_a_source_says_so(read_main: Callable[[str], str]) -> None:
    page = read_main("/miljomerker/epeat/")
    assert re.search(r"minst 75 prosent av de valgfrie. \[ kilde \d+ , kilde mangler\]", page)
    assert "Kilde mangler EPEAT: andelen valgfrie krav for sølv og gull" in page


def test_label_tells_when_it_was_checked(read_main: Callable[[str], str]) -> None:
    page = read_main("/miljomerker/epeat/")
    assert "Sist kontrollert: 20. november 2026. Skal kontrolleres igjen innen 20. mai 2027." in page


def test_label_advice_links_to_the_labels_it_names(client: Client) -> None:
    html = client.get("/en/eco-labels/nordic-swan-ecolabel/").content.decode()
    assert '<a href="/en/eco-labels/tco-certified/">TCO Certified</a>' in html
    assert '<a href="/en/eco-labels/blue-angel/">Blue Angel</a>' in html


def test_label_missing_a_translation_is_shown_in_norwegian_and_marked(client: Client) -> None:
    publish(Label.objects.get(code="epeat"), owner_en="")
    assert (
        '<span lang="nb">Global Electronics Council i USA</span>'
        in client.get("/en/eco-labels/epeat/").content.decode()
    )


@pytest.mark.parametrize(
    "path", ["/miljomerker/blue-angel/", "/miljomerker/nordisk-svane/", "/en/eco-labels/bla-engel/"]
)
def test_address_nobody_has_is_not_found(path: str, client: Client) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/miljomerker/", "/miljomerker/epeat/", "/en/eco-labels/epeat/"])
def test_page_reads_the_public_record_alone_in_three_queries(
    path: str, client: Client, public_record_only: Callable, django_assert_max_num_queries: Callable
) -> None:
    with public_record_only(), django_assert_max_num_queries(3):
        client.get(path)


def test_saving_a_working_copy_changes_nothing_public(read_main: Callable[[str], str]) -> None:
    label = Label.objects.get(code="epeat")
    label.lead_nb = "Noe helt annet."
    label.save()
    assert "Noe helt annet." not in read_main("/miljomerker/") + read_main("/miljomerker/epeat/")
