"""What every public page must be, told of one answer at a time."""

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree

import html5lib
from django.conf import settings

from sustainability_site.page_weight import TEXT_PAGE
from tests.wire import Answer

TENTH_OF_A_KILOBYTE = 100
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INLINE = (
    "a",
    "abbr",
    "b",
    "cite",
    "code",
    "em",
    "i",
    "mark",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
)
LOADING = {
    "img": "src",
    "source": "srcset",
    "script": "src",
    "iframe": "src",
    "embed": "src",
    "object": "data",
}
LOADED_LINKS = ("stylesheet", "icon", "preload", "modulepreload", "manifest")
# html5lib 1.1 does not know them yet; both stand in the HTML standard.
NEWER_ELEMENTS = re.compile(r"<(/?)(search)\b")


def parsed(answer: Answer) -> tuple[ElementTree.Element, list[str]]:
    """The page's tree, and the parse errors of the HTML standard."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(answer.text)
    return tree, [code for _position, code, _values in parser.errors]


def text_of(element: ElementTree.Element | None) -> str:
    """The words, with blocks apart and inline elements run together, as they are read."""
    return " ".join("".join(_pieces(element)).split()) if element is not None else ""


def _pieces(element: ElementTree.Element) -> Iterator[str]:
    apart = "" if element.tag in INLINE else " "
    yield apart + (element.text or "")
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield apart


def main_text(answer: Answer) -> str:
    """The words under the page's main heading, as a reader meets them."""
    tree, _errors = parsed(answer)
    return text_of(tree.find(".//main"))


def faults(answer: Answer, *, language: str, path: str, loaded: dict[str, int]) -> Iterator[str]:
    """One sentence per fault. `loaded` is the size as sent of every static file, by address."""
    tree, errors = parsed(answer)
    yield from (f"invalid HTML: {error}" for error in errors)
    root = tree if tree.tag == "html" else tree.find("html")
    if root.get("lang") != language:
        yield f"lang is {root.get('lang')}"
    if answer.cookies:
        yield "sets a cookie"
    yield from _faults_in_headings(tree)
    yield from _faults_in_head(tree, path)
    yield from _faults_in_what_is_loaded(tree)
    yield from _faults_in_identifiers(tree)
    sent = len(answer.content) + sum(loaded[address] for address in loaded_addresses(tree))
    if sent > TEXT_PAGE:
        yield f"{sent} bytes on a first visit"
    told = told_weight(tree)
    if told is None or abs(told - sent) > TENTH_OF_A_KILOBYTE:
        yield f"tells {told} bytes and sends {sent}"


def _faults_in_headings(tree: ElementTree.Element) -> Iterator[str]:
    levels = [HEADINGS.index(element.tag) + 1 for element in tree.iter() if element.tag in HEADINGS]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} h1"
    yield from (f"h{below} under h{above}" for above, below in pairwise(levels) if below > above + 1)
    yield from (f"empty {e.tag}" for e in tree.iter() if e.tag in HEADINGS and not text_of(e))


def _faults_in_head(tree: ElementTree.Element, path: str) -> Iterator[str]:
    if len(text_of(tree.find(".//title"))) < 10:
        yield "no title to speak of"
    links = {(link.get("rel"), link.get("hreflang")): link.get("href") for link in tree.iter("link")}
    if links.get(("canonical", None)) != f"{settings.SITE_URL}{path}":
        yield f"canonical is {links.get(('canonical', None))}"
    for hreflang in ("nb", "en", "x-default"):
        if not str(links.get(("alternate", hreflang))).startswith(f"{settings.SITE_URL}/"):
            yield f"no alternate in {hreflang}"


def _faults_in_what_is_loaded(tree: ElementTree.Element) -> Iterator[str]:
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json":
            yield "a script"
    for element in tree.iter():
        if any(name.startswith("on") or name == "style" for name in element.attrib):
            yield f"a handler or inline style on {element.tag}"
        address = element.get(LOADING.get(element.tag, ""), "")
        if element.tag == "link" and element.get("rel") in LOADED_LINKS:
            address = element.get("href", "")
        if address and not re.match(r"/(?!/)", address):
            yield f"loads {address}"
    yield from ("a picture without alt" for image in tree.iter("img") if image.get("alt") is None)
    yield from ("style element" for _style in tree.iter("style"))


def _faults_in_identifiers(tree: ElementTree.Element) -> Iterator[str]:
    identifiers = [element.get("id") for element in tree.iter() if element.get("id")]
    yield from (f"id {name} twice" for name in {n for n in identifiers if identifiers.count(n) > 1})
    for element in tree.iter():
        for attribute in ("aria-labelledby", "aria-describedby", "for"):
            yield from (
                f"{attribute} leads to no {name}"
                for name in element.get(attribute, "").split()
                if name not in identifiers
            )
        if (
            element.tag == "a"
            and (element.get("href") or "").startswith("#")
            and element.get("href")[1:] not in identifiers
        ):
            yield f"a link to {element.get('href')} leads nowhere"


def told_weight(tree: ElementTree.Element) -> int | None:
    """The bytes that the footer tells of."""
    found = re.search(r"([\d.,]+) kB", text_of(tree.find(".//*[@class='page-weight']")))
    return round(float(found[1].replace(",", ".")) * 1000) if found else None


def loaded_addresses(tree: ElementTree.Element) -> set[str]:
    return {
        link.get("href")
        for link in tree.iter("link")
        if link.get("rel") in ("stylesheet", "icon") and link.get("href")
    }
