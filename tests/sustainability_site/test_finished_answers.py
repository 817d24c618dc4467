import gc
import sqlite3
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import connection, connections

from sustainability_site.answers import REVALIDATE
from sustainability_site.finished_answers import FinishedAnswers
from tests.bench.bound import Published, ask_everything
from tests.wire import Answer, ask_of

PAGE = "/om/"
ENCODINGS = ("br", "gzip", "identity")


@pytest.fixture
def rendered(statements: list[str]) -> Callable[[Callable[[], Answer]], int]:
    """How many SQL statements an answer costs."""

    def count(act: Callable[[], Answer]) -> int:
        before = len(statements)
        act()
        return len(statements) - before

    return count


def test_published_page_costs_three_queries_and_from_then_on_one(ask: Callable, rendered: Callable) -> None:
    assert [rendered(lambda: ask(PAGE)) for _ in range(3)] == [3, 1, 1]


@pytest.mark.parametrize(
    "path", [PAGE, "/en/about/", "/om.json", "/om/utgave/1/", "/miljomerker/epeat/", "/"]
)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_kept_answer_is_the_same_as_the_first(ask: Callable, path: str, encoding: str) -> None:
    first, second = (ask(path, accept_encoding=encoding) for _ in range(2))
    assert first == second
    assert first.status == 200
    assert first.headers["vary"] == "Accept-Encoding"
    assert first.headers["cache-control"] == REVALIDATE
    assert first.headers.get("content-encoding", "identity") == encoding
    assert int(first.headers["content-length"]) == len(first.content)
    assert "last-modified" not in first.headers


def test_head_has_the_same_headers_and_no_body_cold_and_kept(ask: Callable) -> None:
    cold = ask(PAGE, method="HEAD", accept_encoding="br")
    page = ask(PAGE, accept_encoding="br")
    kept = ask(PAGE, method="HEAD", accept_encoding="br")
    assert (cold.content, kept.content) == (b"", b"")
    assert cold.headers == kept.headers == page.headers


def test_page_that_the_visitor_has_is_not_sent_cold_or_kept(ask: Callable) -> None:
    tag = ask(PAGE, accept_encoding="gzip").headers["etag"]
    for header in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = ask(PAGE, accept_encoding="gzip", if_none_match=header)
        assert (answer.status, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
        assert answer.headers["cache-control"] == REVALIDATE
        assert {"content-length", "content-type", "content-encoding"} & set(answer.headers) == set()
    assert ask(PAGE, accept_encoding="br", if_none_match=tag).status == 200


def test_part_of_a_page_is_answered_with_the_whole(ask: Callable) -> None:
    for _ in range(2):
        answer = ask(PAGE, range="bytes=0-9", if_range='"x"')
        assert answer.status == 200
        assert len(answer.content) > 1000
        assert "content-range" not in answer.headers


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (f"{PAGE}?utm_source=brev", {}),
        (f"{PAGE}?", {"authorization": "Basic YTpi"}),
        (PAGE, {"cookie": "session=abc"}),
    ],
)
def test_what_is_not_plain_goes_to_django_every_time(address: str, headers: dict[str, str], db: None) -> None:
    layer = FinishedAnswers(inner := Published())
    for _ in range(3):
        assert ask_of(layer, address, **headers).status == 200
    assert inner.rendered == 3
    ask_of(layer, PAGE)
    ask_of(layer, PAGE)
    assert inner.rendered == 4
    ask_of(layer, address, **headers)
    assert inner.rendered == 5


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_go_to_django_also_where_a_page_is_kept(method: str, db: None) -> None:
    layer = FinishedAnswers(inner := Published())
    ask_of(layer, PAGE)
    ask_of(layer, PAGE, method=method)
    assert inner.rendered == 2


@pytest.mark.parametrize(
    "answered",
    [
        Published(stamped=False),
        Published(status=404),
        Published(status=410),
        Published(Cache_Control="no-store"),
        Published(Cache_Control="private, max-age=0"),
        Published(Vary="Cookie"),
        Published(Vary="Accept-Encoding, Accept-Language"),
        Published(Content_Encoding="zstd"),
    ],
)
def test_what_no_view_has_vouched_for_is_not_kept(answered: Published, db: None) -> None:
    layer = FinishedAnswers(answered)
    before = answered.rendered
    assert {ask_of(layer, PAGE).status for _ in range(3)} == {answered.status}
    assert answered.rendered - before == 3


def test_plain_http_goes_to_django_where_the_site_answers_over_https(settings, db: None) -> None:
    settings.SECURE_SSL_REDIRECT = True
    layer = FinishedAnswers(inner := Published())
    for _ in range(2):
        ask_of(layer, PAGE)
    assert inner.rendered == 2


def test_address_of_another_host_is_refused_also_where_a_page_is_kept(ask: Callable) -> None:
    assert [ask(PAGE, host=host).status for host in ("127.0.0.1", "evil.example", "127.0.0.1")] == [
        200,
        400,
        200,
    ]


def test_database_that_is_away_is_left_to_django(db: None) -> None:
    layer = FinishedAnswers(inner := Published())
    ask_of(layer, PAGE)

    connection.ensure_connection()
    whole = connection.connection
    with closing(sqlite3.connect(":memory:")) as without_tables:
        connection.connection = without_tables
        try:
            assert ask_of(layer, PAGE).status == 200
        finally:
            connection.connection = whole
    assert inner.rendered == 2


def test_shared_caches_may_be_given_a_time_of_their_own_for_pages_alone(ask: Callable, settings) -> None:
    settings.SHARED_CACHE_SECONDS = 60
    assert ask(PAGE).headers["cache-control"] == f"{REVALIDATE}, s-maxage=60"
    assert ask(f"{PAGE}?merke=epeat").headers["cache-control"] == REVALIDATE
    assert ask("/finnes-ikke/").headers["cache-control"] == REVALIDATE


def test_memory_is_bounded_whatever_is_asked_for(committing_db: None) -> None:
    most_bytes = 500_000
    layer = FinishedAnswers(Published(), most_bytes=most_bytes)
    ask_everything(layer, range(4_000))
    tracemalloc.start()
    ask_everything(layer, range(4_000, 5_000))
    gc.collect()
    held, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 10 < len(layer.shelf.answers) < 100
    assert layer.shelf.size <= most_bytes
    assert held < most_bytes


def test_answer_too_large_for_the_shelf_is_given_and_not_kept(db: None) -> None:
    layer = FinishedAnswers(inner := Published(length=200_000), most_bytes=400_000)
    assert [len(ask_of(layer, PAGE).content) for _ in range(2)] == [200_000, 200_000]
    assert (inner.rendered, layer.shelf.size) == (2, 0)


def test_database_that_cannot_be_opened_is_left_to_django(
    committing_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The driver's own faults know nothing of Django's. A thread of its own has no connection yet."""

    def refused(*args: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    layer = FinishedAnswers(inner := Published())
    monkeypatch.setattr(type(connections["default"]), "get_new_connection", refused)
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(ask_of, layer, PAGE).result()
    assert (answer.status, inner.rendered) == (200, 1)
