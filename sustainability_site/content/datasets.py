"""Open data: tables of what is published, declared by the rooms in modules named open_data.

A dataset reads editions only. Its address, its columns and its keys are a promise to those who use them: a column may
be added, but keeps its name and its meaning.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils import translation
from django.utils.functional import Promise

from sustainability_site.content.addresses import LANGUAGES
from sustainability_site.content.documents import Document, upgraded
from sustainability_site.content.links import plain_text
from sustainability_site.content.models import Card, Edition

Words = str | Promise
Documents = Mapping[str, list[Document]]

DATASETS: dict[str, "Dataset"] = {}
SOURCES = "kilder"


@dataclass(frozen=True)
class Field:
    """One fact about a row, in one column or several.

    `datatype` is CSVW's. `bilingual` gives a column for each language, empty where nobody has translated; `choices`
    gives the code and its words in each language; `many` a list of codes; `rich` an editor's HTML as plain words.
    `refers_to` is the dataset whose codes the column holds.
    """

    name: str
    words: Words
    datatype: str = "string"
    bilingual: bool = False
    rich: bool = False
    choices: type[models.TextChoices | models.IntegerChoices] | None = None
    many: bool = False
    refers_to: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        in_each = tuple(f"{self.name}_{language}" for language in LANGUAGES)
        if self.bilingual:
            return in_each
        return (self.name, *in_each) if self.choices else (self.name,)

    def values(self, document: Document) -> Iterator[tuple[str, object]]:
        for column in self.columns[: 1 if self.choices else None]:
            value = document.get(column)
            if self.rich and value:
                value = plain_text(value)
            yield column, value if value not in ("", []) else None
        if self.choices:
            yield from self._words_of(document.get(self.name))

    def _words_of(self, code: object) -> Iterator[tuple[str, str | None]]:
        for language in LANGUAGES:
            with translation.override(language):
                words = None if code in (None, "") else str(self.choices(code).label)
            yield f"{self.name}_{language}", words


@dataclass(frozen=True)
class Dataset:
    """One table. `rows` walks the documents of `kinds`, by kind and in the order of their positions and codes."""

    code: str
    title: Words
    description: Words
    kinds: tuple[str, ...]
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: Callable[[Documents], Iterable[Document]]

    @property
    def columns(self) -> list[str]:
        return [column for field in self.fields for column in field.columns]


def register(*datasets: Dataset) -> None:
    DATASETS.update({dataset.code: dataset for dataset in datasets})


def source(name: str, words: Words) -> Field:
    """A column with the code of a source."""
    return Field(name, words, refers_to=SOURCES)


def entries(kind: str) -> Callable[[Documents], list[Document]]:
    """A row for each object of one kind."""
    return lambda documents: documents[kind]


def rows_of(kind: str, relation: str, **own: str) -> Callable[[Documents], Iterator[Document]]:
    """A row for each row of one kind's relation. `own` are columns that hold a field of the object itself."""

    def rows(documents: Documents) -> Iterator[Document]:
        for document in documents[kind]:
            about = {column: document[name] for column, name in own.items()}
            yield from (row | about for row in document[relation])

    return rows


def table_of(dataset: Dataset, at: datetime) -> tuple[list[dict[str, object]], datetime | None]:
    """The rows as the public may read them at a moment, and the newest edition's moment. One query."""
    documents: dict[str, list[Document]] = {kind: [] for kind in dataset.kinds}
    moments = []
    live = Edition.objects.live(at).filter(kind__in=dataset.kinds).exclude(document="")
    for text, moment in live.values_list("document", "moment"):
        document = upgraded(json.loads(text))
        documents[document["kind"]].append(document)
        moments.append(moment)
    for found in documents.values():
        found.sort(key=lambda document: (document.get("position") or 0, document["code"]))
    rows = [
        {column: value for field in dataset.fields for column, value in field.values(row)}
        for row in dataset.rows(documents)
    ]
    return rows, max(moments, default=None)


def listed_kinds() -> tuple[str, ...]:
    """Every kind that some dataset is made of."""
    return tuple(sorted({kind for dataset in DATASETS.values() for kind in dataset.kinds}))


def changed_at(cards: Mapping[str, Iterable[Card]]) -> dict[str, datetime | None]:
    """When each dataset's newest edition came into force, by its code, from the live cards of `listed_kinds()`."""
    moments = {kind: [card.edition.moment for card in found] for kind, found in cards.items()}
    return {
        code: max((moment for kind in dataset.kinds for moment in moments[kind]), default=None)
        for code, dataset in DATASETS.items()
    }
