"""The preview of a form that is not saved, and the link for someone without an account."""

import logging
import string
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.utils import timezone

from labels.models import Label, Topic
from sustainability_site.content import preview_links
from sustainability_site.content.models import Draft, Entry, KeptText, Page
from sustainability_site.discreet_log import DiscreetFormatter
from tests.content.admin_forms import form_values, list_of, signed_in, staff, view_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(db: None) -> Page:
    return Page.objects.get(code="about")


def shared(subject: Page, *, days: float, language: str = "nb") -> str:
    """The path of a link that holds for so many days from now."""
    until = timezone.now() + timedelta(days=days)
    return preview_links.address_for(subject, language, until=until).removeprefix(settings.SITE_URL)


def told_by(client: Client, address: str, values: dict) -> str:
    response = client.post(address, values)
    assert response.status_code == 200
    return response.content.decode()


def test_looking_at_a_form_in_which_nothing_was_typed_keeps_nothing(admin_client: Client) -> None:
    for page in Page.objects.all():
        values = form_values(admin_client, view_of(page, "change"))
        assert page.title_nb in told_by(admin_client, view_of(page, "typed_preview", "nb"), values)
        assert not KeptText.objects.exists(), page


def test_form_is_shown_in_both_languages_and_nothing_is_written(admin_client: Client, about: Page) -> None:
    values = form_values(admin_client, view_of(about, "change"))
    row = about.sections.first()
    values |= {"title_nb": ["Ikke lagret"], "title_en": ["Not saved"], "sections-0-DELETE": ["on"]}

    def written() -> tuple:
        media = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
        return (Draft.objects.count(), Entry.objects.count(), LogEntry.objects.count(), media)

    before = written()
    norwegian = told_by(admin_client, view_of(about, "typed_preview", "nb"), values)
    english = told_by(admin_client, view_of(about, "typed_preview", "en"), values)
    assert "<h1>Ikke lagret</h1>" in norwegian
    assert "<h1>Not saved</h1>" in english
    assert (row.heading_nb in norwegian, row.heading_en in english) == (False, False)
    assert written() == before
    # What is shown and not saved is kept for its editor, as all that is typed.
    assert KeptText.objects.count() == 1
    about.refresh_from_db()
    assert (about.title_nb, about.sections.filter(pk=row.pk).exists()) == ("Om nettstedet", True)


def test_page_that_is_not_saved_yet_is_shown(admin_client: Client) -> None:
    values = form_values(admin_client, list_of(Page, "add"))
    values |= {"code": ["ny"], "title_nb": ["Helt ny"], "slug_nb": ["helt-ny"], "slug_en": ["brand-new"]}
    assert "<h1>Helt ny</h1>" in told_by(admin_client, list_of(Page, "new_preview", "nb"), values)
    assert not Page.objects.filter(code="ny").exists()


def test_faults_are_told_in_the_preview(admin_client: Client, about: Page) -> None:
    values = form_values(admin_client, view_of(about, "change")) | {"title_nb": [""]}
    told = told_by(admin_client, view_of(about, "typed_preview", "nb"), values)
    assert "Tittel (norsk)" in told
    assert "Feltet er påkrevet." in told


def test_who_may_not_change_may_not_preview(about: Page) -> None:
    values = form_values(signed_in(User.objects.create_superuser("kari")), view_of(about, "change"))
    reader = signed_in(staff("leser", "view_page", "change_label"))
    assert reader.post(view_of(about, "typed_preview", "nb"), values).status_code == 403
    assert reader.post(list_of(Page, "new_preview", "nb"), values).status_code == 403
    assert Client().post(view_of(about, "typed_preview", "nb"), values).status_code != 200
    assert reader.get(view_of(about, "preview_link")).status_code == 403


def test_vocabulary_has_no_page_to_show(admin_client: Client) -> None:
    topic = Topic.objects.first()
    values = form_values(admin_client, view_of(topic, "change"))
    assert admin_client.post(view_of(topic, "typed_preview", "nb"), values).status_code == 404
    assert admin_client.get(view_of(topic, "preview_link")).status_code == 404


def test_link_shows_the_working_copy_to_anyone_and_to_no_search_engine(
    admin_client: Client, about: Page, client: Client
) -> None:
    Page.objects.filter(pk=about.pk).update(title_nb="Snart her", title_en="Soon here")
    addresses = dict(admin_client.get(view_of(about, "preview_link")).context["links"])
    for language, title in (("nb", "Snart her"), ("en", "Soon here")):
        response = client.get(addresses[language].removeprefix(settings.SITE_URL))
        assert f"<h1>{title}</h1>" in response.content.decode()
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert 'rel="canonical"' not in response.content.decode()
    assert "Snart her" not in client.get("/om/").content.decode()


def test_link_that_does_not_hold_tells_nothing(about: Page, client: Client) -> None:
    good = shared(about, days=1)
    assert client.get(good).status_code == 200
    last = good.rstrip("/")[-1]
    spoilt = f"{good.rstrip('/')[:-1]}{'A' if last != 'A' else 'B'}/"
    late, gone = shared(about, days=-0.001), shared(Page(pk=10**6, code="gone"), days=1)
    another = f"/forhandsvisning/{'Ab1_' * 20}/"
    told = set()
    for path in (spoilt, late, gone, another):
        answer = client.get(path)
        assert answer.status_code == 404
        told.add(answer.content.replace(path.encode(), b""))
    assert len(told) == 1
    with override_settings(SECRET_KEY="changed" * 8, SECRET_KEY_FALLBACKS=[]):
        assert client.get(good).status_code == 404


def test_link_holds_to_its_last_bit(about: Page) -> None:
    token = preview_links.token_for(about, until=timezone.now() + timedelta(days=1))
    alphabet = f"{string.ascii_letters}{string.digits}-_"
    for other in set(alphabet) - {token[-1]}:
        with pytest.raises(preview_links.NoSuchLink):
            preview_links.subject_of(f"{token[:-1]}{other}", at=timezone.now())


def test_link_is_of_one_object(about: Page, client: Client) -> None:
    label = Label.objects.get(code="epeat")
    assert "<h1>EPEAT</h1>" in client.get(shared(label, days=1)).content.decode()
    assert "EPEAT</h1>" not in client.get(shared(about, days=1)).content.decode()


def test_link_is_never_kept_nor_logged(about: Page, ask: Callable) -> None:
    path = shared(about, days=1)
    assert ask(path).status == 200
    Page.objects.filter(pk=about.pk).update(lead_nb="Endret etterpå.")
    assert "Endret etterpå." in ask(path).text
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Error: %s", (path,), None)
    assert DiscreetFormatter("%(message)s").format(record) == "Error: /forhandsvisning/…/"


@pytest.mark.parametrize("token", ["%C3%A5", "%F0%9F%98%80", "a", "%00", "=", "x" * 5000])
def test_token_that_is_none_finds_nothing(client: Client, token: str) -> None:
    assert client.get(f"/forhandsvisning/{token}/").status_code == 404
