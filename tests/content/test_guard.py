"""What has been entered in the record can't be changed or deleted through Django."""

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.deletion import Collector, ProtectedError

from sustainability_site.content.chain import verify
from sustainability_site.content.models import (
    Card,
    Edition,
    Entry,
    Page,
    RecordIsFinal,
    Reference,
    SearchText,
)

GUARDED = (Edition, Entry, Card, Reference, SearchText)


@pytest.mark.parametrize("model", GUARDED)
@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(pk=1),
        lambda rows: rows.all().delete(),
        lambda rows: rows.model._base_manager.all().delete(),
        lambda rows: rows.model._base_manager.update(pk=1),
        lambda rows: rows.bulk_update([rows.first()], [rows.model._meta.fields[1].name]),
        lambda rows: rows.bulk_create([rows.first()], update_conflicts=True, unique_fields=["pk"], update_fields=["pk"]),
        lambda rows: rows.update_or_create(pk=rows.first().pk, defaults={}),
        lambda rows: rows.first().save(),
        lambda rows: rows.first().save(force_update=True),
        lambda rows: rows.first().save(update_fields=[rows.model._meta.fields[1].name]),
        lambda rows: rows.first().delete(),
        lambda rows: rows.model.save_base(rows.first()),
        lambda rows: rows.model(**{field.attname: getattr(rows.first(), field.attname) for field in rows.model._meta.fields}).save(),
        lambda rows: rows.filter(pk=rows.first().pk)._raw_delete("default"),
        lambda rows: rows._update([]),
    ],
)  # fmt: skip
def test_record_refuses_every_change(editions, model, change):
    before = list(model.objects.order_by("pk").values())

    with pytest.raises(RecordIsFinal), transaction.atomic():
        change(model.objects.order_by("pk"))
    assert list(model.objects.order_by("pk").values()) == before


def test_related_managers_refuse_as_well(editions):
    first, second = editions

    for change in (first.cards.update, first.entries.all().delete, second.references.all().delete):
        with pytest.raises(RecordIsFinal):
            change()
    with pytest.raises(RecordIsFinal):
        first.cards.add(second.cards.first())
    assert second.cards.count() == 2


def test_nothing_cascades_into_the_record(editions, notice):
    before = list(Edition.objects.order_by("pk").values_list("pk", "document"))
    notice.delete()
    Page.objects.all().delete()

    assert list(Edition.objects.order_by("pk").values_list("pk", "document")) == before
    assert list(verify()) == []


def test_collector_meets_the_entry_that_protects_the_edition(editions):
    with pytest.raises(ProtectedError):
        Collector("default").collect(QuerySet(Edition).filter(pk=editions[0].pk))
