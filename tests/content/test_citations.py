"""Footnote marks: from the fact to its source at the end of the page, and back."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils import translation

from sustainability_site.content.citations import Citations
from sustainability_site.content.models import Source
from tests.public_pages import parsed, text_of

PAGE = Template(
    '{% include "content/_source_mark.html" with source=first %}{% include "content/_source_mark.html" with source=second %}'
    '{% include "content/_source_mark.html" with source=first %}{% include "content/_sources.html" with sources=others %}'
)
TWO_WAYS = ("/miljomerker/tco-certified/", "/en/suppliers/chemicals/")
# 23.30 in Oslo on 25 November, half past midnight the day after.
EVENING, MIDNIGHT = datetime(2026, 11, 25, 22, 30, tzinfo=UTC), datetime(2026, 11, 25, 23, 30, tzinfo=UTC)


def source(code: str, **values: object) -> Source:
    return Source(code=code, title_nb=f"Om {code}", **values)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def rendered(*, at: datetime | None = EVENING, **values: object) -> str:
    return PAGE.render(Context({"at": at, "others": [], **values}))


def entries(tree: ElementTree.Element) -> dict[str, tuple[int, ElementTree.Element]]:
    [section] = [element for element in tree.iter("section") if element.get("class") == "sources"]
    return {item.get("id"): (number, item) for number, item in enumerate(section.iter("li"), 1)}


@pytest.mark.parametrize("path", TWO_WAYS)
def test_every_mark_leads_to_its_source_and_the_source_back_to_it(ask: Callable, path: str) -> None:
    tree, _errors = parsed(ask(path))
    listed = entries(tree)
    marks = [
        mark.find("a")
        for mark in tree.iter("span")
        if "source-mark" in mark.get("class", "") and mark.find("a") is not None
    ]
    back: dict[str, list[str]] = {}
    for mark in marks:
        number, item = listed[mark.get("href").removeprefix("#")]
        assert text_of(mark).split()[-1] == str(number)
        back.setdefault(item.get("id"), []).append(f"#{mark.get('id')}")
    assert len(marks) > 8
    assert {
        name: [link.get("href") for link in item.iter("a") if link.get("href").startswith("#")]
        for name, (_number, item) in listed.items()
    } == {name: back.get(name, []) for name in listed}


def test_numbers_follow_the_text_and_one_source_has_one_number() -> None:
    html = rendered(first=source("b"), second=source("a"), others=[source("a"), source("c")])
    assert words(html.partition("<section")[0]) == "[kilde 1] [kilde 2] [kilde 1]"
    assert re.findall(r'<li id="kilde-(\w)"', html) == ["b", "a", "c"]
    assert words(html).endswith(
        "Om b. Ikke oppgitt når kilden sist ble lest. Tilbake til teksten: sted 1 sted 2 "
        "Om a. Ikke oppgitt når kilden sist ble lest. Tilbake til teksten "
        "Om c. Ikke oppgitt når kilden sist ble lest."
    )


def test_mark_is_never_the_first_on_a_line(ask: Callable) -> None:
    for path in (*TWO_WAYS, "/ordliste/", "/leverandorer/konfliktmineraler/"):
        before = re.findall(r'(.{8})<span class="source-mark">', ask(path).text, re.DOTALL)
        assert len(before) > 4
        assert [text for text in before if not re.search(r"\S&nbsp;$", text)] == []


def test_pages_do_not_share_their_numbers() -> None:
    assert rendered(first=source("b"), second=source("a")) == rendered(first=source("b"), second=source("a"))


def test_page_without_sources_has_no_list() -> None:
    assert rendered().strip() == ""


def test_missing_source_is_told_at_the_mark_and_in_the_list() -> None:
    html = rendered(first=source("b", missing=True), second=source("a", checked_on=date(2026, 11, 20)))
    assert words(html) == (
        "[kilde 1, kilde mangler] [kilde 2] [kilde 1, kilde mangler] Kilder Kilde mangler Om b. "
        "Tilbake til teksten: sted 1 sted 2 Om a. Lest 20. november 2026. Tilbake til teksten"
    )


@pytest.mark.parametrize(
    ("at", "mark", "told"),
    [
        (EVENING, "[kilde 1]", "Gyldig til 25. november 2026."),
        (
            MIDNIGHT,
            "[kilde 1, kilden er gått ut på dato]",
            "Gjaldt til og med 25. november 2026, og er gått ut på dato.",
        ),
        (None, "[kilde 1]", "Gyldig til 25. november 2026."),
    ],
)
def test_validity_ends_at_midnight_in_oslo(at: datetime | None, mark: str, told: str) -> None:
    paper = source("paper", checked_on=date(2026, 1, 1), valid_until=date(2026, 11, 25))
    html = rendered(at=at, first=paper)
    assert (
        words(html)
        == f"{mark} {mark} Kilder Om paper. Lest 1. januar 2026. {told} Tilbake til teksten: sted 1 sted 2"
    )


def test_english_page_tells_it_in_english() -> None:
    with translation.override("en"):
        html = rendered(first=source("b", missing=True), second=source("a", valid_until=date(2026, 11, 24)))
    assert words(html) == (
        "[source 1, source missing] [source 2, the source is out of date] [source 1, source missing] Sources "
        "Source missing Om b. Back to the text: place 1 place 2 Om a. It is not stated when the source was last read. "
        "Was valid until 24 November 2026 and is out of date. Back to the text"
    )


def test_each_mark_has_a_place_of_its_own() -> None:
    cited, paper = Citations(), source("paper")
    assert [cited.mark(paper).marks[-1] for _mark in range(2)] == ["note-1-1", "note-1-2"]
    assert cited.mark(source("other")).marks == ["note-2-1"]
