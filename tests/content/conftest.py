import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import settings

from sustainability_site.content.models import Edition, Page, Publishable, Source
from sustainability_site.content.publishing import publish

# The same examples in every run, however busy the machine is.
settings.register_profile("site", deadline=None, derandomize=True, database=None)
settings.load_profile("site")


@pytest.fixture
def now(db: None) -> datetime:
    """A moment after everything in the starter database."""
    return timezone.now()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock that views and commands read."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_to


@pytest.fixture
def notice(db: None) -> Page:
    """A page that has never been published, with one section."""
    page = Page.objects.create(
        code="notice",
        title_nb="Kunngjøring",
        title_en="Notice",
        slug_nb="kunngjoring",
        slug_en="notice",
        lead_nb="Første ingress.",
        lead_en="First lead.",
        body_nb="<p>Første brødtekst.</p>",
        body_en="<p>First body.</p>",
    )
    page.sections.create(key="why", heading_nb="Hvorfor", heading_en="Why", body_nb="<p>Derfor.</p>")
    return page


@pytest.fixture
def paper(db: None) -> Source:
    """A source that has never been published."""
    return Source.objects.create(code="paper", title_nb="Avisen", title_en="The paper")


@pytest.fixture
def published(now: datetime) -> Callable[..., Edition]:
    """Publishes an object now, or at another moment."""

    def publish_now(subject: Publishable, at: datetime = now, **kwargs: object) -> Edition:
        return publish(subject, actor="Kari", reason="Prøve", at=at, **kwargs)

    return publish_now


@pytest.fixture
def public(client: Client) -> Callable[[str], str]:
    """All that the public can see of a word: where it stands, in both languages."""

    def seen(word: str) -> set[str]:
        places = {
            "page": "/kunngjoring/",
            "English page": "/en/notice/",
            "JSON": "/kunngjoring.json",
            "search": f"/sok/?q={word}",
            "English search": f"/en/search/?q={word}",
            "feed": "/feed.xml",
            "English feed": "/en/feed.xml",
            "sitemap": "/sitemap.xml",
            "footer": "/om/",
        }
        found = {}
        for name, path in places.items():
            text = client.get(path).content.decode()
            found[name] = re.sub(f'value="{word}"|[«“]{word}[»”]|[?]q={word}', "", text)
        return {name for name, text in found.items() if word in text}

    return seen


@pytest.fixture
def editions(notice, published, now) -> list[Edition]:
    """Two editions of the notice, entered last in the chain."""
    Page.objects.filter(pk=notice.pk).update(body_nb='<p><a href="/-/page/about/">om</a></p>')
    first = published(notice)
    Page.objects.filter(pk=notice.pk).update(title_nb="Rettet")
    return [first, published(notice)]
