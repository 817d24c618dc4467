"""HTML of our own making as a tree of blocks, JSON values all through: for forms that are not HTML.

A block is a dict with a `kind`: "p" and "h" (with `level`) have `runs`; "ul" and "ol" have `items`, "facts"
(from <dl>) `rows` of a term's runs and its blocks, "table" `caption`, `head` and `rows` of cells' runs, and
"quote", "note" and "step" have `blocks`. A run is {"text", "strong", "emphasis", "tag", "href", "lang"}; a line
break is a run of its own, "\\n", and a picture is the words that stand for it. Sections and divisions vanish, navigation is left out.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import groupby
from xml.etree.ElementTree import Element, TreeBuilder

Node = dict[str, object]

HEADINGS = ("h1", "h2", "h3", "h4")
WRAPPERS = ("div", "section", "article", "header", "main", "body", "figure")
BLOCKS = (
    *HEADINGS,
    *WRAPPERS,
    "p",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "aside",
    "nav",
    "search",
    "form",
)
ROLES = ("lead", "meta", "note", "warning")
# HTML's own list: what has no end tag would else hold all that comes after it.
VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
SPACE = re.compile(r"[ \t\r\n\f]+")


def blocks(html: str) -> list[Node]:
    return list(_blocks(tree(html), {}))


def flat(nodes: list[Node]) -> Iterator[tuple[str, list[Node]]]:
    """(kind, runs) of each paragraph, heading and list item of an editor's text, in reading order."""
    for node in nodes:
        if "items" in node:
            for item in node["items"]:
                yield from (("li" if kind == "p" else kind, runs) for kind, runs in flat(item))
        elif "blocks" in node:
            yield from ((node["kind"], runs) for _kind, runs in flat(node["blocks"]))
        else:
            yield f"{node['kind']}{node.get('level', '')}", node["runs"]


def tree(html: str) -> Element:
    """The elements under one root. Wants well-formed HTML, as the sanitiser and our templates write it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.builder.end("body")
    return reader.builder.close()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = TreeBuilder()
        self.builder.start("body", {})

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attributes})
        if tag in VOID:
            self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


def _blocks(element: Element, style: Node) -> Iterator[Node]:
    """The blocks inside an element; text that stands beside blocks becomes paragraphs."""
    style = _styled(element, style)
    for is_block, children in groupby(_children(element), lambda child: _is_block(child)):
        if is_block:
            for child in children:
                yield from _block(child, _styled(child, style))
        elif runs := _trimmed([run for child in children for run in _runs(child, style)]):
            yield {"kind": "p", "runs": runs}


def _children(element: Element) -> Iterator[Element | str]:
    yield element.text or ""
    for child in element:
        yield child
        yield child.tail or ""


def _is_block(child: Element | str) -> bool:
    return isinstance(child, Element) and child.tag in BLOCKS


def _block(element: Element, style: Node) -> Iterator[Node]:
    tag, classes = element.tag, element.get("class", "").split()
    if tag in WRAPPERS:
        inside = list(_blocks(element, style))
        if tag == "section" and inside and inside[0]["kind"] == "h":
            inside[0]["anchor"] = element.get("id", "")
        yield from inside
    elif tag == "p" or tag in HEADINGS:
        if runs := _trimmed(list(_inside(element, style))):
            found = [name for name in ROLES if name in classes]
            role = {"role": found[0]} if found else {}
            level = {"level": HEADINGS.index(tag) + 1, "anchor": element.get("id", "")} if tag != "p" else {}
            yield {"kind": "h" if level else "p", "runs": runs} | role | level
    elif tag == "ol" and "steps" in classes:
        yield from ({"kind": "step", "blocks": list(_blocks(item, style))} for item in element)
    elif tag in ("ul", "ol"):
        yield {"kind": tag, "items": [list(_blocks(item, style)) for item in element]}
    elif tag == "dl":
        yield {"kind": "facts", "rows": list(_fact_rows(element, style))}
    elif tag == "table":
        yield _table(element, style)
    elif tag in ("blockquote", "aside"):
        kind = "note" if tag == "aside" else "quote"
        yield {"kind": kind, "blocks": list(_blocks(element, style))}


def _fact_rows(element: Element, style: Node) -> Iterator[list]:
    row: list = []
    for child in element.iter():
        if child.tag == "dt":
            row = [_trimmed(list(_inside(child, style))), []]
            yield row
        elif child.tag == "dd":
            row[1] += _blocks(child, style)


def _table(element: Element, style: Node) -> Node:
    caption = element.find("caption")
    rows = [[_trimmed(list(_inside(cell, style))) for cell in row] for row in element.iter("tr")]
    return {
        "kind": "table",
        "caption": _trimmed(list(_inside(caption, style))) if caption is not None else [],
        "head": rows[0],
        "rows": rows[1:],
    }


def _styled(element: Element, style: Node) -> Node:
    added: Node = {}
    if element.tag in ("strong", "b"):
        added["strong"] = True
    elif element.tag in ("em", "i"):
        added["emphasis"] = True
    elif element.tag == "a":
        added["href"] = element.get("href", "")
    elif "tag" in element.get("class", "").split():
        added["tag"] = True
    if element.get("lang"):
        added["lang"] = element.get("lang")
    return style | added


def _inside(element: Element, style: Node) -> Iterator[Node]:
    style = _styled(element, style)
    for child in _children(element):
        yield from _runs(child, style)


def _runs(child: Element | str, style: Node) -> Iterator[Node]:
    if isinstance(child, str):
        if child:
            yield {"text": SPACE.sub(" ", child)} | style
    elif child.tag == "br":
        yield {"text": "\n"} | style
    elif child.tag == "img":
        yield {"text": f"{child.get('alt', '')} ", "emphasis": True} | _styled(child, style)
    else:
        yield from _inside(child, style)


def _trimmed(runs: list[Node]) -> list[Node]:
    """Without what white space between elements left behind."""
    kept: list[Node] = []
    for run in runs:
        after_space = not kept or kept[-1]["text"].endswith((" ", "\n"))
        text = run["text"].lstrip(" ") if after_space else run["text"]
        if text:
            kept.append(run | {"text": text})
    while kept and not kept[-1]["text"].strip():
        kept.pop()
    if kept:
        kept[-1] = kept[-1] | {"text": kept[-1]["text"].rstrip(" ")}
    return kept
