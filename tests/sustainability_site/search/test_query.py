import pytest

from sustainability_site.search.query import LONGEST_QUERY, MOST_WORDS, understood


def test_lone_surrogates_and_control_signs_are_no_signs_of_a_query():
    assert understood("tco\ud800 \x00epeat", "nb").words == ("tco", "epeat")


def test_query_has_its_limits():
    assert len(understood("a" * 1_000_000, "nb").text) == LONGEST_QUERY
    assert len(understood(" ".join(f"ord{number}" for number in range(50)), "nb").words) == MOST_WORDS
    assert understood("krav krav Krav", "nb").words == ("krav",)


def test_hyphenated_word_is_asked_for_by_its_parts():
    assert understood("CE-merket", "nb").words == ("ce", "merket")


@pytest.mark.parametrize("query", ['"å b"', "«å b»", "“å b”", "„å b“", '  "å-b" '])
def test_quotation_marks_of_every_kind_make_a_phrase(query: str):
    assert understood(query, "nb").phrases == (("a", "b"),)


@pytest.mark.parametrize("query", ['"å b', "å b»", '"b"', '""', "«»"])
def test_lone_mark_or_lone_word_makes_no_phrase(query: str):
    assert understood(query, "nb").phrases == ()
