"""The house rules as start-up errors: what a publishable must declare before the site runs."""

from collections.abc import Iterator

from django.apps import AppConfig
from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from sustainability_site.content.addresses import LANGUAGES
from sustainability_site.content.fields import RichTextField
from sustainability_site.content.models import Image, Publishable, Row
from sustainability_site.content.shapes import is_owner, translated_fields

PRIVATE_WORDS = frozenset(("password", "user", "actor", "permission"))


@checks.register
def check_publishables(app_configs: list[AppConfig] | None, **kwargs: object) -> list[checks.CheckMessage]:
    from django.apps import apps

    every = [model for model in apps.get_models() if issubclass(model, (Publishable, Row))]
    found = [error for model in every for error in _faults(model)]
    kinds: dict[str, type] = {}
    for model in every:
        if issubclass(model, Publishable) and (kind := getattr(model, "kind", None)):
            if kind in kinds:
                found.append(
                    checks.Error(
                        f"The kind «{kind}» is taken by {kinds[kind].__name__}.", obj=model, id="content.E007"
                    )
                )
            kinds[kind] = model
    return found


def _faults(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    required = ("public_fields", "relations") + (("kind",) if issubclass(model, Publishable) else ())
    missing = [name for name in required if not hasattr(model, name)]
    for name in missing:
        yield checks.Error(f"Declare {name}.", obj=model, id="content.E001")
    if issubclass(model, Publishable):
        for name in ("address", "card"):
            if getattr(model, name) is getattr(Publishable, name):
                yield checks.Error(f"Define {name}().", obj=model, id="content.E002")
        if "publish" not in model._meta.default_permissions:
            yield checks.Error("Let Meta inherit Publishable.Meta.", obj=model, id="content.E003")
        if not translated_fields(model):
            yield checks.Error("Register the model's texts for translation.", obj=model, id="content.E008")
        if uncovered := [n for n in range(1, model.shape) if n not in model.upgrades]:
            yield checks.Error(
                f"Documents of shape {uncovered} have no upgrade.", obj=model, id="content.E004"
            )
    elif not any(is_owner(field) for field in model._meta.fields):
        yield checks.Error(
            "A Row needs the foreign key that its owner's relations name.", obj=model, id="content.E005"
        )
    if not missing:
        yield from _faults_in_fields(model)


def _faults_in_fields(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    for relation in model.relations:
        try:
            field = model._meta.get_field(relation)
        except FieldDoesNotExist:
            yield checks.Error(f"No relation «{relation}».", obj=model, id="content.E005")
            continue
        if not (field.one_to_many and issubclass(field.related_model, Row)):
            yield checks.Error(f"«{relation}» does not lead to Rows.", obj=model, id="content.E005")
    translated = translated_fields(model)
    for name in model.public_fields:
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            yield checks.Error(f"No public field «{name}».", obj=model, id="content.E006")
            continue
        if PRIVATE_WORDS & set(name.split("_")) or is_owner(field):
            yield checks.Error(f"«{name}» must not be public.", obj=model, id="content.E006")
        if field.is_relation and not issubclass(field.related_model, (Publishable, Row, Image)):
            yield checks.Error(f"«{name}» leads to what is not published.", obj=model, id="content.E006")
        if isinstance(field, RichTextField) and name not in translated:
            yield checks.Error(
                f"Register «{name}» for translation to {LANGUAGES}.", obj=model, id="content.E008"
            )
