"""The working copy of an object: loading it whole, remembering it as drafts, writing it back, the bin."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType

from django.db import models, transaction

from sustainability_site.content import agreements, translation_states
from sustainability_site.content.chain import lock_head
from sustainability_site.content.documents import Document, canonical, digest, freeze, holds, upgraded
from sustainability_site.content.models import Draft, Edition, Image, Publishable, Row
from sustainability_site.content.shapes import all_fields, model_of, prefetch_paths, refers_to, relation_field

Identities = Mapping[tuple[str, str], int]


class MissingReference(LookupError):
    """A document refers to something that has no working copy."""


def load(model: type[Publishable], code: str) -> Publishable:
    """The object with every row its document holds, in a fixed number of queries. Raises DoesNotExist."""
    return model._default_manager.prefetch_related(*prefetch_paths(model)).get(code=code)


@transaction.atomic
def remember(
    subject: Publishable,
    *,
    actor: str,
    at: datetime,
    deleted: bool = False,
    restored: bool = False,
    confirmed: Collection[tuple[str, str]] = (),
) -> Draft:
    """Put the working copy, as the database holds it, on the private shelf, and know its translations from now on.

    The newest fifty drafts stay. Where four eyes are asked for, all stay until the next edition: they tell who has had a hand
    in it. `restored` and `confirmed` are as agreements.newly_agreed() has them.
    """
    saved = load(type(subject), subject.code)
    document = freeze(saved, everything=True)
    before = _newest_document(subject)
    draft = Draft.objects.create(
        kind=subject.kind,
        subject=subject.subject,
        document=canonical(document),
        public_sha256=_public_hash(saved, at),
        saved_at=at,
        actor=actor,
        deleted=deleted,
    )
    told = agreements.newly_agreed(
        document, before=json.loads(before) if before else None, confirmed=confirmed, restored=restored
    )
    agreements.agree(subject.subject, told, at=at)
    if deleted:
        translation_states.drop(subject.subject)
    else:
        translation_states.refresh(saved, document)
    if _only_the_newest(subject, at):
        oldest = (
            Draft.objects.filter(subject=subject.subject).order_by("pk").values_list("saved_at", flat=True)[0]
        )
        agreements.blank_older(subject.subject, document, than=oldest)
    return draft


def _public_hash(saved: Publishable, at: datetime) -> str:
    """That of the edition in force where nothing but the shape of documents has changed since: an edition that holds the same is
    what lists, and four eyes, know it by."""
    document = freeze(saved)
    edition = Edition.objects.in_force(at).filter(subject=saved.subject).defer("document").first()
    if edition is not None and edition.shape != document["shape"] and holds(edition, document):
        return edition.sha256
    return digest(canonical(document))


def _newest_document(subject: Publishable) -> str:
    drafts = Draft.objects.filter(subject=subject.subject, aside=False)
    return drafts.values_list("document", flat=True).first() or ""


def _only_the_newest(subject: Publishable, at: datetime) -> int:
    """Delete the drafts that are not kept any more; the number of them."""
    drafts = Draft.objects.filter(subject=subject.subject)
    kept = list(drafts.values_list("pk", flat=True)[: Draft.KEPT])
    surplus = drafts.filter(pk__lt=min(kept))
    if subject.four_eyes:
        surplus = _of_earlier_editions(surplus, subject, at)
    return surplus.delete()[0]


def _of_earlier_editions(drafts: models.QuerySet, subject: Publishable, at: datetime) -> models.QuerySet:
    """Those that nothing but editions already published was made from."""
    edition = Edition.objects.in_force(at).filter(subject=subject.subject).first()
    if edition is None:
        return drafts.none()
    made_from = Draft.objects.filter(subject=subject.subject, public_sha256=edition.sha256)
    if newest := made_from.values_list("pk", flat=True).first():
        return drafts.filter(pk__lt=newest)
    return drafts.filter(saved_at__lte=edition.moment)


class StillLive(ValueError):
    """What the public can see, or will see by schedule, must be withdrawn before its working copy is deleted."""


@transaction.atomic
def discard(subject: Publishable, *, actor: str, at: datetime) -> Draft:
    """Delete the working copy and leave it in the bin. Raises StillLive."""
    lock_head()
    editions = Edition.objects.filter(subject=subject.subject)
    if editions.live(at).exists() or editions.scheduled().exists():
        raise StillLive("Siden er publisert eller planlagt. Trekk den tilbake før du sletter den.")
    draft = remember(subject, actor=actor, at=at, deleted=True)
    subject.delete()
    return draft


@transaction.atomic
def restore(document: Document, *, actor: str, at: datetime) -> Publishable:
    """Write a draft's or an edition's document into the working copy, and only into rows the object owns.

    Private fields that a public document does not hold stay as they are. Raises MissingReference.
    """
    subject = write(document)
    remember(subject, actor=actor, at=at, restored=True)
    return subject


@transaction.atomic
def write(document: Document, identities: Identities = MappingProxyType({})) -> Publishable:
    """As restore(), remembering nothing: for what is undone again. `identities` are the primary keys that rows had before
    they were deleted; one that is in use is left alone."""
    document = upgraded(document)
    model = model_of(document["kind"])
    subject = model._default_manager.filter(code=document["code"]).first() or model(code=document["code"])
    pending = list(_write(subject, document, identities))
    for instance, values in pending:
        _write_late_references(instance, values, subject)
    return subject


def set_aside(document: Document, public: Document, *, actor: str, at: datetime) -> Draft:
    """Put on the private shelf what somebody wrote and let go of, so that it can be found again."""
    return Draft.objects.create(
        kind=document["kind"],
        subject=f"{document['kind']}/{document['code']}",
        document=canonical(document),
        public_sha256=digest(canonical(public)),
        saved_at=at,
        actor=actor,
        aside=True,
    )


def restore_text(text: str, *, actor: str, at: datetime) -> Publishable:
    return restore(json.loads(text), actor=actor, at=at)


def _write(instance: models.Model, values: Document, identities: Identities):
    """Save one instance and its rows; yields all of them with their values, for references between rows."""
    for field in all_fields(type(instance)):
        if field.name not in values or field.many_to_many:
            continue
        value = values[field.name]
        if not field.is_relation:
            setattr(instance, field.name, field.to_python(value))
        elif not issubclass(refers_to(field) or models.Model, Row):
            setattr(instance, field.name, _target(field, value))
    instance.save()
    yield instance, values
    for relation in instance.relations:
        if relation in values:
            yield from _write_rows(instance, relation, values[relation], identities)


def _write_rows(owner: models.Model, relation: str, documents: list[Document], identities: Identities):
    foreign_key = relation_field(type(owner), relation)
    manager = getattr(owner, relation)
    existing = {row.key: row for row in manager.all()}
    keys = {values["key"] for values in documents if "key" in values}
    manager.exclude(key__in=keys).delete()
    if foreign_key.model._meta.total_unique_constraints:
        # Unique values may change places between rows; save() puts each row back under its own primary key.
        manager.all().delete()
    for position, values in enumerate(documents, 1):
        row = existing.get(values.get("key")) or foreign_key.model(**{foreign_key.name: owner})
        if row.pk is None and (pk := identities.get((relation, values.get("key")))) is not None:
            row.pk = None if foreign_key.model._base_manager.filter(pk=pk).exists() else pk
        row.key = values.get("key") or f"r{position}"
        row.position = position * 10
        yield from _write(row, values, identities)


def _write_late_references(instance: models.Model, values: Document, subject: Publishable) -> None:
    changed = []
    for field in all_fields(type(instance)):
        if not field.is_relation or field.name not in values:
            continue
        value = values[field.name]
        if field.many_to_many:
            getattr(instance, field.name).set([_target(field, code, subject) for code in value])
        elif issubclass(refers_to(field) or models.Model, Row):
            setattr(instance, field.name, _target(field, value, subject))
            changed.append(field.name)
    if changed:
        instance.save(update_fields=changed)


def _target(field: models.Field, value: object, subject: Publishable | None = None) -> models.Model | None:
    if value is None:
        return None
    model = refers_to(field)
    if model is Image:
        found = Image.objects.filter(pk=value["id"]).first()
        if found is None and field.null:
            return None
    elif issubclass(model, Row):
        owner = next(f for f in model._meta.fields if f.many_to_one and f.related_model is type(subject))
        found = model._default_manager.filter(**{owner.name: subject}, key=value).first()
    else:
        found = model._default_manager.filter(code=value).first()
    if found is None:
        raise MissingReference(f"«{value}» ({model._meta.verbose_name}) finnes ikke.")
    return found
