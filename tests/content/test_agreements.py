"""Stale and missing translations, after everything that may happen to a text and its translation."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from sustainability_site.content import agreements, working_copy
from sustainability_site.content.chain import redact
from sustainability_site.content.documents import freeze
from sustainability_site.content.models import Agreement, Draft, Page, PageSection, TranslationState
from sustainability_site.content.translated_texts import texts
from sustainability_site.content.word_differences import NEW, REMOVED, SAME, Piece

pytestmark = pytest.mark.django_db

SECTION = {"heading_nb": "Hvorfor", "body_nb": "<p>Derfor.</p>"}
Save = Callable[..., dict[str, str]]


def standing(page: Page) -> dict[str, str]:
    """What is stale or missing, by its place: as the form tells it, which is what is kept for lists."""
    loaded = working_copy.load(Page, page.code)
    found = agreements.outstanding(freeze(loaded, everything=True))
    kept = TranslationState.objects.filter(subject=page.subject).first()
    if kept is not None:
        lists = [[each.text.anchor for each in found if each.missing is missing] for missing in (False, True)]
        assert [[text["anchor"] for text in kept.stale], [text["anchor"] for text in kept.missing]] == lists
        assert (kept.stale_count, kept.missing_count) == tuple(map(len, lists))
    return {each.text.place: "missing" if each.missing else "stale" for each in found}


@pytest.fixture
def save(notice: Page, now: datetime) -> Save:
    """Saves the page with some columns changed, as a form, an import or `update()` would, and tells what then stands."""
    notice.sections.update(body_en="<p>Therefore.</p>")
    moments = iter(range(1, 1000))

    def changed(section: dict | None = None, **changes: str) -> dict[str, str]:
        Page.objects.filter(pk=notice.pk).update(**changes)
        PageSection.objects.filter(page=notice).update(**section or {})
        working_copy.remember(notice, actor="Kari", at=now + timedelta(minutes=next(moments)))
        return standing(notice)

    assert changed() == {}
    return changed


def test_what_is_written_for_the_first_time_is_agreed(save: Save, notice: Page) -> None:
    assert Agreement.objects.filter(subject=notice.subject).count() == 5
    assert TranslationState.objects.filter(subject=notice.subject).values_list(
        "kind", "object_pk", "name", "language"
    )[0] == ("page", notice.pk, "Kunngjøring", "en")


def test_norwegian_changed_is_stale_until_the_translation_is(save: Save) -> None:
    assert save(lead_nb="Ny ingress.") == {"lead": "stale"}
    assert save(title_nb="Ny tittel") == {"title": "stale", "lead": "stale"}
    assert save(lead_en="New lead.") == {"title": "stale"}
    assert save(title_en="New title") == {}


def test_translation_changed_alone_or_with_its_norwegian_is_agreed(save: Save) -> None:
    assert save(lead_en="Better words.") == {}
    assert save(lead_nb="Ny ingress.", lead_en="New lead.") == {}


def test_norwegian_changed_back_is_known(save: Save) -> None:
    assert save(lead_nb="Ny ingress.") == {"lead": "stale"}
    assert save(lead_nb="Første ingress.") == {}


def test_empty_texts(save: Save) -> None:
    assert save(lead_en="", menu_title_nb="Meny") == {"lead": "missing", "menu_title": "missing"}
    assert save(lead_nb="", menu_title_nb="") == {}
    assert save(title_en="") == {"title": "missing"}
    assert save(title_en="Notice") == {}
    assert save(body_nb="") == {"body": "stale"}  # readers still get the English one
    assert save(body_en="") == {}


def test_untranslated_on_purpose_is_never_stale(save: Save) -> None:
    assert save(title_nb="EPEAT", title_en="EPEAT") == {}
    assert save(title_nb="EPEAT Gold") == {"title": "stale"}
    assert save(title_nb="Notice") == {"title": "stale"}
    assert save(title_nb="EPEAT") == {}
    assert save(lead_nb="First lead.") == {}


def test_an_address_is_no_text(save: Save) -> None:
    assert save(slug_nb="helt-ny") == {}
    assert save(slug_en="") == {}


def test_rich_text_is_what_it_reads_as(save: Save) -> None:
    """The editor in the browser writes the same text a little differently: neither stale, nor agreed to."""
    assert save(body_nb="<h2><strong>Første</strong>\nbrødtekst.</h2>") == {}
    assert save(body_nb='<p>Første <a href="/-/page/about/">brødtekst</a>.</p>') == {"body": "stale"}
    assert save(body_en="<p><em>First</em>  body.</p>", lead_en=" First  lead. ") == {"body": "stale"}
    assert save(body_en='<p>First <a href="/-/page/about/">body</a>.</p>') == {}
    assert save(body_nb='<p>Første <a href="/-/page/privacy/">brødtekst</a>.</p>') == {"body": "stale"}


def test_rows_are_known_by_their_key(save: Save, notice: Page) -> None:
    section = notice.sections.get()
    notice.sections.create(key="new", heading_nb="Ny", heading_en="New", body_nb="<p>Ny.</p>", position=5)
    assert save() == {"sections/new.body": "missing"}
    assert save({"heading_nb": "Endret"}) == {
        "sections/new.heading": "stale",
        "sections/new.body": "missing",
        "sections/why.heading": "stale",
    }
    notice.sections.filter(key="new").delete()
    notice.sections.update(position=40)
    assert save() == {"sections/why.heading": "stale"}
    section.delete()
    assert save() == {}
    notice.sections.create(**SECTION, key="why", heading_en="Why", body_en="<p>Therefore.</p>")
    assert save() == {}


def test_restoring_agrees_to_nothing(save: Save, notice: Page, now: datetime) -> None:
    """A draft that was right is right again, one that was stale is stale again."""
    save(lead_nb="Ny ingress.")
    save(lead_en="New lead.")
    save(lead_nb="Nyeste ingress.", lead_en="Newest lead.")
    first, stale, right, _newest = reversed(Draft.objects.filter(subject=notice.subject))
    for draft, expected in ((stale, {"lead": "stale"}), (right, {}), (stale, {"lead": "stale"}), (first, {})):
        working_copy.restore_text(draft.document, actor="Kari", at=now)
        assert standing(notice) == expected
    working_copy.restore_text(stale.document, actor="Kari", at=now)
    assert save(title_en="Other words") == {"lead": "stale"}


def test_restored_edition(save: Save, notice: Page, published: Callable, now: datetime) -> None:
    right = published(notice)
    save(lead_nb="Ny ingress.")
    stale = published(notice)
    save(lead_en="New lead.")
    for edition, expected in ((stale, {"lead": "stale"}), (right, {})):
        working_copy.restore_text(edition.document, actor="Kari", at=now)
        assert standing(notice) == expected


def test_the_bin_keeps_what_is_known(save: Save, notice: Page, now: datetime) -> None:
    save(lead_nb="Ny ingress.")
    subject = notice.subject
    binned = working_copy.discard(Page.objects.get(pk=notice.pk), actor="Kari", at=now)
    assert not TranslationState.objects.filter(subject=subject).exists()
    back = working_copy.restore_text(binned.document, actor="Kari", at=now)
    assert standing(back) == {"lead": "stale"}
    assert TranslationState.objects.get(subject=subject).object_pk == back.pk


def test_nobody_has_written_what_has_no_draft(notice: Page) -> None:
    assert standing(notice) == {"sections/why.body": "missing"}


def test_bulk_update_is_seen_at_once_and_kept_at_the_next_save(save: Save, notice: Page) -> None:
    Page.objects.filter(pk=notice.pk).update(lead_nb="Ny ingress.")
    document = freeze(working_copy.load(Page, "notice"), everything=True)
    assert [each.text.label for each in agreements.outstanding(document)] == ["ingress"]
    assert save(menu_position=70) == {"lead": "stale"}


def test_still_right_in_one_word(save: Save, notice: Page, now: datetime) -> None:
    save({"heading_nb": "Endret"}, lead_nb="Ny ingress.", title_en="")
    confirmed = [("sections/why.heading", "en"), ("title", "en"), ("body", "xx"), ("nothing", "en")]
    working_copy.remember(notice, actor="Kari", at=now, confirmed=confirmed)
    assert standing(notice) == {"title": "missing", "lead": "stale"}
    assert save(lead_nb="Første ingress.", title_en="Notice") == {}


def test_tells_what_has_changed_since_it_was_translated(save: Save, notice: Page) -> None:
    save(lead_nb="Andre ingress.")
    save(lead_nb="Tredje ingress.")
    document = freeze(working_copy.load(Page, "notice"), everything=True)
    (found,) = agreements.outstanding(document)
    assert found.since == "Første ingress."
    assert found.pieces == [Piece(REMOVED, "Første"), Piece(NEW, "Tredje"), Piece(SAME, " ingress.")]


def test_another_language_is_missing_until_it_is_written(save: Save, notice: Page) -> None:
    save(lead_nb="Ny ingress.")
    document = freeze(working_copy.load(Page, "notice"), everything=True) | {"title_se": "Diehtu"}
    found = [text for text in texts(document, ("en", "se")) if text.language == "se"]
    assert [(text.place, text.translation) for text in found] == [
        ("title", "Diehtu"),
        ("lead", ""),
        ("body", ""),
        ("sections/why.heading", ""),
        ("sections/why.body", ""),
    ]


def test_redaction_leaves_no_words_behind(
    save: Save, notice: Page, published: Callable, now: datetime
) -> None:
    save(lead_nb="Ola Nordmann sa det.", lead_en="Ola said so.")
    secret = published(notice)
    save(lead_nb="Noen sa det.")
    save(lead_nb="Noen sa det.", lead_en="Someone said so.", title_nb="Nyere tittel")
    published(notice)
    redact(secret, ground="Personopplysning", actor="Kari", at=now)
    kept = Agreement.objects.filter(subject=notice.subject)
    assert "Ola" not in str(list(kept.values()))
    assert {(pair.place, pair.source) for pair in kept} == {
        ("lead", "Noen sa det."),
        ("body", "Første brødtekst."),
        ("sections/why.heading", "Hvorfor"),
        ("sections/why.body", "Derfor."),
    }
    assert standing(notice) == {"title": "stale"}
    document = freeze(working_copy.load(Page, "notice"), everything=True)
    assert [each.since for each in agreements.outstanding(document)] == [None]


def test_words_go_with_the_drafts_that_held_them(
    save: Save, notice: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Draft, "KEPT", 3)
    save(lead_nb="Hemmelig.", lead_en="Secret.")
    for number in range(4):
        save(lead_nb=f"Ny {number}.", lead_en=f"New {number}.")
    sources = Agreement.objects.filter(subject=notice.subject, place="lead").values_list("source", flat=True)
    assert list(sources) == ["", "", "", "Ny 1.", "Ny 2.", "Ny 3."]
    assert save(lead_nb="Hemmelig.") == {"lead": "stale"}
    assert save(lead_en="Secret.") == {}


def test_starter_content_begins_with_everything_agreed(db: None) -> None:
    assert TranslationState.objects.count() == Draft.objects.values("subject").distinct().count() > 200
    assert not TranslationState.objects.exclude(stale_count=0, missing_count=0).exists()


def test_earlier_drafts_are_read_as_if_they_had_been_followed(save: Save, notice: Page) -> None:
    save(lead_nb="Ny ingress.")
    save(lead_en="New lead.")
    save(title_nb="Ny tittel")
    Draft.objects.create(
        kind="gone",
        subject="gone/a",
        document=json.dumps({"kind": "gone", "shape": 1, "code": "a"}),
        saved_at=notice_moment(notice),
    )
    Agreement.objects.all().delete()
    module = import_module("sustainability_site.content.migrations.0007_agree_on_what_stands")
    module.agree_on_what_stands(apps, None)
    assert save() == {}
    assert save(lead_nb="Første ingress.") == {"lead": "stale"}
    assert save(lead_en="First lead.", title_nb="Kunngjøring") == {}


def notice_moment(notice: Page) -> datetime:
    return Draft.objects.filter(subject=notice.subject).first().saved_at
