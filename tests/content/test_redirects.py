"""Addresses: found, moved, taken and reserved."""

import pytest

from labels.models import Label
from sustainability_site.content.addresses import archive_path, json_path, language_of, localised_reverse
from sustainability_site.content.models import Page
from sustainability_site.content.publishing import withdraw
from tests.content.shelves import refused


def move(page: Page, slug_nb: str, slug_en: str, published) -> None:
    Page.objects.filter(pk=page.pk).update(slug_nb=slug_nb, slug_en=slug_en)
    published(page)


def goes_to(client, path: str) -> tuple[int, str]:
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location", "")


def test_moved_page_is_found_from_every_address_in_one_hop(notice, published, client):
    published(notice)
    move(notice, "b", "b-en", published)
    move(notice, "c", "c-en", published)

    for path in ("/kunngjoring/", "/b/"):
        assert goes_to(client, path) == (301, "/c/")
    for path in ("/en/notice/", "/en/b-en/"):
        assert goes_to(client, path) == (301, "/en/c-en/")
    assert goes_to(client, "/c/") == goes_to(client, "/en/c-en/") == (200, "")
    assert goes_to(client, "/kunngjoring.json") == (301, "/c.json")
    assert goes_to(client, "/en/kunngjoring/") == (404, "")


def test_there_and_back_again_is_no_loop(notice, published, client):
    published(notice)
    move(notice, "b", "b-en", published)
    move(notice, "kunngjoring", "notice", published)

    assert goes_to(client, "/kunngjoring/") == goes_to(client, "/en/notice/") == (200, "")
    assert goes_to(client, "/b/") == (301, "/kunngjoring/")
    assert goes_to(client, "/en/b-en/") == (301, "/en/notice/")


def test_only_one_language_may_move(notice, published, client):
    published(notice)
    move(notice, "kunngjoring", "notice-2", published)

    assert goes_to(client, "/kunngjoring/") == (200, "")
    assert goes_to(client, "/en/notice/") == (301, "/en/notice-2/")


def test_moved_and_withdrawn_is_gone_at_every_address(notice, published, client, now):
    published(notice)
    move(notice, "b", "b-en", published)
    withdraw(notice, actor="Kari", reason="Utdatert", at=now)

    assert (
        goes_to(client, "/kunngjoring/")
        == goes_to(client, "/b/")
        == goes_to(client, "/en/notice/")
        == (410, "")
    )


def test_archive_stays_at_the_address_of_its_edition(notice, published, client):
    published(notice)
    move(notice, "b", "b-en", published)

    assert goes_to(client, "/kunngjoring/utgave/1/") == (200, "")
    assert goes_to(client, "/en/notice/edition/1/") == (200, "")
    assert goes_to(client, "/b/utgave/2/") == (200, "")
    assert goes_to(client, "/b/utgave/1/") == (301, "/kunngjoring/utgave/1/")
    assert goes_to(client, "/kunngjoring/utgave/3/") == (404, "")
    assert goes_to(client, "/kunngjoring/utgave/0/") == (404, "")
    assert goes_to(client, "/en/notice/utgave/1/") == (404, "")


@pytest.mark.parametrize("then", ["stays", "moves", "goes"])
def test_address_of_another_object_is_never_taken_over(notice, published, then, now):
    published(notice)
    if then == "moves":
        move(notice, "b", "b-en", published)
    elif then == "goes":
        withdraw(notice, actor="Kari", reason="Utdatert", at=now)
    other = Page.objects.create(code="other", title_nb="Annen", slug_nb="annen", slug_en="notice")

    assert refused(published, other) == [
        f"Adressen /en/notice/ er eller har vært adressen til «{'Notice'}». Velg en annen."
    ]


def test_same_slug_in_another_room_is_another_address(notice, published, client):
    Label.objects.filter(code="tco-certified").update(slug_nb="kunngjoring")
    published(notice)
    published(Label.objects.get(code="tco-certified"))

    assert goes_to(client, "/kunngjoring/") == goes_to(client, "/miljomerker/kunngjoring/") == (200, "")
    assert goes_to(client, "/miljomerker/tco-certified/") == (301, "/miljomerker/kunngjoring/")


@pytest.mark.parametrize("slug", ["sok", "admin", "index"])
def test_address_of_the_site_itself_is_reserved(notice, published, slug):
    Page.objects.filter(pk=notice.pk).update(slug_nb=slug)

    assert refused(published, notice) == [f"Adressen /{slug}/ er satt av til nettstedet selv. Velg en annen."]


@pytest.mark.parametrize(
    ("slug", "title"), [("miljomerker", "Kan elektronikk være bærekraftig?"), ("en", ""), ("", "")]
)
def test_address_of_a_page_that_the_site_is_built_around_is_taken(notice, published, slug, title):
    Page.objects.filter(pk=notice.pk).update(slug_nb=slug)
    path = f"/{slug}/" if slug else "/"

    (words,) = refused(published, notice)
    assert words.startswith(f"Adressen {path} er eller har vært adressen til «{title}")


def test_label_named_as_a_data_file_is_refused(published):
    Label.objects.filter(code="tco-certified").update(slug_en="index")

    assert refused(published, Label.objects.get(code="tco-certified")) == [
        "Adressen /en/eco-labels/index/ er satt av til nettstedet selv. Velg en annen."
    ]


def test_norwegian_address_word_is_no_address_in_english(client, db):
    assert goes_to(client, "/en/miljomerker/") == (404, "")
    assert goes_to(client, "/eco-labels/") == (404, "")
    assert goes_to(client, "/en/eco-labels/") == (200, "")


def test_address_without_a_slash_at_the_end_is_mended(client, db):
    assert goes_to(client, "/miljomerker/tco-certified") == (301, "/miljomerker/tco-certified/")


def test_missing_english_slug_is_the_norwegian_one(notice, published, client):
    Page.objects.filter(pk=notice.pk).update(slug_en="")
    published(notice)

    assert goes_to(client, "/en/kunngjoring/") == (200, "")


@pytest.mark.parametrize(
    ("path", "language", "archive", "document"),
    [
        ("/", "nb", "/utgave/2/", "/index.json"),
        ("/en/", "en", "/en/edition/2/", "/en/index.json"),
        ("/om/", "nb", "/om/utgave/2/", "/om.json"),
        ("/en/about/", "en", "/en/about/edition/2/", "/en/about.json"),
        ("/energi/", "nb", "/energi/utgave/2/", "/energi.json"),
    ],
)
def test_addresses_that_follow_from_an_address(path, language, archive, document):
    assert language_of(path) == language
    assert archive_path(path, 2) == archive
    assert json_path(path) == document


def test_address_is_in_the_language_asked_for_whatever_is_active(db):
    assert localised_reverse("labels:label_detail", "en", slug="svanen") == "/en/eco-labels/svanen/"
    assert localised_reverse("labels:label_detail", "nb", slug="svanen") == "/miljomerker/svanen/"
    home, about = Page.objects.get(code="home"), Page.objects.get(code="about")
    assert [(page.address("nb"), page.address("en")) for page in (home, about)] == [
        ("/", "/en/"),
        ("/om/", "/en/about/"),
    ]


def test_permanent_link_leads_to_the_present_address(client, db):
    assert goes_to(client, "/-/label/tco-certified/")[0] == 302
    assert goes_to(client, "/en/-/page/about/") == (302, "/en/about/")
    assert goes_to(client, "/-/topic/climate/") == (404, "")
    assert goes_to(client, "/-/label/nothing/") == (404, "")
