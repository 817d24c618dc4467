from datetime import timedelta

from sustainability_site.content.chain import verify
from sustainability_site.content.models import Edition, Organisation, Page
from sustainability_site.content.publishing import schedule, users_of, withdraw
from tests.content.shelves import refused


def test_withdrawn_is_gone_everywhere_with_ways_on(notice, published, client, public, now):
    published(notice)
    withdraw(notice, actor="Kari", reason="Utdatert", at=now)

    for path, words in (("/kunngjoring/", "Siden er trukket tilbake"), ("/en/notice/", 'href="/en/search/"')):
        answer = client.get(path)
        assert answer.status_code == 410
        assert words in answer.content.decode()
        assert "Første brødtekst" not in answer.content.decode()
    assert 'href="/sok/"' in client.get("/kunngjoring/").content.decode()
    gone = client.get("/kunngjoring.json")
    assert (gone.status_code, gone.json()) == (410, {"error": "Trukket tilbake."})
    assert client.get("/-/page/notice/").status_code == 404
    assert public("Første") == set()
    assert "/kunngjoring/" not in client.get("/sitemap.xml").content.decode()
    archive = client.get("/kunngjoring/utgave/1/").content.decode()
    assert "Første brødtekst" in archive
    assert "Siden er trukket tilbake." in archive


def test_published_again_after_withdrawal_is_the_next_edition(notice, published, client, now):
    published(notice)
    withdraw(notice, actor="Kari", reason="Utdatert", at=now)
    edition = published(notice)

    assert edition.number == 2
    assert client.get("/kunngjoring/").status_code == 200
    assert list(verify()) == []


def test_vocabulary_in_use_is_not_withdrawn(notice, paper, published, now):
    published(paper)
    notice.sources.add(paper)
    published(notice)
    at = {"actor": "Kari", "reason": "Utdatert", "at": now}

    assert refused(withdraw, paper, **at) == ["Avisen brukes av «Kunngjøring». Endre dem først."]
    notice.sources.clear()
    published(notice)
    withdraw(paper, **at)
    assert Edition.objects.live(now).filter(subject="source/paper").exists() is False


def test_vocabulary_that_a_scheduled_edition_needs_is_not_withdrawn(notice, paper, published, now):
    published(paper)
    notice.sources.add(paper)
    schedule(notice, actor="Kari", reason="Prøve", moment=now + timedelta(days=1), at=now)

    assert refused(withdraw, paper, actor="Kari", reason="Utdatert", at=now) == [
        "Avisen brukes av «Kunngjøring». Endre dem først."
    ]


def test_users_are_told_apart_by_how_they_lean(notice, paper, published, now):
    published(paper)
    Page.objects.filter(pk=notice.pk).update(body_nb='<p><a href="/-/source/paper/">a</a></p>')
    published(notice)

    assert users_of(paper, at=now) == []
    assert [card.title for card in users_of(paper, at=now, required=False)] == ["Kunngjøring"]


def test_page_that_links_to_itself_can_be_withdrawn(notice, published, now):
    Page.objects.filter(pk=notice.pk).update(body_nb='<p><a href="/-/page/notice/">a</a></p>')
    published(notice)
    withdraw(notice, actor="Kari", reason="Utdatert", at=now)

    assert users_of(notice, at=now, required=False) == []


def test_what_is_not_live_is_not_withdrawn(notice, published, now):
    at = {"actor": "Kari", "reason": "Utdatert", "at": now}

    assert refused(withdraw, notice, **at) == ["Siden er ikke publisert."]
    published(notice)
    withdraw(notice, **at)
    assert refused(withdraw, notice, **at) == ["Siden er ikke publisert."]


def test_what_the_site_is_built_around_is_not_withdrawn(now):
    home, organisation = Page.objects.get(code="home"), Organisation.objects.get()

    for subject in (home, organisation):
        assert refused(withdraw, subject, actor="Kari", reason="Nei", at=now) == [
            "Nettstedet er bygd rundt dette, og det kan ikke trekkes tilbake."
        ]
