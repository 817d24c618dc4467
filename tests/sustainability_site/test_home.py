from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from suppliers.models import SourcingGuide
from sustainability_site.content import publishing
from sustainability_site.content.chain import unguarded
from sustainability_site.content.models import Card, Organisation, Publishable
from tests.public_pages import parsed, text_of

pytestmark = pytest.mark.django_db


def links_in(tree: ElementTree.Element, within: str) -> list[str]:
    return [link.get("href") for link in tree.find(f".//*[@class='{within}']").iter("a")]


def publish(subject: Publishable, **changes: object) -> None:
    for name, value in changes.items():
        setattr(subject, name, value)
    subject.save()
    publishing.publish(subject, actor="Prøve", reason="Prøve", at=timezone.now())


def test_home_says_first_what_can_be_done_here_and_then_leads_to_each_topic(ask: Callable) -> None:
    tree, _errors = parsed(ask("/"))
    ways = tree.find(".//*[@class='card-grid ways-in']")
    assert {text_of(link): link.get("href") for link in ways.iter("a")} == {
        "Velg et miljømerke": "/miljomerker/finn/",
        "Finn en veileder": "#topics",
        "Les redegjørelsen": "/apenhetsloven/2022-09_2023-06/",
        "Be om informasjon": "/apenhetsloven/innsyn/",
    }
    assert links_in(tree, "card-grid topics") == [
        "/miljomerker/",
        "/leverandorer/sunne-arbeidsforhold/",
        "/leverandorer/konfliktmineraler/",
        "/leverandorer/kjemikalier/",
        "/leverandorer/gjenbruk-og-resirkulering/",
        "/apenhetsloven/",
    ]


def test_life_cycle_leads_from_each_stage_to_its_page(ask: Callable) -> None:
    tree, _errors = parsed(ask("/en/"))
    stages = {text_of(link): link.get("href") for link in tree.find(".//*[@class='lifecycle']").iter("a")}
    assert stages == {
        "Raw materials": "/en/suppliers/conflict-minerals/",
        "Production": "/en/suppliers/decent-working-conditions/",
        "Use": "/en/eco-labels/",
        "Reuse": "/en/suppliers/reuse-and-recycling/",
        "Recycling": "/en/suppliers/reuse-and-recycling/",
    }


def test_life_cycle_names_a_stage_whose_guide_is_withdrawn_without_a_link(ask: Callable) -> None:
    guide = SourcingGuide.objects.get(code="conflict-minerals")
    publishing.withdraw(guide, actor="Prøve", reason="Prøve", at=timezone.now())
    tree, _errors = parsed(ask("/"))
    figure = tree.find(".//*[@class='lifecycle']")
    assert text_of(figure).startswith("Produktets livssyklus Råvarer Hvor kommer mineralene fra? Produksjon")
    assert links_in(tree, "lifecycle")[0] == "/leverandorer/sunne-arbeidsforhold/"
    assert "/leverandorer/konfliktmineraler/" not in links_in(tree, "card-grid topics")


def test_every_page_leads_to_the_statement_and_the_right_to_information(ask: Callable) -> None:
    statement = "/apenhetsloven/2022-09_2023-06/"
    for path in ("/", "/om/", "/miljomerker/tco-certified/", "/sok/", "/finnes-ikke/"):
        tree, _errors = parsed(ask(path))
        footer = [link.get("href") for link in tree.find(".//footer[@class='site-footer']").iter("a")]
        assert footer[:2] == [statement, "/apenhetsloven/innsyn/"], path


def test_menu_marks_the_page_and_the_part_it_lies_in(ask: Callable) -> None:
    marked = {
        path: [
            (link.get("href"), link.get("aria-current"))
            for link in parsed(ask(path))[0].find(".//nav[@class='menu']").iter("a")
            if link.get("aria-current")
        ]
        for path in ("/", "/miljomerker/", "/miljomerker/tco-certified/")
    }
    assert marked == {
        "/": [],
        "/miljomerker/": [("/miljomerker/", "page")],
        "/miljomerker/tco-certified/": [("/miljomerker/", "true")],
    }


def test_language_switch_leads_to_the_same_page(ask: Callable) -> None:
    tree, _errors = parsed(ask("/leverandorer/konfliktmineraler/"))
    switch = tree.find(".//*[@class='language-switch']")
    assert switch.attrib == {
        "class": "language-switch",
        "href": "/en/suppliers/conflict-minerals/",
        "lang": "en",
        "hreflang": "en",
    }


def test_evil_names_are_inert_on_the_page(ask: Callable) -> None:
    evil = '"><script>alert(1)</script>'
    publish(Organisation.objects.get(), name=evil)
    publish(SourcingGuide.objects.get(code="chemicals"), title_nb=evil)
    for path in ("/", "/leverandorer/kjemikalier/", "/sok/?q=alert"):
        tree, _errors = parsed(ask(path))
        assert [
            script.text for script in tree.iter("script") if "ld+json" not in script.get("type", "")
        ] == []
        assert tree.find(".//a[@class='wordmark']").text == evil


def test_page_that_is_not_translated_says_so(ask: Callable) -> None:
    notice = "This page is not fully translated."
    assert notice not in ask("/en/suppliers/chemicals/").text
    publish(SourcingGuide.objects.get(code="chemicals"), lead_en="")
    answer = ask("/en/suppliers/chemicals/")
    assert notice in answer.text
    assert '<span lang="nb">' in answer.text


def test_page_says_which_edition_it_is_and_where_that_stays(ask: Callable) -> None:
    tree, _errors = parsed(ask("/om/"))
    line = tree.find(".//p[@class='edition meta']")
    assert text_of(line).startswith("Utgave 1, publisert ")
    assert [link.get("href") for link in line.iter("a")] == ["/om/utgave/1/", "/om.json"]


def test_superseded_edition_leads_to_the_present_page(ask: Callable) -> None:
    guide = SourcingGuide.objects.get(code="chemicals")
    publish(guide, lead_nb="En ny ingress.")
    old, new = (ask(f"/leverandorer/kjemikalier/utgave/{number}/") for number in (1, 2))
    warning = parsed(old)[0].find(".//p[@class='warning']")
    assert warning.find("a").get("href") == "/leverandorer/kjemikalier/"
    assert "Den gjelder ikke lenger." in text_of(warning)
    assert parsed(new)[0].find(".//p[@class='warning']") is None


def test_unknown_address_gives_404_with_ways_on(ask: Callable) -> None:
    answer = ask("/en/no-such-page/")
    tree, errors = parsed(answer)
    assert (answer.status, errors, tree.get("lang")) == (404, [], "en")
    assert "/en/suppliers/" in [link.get("href") for link in tree.find(".//main").iter("a")]
    assert tree.find(".//meta[@name='robots']").get("content") == "noindex"
    assert tree.find(".//link[@rel='canonical']") is None


def test_withdrawn_page_gives_410_with_ways_on_and_tells_nothing_of_it(ask: Callable) -> None:
    guide = SourcingGuide.objects.get(code="chemicals")
    lead = guide.lead_nb
    publishing.withdraw(guide, actor="Prøve", reason="Prøve", at=timezone.now())
    answer = ask("/leverandorer/kjemikalier/")
    assert answer.status == 410
    assert lead not in answer.text
    assert "/leverandorer/" in [link.get("href") for link in parsed(answer)[0].find(".//main").iter("a")]


def test_broken_database_gives_static_pages_in_norwegian(ask: Callable) -> None:
    def broken(*args: object) -> None:
        raise OperationalError("disk I/O error")

    with connection.execute_wrapper(broken):
        unknown, home = ask("/a/b/c/"), ask("/", raise_errors=False)
    assert (unknown.status, home.status) == (404, 500)
    assert [text_of(parsed(answer)[0].find(".//h1")) for answer in (unknown, home)] == [
        "Vi finner ikke siden",
        "Noe gikk galt hos oss",
    ]
    assert "disk I/O error" not in home.text
    assert home.headers["cache-control"] == "no-store"
    assert [parsed(answer)[1] for answer in (unknown, home)] == [[], []]


def test_site_without_content_still_answers(ask: Callable) -> None:
    unguarded(Card).all().delete()
    answers = {path: ask(path) for path in ("/", "/en/search/?q=tco", "/feed.xml", "/sitemap.xml")}
    assert {path: answer.status for path, answer in answers.items()} == {
        "/": 404,
        "/en/search/?q=tco": 200,
        "/feed.xml": 200,
        "/sitemap.xml": 200,
    }
    tree, errors = parsed(answers["/en/search/?q=tco"])
    assert (errors, text_of(tree.find(".//title"))) == ([], "Search for “tco”")
