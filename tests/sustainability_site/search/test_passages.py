import pytest

from sustainability_site.content.untranslated import Untranslated
from sustainability_site.search.index import Page
from sustainability_site.search.passages import LONGEST_PASSAGE, Family, Passage, passage, titled


def page(text: str, **values: object) -> Page:
    standard = {
        "path": "/p/",
        "title": "Tittel",
        "menu_title": "",
        "lead": "Ingress.",
        "kind": "page",
        "untranslated": (),
    }
    known = standard | values
    return Page(
        text=text.encode(), title_stems=1, **known | {"untranslated": frozenset(known["untranslated"])}
    )


def marking(*words: str) -> list[Family]:
    return [Family(word, frozenset({word}), number) for number, word in enumerate(words)]


def shown(found: Passage) -> str:
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in found.pieces)


def test_line_with_most_of_the_words_is_shown_with_whole_words_marked():
    text = "Krav her.\nMerket stiller KRAV, ikke kravstore merker.\nKrav."
    assert shown(passage(page(text), marking("krav", "merket"))) == (
        "[Merket] stiller [KRAV], ikke kravstore merker."
    )


def test_words_of_a_family_are_marked_and_no_others():
    family = Family("merk", frozenset({"merke", "miljømerket"}), 0)
    assert shown(passage(page("Merke, miljømerket, merkelig, Miljømerkets."), [family])) == (
        "[Merke], [miljømerket], merkelig, Miljømerkets."
    )


def test_page_found_by_its_title_alone_shows_its_lead():
    assert shown(passage(page("Tittel\nAnnet."), marking("tittel"))) == "Ingress."
    assert shown(titled(page(""), marking("tittel"))) == "[Tittel]"


def test_long_line_is_cut_between_words_around_the_place():
    cut = passage(page("ord " * 200 + "målet " + "ende " * 200), marking("målet"))
    assert str(cut).startswith("… ord ord")
    assert str(cut).endswith("ende …")
    assert "[målet]" in shown(cut)
    assert len(str(cut)) <= LONGEST_PASSAGE + 4


@pytest.mark.parametrize("text", ["ord" * 500, "ord" * 500 + " målet", "İ" * 300 + " målet " + "x" * 900])
def test_odd_lines_are_cut_all_the_same(text: str):
    assert len(str(passage(page(text), marking("ord", "målet")))) <= LONGEST_PASSAGE + 4


def test_language_of_a_line_that_is_not_translated_is_told():
    forms = marking("her")
    assert passage(page("English.\nNorsk her.", untranslated=[1]), forms).language == "nb"
    assert passage(page("English her.\nNorsk.", untranslated=[1]), forms).language == ""
    assert titled(page("", title=Untranslated("Norsk")), forms).language == "nb"
