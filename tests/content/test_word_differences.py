import pytest

from sustainability_site.content.word_differences import NEW, REMOVED, SAME, Piece, words_apart


def test_words_are_told_apart_with_figures_whole() -> None:
    assert words_apart("Over 2 400 ansatte.", "Over 2 300 fast ansatte.") == [
        Piece(SAME, "Over "),
        Piece(REMOVED, "2 400"),
        Piece(NEW, "2 300 fast"),
        Piece(SAME, " ansatte."),
    ]


@pytest.mark.parametrize(
    ("before", "after"), [("", "ny"), ("gammel", ""), ("en to tre", "en tre to"), ("a b", "c d")]
)
def test_words_give_both_texts_back(before: str, after: str) -> None:
    pieces = words_apart(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != NEW) == before
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == after


def test_texts_too_long_to_compare_are_shown_whole() -> None:
    before, after = "a " * 2_000, "b " * 2_000
    assert words_apart(before, after) == [Piece(REMOVED, before), Piece(NEW, after)]
