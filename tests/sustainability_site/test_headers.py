from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import path
from playwright.sync_api import Page

from sustainability_site.headers import PERMISSIONS, HeaderLayer, with_security
from tests.conftest import LiveSite
from tests.wire import ask_of

PUBLIC = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": PERMISSIONS,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [path("", broken)]


def security_of(headers: dict[str, str]) -> dict[str, str]:
    return {name: headers[name] for name in PUBLIC if name in headers}


def test_page_carries_all_headers(ask: Callable) -> None:
    answer = ask("/")
    assert answer.status == 200
    assert security_of(answer.headers) == PUBLIC
    assert "strict-transport-security" not in answer.headers


def test_static_file_carries_all_headers_also_unchanged(ask: Callable) -> None:
    address = static("css/site.css")
    answer = ask(address, accept_encoding="br")
    assert answer.headers["cache-control"] == "max-age=315360000, public, immutable"
    assert answer.headers["content-encoding"] == "br"
    unchanged = ask(address, if_modified_since=answer.headers["last-modified"])
    assert (answer.status, unchanged.status, unchanged.content) == (200, 304, b"")
    assert security_of(answer.headers) == security_of(unchanged.headers) == PUBLIC


def test_missing_page_carries_all_headers(ask: Callable) -> None:
    answer = ask("/finnes-ikke/")
    assert answer.status == 404
    assert security_of(answer.headers) == PUBLIC


def test_broken_page_carries_all_headers(ask: Callable, settings) -> None:
    settings.ROOT_URLCONF = __name__
    answer = ask("/", raise_errors=False)
    assert answer.status == 500
    assert security_of(answer.headers) == PUBLIC
    assert answer.headers["cache-control"] == "no-store"


def test_media_is_sandboxed(ask: Callable) -> None:
    answer = ask("/media/none.webp")
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"


def test_admin_has_policy_of_its_own(ask: Callable) -> None:
    answer = ask("/admin/login/")
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == "'self' 'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
    assert policy["frame-ancestors"] == "'self'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"


def test_policy_of_public_page_can_not_be_loosened() -> None:
    written = with_security(
        "/", [("content-security-policy", "default-src *"), ("Content-Type", "text/html")]
    )
    assert [value for name, value in written if name.lower() == "content-security-policy"] == [
        PUBLIC["content-security-policy"]
    ]
    assert ("Content-Type", "text/html") in written


@pytest.mark.parametrize(
    ("subdomains", "preload", "value"),
    [
        (False, False, "max-age=63072000"),
        (True, False, "max-age=63072000; includeSubDomains"),
        (True, True, "max-age=63072000; includeSubDomains; preload"),
    ],
)
def test_transport_security_in_production(settings, subdomains: bool, preload: bool, value: str) -> None:
    settings.SECURE_HSTS_SECONDS = 63072000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = subdomains
    settings.SECURE_HSTS_PRELOAD = preload
    assert dict(with_security("/", []))["Strict-Transport-Security"] == value


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1@evil.example", "", "127.0.0.1:80:90", "a b"])
@pytest.mark.parametrize("address", ["/", "/static/none.css", "/healthz", "/admin/"])
def test_wrong_host_is_refused_before_anything_else(ask: Callable, host: str, address: str) -> None:
    answer = ask(address, host=host)
    assert (answer.status, answer.content) == (400, b"Ukjent vertsnavn. / Unknown host name.\n")
    assert security_of(answer.headers).keys() == PUBLIC.keys()


def test_forwarded_host_is_not_believed(ask: Callable) -> None:
    assert "evil.example" not in ask("/", x_forwarded_host="evil.example").text


@pytest.mark.parametrize("address", ["/", "/en/", "/sok/", "/finnes-ikke/", "/sitemap.xml", "/feed.xml"])
def test_public_answer_is_the_same_for_everyone(ask: Callable, address: str) -> None:
    answer = ask(address, cookie="session=abc; csrf=def", accept_encoding="br")
    assert answer.cookies == ()
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_unchanged_page_is_not_sent_again(ask: Callable, encoding: str) -> None:
    answer = ask("/", accept_encoding=encoding)
    assert answer.headers.get("content-encoding", "identity") == encoding
    assert int(answer.headers["content-length"]) == len(answer.content)
    again = ask("/", accept_encoding=encoding, if_none_match=answer.headers["etag"])
    assert (again.status, again.content) == (304, b"")
    assert again.headers["vary"] == "Accept-Encoding"


def test_each_encoding_has_a_tag_of_its_own(ask: Callable) -> None:
    answers = [ask("/", accept_encoding=encoding) for encoding in ("br", "gzip", "identity")]
    assert len({answer.headers["etag"] for answer in answers}) == 3
    assert len({answer.text for answer in answers}) == 1
    assert [answer.headers["etag"][:2] for answer in answers if answer.headers["etag"].startswith("W/")] == []


def test_encoding_that_is_refused_is_not_sent(ask: Callable) -> None:
    answer = ask("/", accept_encoding="br;q=0, gzip;q=0.5")
    assert answer.headers["content-encoding"] == "gzip"


def test_admin_is_neither_kept_nor_compressed(ask: Callable) -> None:
    answer = ask("/admin/login/", accept_encoding="br")
    assert "content-encoding" not in answer.headers
    assert "no-store" in answer.headers["cache-control"]
    assert "Path=/admin/" in answer.cookies[0]


@pytest.fixture
def violations(tab: Page) -> list[str]:
    """What the browser complains of while the test goes on."""
    told: list[str] = []
    tab.on(
        "console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None
    )
    tab.on("pageerror", lambda error: told.append(str(error)))
    return told


def test_browser_asks_this_site_alone(live_site: LiveSite, tab: Page, violations: list[str]) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{live_site}/")
    assert [url for url in asked if not url.startswith(f"{live_site}/")] == []
    assert len(asked) <= 4
    assert tab.context.cookies() == []
    assert violations == []


def test_browser_signs_in_to_admin(live_site: LiveSite, tab: Page, violations: list[str]) -> None:
    get_user_model().objects.create_superuser("redaktør", password="et langt passord til prøve")  # noqa: S106
    tab.goto(f"{live_site}/admin/")
    tab.fill("#id_username", "redaktør")
    tab.fill("#id_password", "et langt passord til prøve")
    tab.click("[type=submit]")
    tab.wait_for_selector("#user-tools, #logout-form")
    assert {(cookie["name"], cookie["path"]) for cookie in tab.context.cookies()} == {
        ("session", "/admin/"),
        ("csrf", "/admin/"),
    }
    assert violations == []


def test_refused_encoding_of_a_static_file_is_not_sent_and_no_tag_stands_for_two(ask: Callable) -> None:
    address = static("css/site.css")
    bare = ask(address, accept_encoding="br;q=0, gzip;q=0")
    assert "content-encoding" not in bare.headers
    assert int(bare.headers["content-length"]) == len(bare.content)
    part = ask(address, accept_encoding="br", range="bytes=0-9")
    assert (part.status, part.headers["content-encoding"]) == (200, "br")
    part = ask(address, range="bytes=0-9")
    assert (part.status, part.content) == (206, bare.content[:10])
    assert "etag" not in bare.headers.keys() | part.headers.keys()


@pytest.mark.parametrize(
    "path", ["/om/", "/en/about/", "/", "/om.json", "/miljomerker/epeat/", "/om/utgave/1/"]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_page_that_takes_nothing_says_so_and_is_no_page_of_the_admin(
    ask: Callable, path: str, method: str
) -> None:
    answer = ask(path, method=method)
    assert (answer.status, answer.headers["allow"], answer.content) == (405, "GET, HEAD", b"")
    assert answer.headers["cache-control"] == "no-store"


def test_form_of_the_admin_without_its_token_is_told_in_admin(ask: Callable) -> None:
    answer = ask("/admin/login/", method="POST")
    assert answer.status == 403
    assert "Skjemaet ble ikke sendt" in answer.text


def test_fault_of_any_layer_is_told_in_both_languages_under_all_headers(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken_layer(environ: dict, start_response: Callable) -> list[bytes]:
        raise RuntimeError

    answer = ask_of(HeaderLayer(broken_layer), "/om/")
    assert (answer.status, answer.headers["cache-control"]) == (500, "no-store")
    assert "<h1>Noe gikk galt hos oss</h1>" in answer.text
    assert answer.text == render_to_string("500.html")
    assert '<section class="section" lang="en">' in answer.text
    assert security_of(answer.headers) == PUBLIC
    assert caplog.messages == ["GET '/om/'"]
