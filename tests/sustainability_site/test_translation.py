"""The English catalogue is whole, and bokmål needs none."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import html5lib
import pytest
from babel.messages import Catalog
from babel.messages.catalog import Message
from django.conf import settings as site_settings
from django.utils import timezone, translation
from django.utils.formats import date_format

from sustainability_site.content.reading import live_cards
from tests import catalogue
from tests.catalogue import forms, messages
from tests.wire import Answer

COMMON_NORWEGIAN = "og|ikke|som|eller|på|å|det|skal|ingen|også|hva|hvem|hvor"
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w*\}|<\w+:\w+>")
WORDS_THAT_COLLIDE_WITH_NONE = [
    "EU-direktiv",
    "EU-forordning",
    "Kravdokument:",
    "Tips:",
    "bransjeorganisasjon",
]
READ_ATTRIBUTES = ("alt", "aria-label", "content", "placeholder", "title")
XHTML = "{http://www.w3.org/1999/xhtml}"

ADDRESS = re.compile(r"https?://\S+")


@pytest.fixture(scope="module")
def extracted() -> Catalog:
    return catalogue.extracted(site_settings.CHECKOUT)


@pytest.fixture(scope="module")
def english() -> Catalog:
    return catalogue.read(catalogue.PO)


def keys(of: Catalog) -> set[tuple]:
    return {(message.context, message.id) for message in messages(of)}


def test_catalogue_holds_the_texts_of_the_code_and_no_others(extracted: Catalog, english: Catalog) -> None:
    remedy = "Run: python -m tests.catalogue, and translate what it lists"
    assert sorted(keys(extracted) ^ keys(english), key=str) == [], remedy
    assert list(english.obsolete) == [], remedy


def test_catalogue_translates_every_text(english: Catalog) -> None:
    wanting = [message.id for message in messages(english) if not catalogue.is_translated(message.string)]
    assert (wanting, [message.id for message in messages(english) if message.fuzzy]) == ([], [])


def test_catalogue_keeps_every_placeholder(english: Catalog) -> None:
    differing = [
        message.id
        for message in messages(english)
        for original, translated in zip(forms(message.id), forms(message.string), strict=True)
        if sorted(PLACEHOLDER.findall(original)) != sorted(PLACEHOLDER.findall(translated))
    ]
    assert differing == []
    assert [error for message, errors in english.check() for error in errors] == []


def test_compiled_catalogue_is_that_of_its_source(english: Catalog) -> None:
    assert catalogue.compiled(english) == catalogue.MO.read_bytes(), "Run: python -m tests.catalogue"


def test_catalogue_translates_addresses_as_promised() -> None:
    words = {
        "miljomerker/": "eco-labels/",
        "leverandorer/": "suppliers/",
        "etiske-retningslinjer/": "code-of-conduct/",
        "rammeverk/": "frameworks/",
        "regelverk/": "regulations/",
        "apenhetsloven/": "transparency-act/",
        "sok/": "search/",
        "<path:stem>/utgave/<int:number>/": "<path:stem>/edition/<int:number>/",
    }
    with translation.override("en"):
        assert {word: translation.pgettext("address", word) for word in words} == words


def test_bokmal_is_shown_as_it_stands_in_the_code(english: Catalog) -> None:
    """Django's own Norwegian catalogue answers first where it knows the same text: then a context is missing."""
    with translation.override("nb"):
        assert [text for message, text in texts(english) if seen_as(text, message.context) != text] == []


def test_bokmal_has_no_catalogue_of_the_sites_own_texts(english: Catalog) -> None:
    """A Norwegian one may fill gaps in Django's admin, and nothing else."""
    catalogues = Path(site_settings.LOCALE_PATHS[0]).glob("nb/LC_MESSAGES/*.po")
    assert [key for path in catalogues for key in keys(catalogue.read(path)) & keys(english)] == []


def test_a_word_without_context_would_collide_with_djangos_own() -> None:
    with translation.override("nb"):
        assert (seen_as("Time", None), seen_as("Time", "measure")) == ("Tid", "Time")


def texts(of: Catalog) -> list[tuple[Message, str]]:
    return [(message, text) for message in messages(of) for text in forms(message.id)]


def seen_as(text: str, context: str | None) -> str:
    return translation.pgettext(context, text) if context else translation.gettext(text)


def test_one_word_texts_carry_a_context(english: Catalog) -> None:
    bare = [text for message, text in texts(english) if not message.context and " " not in text]
    assert sorted(bare) == WORDS_THAT_COLLIDE_WITH_NONE


@pytest.fixture(scope="module")
def norwegian(english: Catalog) -> re.Pattern:
    """A text of the catalogue that its translation does not hold: a phrase anywhere, a word where it stands alone.
    Beside them the commonest words, which show up texts that never reached the catalogue."""
    differing = {
        PLACEHOLDER.sub("\0", original).replace("%%", "%").strip("\0 ")
        for message in messages(english)
        if message.context != "address"
        for original, translated in zip(forms(message.id), forms(message.string), strict=True)
        if original.casefold() not in translated.casefold()
    }
    texts = [re.escape(text).replace("\0", ".+?") for text in sorted(differing, key=len, reverse=True)]
    phrases = "|".join(text for text in texts if " " in text)
    return re.compile(
        rf"(?<!\w)(?:{phrases}|{COMMON_NORWEGIAN})(?!\w)|^\W*(?:{'|'.join(texts)})\W*$", re.IGNORECASE
    )


@pytest.mark.django_db
def test_english_pages_hold_no_norwegian_of_the_interface(
    ask: Callable[..., Answer], norwegian: re.Pattern
) -> None:
    pages = [card.path for card in live_cards("en", timezone.now()).exclude(path="")]
    assert {"/en/", "/en/eco-labels/", "/en/suppliers/", "/en/transparency-act/"} <= set(pages)
    others = [
        "/en/search/",
        "/en/search/?q=minerals",
        "/en/search/?q=zzz",
        "/en/nothing-here/",
        "/en/eco-labels/edition/1/",
        "/en/feed.xml",
    ]
    left = {page: norwegian_left(ask(page).text, norwegian) for page in [*pages, *others]}
    assert {page: found for page, found in left.items() if found} == {}


@pytest.mark.django_db
def test_norwegian_on_a_page_would_be_found(ask: Callable[..., Answer], norwegian: re.Pattern) -> None:
    assert {"Gå til innholdet", "Hovedmeny", "Bunnmeny"} <= set(norwegian_left(ask("/").text, norwegian))
    assert (
        norwegian_left('<p lang="nb">Gå til <b>innholdet</b></p><p lang="nb">Hovedmeny</p>', norwegian) == []
    )


def norwegian_left(page: str, norwegian: re.Pattern) -> list[str]:
    """Addresses that stand in the text, as in a tender's list of sources, are nobody's language."""
    tree = html5lib.parse(page)
    texts = [ADDRESS.sub("", " ".join(text.split())) for text in read_texts(tree)]
    return [found for text in texts for found in norwegian.findall(text)]


def read_texts(element: object) -> Iterator[str]:
    """What is shown or read out, without what is marked as Norwegian inside the page."""
    if element.tag != f"{XHTML}html" and element.get("lang") == "nb":
        return
    yield from (element.get(name) for name in READ_ATTRIBUTES if element.get(name))
    yield element.text or ""
    for child in element:
        yield from read_texts(child)
        yield child.tail or ""


@pytest.mark.parametrize(
    ("language", "shown"),
    [("nb", "1.\N{NO-BREAK SPACE}september 2022"), ("en", "1\N{NO-BREAK SPACE}September 2022")],
)
def test_no_line_breaks_between_a_day_and_its_month(language: str, shown: str) -> None:
    with translation.override(language):
        assert date_format(date(2022, 9, 1)) == shown
