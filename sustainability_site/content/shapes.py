"""What the fields of a model become in a document: names, languages and references."""

from functools import cache

from django.db import models
from django.db.models import Field
from modeltranslation.translator import translator

from sustainability_site.content.addresses import LANGUAGES
from sustainability_site.content.fields import RichTextField
from sustainability_site.content.models import Image, Publishable, Row, publishable_models


@cache
def translated_fields(model: type[models.Model]) -> frozenset[str]:
    """Base names of the fields that exist once per language."""
    options = translator._registry.get(model)  # get_options_for_model() would register what is not translated
    return frozenset(options.all_fields) if options and options.registered else frozenset()


def _per_language(model: type[models.Model], names: tuple[str, ...]) -> tuple[Field, ...]:
    translated = translated_fields(model)
    columns = []
    for name in names:
        columns += [f"{name}_{language}" for language in LANGUAGES] if name in translated else [name]
    return tuple(model._meta.get_field(column) for column in columns)


@cache
def public_fields(model: type[models.Model]) -> tuple[Field, ...]:
    """The declared fields, one for each language where they are translated."""
    return _per_language(model, model.public_fields)


@cache
def all_fields(model: type[models.Model]) -> tuple[Field, ...]:
    """Everything a draft holds: every own field, but not the identity or the way to the owner."""
    options, translated = model._meta, translated_fields(model)
    owner = {field.name for field in options.fields if is_owner(field)}
    per_language = {f"{name}_{language}" for name in translated for language in LANGUAGES}
    identity = {options.pk.name, "key", "position"} if issubclass(model, Row) else {options.pk.name, "code"}
    skipped = owner | per_language | identity
    names = [f.name for f in (*options.fields, *options.many_to_many) if f.name not in skipped]
    return _per_language(model, tuple(names))


def is_owner(field: Field) -> bool:
    """True for the foreign key from a row to the object or row that owns it."""
    related = field.related_model
    return bool(
        field.many_to_one
        and issubclass(field.model, Row)
        and field.remote_field.related_name in getattr(related, "relations", ())
    )


@cache
def relation_field(model: type[models.Model], relation: str) -> Field:
    """The foreign key behind an owned relation, on the rows' model."""
    return model._meta.get_field(relation).field


@cache
def rich_text_names(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.name for field in public_fields(model) if isinstance(field, RichTextField))


def refers_to(field: Field) -> type[models.Model] | None:
    """What a field points at: a Publishable (by code), a sibling Row (by key) or an Image (embedded)."""
    related = field.related_model
    if related is not None and issubclass(related, (Publishable, Row, Image)):
        return related
    return None


def prefetch_paths(model: type[models.Model], fields=all_fields) -> list[str]:
    """Lookups that load an object with all that its document holds in a fixed number of queries."""
    paths = [field.name for field in fields(model) if field.is_relation]
    for relation in model.relations:
        paths.append(relation)
        paths += [f"{relation}__{path}" for path in prefetch_paths(relation_field(model, relation).model)]
    return paths


def model_of(kind: str) -> type[Publishable]:
    """Raises LookupError for an unknown kind."""
    return publishable_models()[kind]
