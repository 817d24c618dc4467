"""Whatever is written, it is words in the PDF: never markup, never an empty box, never off the page."""

import re

import pytest
import typst

from sustainability_site.content import report_pdf
from sustainability_site.content.html_blocks import blocks
from tests.content.pdfs import addresses, made, roles, squeezed, words


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        '#read("../../transparency/pdf.py")',
        "*x* _y_ `z` $a$ $ @ref <ref> = Nei",
        "#sys.inputs.data // ikke en kommentar /* heller ikke */",
        "\\ \" ' «» “” \\u{41} [x] {y} ~ -- ...",
        "1. en + to - tre / fire",
    ],
)
def test_words_are_never_markup(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    told = words(made(f"<p>Foran {escaped} bak.</p>"))
    assert squeezed(f"Foran {text} bak.") in told
    assert "root:" not in told


def test_template_can_read_no_file_outside_its_folder() -> None:
    compiler = typst.Compiler(b'#read("/../../manage.py")', root=str(report_pdf.TEMPLATES))
    with pytest.raises(typst.TypstError):
        compiler.compile(format="pdf")


def test_word_longer_than_the_page_stays_on_it() -> None:
    reader = made(
        f"<p>{'x' * 900}</p><table><tr><th>{'y' * 300}</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>"
    )
    told = words(reader)
    assert "x" * 900 in told
    assert "y" * 300 in told


def test_signs_without_a_glyph_are_named() -> None:
    told = words(made("<p>Hei \U0001f600 og 深 og \u202eomvendt\x07.</p>"))
    assert squeezed("Hei [U+1F600 grinning face] og [U+6DF1 cjk unified ideograph-6df1] og omvendt.") in told


def test_every_sign_that_is_let_through_has_a_glyph() -> None:
    """The compiler refuses a document with a sign that no font has."""
    signs = [
        chr(code)
        for low, high in report_pdf.SHOWN
        for code in range(low, high + 1)
        if report_pdf.printable(f"a{chr(code)}b") == f"a{chr(code)}b" and chr(code).isprintable()
    ]
    paragraphs = [" ".join(signs[start : start + 100]) for start in range(0, len(signs), 100)]
    escaped = (
        "".join(f"<p>{p}</p>" for p in paragraphs)
        .replace("&", "&amp;")
        .replace("<p>", "\0")
        .replace("</p>", "\1")
    )
    html = escaped.replace("<", "&lt;").replace("\0", "<p>").replace("\1", "</p>")
    assert len(signs) > 2_000
    assert len(made(html).pages) > 2


def test_headings_skip_no_level_and_links_lead_somewhere() -> None:
    reader = made(
        '<section id="en"><h2>En</h2><h4>Dyp</h4><p><a href="#en">opp</a> <a href="#tull">tull</a> '
        '<a href="/sti/">sti</a> <a href="javascript:x()">js</a></p></section>'
    )
    found = [role for role in roles(reader) if re.fullmatch(r"/H\d", role)]
    assert addresses(reader) == ["https://example.no/sti/"]
    assert found[0] == "/H1"
    assert "opptull" in words(reader)


def test_blocks_follow_the_editor_s_own_structure() -> None:
    html = "<p>Hei <strong>du</strong>,<br>der</p><ul><li>en<ul><li>to</li></ul></li></ul><blockquote><p>Ja</p></blockquote>"
    assert blocks(html) == [
        {"kind": "p", "runs": [{"text": "Hei "}, {"text": "du", "strong": True}, {"text": ","}, {"text": "\n"}, {"text": "der"}]},
        {
            "kind": "ul",
            "items": [
                [
                    {"kind": "p", "runs": [{"text": "en"}]},
                    {"kind": "ul", "items": [[{"kind": "p", "runs": [{"text": "to"}]}]]},
                ]
            ],
        },
        {"kind": "quote", "blocks": [{"kind": "p", "runs": [{"text": "Ja"}]}]},
    ]  # fmt: skip


def test_soft_hyphens_and_headings_of_unseen_signs_make_no_fault() -> None:
    told = words(
        made(
            '<p><a href="https://a.no/">Les mer&shy;</a> om arbeids&shy;forhold.</p><h2>\u200b</h2><p>Etter.</p>'
            "<blockquote><h3>&shy;</h3><p>Inni.</p></blockquote>"
        )
    )
    assert squeezed("Les mer om arbeidsforhold. Etter. Inni.") in told
