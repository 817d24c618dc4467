from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from labels.models import Label
from sustainability_site.content import publishing
from tests.transparency.asking import ask_for
from transparency.models import PublicAnswer

pytestmark = pytest.mark.django_db

NAMES = {"a": "http://www.w3.org/2005/Atom"}
FEED, ENGLISH = "/apenhetsloven/feed.xml", "/en/transparency-act/feed.xml"


def told(ask: Callable, path: str = FEED) -> list[tuple[str, str]]:
    """(title, path of the link) of every entry, newest first."""
    root = ElementTree.fromstring(ask(path).text)  # noqa: S314  our own answer
    return [
        (
            entry.findtext("a:title", "", NAMES),
            entry.find("a:link", NAMES).get("href").removeprefix(settings.SITE_URL),
        )
        for entry in root.findall("a:entry", NAMES)
    ]


def published_answer(**values: str) -> PublicAnswer:
    words = {
        "code": "cobalt",
        "title_nb": "Kobolt i batterier",
        "title_en": "Cobalt in batteries",
        "slug_nb": "kobolt",
        "slug_en": "cobalt",
        "question_nb": "Hvor?",
        "answer_nb": "<p>Der.</p>",
        "answered_on": "2026-03-20",
    }
    answer = PublicAnswer.objects.create(**words | values)
    publishing.publish(answer, actor="Ola Redaktør", reason="Nytt svar", at=timezone.now())
    return answer


def test_feed_holds_statements_and_answers_and_nothing_else(ask: Callable) -> None:
    (statement,) = told(ask)
    assert statement[1] == "/apenhetsloven/2022-09_2023-06/utgave/1/"
    label = Label.objects.get(code="epeat")
    label.lead_nb = "Endret."
    label.save()
    publishing.publish(label, actor="Ola", reason="Annet", at=timezone.now())
    published_answer()
    assert told(ask) == [
        ("Kobolt i batterier: utgave 1", "/apenhetsloven/svar/kobolt/utgave/1/"),
        statement,
    ]
    assert told(ask, ENGLISH)[0] == (
        "Cobalt in batteries: edition 1",
        "/en/transparency-act/answers/cobalt/edition/1/",
    )


def test_feed_tells_of_a_withdrawal(ask: Callable) -> None:
    answer = published_answer()
    publishing.withdraw(answer, actor="Ola Redaktør", reason="Feil tall", at=timezone.now())
    assert [title for title, _path in told(ask)][:2] == [
        "Kobolt i batterier: trukket tilbake",
        "Kobolt i batterier: utgave 1",
    ]


def test_feed_names_nobody_and_no_request(ask: Callable) -> None:
    ask_for(question="Hemmelig spørsmål", email="asker@example.com")
    published_answer(case_number="2026-0042")
    for path in (FEED, ENGLISH):
        text = ask(path).text
        assert not [word for word in ("Ola", "asker@", "Hemmelig", "2026-0042") if word in text]


def test_feed_says_where_it_is_and_what_it_is_about(ask: Callable) -> None:
    for path, language, title in (
        (FEED, "nb", "Redegjørelser og svar etter åpenhetsloven"),
        (ENGLISH, "en", "Statements and answers under the Transparency Act"),
    ):
        answer = ask(path)
        root = ElementTree.fromstring(answer.text)  # noqa: S314  our own answer
        links = {link.get("rel"): link.get("href") for link in root.findall("a:link", NAMES)}
        assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        assert root.findtext("a:title", "", NAMES).startswith(title)
        assert links == {
            "alternate": settings.SITE_URL + path.removesuffix("feed.xml"),
            "self": settings.SITE_URL + path,
        }


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/apenhetsloven/", FEED),
        ("/apenhetsloven/2022-09_2023-06/", FEED),
        ("/apenhetsloven/2022-09_2023-06/utgave/1/", FEED),
        ("/apenhetsloven/innsyn/", FEED),
        ("/apenhetsloven/svar/", FEED),
        ("/en/transparency-act/figures/", ENGLISH),
        ("/", None),
        ("/en/eco-labels/", None),
    ],
)
def test_pages_of_the_room_lead_to_its_feed(ask: Callable, page: str, feed: str | None) -> None:
    links = [FEED, ENGLISH]
    found = [link for link in links if f'href="{link}"' in ask(page).text]
    assert found == ([feed] if feed else [])


def test_feed_reads_the_record_alone(ask: Callable, public_record_only: Callable) -> None:
    published_answer()
    with public_record_only(), CaptureQueriesContext(connection) as queries:
        ask(FEED)
    assert len(queries) == 3
