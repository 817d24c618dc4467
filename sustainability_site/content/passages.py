"""Texts passage by passage, as plain words: what comparison and tables read."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from sustainability_site.content.html_blocks import blocks, flat
from sustainability_site.content.untranslated import Untranslated


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


def whole(html: str) -> Passage:
    """An editor's text as one passage, a line for each of its own."""
    passages = list(rich(html))
    forms = [passage.form for passage in passages]
    return Passage("\n".join(passage.text for passage in passages), "\n".join(forms).strip("\n"))
