"""Every public page in every language, asked for once and looked at in many ways."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sustainability_site.content.addresses import LANGUAGES, archive_path, json_path
from sustainability_site.content.reading import live_cards
from tests import public_pages

PAGES_PER_LANGUAGE = 42
QUERIES = 3


@pytest.fixture
def paths(db: None) -> list[tuple[str, str]]:
    now = timezone.now()
    return [
        (language, path)
        for language in LANGUAGES
        for path in live_cards(language, now).exclude(path="").values_list("path", flat=True)
    ]


def test_every_page_in_every_language_is_well_made(
    ask: Callable, paths: list, public_record_only: Callable
) -> None:
    found, loaded = [], {}
    for language, path in paths:
        with public_record_only(), CaptureQueriesContext(connection) as queries:
            answer = ask(path, accept_encoding="br")
        tree, _errors = public_pages.parsed(answer)
        for address in public_pages.loaded_addresses(tree) - set(loaded):
            loaded[address] = len(ask(address, accept_encoding="br").content)
        if answer.status != 200:
            found.append(f"{path}: {answer.status}")
        if len(queries) > QUERIES:
            found.append(f"{path}: {len(queries)} queries")
        found += [
            f"{path}: {fault}"
            for fault in public_pages.faults(answer, language=language, path=path, loaded=loaded)
        ]
    assert found == []
    assert len(loaded) == 5
    assert [sum(language == one for one, _path in paths) for language in LANGUAGES] == [
        PAGES_PER_LANGUAGE
    ] * 2


def test_every_page_has_its_document_and_its_first_edition(ask: Callable, paths: list) -> None:
    answers = [
        (ask(json_path(path)).status, ask(archive_path(path, 1)).status, ask(archive_path(path, 2)).status)
        for _language, path in paths
    ]
    assert answers == [(200, 200, 404)] * (PAGES_PER_LANGUAGE * len(LANGUAGES))


def test_every_internal_link_leads_to_a_page(ask: Callable, paths: list) -> None:
    links = {
        link.get("href").partition("#")[0]
        for _language, path in paths
        for link in public_pages.parsed(ask(path))[0].iter("a")
        if link.get("href", "").startswith("/")
    }
    broken = {address: status for address in links if (status := ask(address).status) != 200}
    assert broken == {}
    assert len(links) > PAGES_PER_LANGUAGE * len(LANGUAGES)


def test_the_sweep_sees_a_page_that_is_not_well_made() -> None:
    bad = (
        '<!doctype html><html lang="sv"><head><title>Kort</title></head><body><h1>A</h1><h3>B</h3>'
        '<script>1</script><img src="//evil.example/x.png"><p onclick="x()" id="a">t</p><p id="a">u</p></body></html>'
    )
    answer = public_pages.Answer(status=200, headers={}, content=bad.encode(), cookies=("a=b",))
    assert sorted(set(public_pages.faults(answer, language="nb", path="/", loaded={}))) == [
        "a handler or inline style on p",
        "a picture without alt",
        "a script",
        "canonical is None",
        "h3 under h1",
        "id a twice",
        "lang is sv",
        "loads //evil.example/x.png",
        "no alternate in en",
        "no alternate in nb",
        "no alternate in x-default",
        "no title to speak of",
        "sets a cookie",
        f"tells None bytes and sends {len(bad)}",
    ]
