import json
from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from labels.models import Label
from sustainability_site.content import publishing
from sustainability_site.search import index
from sustainability_site.search.query import LONGEST_QUERY
from tests.public_pages import parsed, text_of
from tests.wire import Answer

pytestmark = pytest.mark.django_db


def main_of(answer: Answer):
    return parsed(answer)[0].find(".//main")


def status_line(answer: Answer) -> str:
    return text_of(main_of(answer).find(".//*[@role='status']"))


def links(element) -> list[tuple[str, str]]:
    return [(link.get("href"), text_of(link)) for link in element.iter("a")]


def test_number_of_results_is_announced(ask: Callable):
    found = json.loads(ask(f"/sok.json?q={quote('blå engel')}").text)
    assert status_line(ask(f"/sok/?q={quote('blå engel')}")) == f"{found['total']} treff på «blå engel»"
    assert status_line(ask("/sok/?q=xyzzy")) == "Ingen treff på «xyzzy»"
    assert status_line(ask("/en/search/?q=xyzzy")) == "No results for “xyzzy”"
    assert status_line(ask("/en/search/?q=epeat+xyzzy")).startswith(
        "No page has “xyzzy”. No page has all the words in “epeat xyzzy”."
    )


def test_words_are_marked_in_title_and_passage(ask: Callable):
    first = main_of(ask("/sok/?q=kjemikalie+rohs")).find(".//ol[@class='results']/li")
    assert text_of(first.find("h2")) != ""
    marked = {text_of(mark).casefold() for mark in first.iter("mark")}
    assert marked >= {"rohs-direktivet"} or marked >= {"kjemikalier"}
    plain = main_of(ask("/sok/?q=xyzzy"))
    assert list(plain.iter("mark")) == []


def test_editors_text_is_inert_in_title_and_passage(ask: Callable):
    evil = '<b>kvant</b><script>alert(1)</script> & "kvantelefant"'
    label = Label.objects.get(code="epeat")
    label.name_nb = label.lead_nb = evil
    label.save()
    publishing.publish(label, actor="Prøve", reason="Prøve", at=timezone.now(), examined=False)
    answer = ask("/sok/?q=kvantelefant")
    hit = main_of(answer).find(".//ol[@class='results']/li")
    assert [text_of(hit.find("h2")), text_of(hit.findall("p")[1])] == [evil, evil]
    assert [text_of(mark) for mark in hit.iter("mark")] == ["kvantelefant"] * 2
    assert (list(hit.iter("b")), list(hit.iter("script")), parsed(answer)[1]) == ([], [], [])


def test_misspelt_word_is_told_of(ask: Callable):
    total = json.loads(ask("/sok.json?q=konfliktmineraler").text)["total"]
    assert status_line(ask("/sok/?q=konfliktminraler")) == (
        "Ingen side har «konfliktminraler». Vi har søkt etter «konfliktmineraler». "
        f"{total} treff på «konfliktmineraler»"
    )


def test_kinds_are_links_with_counts_and_the_chosen_one_is_told(ask: Callable):
    kinds = main_of(ask("/sok/?q=krav&kind=label")).find(".//nav[@class='result-kinds']")
    found = json.loads(ask("/sok.json?q=krav").text)
    counts = {one["kind"]: (one["name"], one["total"]) for one in found["kinds"]}
    assert links(kinds)[0] == ("/sok/?q=krav", f"Alle {found['total']}")
    assert dict(links(kinds))["/sok/?q=krav&kind=guide"] == "{} {}".format(*counts["guide"])
    assert [text_of(link) for link in kinds.iter("a") if link.get("aria-current")] == [
        "{} {}".format(*counts["label"])
    ]
    assert all(name != "Annet" for name, _total in counts.values())


def test_pages_of_results_keep_query_and_kind(ask: Callable):
    more = main_of(ask("/sok/?q=arbeid")).find(".//nav[@class='result-pages']")
    assert links(more) == [("/sok/?q=arbeid&page=2", "Neste side")]
    back = main_of(ask("/en/search/?q=work&page=2")).find(".//nav[@class='result-pages']")
    assert links(back)[0] == ("/en/search/?q=work", "Previous page")


def test_nothing_found_leads_on(ask: Callable):
    main = main_of(ask("/sok/?" + urlencode({"q": '"kjemikalieforskrift verden"'})))
    found = dict(links(main))
    assert found["/sok/?q=kjemikalieforskrift+verden"].endswith("uten anførselstegn")
    assert found["/sok/?q=kjemikalier"] == "kjemikalier"
    assert "/leverandorer/" in found


def test_query_is_inert_and_kept_in_the_field(ask: Callable):
    evil = '"><script>alert(1)</script>'
    tree, _errors = parsed(ask(f"/sok/?q={quote(evil)}"))
    assert list(tree.iter("script")) == []
    assert tree.find(".//input[@id='q']").get("value") == evil


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("?q=%00tco%00", "tco"),
        ("?q=%ED%A0%80tco", None),
        ("?q=%F0%9F%90%98", "🐘"),
        ("?q=tco%0D%0Aepeat", "tco epeat"),
        ("?q=%20%20", ""),
        ("?q", ""),
        ("?q=a&q=tco", "tco"),
        ("?q=%25_*.%2B%5B(", "%_*.+[("),
        ("?q=%22%22%22%C2%AB", '"""«'),
        ("?q=tco&kind=%00&page=%00", "tco"),
        ("?q=tco&kind=label&kind=guide&page=1&page=99999999999999999999", "tco"),
        ("?q=tco&page=%D9%A3", "tco"),
        ("?q=tco&page=-1&unknown=1", "tco"),
        ("?q=" + "a" * 1_000_000, "a" * LONGEST_QUERY),
        ("?q=" + "a+" * 5_000, " ".join("a" * (LONGEST_QUERY // 2))),
    ],
)
def test_odd_queries_are_answered_as_page_and_as_data(ask: Callable, address: str, shown: str | None):
    page, data = ask(f"/sok/{address}"), ask(f"/sok.json{address}")
    value = parsed(page)[0].find(".//input[@id='q']").get("value")
    assert (page.status, data.status) == (200, 200)
    assert json.loads(data.text)["query"] == value
    assert shown is None or value == shown


def test_too_many_fields_are_refused_without_a_trace(ask: Callable):
    answer = ask("/sok/?" + "&".join(f"q{number}=1" for number in range(10_001)), raise_errors=False)
    assert answer.status == 400
    assert "Traceback" not in answer.text


def test_data_says_what_the_page_says(ask: Callable):
    page = main_of(ask("/en/search/?q=chemical"))
    data = json.loads(ask("/en/search.json?q=chemical").text)
    hits = page.find(".//ol[@class='results']")
    assert [settings.SITE_URL + href for href, _text in links(hits)] == [
        hit["address"] for hit in data["hits"]
    ]
    assert [text for _href, text in links(hits)] == [hit["title"] for hit in data["hits"]]
    pieces = data["hits"][0]["passage"]
    assert "".join(piece["text"] for piece in pieces) == text_of(hits.find("li").findall("p")[1])
    assert {piece["text"].lower() for piece in pieces if piece["marked"]} <= {"chemical", "chemicals"}
    assert (data["language"], data["all_words_found"], data["total"]) == ("en", True, len(data["hits"]))


def test_data_has_its_address_in_each_language_and_only_there(ask: Callable):
    statuses = {
        path: ask(f"{path}?q=tco").status for path in ("/sok.json", "/en/search.json", "/en/sok.json")
    }
    assert statuses == {"/sok.json": 200, "/en/search.json": 200, "/en/sok.json": 404}


def test_what_somebody_searched_for_is_kept_by_no_shared_cache(ask: Callable):
    headers = {
        path: ask(path).headers["cache-control"]
        for path in ("/sok/", "/sok/?q=tco", "/sok.json?q=tco", "/sok/?q=%00")
    }
    assert headers == {
        "/sok/": "public, max-age=0, must-revalidate",
        "/sok/?q=tco": "private, max-age=0, must-revalidate",
        "/sok.json?q=tco": "private, max-age=0, must-revalidate",
        "/sok/?q=%00": "public, max-age=0, must-revalidate",
    }


def test_search_page_costs_two_queries_at_most(
    ask: Callable, public_record_only: Callable, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(index, "_kept", {})
    costs = []
    for _time in range(2):
        with public_record_only(), CaptureQueriesContext(connection) as queries:
            ask(f"/sok/?q={quote('miljø og krav til produkter på nettstedet her')}")
        costs.append(len(queries))
    assert costs == [2, 1]
