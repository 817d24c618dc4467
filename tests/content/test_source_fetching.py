"""One request, tried against a real server on this machine that plays the rest of the world."""

import socket
import ssl
import threading
from datetime import timedelta
from functools import partial
from time import monotonic

import pytest

from sustainability_site.content import source_fetching
from sustainability_site.content.public_addresses import AddressRefused
from sustainability_site.content.source_fetching import MOST_BYTES, Network, NoAnswer
from tests.content.source_server import CERTIFICATE, PUBLIC, answer, internet, raw, redirect

fetch = partial(source_fetching.fetch, agent="source-check (+https://example.no/)", seconds=5)
TEXT = "<title>Kilde</title><p>Vi måler strøm.</p>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
NOT_OPEN = "ikke er åpen på internett"


def test_page_is_fetched_from_the_very_number_that_was_judged() -> None:
    with internet({"kilde.example/side?a=b": answer(body=TEXT)}) as world:
        got = fetch("http://kilde.example/side?a=b#del", network=world.network())
    assert (got.status, got.media_type, got.body.decode()) == (200, "text/html", TEXT)
    assert (got.address, got.moved_to, got.downgraded, got.wait) == (
        "http://kilde.example/side?a=b",
        "",
        False,
        None,
    )
    assert world.called == [(PUBLIC, 80)]


def test_request_says_who_asks_and_carries_nothing_else() -> None:
    with internet({"kilde.example/": answer(body=TEXT, Set_Cookie="a=b")}) as world:
        fetch("http://kilde.example/", network=world.network())
        fetch("http://kilde.example/", network=world.network())
    assert world.requests[1] == (
        "kilde.example",
        "/",
        {
            "Host": "kilde.example",
            "User-Agent": "source-check (+https://example.no/)",
            "Accept": "text/html, */*;q=0.5",
            "Accept-Language": "nb, en;q=0.8, *;q=0.5",
            "Accept-Encoding": "identity",
            "Connection": "close",
        },
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://[::ffff:7f00:1]/",
    ],
)
def test_real_network_never_reaches_this_machine(url: str) -> None:
    asked = []
    real = Network(dial=lambda *call: asked.append(call))
    with pytest.raises(AddressRefused, match=NOT_OPEN):
        fetch(url, network=real)
    assert asked == []


@pytest.mark.parametrize(
    "numbers", [["127.0.0.1"], ["::1"], ["169.254.169.254"], [PUBLIC, "10.0.0.1"], ["::ffff:127.0.0.1"]]
)
def test_name_that_leads_to_a_hidden_machine_is_never_called(numbers: list[str]) -> None:
    trap = internet({"felle.example/": answer()}, names={"felle.example": numbers})
    with trap as world, pytest.raises(AddressRefused, match=NOT_OPEN):
        fetch("http://felle.example/", network=world.network())
    assert (world.called, world.requests) == ([], [])


def test_name_that_changes_its_mind_is_judged_anew_each_time() -> None:
    """DNS rebinding: the second look-up of a name leads inside."""
    numbers = iter(([PUBLIC], ["127.0.0.1"]))
    with internet({"felle.example/": redirect("/igjen")}) as world:
        network = Network(resolve=lambda host, port: next(numbers), dial=world.dial)
        with pytest.raises(AddressRefused, match=NOT_OPEN):
            fetch("http://felle.example/", network=network)
    assert world.called == [(PUBLIC, 80)]
    assert [path for _host, path, _headers in world.requests] == ["/"]


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("http://127.0.0.1/", NOT_OPEN),
        ("//[::1]/", NOT_OPEN),
        ("http://inne.example/", NOT_OPEN),
        ("http://2130706433/", "uvanlig måte"),
        ("http://kilde.example:6379/", "port 6379"),
        ("http://a:b@kilde.example/", "brukernavn"),
        ("file:///etc/passwd", "verken med http"),
        ("http://[::1", "ikke en adresse|ikke gyldig|ikke er en adresse"),
    ],
)
def test_redirect_is_judged_like_any_address(to: str, reason: str) -> None:
    names = {"inne.example": ["192.168.0.1"], "127.0.0.1": ["127.0.0.1"], "::1": ["::1"]}
    with (
        internet({"kilde.example/": redirect(to)}, names=names) as world,
        pytest.raises(AddressRefused, match=reason),
    ):
        fetch("http://kilde.example/", network=world.network())
    assert world.called == [(PUBLIC, 80)]


def test_permanent_redirects_give_the_new_address_up_to_the_first_temporary_one() -> None:
    pages = {
        "kilde.example/a": redirect("/b", 301),
        "kilde.example/b": redirect("http://ny.example/c", 308),
        "ny.example/c": redirect("http://ny.example/i-dag", 302),
        "ny.example/i-dag": answer(body=TEXT),
    }
    with internet(pages) as world:
        got = fetch("http://kilde.example/a", network=world.network())
        temporary = fetch("http://ny.example/c", network=world.network())
    assert (got.moved_to, got.address) == ("http://ny.example/c", "http://ny.example/i-dag")
    assert (temporary.moved_to, temporary.address) == ("", "http://ny.example/i-dag")


@pytest.mark.parametrize(("hops", "arrives"), [(5, True), (6, False)])
def test_five_redirects_are_followed(hops: int, arrives: bool) -> None:
    pages = {f"kilde.example/{hop}": redirect(f"/{hop - 1}") for hop in range(1, hops + 1)}
    with internet(pages | {"kilde.example/0": answer(body=TEXT)}) as world:
        if arrives:
            assert fetch(f"http://kilde.example/{hops}", network=world.network()).status == 200
        else:
            with pytest.raises(NoAnswer, match="uten ende"):
                fetch(f"http://kilde.example/{hops}", network=world.network())
    assert len(world.requests) == 6


def test_circle_of_redirects_ends() -> None:
    with (
        internet({"kilde.example/": redirect("/", 302)}) as world,
        pytest.raises(NoAnswer, match="uten ende"),
    ):
        fetch("http://kilde.example/", network=world.network())
    assert len(world.requests) == 6


def test_huge_page_is_read_to_the_cap_and_no_further() -> None:
    stop = threading.Event()
    page = raw(HEAD, b"<p>ord " * 10_000, then=lambda: not stop.is_set())
    with internet({"kilde.example/": page}) as world:
        got = fetch("http://kilde.example/", network=world.network())
        stop.set()
    assert len(got.body) == MOST_BYTES


def test_what_is_no_text_is_not_read() -> None:
    with internet({"kilde.example/": answer(body="%PDF-1.7 …", Content_Type="application/pdf")}) as world:
        got = fetch("http://kilde.example/", network=world.network())
    assert (got.status, got.media_type, got.body) == (200, "application/pdf", b"")


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX: ", HEAD], ids=["status", "header", "body"])
def test_server_that_answers_a_byte_at_a_time_meets_the_deadline(start: bytes) -> None:
    stop = threading.Event()
    page = raw(start, b"x", then=lambda: not stop.wait(0.02))
    with internet({"kilde.example/": page}) as world:
        began = monotonic()
        with pytest.raises(NoAnswer, match="ikke i tide"):
            fetch("http://kilde.example/", network=world.network(), seconds=0.3)
        took = monotonic() - began
        stop.set()
    assert took < 3


def test_server_that_says_nothing_meets_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        network = Network(
            resolve=lambda host, port: [PUBLIC],
            dial=lambda number, port, seconds: socket.create_connection(silent.getsockname(), seconds),
        )
        for scheme in ("http", "https"):
            with pytest.raises(NoAnswer, match="ikke i tide"):
                fetch(f"{scheme}://kilde.example/", network=network, seconds=0.2)


@pytest.mark.parametrize(
    "nonsense", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200]
)
def test_answer_that_is_no_http_is_told(nonsense: bytes) -> None:
    with internet({"kilde.example/": raw(nonsense)}) as world, pytest.raises(NoAnswer, match="til å forstå"):
        fetch("http://kilde.example/", network=world.network())


def test_name_that_does_not_exist_is_told() -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise socket.gaierror

    with pytest.raises(NoAnswer, match="Navnet finnes ikke"):
        fetch("http://kilde.example/", network=Network(resolve=nowhere))


def test_next_number_is_tried_when_the_first_does_not_answer() -> None:
    with internet(
        {"kilde.example/": answer(body=TEXT)}, names={"kilde.example": ["2a00::1", PUBLIC]}
    ) as world:

        def dial(number: str, port: int, seconds: float) -> socket.socket:
            if ":" in number:
                raise OSError
            return world.dial(number, port, seconds)

        assert fetch("http://kilde.example/", network=Network(resolve=world.resolve, dial=dial)).status == 200


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=CERTIFICATE)


def test_certificate_must_be_of_someone_known_and_of_the_name_asked_for() -> None:
    with internet({"kilde.example/": answer(body=TEXT)}, tls=True) as world:
        assert fetch("https://kilde.example/", network=world.network(trusting())).body.decode() == TEXT
        for url, tls in (("https://kilde.example/", None), ("https://annen.example/", trusting())):
            with pytest.raises(NoAnswer, match="Sertifikatet er ikke gyldig"):
                fetch(url, network=world.network(tls))
    assert world.called == [(PUBLIC, 443)] * 3
    assert [host for host, _path, _headers in world.requests] == ["kilde.example"]


def test_redirect_out_of_encryption_is_told() -> None:
    with (
        internet({"kilde.example/": answer(body=TEXT)}) as plain,
        internet({"kilde.example/": redirect("http://kilde.example/")}, tls=True) as secure,
    ):
        network = Network(
            resolve=secure.resolve,
            dial=lambda number, port, seconds: (secure if port == 443 else plain).dial(number, port, seconds),
            tls=trusting(),
        )
        got = fetch("https://kilde.example/", network=network)
    assert (got.status, got.address, got.downgraded) == (200, "http://kilde.example/", True)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("99999999999999", timedelta(days=30)),
        ("Wed, 25 Nov 2026 12:00:00 GMT", timedelta(days=1)),
        ("-5", timedelta(days=1)),
    ],
)
def test_host_that_asks_for_rest_says_how_long(header: str, wait: timedelta) -> None:
    with internet({"kilde.example/": answer(429, Retry_After=header)}) as world:
        got = fetch("http://kilde.example/", network=world.network())
    assert (got.status, got.wait) == (429, wait)
