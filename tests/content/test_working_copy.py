"""The private shelf: a draft for every save, the bin, and writing documents back into an object's own rows."""

import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import translation

from labels.models import Label, Topic
from sustainability_site.content.documents import canonical, freeze
from sustainability_site.content.models import Draft, Edition, Image, Page, PageSection, Source
from sustainability_site.content.publishing import schedule, withdraw
from sustainability_site.content.working_copy import (
    MissingReference,
    StillLive,
    discard,
    load,
    remember,
    restore,
    restore_text,
)
from tests.content.shelves import record
from transparency.models import Statement

ACT = {"actor": "Kari"}


def drafts(code: str = "notice") -> list[Draft]:
    return list(Draft.objects.filter(subject=f"page/{code}"))


def test_a_save_is_remembered_with_its_public_hash(notice, published, now):
    draft = remember(notice, at=now, **ACT)
    edition = published(notice)

    assert (draft.kind, draft.subject, draft.actor, draft.saved_at) == ("page", "page/notice", "Kari", now)
    assert draft.public_sha256 == edition.sha256
    assert json.loads(draft.document) == json.loads(edition.document)


def test_a_draft_holds_private_fields_and_the_public_hash_does_not_depend_on_them(db, now):
    first = remember(Label.objects.get(code="svanen"), at=now, **ACT)
    Label.objects.filter(code="svanen").update(logo_permission="Hemmelig")
    second = remember(Label.objects.get(code="svanen"), at=now, **ACT)

    assert second.public_sha256 == first.public_sha256
    assert json.loads(second.document)["logo_permission"] == "Hemmelig"
    assert "logo_permission" not in Edition.objects.get(subject="label/svanen").document


def test_the_newest_fifty_are_kept_and_others_are_not_touched(notice, now):
    others = Draft.objects.exclude(subject="page/notice").count()
    for number in range(53):
        Page.objects.filter(pk=notice.pk).update(title_nb=f"Tittel {number}")
        remember(notice, at=now + timedelta(seconds=number), **ACT)

    titles = [json.loads(draft.document)["title_nb"] for draft in drafts()]
    assert titles == [f"Tittel {number}" for number in range(52, 2, -1)]
    assert Draft.objects.exclude(subject="page/notice").count() == others


def test_remembering_publishes_nothing(notice, published, now):
    published(notice)
    before = record()
    Page.objects.filter(pk=notice.pk).update(title_nb="Kladd")
    remember(notice, at=now, **ACT)

    assert record() == before


@pytest.mark.parametrize("language", ["nb", "en"])
def test_restoring_brings_back_every_field_and_row_in_either_language(notice, now, language):
    notice.sources.set(Source.objects.all()[:2])
    before = canonical(freeze(load(Page, "notice"), everything=True))
    key = notice.sections.get().key
    Page.objects.filter(pk=notice.pk).update(title_nb="x", title_en="y", body_nb="<p>z</p>", menu_position=4)
    notice.sources.clear()
    notice.sections.all().delete()
    notice.sections.create(heading_nb="Ny", body_nb="<p>Ny.</p>")

    with translation.override(language):
        restored = restore_text(before, at=now, **ACT)
    assert canonical(freeze(load(Page, "notice"), everything=True)) == before
    assert restored.pk == notice.pk
    assert [(row.key, row.position) for row in notice.sections.all()] == [(key, 10)]
    assert json.loads(drafts()[0].document) == json.loads(before)


def test_restoring_writes_only_rows_that_the_object_owns(notice, now):
    other = Page.objects.create(code="other", title_nb="Annen", slug_nb="annen")
    other.sections.create(key="why", heading_nb="Den andres", body_nb="<p>Urørt.</p>")
    document = freeze(load(Page, "notice"))
    document["sections"] = [document["sections"][0] | {"heading_nb": "Min"}]
    before = list(PageSection.objects.exclude(page=notice).order_by("pk").values())
    sources = list(Source.objects.order_by("pk").values())
    restore(document, at=now, **ACT)

    assert notice.sections.get().heading_nb == "Min"
    assert list(PageSection.objects.exclude(page=notice).order_by("pk").values()) == before
    assert list(Source.objects.order_by("pk").values()) == sources


def test_restoring_an_edition_keeps_private_fields(db, now):
    Label.objects.filter(code="svanen").update(logo_permission="Brev av 1. mai", name_nb="Feil navn")
    restore_text(Edition.objects.get(subject="label/svanen").document, at=now, **ACT)
    label = Label.objects.get(code="svanen")

    assert label.logo_permission == "Brev av 1. mai"
    assert label.name_nb != "Feil navn"


def test_restoring_keeps_the_rows_that_are_still_there(notice, now):
    section = notice.sections.get()
    document = freeze(load(Page, "notice"))
    PageSection.objects.filter(pk=section.pk).update(heading_nb="x")
    restore(document, at=now, **ACT)

    assert notice.sections.get().pk == section.pk
    assert notice.sections.get().heading_nb == "Hvorfor"


def test_restoring_changes_nothing_public(notice, published, now):
    published(notice)
    before = record()
    restore(freeze(load(Page, "notice")) | {"title_nb": "Gammel"}, at=now, **ACT)

    assert record() == before


def test_reference_to_what_is_no_longer_there_is_refused_and_nothing_is_written(notice, now):
    document = freeze(load(Page, "notice")) | {"title_nb": "Gammel", "sources": ["gone"]}
    before = canonical(freeze(load(Page, "notice")))

    with pytest.raises(MissingReference, match="«gone» \\(kilde\\) finnes ikke"):
        restore(document, at=now, **ACT)
    assert canonical(freeze(load(Page, "notice"))) == before
    assert drafts() == []


def test_picture_that_has_been_deleted_is_left_out(db, now):
    image = Image.objects.create(
        title="Logo", original="originals/a.png", width=1, height=1, alt_nb="En logo", renditions=[]
    )
    Label.objects.filter(code="svanen").update(logo=image)
    document = freeze(load(Label, "svanen"))
    Label.objects.filter(code="svanen").update(logo=None)
    restore(document, at=now, **ACT)
    assert Label.objects.get(code="svanen").logo == image
    Label.objects.filter(code="svanen").update(logo=None)
    image.delete()
    restore(document, at=now, **ACT)

    assert Label.objects.get(code="svanen").logo is None


def test_rows_that_refer_to_their_siblings_are_tied_together_again(db, now):
    statement = Statement.objects.create(
        code="2030-01_2030-12",
        title_nb="Redegjørelse",
        period_start=date(2030, 1, 1),
        period_end=date(2030, 12, 31),
    )
    finding = statement.findings.create(key="f", title_nb="Funn", kind="risk")
    statement.measures.create(key="m", title_nb="Tiltak").findings.add(finding)
    document = freeze(load(Statement, statement.code), everything=True)
    statement.measures.get().findings.clear()
    statement.findings.all().delete()
    restore(document, at=now, **ACT)

    assert [row.key for row in statement.measures.get().findings.all()] == ["f"]
    assert freeze(load(Statement, statement.code), everything=True) == document


def test_unique_values_that_have_changed_places_are_restored(db, now):
    statement = Statement.objects.get()
    document = freeze(load(Statement, statement.code))
    first, second = statement.steps.all()[:2]
    steps = first.step, second.step
    for row, step in ((first, "x"), (second, steps[0]), (first, steps[1])):
        type(row).objects.filter(pk=row.pk).update(step=step)
    restore(document, at=now, **ACT)

    assert freeze(load(Statement, statement.code)) == document


def test_deleted_rests_in_the_bin_and_comes_back(notice, now):
    before = canonical(freeze(load(Page, "notice"), everything=True))
    draft = discard(notice, at=now, **ACT)

    assert (draft.deleted, draft.document) == (True, before)
    assert not Page.objects.filter(code="notice").exists()
    restored = restore_text(draft.document, at=now, **ACT)
    assert canonical(freeze(load(Page, "notice"), everything=True)) == before
    assert restored.pk is not None
    assert [kept.deleted for kept in drafts()] == [False, True]


@pytest.mark.parametrize("state", ["live", "scheduled", "due"])
def test_what_the_public_sees_or_will_see_is_not_deleted(notice, published, now, state):
    if state == "live":
        published(notice)
    else:
        schedule(notice, reason="Prøve", moment=now + timedelta(hours=1), at=now, **ACT)
    at = now + timedelta(hours=2) if state == "due" else now

    with pytest.raises(StillLive):
        discard(notice, at=at, **ACT)
    assert Page.objects.filter(code="notice").exists()
    assert drafts() == []


def test_withdrawn_is_deleted_and_its_editions_stay(notice, published, now, client):
    published(notice)
    withdraw(notice, reason="Utdatert", at=now, **ACT)
    discard(notice, at=now, **ACT)

    assert client.get("/kunngjoring/").status_code == 410
    assert client.get("/kunngjoring/utgave/1/").status_code == 200
    restored = restore_text(Edition.objects.get(subject="page/notice").document, at=now, **ACT)
    assert published(restored).number == 2


def test_vocabulary_that_a_working_copy_leans_on_is_not_deleted(db, now):
    topic = Topic.objects.create(code="unused", name_nb="Ubrukt")
    label = Label.objects.get(code="svanen")
    label.coverages.create(topic=topic, level="partly", source=Source.objects.first())

    with pytest.raises(ProtectedError):
        discard(topic, at=now, **ACT)
    assert Topic.objects.filter(code="unused").exists()
    assert not Draft.objects.filter(subject="topic/unused").exists()


def test_code_is_taken_once(notice):
    with pytest.raises(IntegrityError):
        Page.objects.create(code="notice", title_nb="En til")
