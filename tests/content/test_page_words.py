from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainability_site.content.page_words import SKETCH, in_common, read_page, sketch

WORDS = [f"ord{number}" for number in range(400)]


def test_only_what_a_reader_sees_counts() -> None:
    html = (
        "<!doctype html><head><title>Krav &amp; <b>tall</b></title><style>p{color:red}</style></head>"
        "<!-- skjult <p>kommentar</p> --><P CLASS='a'>Minst 15&nbsp;prosent</P><script>var a = '<p>nei</p>';</script>"
        "<svg><text>bilde</text></svg><noscript>uten</noscript> er fornybar."
    )
    title, found = read_page(html)
    assert title == "Krav &"
    assert found == sketch(["tall", "Minst", "15", "prosent", "er", "fornybar."])


def test_plain_text_is_read_as_it_stands() -> None:
    assert read_page("Bare tekst her, uten merker.") == (
        "",
        sketch(["Bare", "tekst", "her,", "uten", "merker."]),
    )


def test_case_and_spacing_are_no_change() -> None:
    assert read_page("<p>Ett  TO\n tre fire")[1] == read_page("<p>ett to</p> <p>Tre</p> FIRE")[1]


@pytest.mark.parametrize(
    ("now", "least", "most"),
    [
        (WORDS, 1.0, 1.0),
        ([*WORDS, "nytt", "avsnitt"], 0.95, 1.0),
        (WORDS[:300], 0.65, 0.85),
        (WORDS[:80], 0.1, 0.3),
        ([f"spill{number}" for number in range(400)], 0.0, 0.0),
        ([], 0.0, 0.0),
    ],
)
def test_share_in_common_follows_the_text(now: list[str], least: float, most: float) -> None:
    assert least <= in_common(sketch(WORDS), sketch(now)) <= most


def test_too_short_a_text_is_not_judged_by() -> None:
    assert in_common(sketch(WORDS[:21]), sketch(WORDS)) is None
    assert in_common(sketch(WORDS[:22]), sketch(WORDS)) is not None


@given(st.text(max_size=200))
def test_any_page_can_be_read(text: str) -> None:
    title, found = read_page(text)
    assert len(title) <= 300
    assert len(found) <= SKETCH
    assert found == sorted(set(found))


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<![CDATA[", "<div>", "<b><i>", "<script>", "<title>", "&#", "a ", "<a b=c "]
)
def test_hostile_page_is_read_in_a_moment(piece: str) -> None:
    began = monotonic()
    read_page(piece * (1_000_000 // len(piece)))
    assert monotonic() - began < 10
