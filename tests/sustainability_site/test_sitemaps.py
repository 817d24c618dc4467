from collections.abc import Callable
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from labels.models import Label
from sustainability_site.content import publishing
from sustainability_site.content.models import Edition
from sustainability_site.content.reading import live_cards
from transparency.models import PublicAnswer

pytestmark = pytest.mark.django_db

STANDING = (
    "/endringer/",
    "/en/changes/",
    "/apenhetsloven/innsyn/",
    "/en/transparency-act/information-request/",
    "/apenhetsloven/svar/",
    "/en/transparency-act/answers/",
    "/apenhetsloven/tall/",
    "/en/transparency-act/figures/",
    "/apenhetsloven/utgaver/",
    "/en/transparency-act/editions/",
)
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def entries(ask: Callable) -> Callable[[], dict[str, ElementTree.Element]]:
    """The sitemap's entries by address without the host."""

    def read() -> dict[str, ElementTree.Element]:
        root = ElementTree.fromstring(ask("/sitemap.xml").text)  # noqa: S314  our own answer
        return {
            url.find("s:loc", NAMES).text.removeprefix(settings.SITE_URL): url
            for url in root.findall("s:url", NAMES)
        }

    return read


def test_sitemap_holds_every_live_address_in_both_languages(entries: Callable) -> None:
    live = {
        card.path
        for language in ("nb", "en")
        for card in live_cards(language, timezone.now()).exclude(path="")
    }
    assert set(entries()) == live | set(STANDING)
    assert {"/", "/en/", "/miljomerker/bla-engel/", "/en/eco-labels/blue-angel/"} <= live


def test_pages_that_are_no_editions_answer_and_want_to_be_found(entries: Callable, ask: Callable) -> None:
    found = entries()
    for path in STANDING:
        answer = ask(path)
        assert answer.status == 200
        assert f'<link rel="canonical" href="{settings.SITE_URL}{path}">' in answer.text
        assert 'content="noindex"' not in answer.text
        links = {link.get("hreflang") for link in found[path].findall("x:link", NAMES)}
        assert links == {"nb", "en", "x-default"}


def test_what_stands_tells_when_it_changed_only_where_the_record_knows(entries: Callable) -> None:
    def told() -> dict[str, str | None]:
        found = entries()
        return {path: found[path].findtext("s:lastmod", None, NAMES) for path in STANDING}

    statement = Edition.objects.get(subject="statement/2022-09_2023-06")
    first = statement.moment.isoformat(timespec="seconds")
    unknown = dict.fromkeys(STANDING)
    known = {path: first for path in STANDING if path.endswith(("/utgaver/", "/editions/"))}
    assert told() == unknown | known
    answer = PublicAnswer.objects.create(
        code="cobalt",
        title_nb="Kobolt",
        slug_nb="kobolt",
        question_nb="Hvor?",
        answer_nb="<p>Der.</p>",
        answered_on="2026-03-20",
    )
    at = timezone.now()
    publishing.publish(answer, actor="Ola", reason="Nytt svar", at=at)
    lists = ("/apenhetsloven/svar/", "/en/transparency-act/answers/")
    answered = dict.fromkeys(lists, at.astimezone(UTC).isoformat(timespec="seconds"))
    assert len(known) == 2
    assert told() == unknown | known | answered


def test_entry_names_its_address_in_each_language(entries: Callable) -> None:
    found = entries()
    expected = [
        ("nb", f"{settings.SITE_URL}/miljomerker/bla-engel/"),
        ("en", f"{settings.SITE_URL}/en/eco-labels/blue-angel/"),
        ("x-default", f"{settings.SITE_URL}/miljomerker/bla-engel/"),
    ]
    for path in ("/miljomerker/bla-engel/", "/en/eco-labels/blue-angel/"):
        links = found[path].findall("x:link", NAMES)
        assert [(link.get("hreflang"), link.get("href")) for link in links] == expected


def test_entry_tells_when_its_edition_came_into_force(entries: Callable) -> None:
    label = Label.objects.get(code="epeat")
    label.lead_nb = "Endret."
    label.save()
    publishing.publish(label, actor="Prøve", reason="Prøve", at=timezone.now())
    told = datetime.fromisoformat(entries()["/miljomerker/epeat/"].find("s:lastmod", NAMES).text)
    edition = Edition.objects.get(subject="label/epeat", number=2)
    assert told == edition.moment.replace(microsecond=0)


def test_withdrawn_page_leaves_the_sitemap_in_both_languages(entries: Callable) -> None:
    publishing.withdraw(Label.objects.get(code="epeat"), actor="Prøve", reason="Prøve", at=timezone.now())
    assert [path for path in entries() if path.endswith("/epeat/")] == []


def test_saved_but_unpublished_address_is_not_in_the_sitemap(entries: Callable) -> None:
    Label.objects.filter(code="epeat").update(slug_nb="noe-nytt")
    assert "/miljomerker/noe-nytt/" not in entries()


def test_sitemap_costs_a_query_per_language_and_one_for_what_stands(
    ask: Callable, public_record_only: Callable
) -> None:
    with public_record_only(), CaptureQueriesContext(connection) as queries:
        ask("/sitemap.xml")
    assert len(queries) == 3
