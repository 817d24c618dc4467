import pytest

from sustainability_site.content.words import LONGEST_WORD, folded, parts_of, stem, words_in


def test_words_are_found_in_text():
    assert list(words_in("CE-merket: «Blå Engel», § 5 (2012/19/EU) under_strek")) == [
        "ce-merket", "blå", "engel", "5", "2012", "19", "eu", "under", "strek",
    ]  # fmt: skip
    assert parts_of("ce-merket") == ["ce-merket", "ce", "merket"]
    assert [len(word) for word in words_in("a" * 500)] == [LONGEST_WORD]


@pytest.mark.parametrize("written", ["åpenhet", "aapenhet", "apenhet", "Åpenhet".lower(), "a\u030apenhet"])
def test_norwegian_letters_and_their_makeshifts_are_the_same(written: str):
    assert folded(written, "nb") == "apenhet"


@pytest.mark.parametrize(
    ("one", "other"), [("miljømerke", "miljoemerke"), ("næring", "naering"), ("café", "cafe"), ("straße", "strasse")]
)  # fmt: skip
def test_letters_fold_alike(one: str, other: str):
    assert folded(one, "nb") == folded(other, "nb")


def test_english_keeps_its_own_letter_pairs():
    assert (folded("shoes", "en"), folded("shoes", "nb")) == ("shoes", "shos")


@pytest.mark.parametrize(
    "forms",
    ["merke merket merker merkene merkets", "leverandør leverandører leverandørene", "krav kravene krava",
     "åpenhetsloven åpenhetslov åpenhetslovens", "mineral mineraler mineralene"],
)  # fmt: skip
def test_inflected_forms_share_a_stem(forms: str):
    assert len({stem(folded(form, "nb"), "nb") for form in forms.split()}) == 1


def test_an_act_is_not_the_adjective_that_it_begins_with():
    assert stem("apenhetsloven", "nb") != stem("apen", "nb")
    assert stem("slovenia", "en") == "slovenia"
