"""The site as it runs in production, asked over a connection: what a scanner would see."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sustainability_site.headers import PERMISSIONS, PUBLIC_POLICY
from tests.bench.load import Answer, Connection
from tests.bench.serving import Served, site
from tests.observatory import points, score
from tests.own_var import copy_of_start

HOST = "127.0.0.1"
EVERYWHERE = {
    "content-security-policy": PUBLIC_POLICY,
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": PERMISSIONS,
    "referrer-policy": "same-origin",
    "strict-transport-security": "max-age=63072000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


@pytest.fixture
def production(starter_var: Path, tmp_path: Path) -> Iterator[Served]:
    with site(
        copy_of_start(starter_var, tmp_path),
        path="/healthz",
        SITE_MODE="production",
        SITE_URL=f"https://{HOST}",
        ALLOWED_HOSTS=HOST,
        SECRET_KEY="xV7r!mK2-qLz9@tWp4+cNf8#hJd3*bSg6=yRa5%eUo1^iMk0&wT",  # noqa: S106
    ) as server:
        yield server


def test_production_scores_150_of_150_and_no_answer_is_without_headers(production: Served) -> None:
    with Connection(production.port) as connection:

        def ask(path: str, **headers: str) -> Answer:
            return connection.get(path, X_Forwarded_Proto="https", **headers)

        cold, kept = ask("/om/"), ask("/om/")
        style = re.search(r'href="(/static/css/[^"]+)"', kept.body.decode())[1]
        answers = {
            "cold": (200, cold),
            "kept": (200, kept),
            "unchanged": (304, ask("/om/", If_None_Match=kept.headers["etag"])),
            "static": (200, ask(style)),
            "static, unchanged": (304, ask(style, If_Modified_Since=ask(style).headers["last-modified"])),
            "missing": (404, ask("/finnes-ikke/")),
            "missing media": (404, ask("/media/none.webp")),
            "wrong host": (400, ask("/om/", Host="evil.example")),
            "refused": (405, connection.get("/om/", method="DELETE", X_Forwarded_Proto="https")),
        }
        plain = [connection.get("/om/") for _ in range(2)]
        english = connection.get("/om/", X_Forwarded_Proto="https", Cookie="session=abc")

    assert {name: answer.status for name, (_status, answer) in answers.items()} == {
        name: status for name, (status, _answer) in answers.items()
    }
    media = {"content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox"}
    for name, (_status, answer) in answers.items():
        wanted = EVERYWHERE | media if name == "missing media" else EVERYWHERE
        assert {header: answer.headers.get(header) for header in wanted} == wanted, name
    # Over plain http nothing is given from what is kept.
    assert [(answer.status, answer.headers["location"]) for answer in plain] == [
        (301, f"https://{HOST}/om/")
    ] * 2
    assert english.body == kept.body
    for answer in (cold, kept):
        given = points(
            answer.headers,
            answer.body.decode(),
            redirect=(plain[0].status, plain[0].headers["location"]),
            cookies=tuple(value for name, value in answer.headers.items() if name == "set-cookie"),
        )
        assert score(given) == 150, given


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, 150),
        ({"cross-origin-opener-policy": ""}, 140),
        ({"content-security-policy": PUBLIC_POLICY.replace("default-src 'none'", "default-src 'self'")}, 145),
        ({"content-security-policy": f"{PUBLIC_POLICY}; script-src 'unsafe-inline'"}, 80),
        ({"content-security-policy": PUBLIC_POLICY.replace("; frame-ancestors 'none'", "")}, 145),
        ({"strict-transport-security": "max-age=3600"}, 140),
        ({"strict-transport-security": ""}, 80),
        ({"x-content-type-options": ""}, 145),
        ({"content-security-policy": ""}, 75),
    ],
)
def test_score_falls_with_what_is_missing(change: dict[str, str], expected: int) -> None:
    given = points(EVERYWHERE | change, "<p>", redirect=(301, "https://example.no/"), cookies=())
    assert score(given) == expected
