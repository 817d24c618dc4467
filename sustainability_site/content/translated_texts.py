"""The texts of a document that exist in several languages, each beside its translation.

What counts as text: every translated field but the slugs. A slug is an address, and another Norwegian address makes no
English one wrong. Two texts are the same when they read the same: spaces, emphasis and the difference between a heading and
a paragraph say nothing new, the words and where the links lead do. So opening and saving the rich-text editor, which
writes the same text a little differently, makes nothing stale and agrees to nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from django.db import models

from sustainability_site.content.addresses import LANGUAGES, SOURCE_LANGUAGE
from sustainability_site.content.documents import Document, digest, upgraded
from sustainability_site.content.fields import RichTextField
from sustainability_site.content.links import plain_text
from sustainability_site.content.shapes import model_of, relation_field, translated_fields

TRANSLATIONS = tuple(language for language in LANGUAGES if language != SOURCE_LANGUAGE)
_LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Text:
    """One text and its translation, both as they read.

    `place` is "body" or "sections/r3.heading", by the row's key; `label` names it for an editor: «avsnitt 2: mellomtittel».
    """

    place: str
    label: str
    language: str
    source: str
    translation: str

    @property
    def key(self) -> tuple[str, str]:
        return self.place, self.language

    @property
    def anchor(self) -> str:
        """The id of the text's mark in the form."""
        return f"oversettelse-{self.language}-{re.sub('[^a-zA-Z0-9_]+', '-', self.place)}"

    @cached_property
    def source_sha256(self) -> str:
        return digest(self.source)

    @cached_property
    def translation_sha256(self) -> str:
        return digest(self.translation)


def texts(document: Document, languages: Sequence[str] = TRANSLATIONS) -> Iterator[Text]:
    """Every text in the document that is there in Norwegian or in the other language, in the order of the fields."""
    document = upgraded(document)
    yield from _texts(model_of(document["kind"]), document, "", "", languages)


def _texts(
    model: type[models.Model], values: Document, place: str, label: str, languages: Sequence[str]
) -> Iterator[Text]:
    for field in text_fields(model):
        rich = isinstance(field, RichTextField)
        source = as_read(values.get(f"{field.name}_{SOURCE_LANGUAGE}"), rich=rich)
        for language in languages:
            translation = as_read(values.get(f"{field.name}_{language}"), rich=rich)
            if source or translation:
                name = f"{label}{field.verbose_name}"
                yield Text(f"{place}{field.name}", name, language, source, translation)
    for relation in model.relations:
        row_model = relation_field(model, relation).model
        for number, row in enumerate(values.get(relation, []), 1):
            key = row.get("key", f"r{number}")
            row_label = f"{label}{row_model._meta.verbose_name} {number}: "
            yield from _texts(row_model, row, f"{place}{relation}/{key}.", row_label, languages)


@cache
def text_fields(model: type[models.Model]) -> tuple[models.Field, ...]:
    translated = translated_fields(model)
    return tuple(
        field
        for field in model._meta.fields
        if field.name in translated and not isinstance(field, models.SlugField)
    )


def as_read(value: str | None, *, rich: bool) -> str:
    """The words, and after each link in rich text where it leads."""
    if not value:
        return ""
    return plain_text(_LINK.sub(r"\2 (\1)", value)) if rich else " ".join(value.split())
