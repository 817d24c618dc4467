"""Two documents of one object field by field and row by row, as words: what was there before, and after."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import Truncator, capfirst

from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.documents import Document, upgraded
from sustainability_site.content.fields import RichTextField
from sustainability_site.content.links import plain_text
from sustainability_site.content.shapes import model_of, public_fields, relation_field
from sustainability_site.content.word_differences import Piece, words_apart

LONGEST_NAME = 40


@dataclass(frozen=True)
class FieldChange:
    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class _Said:
    label: str
    words: str


def changes(before: str, after: str) -> list[FieldChange]:
    """What differs between two canonical documents ("" for one that is not there), in the order of the fields.

    A row is known by its key, so one that has only changed places is told as that and nothing else.
    """
    documents = [upgraded(json.loads(text)) if text else {} for text in (before, after)]
    old, new = ({place: said for place, said in _told(document) if said.words} for document in documents)
    nothing = _Said("", "")
    found = []
    for place in {**new, **old}:
        was, became = old.get(place, nothing), new.get(place, nothing)
        if was.words != became.words:
            pieces = words_apart(was.words, became.words)
            found.append(FieldChange(became.label or was.label, pieces))
    return found + _moved(*documents)


def _told(document: Document) -> Iterator[tuple[tuple, _Said]]:
    if document:
        yield from _fields(model_of(document["kind"]), document, (), "")


def _fields(
    model: type[models.Model], values: Document, place: tuple, within: str
) -> Iterator[tuple[tuple, _Said]]:
    order = [field.name for field in public_fields(model)]
    for name in sorted(values.keys() - {"kind", "shape", "key"}, key=lambda each: _rank(each, order)):
        value = values[name]
        if name in model.relations:
            rows = relation_field(model, name).model
            for number, row in enumerate(value, 1):
                label = f"{within}{_row_name(rows, row, number)} · "
                yield from _fields(rows, row, (*place, name, row["key"]), label)
            continue
        label, field = name, None
        try:
            field = model._meta.get_field(name)
            label = capfirst(str(field.verbose_name))
        except FieldDoesNotExist:
            pass
        yield (*place, name), _Said(f"{within}{label}", _words(field, value))


def _rank(name: str, order: list[str]) -> tuple[int, str]:
    return (order.index(name) if name in order else len(order), name)


def _row_name(rows: type[models.Model], row: Document, number: int) -> str:
    norwegian = (field.name for field in public_fields(rows) if field.name.endswith(f"_{SOURCE_LANGUAGE}"))
    first = next(filter(None, (row.get(name) for name in norwegian)), "")
    beginning = Truncator(plain_text(first)).chars(LONGEST_NAME)
    name = f"{capfirst(rows._meta.verbose_name)} {number}"
    return f"{name} «{beginning}»" if beginning else name


def _moved(before: Document, after: Document) -> list[FieldChange]:
    """The rows of the object itself that stand in another order than they did."""
    if not (before and after):
        return []
    model, found = model_of(after["kind"]), []
    for relation in model.relations:
        rows = relation_field(model, relation).model
        old, new = before.get(relation, []), after.get(relation, [])
        names = {row["key"]: _row_name(rows, row, number) for number, row in enumerate(new, 1)}
        kept = {row["key"] for row in old} & names.keys()
        orders = [[row["key"] for row in each if row["key"] in kept] for each in (old, new)]
        if orders[0] != orders[1]:
            lines = ["\n".join(names[key] for key in order) for order in orders]
            label = f"{capfirst(rows._meta.verbose_name_plural)}: rekkefølge"
            found.append(FieldChange(label, words_apart(*lines)))
    return found


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
    if isinstance(value, dict):
        told = value.get("alt_nb") or "uten alternativ tekst" if "renditions" in value else value
        return told if isinstance(told, str) else " · ".join(str(each) for each in told.values() if each)
    if isinstance(value, list):
        apart = ", " if all(isinstance(each, str) for each in value) else "\n"
        return apart.join(_words(None, each) for each in value)
    return str(value)
