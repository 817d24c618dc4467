"""Words explained once: the glossary, and links to it from where the words stand."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sustainability_site.content import publishing
from sustainability_site.content.glossary import alphabetical
from sustainability_site.content.models import Page, Source, Term
from sustainability_site.content.publishing import PublicationRefused

WORDS = re.compile(r'<div id="([\w-]+)">\s*<dt><dfn>([^<]+)</dfn>')

pytestmark = pytest.mark.django_db


def publish(subject) -> None:
    subject.save()
    publishing.publish(subject, actor="Prøve", reason="Prøve", at=timezone.now())


def withdraw(code: str) -> None:
    term = Term.objects.get(code=code)
    publishing.withdraw(term, actor="Prøve", reason="Prøve", at=timezone.now())


@pytest.fixture
def html(client: Client) -> Callable[[str], str]:
    return lambda path: client.get(path).content.decode()


def test_words_stand_in_alphabetical_order_with_their_codes_as_anchors(html: Callable[[str], str]) -> None:
    words = WORDS.findall(html("/ordliste/"))
    assert (words[0], words[1], words[-1]) == (
        ("3tg", "3TG"),
        ("due-diligence", "Aktsomhetsvurdering"),
        ("transparency-act", "Åpenhetsloven"),
    )
    assert len(words) == 25
    assert {code for code, _word in WORDS.findall(html("/en/glossary/"))} == {code for code, _ in words}


def test_norwegian_letters_come_last() -> None:
    words = ["Åpen", "Øre", "zink", "Ærlig", "3TG", "avvik"]
    assert sorted(words, key=alphabetical) == ["3TG", "avvik", "zink", "Ærlig", "Øre", "Åpen"]


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/leverandorer/konfliktmineraler/", '<a href="/ordliste/#rmap">RMAP</a>'),
        ("/en/suppliers/conflict-minerals/", '<a href="/en/glossary/#rmap">RMAP</a>'),
    ],
)
def test_word_leads_to_its_explanation_in_the_same_language(
    path: str, link: str, html: Callable[[str], str]
) -> None:
    assert link in html(path)


def test_word_that_is_withdrawn_is_plain_text(html: Callable[[str], str], client: Client) -> None:
    withdraw("rmap")
    page = html("/leverandorer/konfliktmineraler/")
    assert "(RMAP) og drives" in page
    assert "#rmap" not in page
    assert 'id="rmap"' not in html("/ordliste/")
    assert client.get("/-/term/rmap/").status_code == 404


def test_permanent_link_leads_to_the_word_and_to_no_other(client: Client) -> None:
    assert client.get("/-/term/rmap/")["Location"] == "/ordliste/#rmap"
    assert client.get("/-/guide/chemicals/")["Location"] == "/leverandorer/kjemikalier/"
    assert client.get("/-/term/finnes-ikke/").status_code == 404
    assert client.get("/-/nothing/rmap/").status_code == 404
    assert client.get("/-/mineral/tin/").status_code == 404


def test_draft_of_a_word_is_not_seen(html: Callable[[str], str]) -> None:
    Term.objects.filter(code="rmap").update(definition_nb="<p>Hemmelig utkast.</p>")
    Term.objects.create(
        code="utkast", name_nb="Utkastord", definition_nb="<p>Nei.</p>", source=Source.objects.first()
    )
    page = html("/ordliste/")
    assert "Hemmelig utkast" not in page
    assert "Utkastord" not in page


def test_every_word_has_a_source_or_says_that_it_is_missing(html: Callable[[str], str]) -> None:
    for path in ("/ordliste/", "/en/glossary/"):
        explained, sources = html(path).split('<dl class="glossary">')[1].split("</dl>")
        marks = re.findall(r'class="source-mark">\[<a href="#([\w-]+)"', explained)
        assert len(marks) == explained.count("<dt") == 25
        assert all(f'<li id="{mark}">' in sources for mark in marks)


def test_word_without_english_is_told_in_norwegian_and_marked(html: Callable[[str], str]) -> None:
    source = Source.objects.get(code="glossary-common-knowledge")
    publish(Term(code="ny", name_nb="Nyord", definition_nb="<p>Bare på norsk.</p>", source=source))
    assert '<div lang="nb"><p>Bare på norsk.</p></div>' in html("/en/glossary/")


def test_markup_in_a_word_stays_text(html: Callable[[str], str]) -> None:
    source = Source.objects.get(code="glossary-common-knowledge")
    definition = '<p>Se <a href="javascript:alert(1)">her</a><script>x</script></p>'
    publish(Term(code="ny", name_nb="<img src=x>", definition_nb=definition, source=source))
    page = html("/ordliste/")
    assert "<img src=x>" not in page
    assert "javascript:" not in page
    assert "<script>x" not in page


def test_glossary_costs_the_same_however_many_the_words(client: Client, public_record_only: Callable) -> None:
    source = Source.objects.get(code="glossary-common-knowledge")
    counts = []
    for number in range(2):
        client.get("/ordliste/")
        with public_record_only(), CaptureQueriesContext(connection) as queries:
            client.get("/ordliste/")
        counts.append(len(queries))
        for place in range(20):
            publish(
                Term(
                    code=f"ord-{number}-{place}",
                    name_nb=f"Ord {place}",
                    definition_nb="<p>A</p>",
                    source=source,
                )
            )
    assert counts[0] == counts[1] <= 3


def test_glossary_page_cannot_be_withdrawn() -> None:
    glossary = Page.objects.get(code="glossary")
    with pytest.raises(PublicationRefused):
        publishing.withdraw(glossary, actor="Prøve", reason="Prøve", at=timezone.now())
