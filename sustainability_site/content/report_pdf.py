"""An edition as a tagged PDF (PDF/UA-1), set by typst from its page's own words.

Words go to typst as JSON data, never as markup, and the template can read no file outside its own folder. The
compiler itself refuses a document that breaks PDF/UA-1.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache

from django.conf import settings

from sustainability_site.content.html_blocks import Node, blocks

TEMPLATES = settings.CHECKOUT / "templates" / "typst"
LONGEST_WORD, BREAK = 24, "\u200b"
# What the typst's own fonts can show, found by trying every character; PDF/UA allows no empty boxes. The soft hyphen is left
# out: words are divided by the PDF's own rules, and a link that ends in one can't be set.
SHOWN = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x484), (0x487, 0x4FF), (0x1E00, 0x1FFF), (0x2010, 0x2027), (0x202F, 0x2040),
    (0x2070, 0x209C), (0x20A0, 0x20C0), (0x2100, 0x211E), (0x2126, 0x2151), (0x2153, 0x2184), (0x2190, 0x23FF),
    (0x2460, 0x2606),
)  # fmt: skip
# Where a sign is let through that is not seen.
LETTERS = SHOWN[:3]
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Zl", "Zp")


def report_pdf(
    html: str,
    *,
    language: str,
    site: str,
    moment: datetime,
    words: dict[str, str],
    colophon: Iterable[tuple[str, str]],
    contents_depth: int = 1,
) -> bytes:
    """The PDF of a page's main content. `colophon` are (label, text), `words` the report's fixed words: "publisher",
    "basis" (what it is, or the law it answers), "edition", "contents", "page" (with {page} and {pages}), "hash",
    "colophon" (its heading) and "proof"."""
    nodes = blocks(html)
    title = next(node for node in nodes if node.get("level") == 1)
    rest = _without_empty_headings(_shown([node for node in nodes if node is not title]))
    content = _addressed(_levelled(rest), site)
    data = {
        "language": language,
        "title": printable("".join(run["text"] for run in title["runs"])),
        "day": [moment.year, moment.month, moment.day],
        "words": {name: printable(text) for name, text in words.items()},
        "blocks": content,
        "contents_depth": contents_depth,
        "colophon": [[printable(label), printable(text)] for label, text in colophon],
    }
    return compiled("report.typ", data, moment=moment)


def compiled(template: str, data: dict, *, moment: datetime) -> bytes:
    import typst  # 60 MB that only a process which makes PDFs should carry

    compiler = typst.Compiler(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
    )
    return compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(moment.timestamp()))


@cache
def _fonts():
    import typst

    return typst.Fonts(include_system_fonts=False)


def printable(text: object) -> str:
    """The text in characters that the fonts have; any other is named, as in «[U+1F600 grinning face]»."""
    shown = "".join(_sign(sign) for sign in unicodedata.normalize("NFC", str(text)))
    return " ".join(_breakable(word) for word in shown.split(" "))


def _sign(sign: str) -> str:
    if sign == "\n":
        return sign
    if unicodedata.category(sign) in UNSEEN and not any(low <= ord(sign) <= high for low, high in LETTERS):
        return ""
    if any(low <= ord(sign) <= high for low, high in SHOWN) and unicodedata.category(sign) not in (
        "Cc",
        "Cn",
    ):
        return sign
    name = unicodedata.name(sign, "").lower()
    return f"[U+{ord(sign):04X} {name}]".replace(" ]", "]")


def _breakable(word: str) -> str:
    if len(word) <= 2 * LONGEST_WORD:
        return word
    return BREAK.join(word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD))


def _every(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every block, those inside others included, in reading order."""
    for node in nodes:
        yield node
        yield from _every(node.get("blocks", ()))
        for item in node.get("items", ()):
            yield from _every(item)
        if node["kind"] == "facts":
            for _term, inside in node["rows"]:
                yield from _every(inside)


def _run_lists(node: Node) -> Iterator[list[Node]]:
    """The lists of runs that a block holds itself."""
    yield from (node[name] for name in ("runs", "caption") if name in node)
    if node["kind"] == "table":
        yield from node["head"]
        yield from (cell for row in node["rows"] for cell in row)
    if node["kind"] == "facts":
        yield from (term for term, _inside in node["rows"])


def _levelled(nodes: list[Node]) -> list[Node]:
    """Headings under the title begin at 1 and skip no level; steps are numbered."""
    level = step = 0
    for node in _every(nodes):
        if node["kind"] == "h":
            node["level"] = level = max(1, min(node["level"] - 1, level + 1))
        elif node["kind"] == "step":
            step += 1
            node["number"] = step
    return nodes


def _addressed(nodes: list[Node], site: str) -> list[Node]:
    """Links lead to headings of this document or to whole addresses; any other is text."""
    anchors = {node["anchor"] for node in _every(nodes) if node.get("anchor")}
    for node in _every(nodes):
        for runs in _run_lists(node):
            for run in runs:
                href = run.pop("href", "")
                if href.startswith("#") and href[1:] in anchors:
                    run["to"] = href[1:]
                elif href.startswith("/"):
                    run["href"] = f"{site}{href}"
                elif href.startswith(("https://", "http://", "mailto:", "tel:")):
                    run["href"] = href
    return nodes


def _without_empty_headings(nodes: list[Node]) -> list[Node]:
    """Of signs that are not seen: a heading without a title is no heading to those who listen, nor to PDF/UA."""
    kept = []
    for node in nodes:
        if node["kind"] == "h" and not "".join(run["text"] for run in node["runs"]).strip():
            continue
        if "blocks" in node:
            node["blocks"] = _without_empty_headings(node["blocks"])
        if "items" in node:
            node["items"] = [_without_empty_headings(item) for item in node["items"]]
        if node["kind"] == "facts":
            node["rows"] = [(term, _without_empty_headings(inside)) for term, inside in node["rows"]]
        kept.append(node)
    return kept


def _shown(nodes: list[Node]) -> list[Node]:
    for node in _every(nodes):
        for runs in _run_lists(node):
            for run in runs:
                run["text"] = printable(run["text"])
    return nodes
