"""Texts passage by passage, as plain words: what comparison and tables read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from django.utils.functional import Promise

from sustainability_site.content.html_blocks import Node, blocks, flat
from sustainability_site.content.untranslated import Untranslated

ELSEWHERE = ("http:", "https:", "mailto:", "tel:")


@dataclass(frozen=True)
class Passage:
    """`form` is what the words do not show: heading or list item, and where its links lead."""

    text: str
    form: str = ""


@dataclass(frozen=True)
class Section:
    anchor: str
    heading: str | Promise
    passages: list[Passage]


def plain(text: object) -> str:
    """The words alone: a text that stands in for a missing translation is compared as any other."""
    return text.plain if isinstance(text, Untranslated) else str(text or "")


def lines(*texts: str) -> Iterator[Passage]:
    """A passage for each line that says something."""
    for text in texts:
        yield from (Passage(line.strip()) for line in plain(text).splitlines() if line.strip())


def rich(html: str) -> Iterator[Passage]:
    """A passage for each paragraph, heading and list item of an editor's text."""
    for kind, runs in flat(blocks(plain(html))):
        text = "".join(run["text"] for run in runs).strip()
        links = [run["href"] for run in runs if run.get("href")]
        if text:
            yield Passage(text, " ".join(["" if kind == "p" else kind, *links]).strip())


def of_page(html: str) -> Iterator[Passage]:
    """A passage for all that a page says: a row of a table, and a term with what is said of it, are one each."""
    yield from _of_nodes(blocks(html))


def _of_nodes(nodes: list[Node]) -> Iterator[Passage]:
    for node in nodes:
        kind = node["kind"]
        if kind == "table":
            yield from _passages(_said(node["caption"]), "caption", node["caption"])
            for row in (node["head"], *node["rows"]):
                yield from _passages(" | ".join(map(_said, row)), "row", chain.from_iterable(row))
        elif kind == "facts":
            for term, inside in node["rows"]:
                found = list(_of_nodes(inside))
                told = "\n".join(passage.text for passage in found)
                leading = " ".join(filter(None, (passage.form for passage in found)))
                yield from _passages(f"{_said(term)}: {told}", f"fact {leading}".strip(), term)
        elif "items" in node:
            for item in node["items"]:
                yield from (Passage(passage.text, passage.form or "li") for passage in _of_nodes(item))
        elif "blocks" in node:
            yield from (Passage(passage.text, passage.form or kind) for passage in _of_nodes(node["blocks"]))
        else:
            form = "" if kind == "p" else f"{kind}{node['level']}"
            yield from _passages(_said(node["runs"]), form, node["runs"])


def _passages(text: str, form: str, runs: Iterable[Node]) -> Iterator[Passage]:
    """Addresses on this site follow the pages that they lead to, so only those of others count."""
    if text.strip(" |:"):
        away = [run["href"] for run in runs if run.get("href", "").startswith(ELSEWHERE)]
        yield Passage(text, " ".join([form, *away]).strip())


def _said(runs: list[Node]) -> str:
    return "".join(run["text"] for run in runs).strip()


def whole(html: str) -> Passage:
    """An editor's text as one passage, a line for each of its own."""
    passages = list(rich(html))
    forms = [passage.form for passage in passages]
    return Passage("\n".join(passage.text for passage in passages), "\n".join(forms).strip("\n"))
