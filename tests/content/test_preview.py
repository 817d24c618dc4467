"""A preview is the page as it would be: the working copy through the public template, and nobody else's to see."""

import pytest
from django.test import RequestFactory

from sustainability_site.content.models import Page, Source
from sustainability_site.content.preview import preview
from tests.content.shelves import record


@pytest.fixture
def seen(now):
    def page_of(subject: Page, language: str = "nb") -> str:
        request = RequestFactory().get("/admin/")
        return preview(request, subject, language=language, at=now).content.decode()

    return page_of


def test_preview_shows_the_working_copy_and_leaves_the_record_alone(notice, published, seen, client):
    published(notice)
    before = record()
    Page.objects.filter(pk=notice.pk).update(title_nb="Kladd", title_en="Draft")

    assert "<h1>Kladd</h1>" in seen(notice)
    assert "<h1>Draft</h1>" in seen(notice, "en")
    assert "Forhåndsvisning." in seen(notice)
    assert record() == before
    assert "Kladd" not in client.get("/kunngjoring/").content.decode()


def test_links_are_led_to_their_pages_as_they_will_be(notice, seen):
    Page.objects.filter(pk=notice.pk).update(
        body_nb='<p><a href="/-/label/svanen/">Svanen</a> <a href="/-/label/gone/">borte</a></p>',
        body_en='<p><a href="/-/page/about/">About</a></p>',
    )

    assert '<a href="/miljomerker/' in seen(notice).split("<main")[1].split("</main>")[0]
    assert "> borte</p>" in seen(notice)
    assert '<a href="/en/about/">About</a>' in seen(notice, "en").split("<main")[1]


def test_vocabulary_that_is_not_live_is_read_from_its_working_copy(notice, paper, published, seen):
    notice.sources.add(paper)
    assert "Avisen" in seen(notice)
    assert "The paper" in seen(notice, "en")
    published(paper)
    Source.objects.filter(pk=paper.pk).update(title_nb="Kladd av avisen")

    assert "Kladd av avisen" not in seen(notice)
    assert "Avisen" in seen(notice)


def test_missing_translation_is_told(notice, seen):
    Page.objects.filter(pk=notice.pk).update(lead_en="")
    html = seen(notice, "en")

    assert "is shown in Norwegian" in html
    assert '<span lang="nb">Første ingress.</span>' in html
    assert "vises på norsk" not in seen(notice)
