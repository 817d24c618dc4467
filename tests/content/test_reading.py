"""What a page reads: the record alone, in few queries, as of the right moment."""

from datetime import timedelta

import pytest

from labels.models import Label, Topic
from suppliers.models import Regulation
from sustainability_site.content.models import Edition, Page, Source
from sustainability_site.content.publishing import withdraw
from sustainability_site.content.reading import Gone, changes, find, find_edition, live_cards, surroundings
from sustainability_site.content.untranslated import Untranslated
from sustainability_site.content.working_copy import restore_text

HOUR = timedelta(hours=1)
LABEL = "/miljomerker/tco-certified/"


def test_vocabulary_is_read_as_it_is_now_and_archives_stay_as_they_were(client, db, published, now, clock):
    topic = Label.objects.get(code="tco-certified").coverages.first().topic
    old, english = topic.name_nb, topic.name_en
    Topic.objects.filter(pk=topic.pk).update(name_nb="Nytt emnenavn", name_en="New topic name")
    published(topic, at=now)

    assert "Nytt emnenavn" in client.get(LABEL).content.decode()
    assert "New topic name" in client.get("/en/eco-labels/tco-certified/").content.decode()
    archive = client.get(f"{LABEL}utgave/1/").content.decode()
    assert old in archive
    assert "Nytt emnenavn" not in archive
    english_archive = client.get("/en/eco-labels/tco-certified/edition/1/").content.decode()
    assert english in english_archive
    assert "New topic name" not in english_archive


def test_archive_of_an_overview_lists_what_was_live_then(client, published, now):
    assert "copy-0" not in client.get("/miljomerker/").content.decode()
    text = Edition.objects.get(subject="label/tco-certified").document
    published(restore_text(text.replace("tco-certified", "copy-0"), actor="Kari", at=now))

    assert "/miljomerker/copy-0/" in client.get("/miljomerker/").content.decode()
    assert "/miljomerker/copy-0/" not in client.get("/miljomerker/utgave/1/").content.decode()


def test_archive_stands_in_the_menu_of_today(client, published, now):
    about = Page.objects.get(code="about")
    Page.objects.filter(pk=about.pk).update(menu_title_nb="Om oss i dag", title_nb="Om oss")
    published(about)

    assert "Om oss i dag" in client.get("/miljomerker/utgave/1/").content.decode()
    assert "Om oss i dag" in client.get("/om/utgave/1/").content.decode()


def test_archive_says_whether_it_still_holds(client, notice, published):
    published(notice)
    assert "Den gjelder fortsatt." in client.get("/kunngjoring/utgave/1/").content.decode()
    Page.objects.filter(pk=notice.pk).update(title_nb="Rettet")
    published(notice)
    archive = client.get("/kunngjoring/utgave/1/").content.decode()

    assert "Den gjelder ikke lenger." in archive
    assert "Les siden slik den er nå" in archive
    # What is live has data at the address; what was has a reason of its own, and no address that gives other data.
    live = client.get("/kunngjoring/").content.decode()
    assert ('href="/kunngjoring.json"' in archive, 'href="/kunngjoring.json"' in live) == (False, True)
    assert ("Begrunnelse:" in archive, "Begrunnelse:" in live) == (True, False)
    assert "<h1>Kunngjøring</h1>" in archive


def test_live_is_judged_per_moment(notice, published, now):
    published(notice, at=now)
    Page.objects.filter(pk=notice.pk).update(title_nb="Ny")
    published(notice, at=now + HOUR)
    withdraw(notice, actor="Kari", reason="Utdatert", at=now + 2 * HOUR)
    published(notice, at=now + 3 * HOUR)
    titles = []
    for hours in (-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4):
        cards = live_cards("nb", now + hours * HOUR).filter(edition__subject="page/notice")
        titles.append([card.title for card in cards])

    assert titles == [[], ["Kunngjøring"], ["Kunngjøring"], ["Ny"], ["Ny"], [], [], ["Ny"], ["Ny"]]


def test_two_editions_at_the_same_moment_leave_the_last(notice, published, now):
    published(notice, at=now)
    Page.objects.filter(pk=notice.pk).update(title_nb="Ny")
    published(notice, at=now)

    assert find("/kunngjoring/", "nb", now).title == "Ny"


def test_find_tells_gone_from_never_there(notice, published, now):
    with pytest.raises(LookupError) as never:
        find("/kunngjoring/", "nb", now)
    assert not isinstance(never.value, Gone)
    published(notice)
    assert find("/kunngjoring/", "nb", now).edition.document
    with pytest.raises(LookupError):
        find("/kunngjoring/", "en", now)
    with pytest.raises(LookupError):
        find_edition("/kunngjoring/", "nb", 2, now)
    assert find_edition("/kunngjoring/", "nb", 1, now).edition.document
    withdraw(notice, actor="Kari", reason="Utdatert", at=now)
    with pytest.raises(Gone) as gone:
        find("/kunngjoring/", "nb", now)
    assert gone.value.card.title == "Kunngjøring"


def test_changes_are_newest_first_and_hold_every_edition_with_a_page(notice, paper, published, now):
    published(notice, at=now)
    Page.objects.filter(pk=notice.pk).update(title_nb="Ny")
    published(notice, at=now + HOUR)
    published(paper, at=now + HOUR)

    assert [(card.title, card.edition.number) for card in changes("nb", now + HOUR)[:2]] == [
        ("Ny", 2),
        ("Kunngjøring", 1),
    ]
    assert changes("nb", now).first().title == "Kunngjøring"


def test_surroundings_hold_the_frame_and_links_of_what_is_leaned_on(db, now, published):
    source, topic = Source.objects.filter(missing=False).first(), Topic.objects.first()
    around = surroundings(
        "nb", now, leaning={source.subject: True, "label/svanen": False}, document_kinds=("topic",)
    )

    assert around.frame.organisation.name
    assert around.frame.pages["home"].path == "/"
    assert around.vocabulary[source.subject].title == source.title_nb
    assert "label/svanen" in around.paths
    assert "label/svanen" not in around.vocabulary
    positions = [(entry.position, entry.code) for entry in around.of_kind("topic")]
    assert positions == sorted(positions)
    assert topic.code in [code for _position, code in positions]


def test_links_in_the_text_of_vocabulary_are_led_to_their_pages(db, now, published):
    rohs = Regulation.objects.get(code="rohs")
    Regulation.objects.filter(pk=rohs.pk).update(demand_nb='<p><a href="/-/label/svanen/">Svanen</a></p>')
    published(rohs)
    around = surroundings("nb", now, leaning={"regulation/rohs": True})

    assert "label/svanen" in around.paths


def test_card_in_the_source_language_is_marked(notice, published, client, now):
    Page.objects.filter(pk=notice.pk).update(
        title_en="", lead_en="", menu_title_nb="Oppslag", menu_title_en=""
    )
    published(notice)
    card = find("/en/notice/", "en", now)

    assert (card.fallback, card.translated) == (["lead", "menu_title", "title"], False)
    assert [type(text) for text in (card.title, card.lead, card.facts["menu_title"])] == [Untranslated] * 3
    assert find("/kunngjoring/", "nb", now).fallback == []
    body = client.get("/en/notice/").content.decode()
    assert "<title>Kunngjøring –" in body
    assert '<h1><span lang="nb">Kunngjøring</span></h1>' in body
    assert '<span lang="nb">Oppslag</span>' in client.get("/en/about/").content.decode()
    assert "is shown in Norwegian" in body


def test_translated_card_is_not_marked(notice, published, client, now):
    Page.objects.filter(pk=notice.pk).update(body_en="")
    published(notice)
    card = find("/en/notice/", "en", now)

    assert (card.fallback, card.translated, type(card.title)) == ([], False, str)


def test_address_that_no_database_looks_for_finds_nothing(db, now, django_assert_num_queries):
    with django_assert_num_queries(0):
        for look in (lambda: find("/om\0/", "nb", now), lambda: find_edition("/om\0/", "nb", 1, now)):
            with pytest.raises(LookupError):
                look()
