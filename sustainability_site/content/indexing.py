"""What the search knows of an edition: read out of its document once, when it is shelved, so that no worker has to.

The rows are derived. rebuild() makes them again from the documents; redaction and cancelling delete them.
"""

import json
from collections import Counter
from collections.abc import Iterable

from django.db import models, transaction

from sustainability_site.content.addresses import LANGUAGES, SOURCE_LANGUAGE
from sustainability_site.content.chain import unguarded
from sustainability_site.content.documents import Document, references, upgraded, walk
from sustainability_site.content.links import plain_lines
from sustainability_site.content.models import Card, Edition, SearchText
from sustainability_site.content.shapes import model_of, public_fields, rich_text_names, translated_fields
from sustainability_site.content.words import READING, fillers, folded, parts_of, stem, words_in

LEAD_WEIGHT, MOST_WEIGHT = 3, 99
IN_TITLE = 128
NAME_FIELDS = ("menu_title", "short_name", "other_names")
NOT_WORDS = (models.SlugField, models.URLField, models.EmailField)


def search_text(document: Document, card: Card) -> SearchText:
    """The row of the card's edition in the card's language, not saved."""
    document = upgraded(document)
    lines = list(_lines(document, card.language))
    return SearchText(
        edition=card.edition,
        language=card.language,
        text="\n".join(line for line, _untranslated in lines),
        untranslated=[number for number, (_line, untranslated) in enumerate(lines) if untranslated],
        terms=terms(_names(document, card), card.lead, (line for line, _ in lines), card.language),
        leans=sorted(subject for subject, required in references(document).items() if required),
        reading=READING,
    )


def _names(document: Document, card: Card) -> str:
    """All that the object is called: a reader may know a page by its name in the menu."""
    written = (document.get(f"{name}_{card.language}") for name in NAME_FIELDS)
    return "\n".join([str.__str__(card.title), *filter(None, written)])


def terms(title: str, lead: str, lines: Iterable[str], language: str) -> str:
    """Three lines that can be read without parsing: the stems, their weights (plus IN_TITLE where the title holds the
    stem), and each stem's words as they are written, with strokes between."""
    in_title = Counter(_words(title))
    weights = in_title + Counter(_words(lead) * LEAD_WEIGHT)
    for line in lines:
        weights.update(_words(line))
    found: dict[str, list[str]] = {}
    for word in sorted(weights):
        reduced = folded(word, language)
        if reduced not in fillers(language):
            found.setdefault(stem(reduced, language), []).append(word)
    told = [
        min(sum(weights[word] for word in words), MOST_WEIGHT)
        + IN_TITLE * any(word in in_title for word in words)
        for words in found.values()
    ]
    return "\n".join((" ".join(found), " ".join(map(str, told)), " ".join(map("/".join, found.values()))))


def _words(text: str) -> list[str]:
    return [part for word in words_in(text) for part in parts_of(word)]


def _lines(document: Document, language: str) -> Iterable[tuple[str, bool]]:
    """The document's texts line by line, each with whether the source language stands in for a translation."""
    for model, values in walk(model_of(document["kind"]), document):
        for name in text_columns(model):
            column, source = (f"{name}_{one}" for one in (language, SOURCE_LANGUAGE))
            if name in values:
                column = source = name
            written = values.get(column)
            value = written or values.get(source) or ""
            is_rich = source in rich_text_names(model)
            for line in plain_lines(value) if is_rich else value.splitlines():
                if line.strip():
                    yield line.strip(), not written


def text_columns(model: type[models.Model]) -> list[str]:
    """Base names of the public fields that hold words; an address or a chosen value is none."""
    translated = translated_fields(model)
    named = {}
    for field in public_fields(model):
        base = field.name.rpartition("_")[0]
        is_text = isinstance(field, (models.CharField, models.TextField))
        if is_text and not field.choices and not isinstance(field, NOT_WORDS):
            named[base if base in translated else field.name] = None
    return list(named)


def outdated() -> bool:
    """Whether an edition stands unread, or as an earlier version of the code read it."""
    unread = Edition.objects.filter(search_texts=None).exclude(document="")
    return unread.exists() or SearchText.objects.exclude(reading=READING).exists()


def rebuild() -> int:
    """Read every edition anew; the number read. Publishing may go on meanwhile."""
    editions = list(Edition.objects.exclude(document="").order_by("pk").values_list("pk", flat=True))
    for number in editions:
        with transaction.atomic():
            _reread(number)
    return len(editions)


def _reread(number: int) -> None:
    edition = Edition.objects.select_for_update().filter(pk=number).exclude(document="").first()
    if edition is None:
        return
    unguarded(SearchText).filter(edition=edition).delete()
    cards = edition.cards.select_related("edition").filter(language__in=LANGUAGES)
    SearchText.objects.bulk_create(search_text(json.loads(edition.document), card) for card in cards)
