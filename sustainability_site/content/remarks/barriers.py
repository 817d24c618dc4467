"""What in a text is a barrier to some readers (WCAG 2.2): headings, the words of links, pictures without words."""

import re
from collections.abc import Iterable, Iterator

from sustainability_site.content.addresses import LANGUAGES
from sustainability_site.content.documents import Document
from sustainability_site.content.faults import Fault, Level
from sustainability_site.content.links import plain_text
from sustainability_site.content.models import Image
from sustainability_site.content.remarks.sentences import beginning
from sustainability_site.content.remarks.written import Written, holders
from sustainability_site.content.shapes import public_fields, refers_to

HEADING = re.compile(r"<h([2-6])[^>]*>(.*?)</h\1>", re.DOTALL)
ANCHOR = re.compile(r'<a\s[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
SAYS_NOTHING = frozenset(
    [
        "her",
        "klikk her",
        "trykk her",
        "les mer",
        "les mer her",
        "mer",
        "lenke",
        "denne",
        "denne lenken",
        "denne siden",
        "se her",
        "last ned",
        "here",
        "click here",
        "read more",
        "more",
        "link",
        "this",
        "this link",
        "this page",
        "see here",
        "download",
    ]
)
SHOUTED = re.compile(r"(?:\b[A-ZÆØÅ]{4,}\b[ ,]*){3,}")
ONE_PARAGRAPH_HEADING = re.compile(r"<p>\s*<strong>([^<]{3,80})</strong>\s*</p>")


def remarks(document: Document, texts: Iterable[Written]) -> Iterator[Fault]:
    for text in texts:
        yield from _headings(text)
        yield from _links(text)
        yield from _shouting(text)
    yield from _pictures(document)


def _headings(text: Written) -> Iterator[Fault]:
    before = None
    for match in HEADING.finditer(text.html):
        level, words = int(match[1]), plain_text(match[2])
        if not words:
            yield _warning(text, "1.3.1", "En overskrift er tom. Skriv den, eller fjern den.")
        elif before is not None and level > before + 1:
            yield _warning(
                text, "1.3.1", f"Overskriften {beginning(words)} hopper fra nivå {before} til nivå {level}."
            )
        before = level
    for match in ONE_PARAGRAPH_HEADING.finditer(text.html):
        yield _warning(
            text,
            "1.3.1",
            f"{beginning(match[1])} ser ut som en overskrift, men er bare uthevet. Gjør den til overskrift.",
        )


def _links(text: Written) -> Iterator[Fault]:
    for address, html in ANCHOR.findall(text.html):
        words = plain_text(html)
        if words.casefold().strip(" .:!»«→>") in SAYS_NOTHING or not words:
            told = f"Lenketeksten «{words}» sier ikke hvor lenken leder ({address})."
            yield _warning(text, "2.4.4", told)
        elif words.startswith(("http://", "https://", "www.")):
            told = f"Lenketeksten er en adresse ({words}). Skriv hva siden heter."
            yield _warning(text, "2.4.4", told)


def _shouting(text: Written) -> Iterator[Fault]:
    for line in text.lines:
        if found := SHOUTED.search(line):
            told = f"{beginning(found[0])} står i store bokstaver, som er tunge å lese."
            yield Fault("Store bokstaver", text.label, told, text.field, Level.HINT)


def _pictures(document: Document) -> Iterator[Fault]:
    for holder in holders(document):
        for field in public_fields(holder.model):
            picture = holder.values.get(field.name)
            if refers_to(field) is not Image or not picture or picture.get("decorative"):
                continue
            for language in LANGUAGES:
                if not picture.get(f"alt_{language}"):
                    told = (
                        f"Bildet mangler alternativ tekst {'på norsk' if language == 'nb' else 'på engelsk'}."
                    )
                    label = f"{holder.label}{field.verbose_name}"
                    yield Fault("1.1.1", label, told, f"#{holder.prefix}{field.name}", Level.WARN)


def _warning(text: Written, code: str, sentence: str) -> Fault:
    return Fault(code, text.label, sentence, text.field, Level.WARN)
