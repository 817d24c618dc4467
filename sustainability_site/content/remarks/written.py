"""The texts of a document, each with the place in the form where an editor finds it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import models

from sustainability_site.content.addresses import LANGUAGES
from sustainability_site.content.documents import Document, upgraded
from sustainability_site.content.fields import RichTextField
from sustainability_site.content.links import plain_lines
from sustainability_site.content.models import Source
from sustainability_site.content.remarks.sentences import sentences
from sustainability_site.content.shapes import (
    model_of,
    public_fields,
    refers_to,
    relation_field,
    translated_fields,
)


@dataclass(frozen=True)
class Holder:
    """The document itself, or one of its rows. `label` is "" or «avsnitt 2: », `prefix` begins the ids of its fields."""

    model: type[models.Model]
    values: Document
    label: str
    prefix: str

    def sources(self) -> Iterator[tuple[str, str, str]]:
        """The code of every source it refers to, with the label and the id of the field that does."""
        for field in public_fields(self.model):
            if refers_to(field) is Source and (value := self.values.get(field.name)):
                for code in value if isinstance(value, list) else [value]:
                    yield code, f"{self.label}{field.verbose_name}", f"#{self.prefix}{field.name}"


@dataclass(frozen=True)
class Written:
    """One text in one language. `sourced` tells whether its row, or the whole document, is a source or refers to one."""

    label: str
    field: str
    language: str
    html: str
    rich: bool
    sourced: bool

    @cached_property
    def lines(self) -> list[str]:
        return plain_lines(self.html) if self.rich else [" ".join(self.html.split())]

    @cached_property
    def sentences(self) -> list[str]:
        return [sentence for line in self.lines for sentence in sentences(line)]


def holders(document: Document) -> Iterator[Holder]:
    document = upgraded(document)
    return _holders(Holder(model_of(document["kind"]), document, "", "id_"))


def _holders(holder: Holder) -> Iterator[Holder]:
    yield holder
    for relation in holder.model.relations:
        model = relation_field(holder.model, relation).model
        for place, row in enumerate(holder.values.get(relation, [])):
            label = f"{holder.label}{model._meta.verbose_name} {place + 1}: "
            yield from _holders(Holder(model, row, label, f"id_{relation}-{place}-"))


def written(document: Document) -> Iterator[Written]:
    """Every translated text that is not empty, in the order of the form; addresses are no texts."""
    found = list(holders(document))
    whole = found[0].model is Source or any(found[0].sources())
    for holder in found:
        sourced = whole or any(holder.sources())
        base = translated_fields(holder.model)
        for field in public_fields(holder.model):
            name, _, language = field.name.rpartition("_")
            html = holder.values.get(field.name)
            if name in base and language in LANGUAGES and html and not isinstance(field, models.SlugField):
                label = f"{holder.label}{field.verbose_name}"
                rich = isinstance(field, RichTextField)
                yield Written(label, f"#{holder.prefix}{field.name}", language, html, rich, sourced)
