"""Two documents of one object field by field, as words: what was there before, and after."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst

from sustainability_site.content.fields import RichTextField
from sustainability_site.content.links import plain_text
from sustainability_site.content.shapes import model_of
from sustainability_site.content.word_differences import Piece, words_apart

Document = Mapping[str, object]


@dataclass(frozen=True)
class FieldChange:
    label: str
    pieces: list[Piece]


def changes(before: str, after: str) -> list[FieldChange]:
    """What differs between two canonical documents ("" for one that is not there), in the order of the fields."""
    old, new = (dict(_told(text)) for text in (before, after))
    return [
        FieldChange(label, words_apart(old.get(label, ""), new.get(label, "")))
        for label in {**new, **old}
        if old.get(label, "") != new.get(label, "")
    ]


def _told(text: str) -> Iterator[tuple[str, str]]:
    if not text:
        return
    document = json.loads(text)
    model = model_of(document["kind"])
    yield from _fields(model, document, "")


def _fields(model: type[models.Model], values: Document, within: str) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if name in ("kind", "shape", "key"):
            continue
        if name in model.relations:
            rows = model._meta.get_field(name).related_model
            for number, row in enumerate(value, 1):
                place = f"{within}{capfirst(rows._meta.verbose_name)} {number} · "
                yield from _fields(rows, row, place)
            continue
        label, field = name, None
        try:
            field = model._meta.get_field(name)
            label = capfirst(str(field.verbose_name))
        except FieldDoesNotExist:
            pass
        yield f"{within}{label}", _words(field, value)


def _words(field: models.Field | None, value: object) -> str:
    if value is None or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, str):
        rich = isinstance(field, RichTextField) or value.startswith("<p>")
        return plain_text(value) if rich else value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return (
        str(value)
        if isinstance(value, (int, float))
        else json.dumps(value, ensure_ascii=False, sort_keys=True)
    )
