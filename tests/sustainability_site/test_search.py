from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from labels.models import Label
from sustainability_site.content import publishing
from sustainability_site.search import LONGEST_QUERY, MOST_WORDS, search, understood
from tests.public_pages import parsed, text_of

pytestmark = pytest.mark.django_db


def titles(query: str, *, language: str = "nb") -> list[str]:
    return [card.title for card in search(query, language=language, at=timezone.now()).hits]


def status_line(ask: Callable, query: str, path: str = "/sok/") -> str:
    return text_of(parsed(ask(f"{path}?q={quote(query)}"))[0].find(".//*[@role='status']"))


def test_pages_that_name_the_word_in_the_title_come_first() -> None:
    found = titles("konfliktmineraler")
    assert found[:2] == ["Konfliktmineraler", "EUs forordning om konfliktmineraler"]
    assert "Etiske retningslinjer for leverandører" in found[2:]


def test_every_word_must_match() -> None:
    assert "TCO Certified" in titles("TCO tredjepart")
    assert titles("TCO tredjepart xyzzy") == []


@pytest.mark.parametrize("query", ["BLÅ ENGEL", "blå engel", "Blå Engel", "bla\u030a engel"])
def test_norwegian_letters_match_in_any_case(query: str) -> None:
    assert titles(query)[0] == "Blå Engel"


def test_norwegian_letters_are_letters_of_their_own() -> None:
    assert "Åpenhetsloven" in titles("åpenhetsloven")
    assert titles("apenhetsloven") == []


def test_signs_with_a_meaning_to_the_database_are_plain_signs() -> None:
    assert [titles(query) for query in ("100%_", "%", "_", ".*å", "'; DROP TABLE content_card; --")] == [
        [],
        titles("%"),
        [],
        [],
        [],
    ]


def test_search_reads_the_language_of_the_address() -> None:
    assert titles("conflict minerals", language="en")[0] == "Conflict minerals"
    assert titles("konfliktmineraler", language="en") == []


def test_unpublished_change_is_not_found_and_published_is() -> None:
    label = Label.objects.get(code="tco-certified")
    label.lead_nb = "Ordet kvantelefant står her."
    label.save()
    assert titles("kvantelefant") == []
    publishing.publish(label, actor="Prøve", reason="Prøve", at=timezone.now())
    assert titles("kvantelefant") == ["TCO Certified"]


def test_scheduled_change_is_found_from_its_moment() -> None:
    label = Label.objects.get(code="tco-certified")
    label.lead_nb = "Ordet kvantelefant står her."
    label.save()
    now = timezone.now()
    moment = now + timedelta(hours=1)
    publishing.schedule(label, actor="Prøve", reason="Prøve", moment=moment, at=now)
    before, after = (
        search("kvantelefant", language="nb", at=moment + timedelta(seconds=seconds)).total
        for seconds in (-1, 1)
    )
    assert (before, after) == (0, 1)


def test_withdrawn_page_is_not_found() -> None:
    assert "Energy Star" in titles("energy star")
    publishing.withdraw(
        Label.objects.get(code="energy-star"), actor="Prøve", reason="Prøve", at=timezone.now()
    )
    assert "Energy Star" not in titles("energy star")


def test_count_is_announced(ask: Callable) -> None:
    assert status_line(ask, "blå engel") == f"{len(titles('blå engel'))} treff på «blå engel»"
    assert status_line(ask, "xyzzy") == "Ingen treff på «xyzzy»"
    assert status_line(ask, "xyzzy", "/en/search/") == "No results for “xyzzy”"


def test_empty_result_helps(ask: Callable) -> None:
    main = parsed(ask("/sok/?q=xyzzy"))[0].find(".//main")
    assert "Prøv færre eller kortere ord." in text_of(main)
    assert "/leverandorer/" in [link.get("href") for link in main.iter("a")]


def test_query_is_inert_and_kept_in_the_field(ask: Callable) -> None:
    evil = '"><script>alert(1)</script>'
    tree, _errors = parsed(ask(f"/sok/?q={quote(evil)}"))
    assert list(tree.iter("script")) == []
    assert tree.find(".//input[@id='q']").get("value") == evil


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/sok/?q=%00tco%00", "tco"),
        ("/sok/?q=%ED%A0%80tco", None),
        ("/sok/?q=%F0%9F%90%98", "🐘"),
        ("/sok/?q=tco%0D%0Aepeat", "tco epeat"),
        ("/sok/?q=%20%20", ""),
        ("/sok/?q", ""),
        ("/sok/?q=" + "a" * 1_000_000, "a" * LONGEST_QUERY),
        ("/sok/?q=" + "a+" * 5_000, " ".join("a" * (LONGEST_QUERY // 2))),
    ],
)
def test_odd_queries_are_answered(ask: Callable, address: str, shown: str | None) -> None:
    answer = ask(address)
    value = parsed(answer)[0].find(".//input[@id='q']").get("value")
    assert answer.status == 200
    assert shown is None or value == shown


def test_too_many_fields_are_refused_without_a_trace(ask: Callable) -> None:
    answer = ask("/sok/?" + "&".join(f"q{number}=1" for number in range(10_001)), raise_errors=False)
    assert answer.status == 400
    assert "Traceback" not in answer.text


def test_lone_surrogate_is_no_sign_of_a_query() -> None:
    assert understood("tco\ud800 \x00epeat").words == ("tco", "epeat")


def test_words_beyond_the_limit_are_not_asked_for() -> None:
    assert len(understood("a " * 99).words) == MOST_WORDS


def test_search_costs_three_queries_at_most(ask: Callable, public_record_only: Callable) -> None:
    with public_record_only(), CaptureQueriesContext(connection) as queries:
        ask(f"/sok/?q={quote('miljø og krav til produkter på nettstedet her')}")
    assert len(queries) <= 3
