"""What publishing and failing do to the record, and what the public sees of it."""

import json
from datetime import timedelta

import pytest

from labels.models import Label
from sustainability_site.content.models import Card, Edition, Head, Page, PageSection, Source
from sustainability_site.content.publishing import head, publish, withdraw
from tests.content.shelves import record, refused


def test_saving_changes_nothing_that_the_public_sees(notice, published, public, now):
    published(notice)
    before = record()
    Page.objects.filter(pk=notice.pk).update(
        title_nb="Uroppslag",
        title_en="Uroppslag",
        lead_nb="Uroppslag",
        slug_nb="uroppslag",
        menu_title_nb="Uroppslag",
    )
    PageSection.objects.filter(page=notice).update(heading_nb="Uroppslag", heading_en="Uroppslag")

    assert public("Uroppslag") == set()
    assert public("uroppslag") == set()
    assert record() == before


def test_publishing_changes_everything_at_once(notice, published, public):
    published(notice)
    Page.objects.filter(pk=notice.pk).update(title_nb="Uroppslag", title_en="Uroppslag")
    published(notice)

    assert public("Uroppslag") == {
        "page", "English page", "JSON", "search", "English search", "feed", "English feed", "footer",
    }  # fmt: skip


def test_never_published_is_nowhere(notice, public, client):
    assert public("Kunngjøring") == set()
    assert public("kunngjoring") == set()
    for path in (
        "/kunngjoring/",
        "/en/notice/",
        "/kunngjoring.json",
        "/kunngjoring/utgave/1/",
        "/-/page/notice/",
    ):
        assert client.get(path).status_code == 404, path


def test_new_address_is_in_the_sitemap_with_both_languages(notice, published, client):
    before = client.get("/sitemap.xml").content.decode()
    published(notice)
    after = client.get("/sitemap.xml").content.decode()

    assert "/kunngjoring/" not in before
    assert "/en/notice/" not in before
    assert after.count("/kunngjoring/</") == after.count("/en/notice/</") == 1


def test_edition_and_entry_tell_who_when_and_why(notice, now):
    length, newest = head()
    edition = publish(notice, actor="Kari Nordmann", reason="Rettet tall", at=now)
    entry = edition.entries.get()

    assert (edition.number, edition.kind, edition.subject, edition.shape) == (1, "page", "page/notice", 2)
    assert (edition.actor, edition.reason, edition.moment) == ("Kari Nordmann", "Rettet tall", now)
    assert (entry.sequence, entry.act, entry.previous_hash) == (length + 1, "publish", newest)
    assert (entry.actor, entry.reason, entry.moment, entry.entered_at) == (
        "Kari Nordmann",
        "Rettet tall",
        now,
        now,
    )
    assert head() == (length + 1, entry.hash)
    assert str(edition) == "page/notice utgave 1"


def test_json_is_the_document_with_its_hash(notice, published, client):
    edition = published(notice)
    answer = client.get("/kunngjoring.json").json()

    assert answer["document"] == json.loads(edition.document)
    assert {key: answer[key] for key in ("edition", "reason", "sha256")} == {
        "edition": 1,
        "reason": "Prøve",
        "sha256": edition.sha256,
    }
    assert client.get("/en/notice.json").json() == answer
    assert "Kari" not in client.get("/kunngjoring.json").content.decode()


def test_numbers_are_drawn_per_object_without_gaps(notice, published):
    numbers = []
    for title in ("a", "b", "c"):
        Page.objects.filter(pk=notice.pk).update(title_nb=title)
        numbers.append(published(notice).number)

    assert numbers == [1, 2, 3]


def test_unchanged_is_refused(notice, published):
    published(notice)

    assert refused(published, notice) == ["Ingenting er endret siden utgave 1."]


def test_going_back_to_an_earlier_text_is_a_new_edition(notice, published):
    first = published(notice)
    Page.objects.filter(pk=notice.pk).update(title_nb="Annet")
    published(notice)
    Page.objects.filter(pk=notice.pk).update(title_nb="Kunngjøring")
    third = published(notice)

    assert third.number == 3
    assert third.document == first.document


def test_vocabulary_that_is_not_live_is_refused_by_name(notice, paper, published):
    notice.sources.add(paper)

    assert refused(published, notice) == ["«Avisen» (kilde) er ikke publisert. Publiser den først."]


def test_link_to_what_is_not_live_is_no_hindrance(notice, paper, published, client):
    Page.objects.filter(pk=notice.pk).update(body_nb='<p><a href="/-/source/paper/">lenken</a></p>')
    published(notice)

    assert "<p>lenken</p>" in client.get("/kunngjoring/").content.decode()


def test_an_error_half_way_leaves_nothing_behind(notice, now, monkeypatch):
    before = record()
    monkeypatch.setattr(
        Page, "card", lambda self: {"title": "x", "lead": None, "facts": {"x": object}} | {"facts": 1}
    )
    with pytest.raises(TypeError):
        publish(notice, actor="Kari", reason="Prøve", at=now)

    assert record() == before
    assert Head.objects.get().sequence == before[-1][0]


def test_clock_that_lags_behind_publishes_what_is_live_all_the_same(notice, published, now, client):
    published(notice, at=now)
    Page.objects.filter(pk=notice.pk).update(title_nb="Nyere")
    edition = published(notice, at=now - timedelta(minutes=5))

    assert (edition.number, edition.moment) == (2, now)
    assert "Nyere" in client.get("/kunngjoring/").content.decode()
    entry = withdraw(notice, actor="Kari", reason="Utdatert", at=now - timedelta(minutes=5))
    assert (entry.edition, entry.moment) == (edition, now)
    assert client.get("/kunngjoring/").status_code == 410


def test_every_kind_is_published_by_the_starter_content_in_both_languages(db):
    assert Label.objects.count() == Card.objects.filter(edition__kind="label", language="en").count() == 6
    assert Source.objects.count() == Edition.objects.filter(kind="source", number=1).count()
    assert Card.objects.filter(translated=False).count() == 0
    assert Card.objects.exclude(fallback=[]).count() == 0
