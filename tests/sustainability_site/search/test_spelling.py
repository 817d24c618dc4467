import pytest

from sustainability_site.search.spelling import allowed, distance


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("merke", "merke", 0),
        ("merke", "merkr", 1),
        ("merke", "mrke", 1),
        ("merke", "merkee", 1),
        ("merke", "emrke", 1),
        ("merke", "mekre", 1),
        ("barnearbeid", "banrearbied", 2),
        ("abc", "cab", 2),
        ("merke", "", 3),
        ("", "", 0),
        ("merke", "leverandor", 3),
    ],
)
def test_slips_are_counted_up_to_the_bound(one: str, other: str, slips: int):
    assert distance(one, other, 2) == distance(other, one, 2) == slips


def test_short_words_and_numbers_allow_no_slip():
    assert [allowed(word) for word in ("rohs", "eu", "2022", "iso14024", "merket", "kjemikalier")] == [
        1,
        0,
        0,
        0,
        1,
        2,
    ]
