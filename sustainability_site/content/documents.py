"""Freezing an object with its rows into one document, and thawing it back without a query.

A document is a flat dict of JSON values: kind, shape, code, the declared fields (one key per language) and a
list of rows per relation. References hold codes, pictures are embedded, and nothing depends on primary keys,
the active language or the database, so the same object always gives the same bytes.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import count
from types import MappingProxyType
from typing import Never

from django.db import models
from django.db.models import Field

from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.fields import safe_address
from sustainability_site.content.links import subjects_in
from sustainability_site.content.models import Edition, Image, Publishable, Row
from sustainability_site.content.shapes import (
    all_fields,
    model_of,
    public_fields,
    refers_to,
    relation_field,
    rich_text_names,
    translated_fields,
)
from sustainability_site.content.untranslated import Untranslated

Document = dict[str, object]
Vocabulary = Mapping[str, Publishable]


def canonical(document: Document) -> str:
    """The one JSON text of a document: keys sorted, no spaces, UTF-8 written out."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def freeze(subject: Publishable, *, everything: bool = False) -> Document:
    """The public document, or with `everything` the draft's, private fields included."""
    fields = all_fields if everything else public_fields
    return {"kind": subject.kind, "shape": subject.shape, "code": subject.code} | _frozen(subject, fields)


def _frozen(instance: models.Model, fields: Callable) -> Document:
    values: Document = {field.name: _value(instance, field) for field in fields(type(instance))}
    for relation in instance.relations:
        values[relation] = [
            {"key": row.key} | _frozen(row, fields) for row in getattr(instance, relation).all()
        ]
    return values


def _value(instance: models.Model, field: Field) -> object:
    if field.many_to_many:
        return sorted(_identity(related) for related in getattr(instance, field.name).all())
    value = getattr(instance, field.name)
    if isinstance(value, models.Model):
        return _embedded(value) if isinstance(value, Image) else _identity(value)
    if isinstance(field, models.URLField):
        return safe_address(value or "")
    if isinstance(field, (models.CharField, models.TextField)):
        return (field.get_prep_value(value) or "").replace("\r\n", "\n")  # as browsers send line breaks
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value


def _identity(related: models.Model) -> str:
    return related.code if isinstance(related, Publishable) else related.key


def _embedded(image: Image) -> Document:
    return {"id": image.pk} | {field.name: _value(image, field) for field in public_fields(Image)}


class ThawedQuerySet(models.QuerySet):
    """Rows out of a document: `.all()`, iteration and len() answer from memory, the rest is refused."""

    @property
    def query(self) -> Never:
        raise TypeError("A thawed relation answers .all() only: the live table is not the public record.")


def upgraded(document: Document) -> Document:
    """The document in its model's present shape."""
    model = model_of(document["kind"])
    while document["shape"] < model.shape:
        shape = document["shape"]
        document = model.upgrades[shape](dict(document)) | {"shape": shape + 1}
    return document


def holds(edition: Edition, document: Document) -> bool:
    """Whether an edition holds a document of today's shape. One that was published before the code gave documents another shape
    holds what nobody has changed since, though its hash is another."""
    if edition.shape == document["shape"]:
        return edition.sha256 == digest(canonical(document))
    if edition.redacted:
        return False
    return canonical(upgraded(json.loads(edition.document))) == canonical(document)


def thaw(
    document: Document, vocabulary: Vocabulary = MappingProxyType({}), language: str = SOURCE_LANGUAGE
) -> Publishable:
    """The object as it was frozen, with its rows, without a query.

    `vocabulary` maps "kind/code" to the thawed entries that references are resolved in; a missing one is left
    out, as an unset foreign key is. Texts missing in `language` are filled with Untranslated.
    """
    document = upgraded(document)
    thawing = _Thawing(vocabulary, language)
    instance = thawing.instance(model_of(document["kind"]), document)
    instance.code = document["code"]
    return instance


class _Thawing:
    """One document on its way back: numbers its instances (negative, so that no query can meet a real row)."""

    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        self.vocabulary, self.language = vocabulary, language
        self.keys, self.siblings = count(-1, -1), {}

    def instance(self, model: type[models.Model], values: Document) -> models.Model:
        instance = self._bare(model, values)
        instance._prefetched_objects_cache = {}
        rows = [
            (row, row_values)
            for relation in model.relations
            for row, row_values in self._rows(instance, relation, values.get(relation, []))
        ]
        for target, target_values in ((instance, values), *rows):
            self._resolve(target, target_values)
        return instance

    def _rows(self, owner: models.Model, relation: str, documents: list[Document]) -> Iterator:
        foreign_key = relation_field(type(owner), relation)
        rows = []
        for position, values in enumerate(documents, 1):
            row = self._bare(foreign_key.model, values)
            row._prefetched_objects_cache = {}
            row.key, row.position = values.get("key", str(position)), position * 10
            setattr(row, foreign_key.name, owner)
            self.siblings[foreign_key.model, row.key] = row
            rows.append(row)
            yield row, values
            for nested in row.relations:
                yield from self._rows(row, nested, values.get(nested, []))
        owner._prefetched_objects_cache[relation] = _in_memory(foreign_key.model, rows)

    def _bare(self, model: type[models.Model], values: Document) -> models.Model:
        instance = model()
        instance.pk = next(self.keys)
        for field in all_fields(model) if model is not Image else public_fields(model):
            if field.name in values and not field.is_relation:
                setattr(instance, field.name, field.to_python(values[field.name]))
        if self.language != SOURCE_LANGUAGE:
            for name in translated_fields(model):
                self._fill(instance, name)
        return instance

    def _fill(self, instance: models.Model, name: str) -> None:
        column, source = f"{name}_{self.language}", getattr(instance, f"{name}_{SOURCE_LANGUAGE}")
        if source and not getattr(instance, column):
            setattr(instance, column, Untranslated(source))

    def _resolve(self, instance: models.Model, values: Document) -> None:
        for field in all_fields(type(instance)):
            value = values.get(field.name)
            if field.many_to_many:
                found = [self._referred(field, code) for code in value or []]
                instance._prefetched_objects_cache[field.name] = _in_memory(
                    field.related_model, [target for target in found if target is not None]
                )
            elif field.is_relation and value is not None:
                setattr(instance, field.name, self._referred(field, value))

    def _referred(self, field: Field, value: object) -> models.Model | None:
        target = refers_to(field)
        if target is Image:
            image = self._bare(Image, value)
            image.pk = value["id"]
            return image
        if issubclass(target, Row):
            return self.siblings.get((target, value))
        return self.vocabulary.get(f"{target.kind}/{value}")


def _in_memory(model: type[models.Model], instances: list[models.Model]) -> ThawedQuerySet:
    queryset = ThawedQuerySet(model)
    queryset._result_cache = instances
    return queryset


def references(document: Document) -> dict[str, bool]:
    """ "kind/code" of every object the document leans on; True where it is required, False for links in text."""
    document = upgraded(document)
    found: dict[str, bool] = dict.fromkeys(_links(document), False)
    for model, values in walk(model_of(document["kind"]), document):
        for field in public_fields(model):
            target = refers_to(field)
            if target is not None and issubclass(target, Publishable) and values.get(field.name):
                value = values[field.name]
                codes = value if isinstance(value, list) else [value]
                found |= dict.fromkeys((f"{target.kind}/{code}" for code in codes), True)
    return found


def pictures(document: Document) -> Iterator[Document]:
    """The pictures embedded in a document, as Image's public fields and its id."""
    document = upgraded(document)
    for model, values in walk(model_of(document["kind"]), document):
        for field in public_fields(model):
            if refers_to(field) is Image and values.get(field.name):
                yield values[field.name]


def walk(model: type[models.Model], values: Document) -> Iterator[tuple[type[models.Model], Document]]:
    """The document's own values and then every row's, each with its model."""
    yield model, values
    for relation in model.relations:
        for row in values.get(relation, []):
            yield from walk(relation_field(model, relation).model, row)


def _links(document: Document) -> Iterator[str]:
    for model, values in walk(model_of(document["kind"]), document):
        for name in rich_text_names(model):
            yield from subjects_in(values.get(name) or "")
