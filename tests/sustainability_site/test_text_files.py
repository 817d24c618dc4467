from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.utils import timezone

from sustainability_site.content import publishing
from sustainability_site.content.models import Organisation
from sustainability_site.text_files import contact_address, security_text

AT = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_robots_lets_everyone_in_but_to_admin_and_names_the_sitemap(ask: Callable) -> None:
    answer = ask("/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]


@pytest.mark.django_db
def test_security_file_is_missing_while_no_contact_is_published(ask: Callable) -> None:
    Organisation.objects.update(security_contact="sikkerhet@example.no")
    assert ask("/.well-known/security.txt").status == 404


@pytest.mark.django_db
def test_security_file_tells_the_published_contact(ask: Callable) -> None:
    organisation = Organisation.objects.get()
    organisation.security_contact = "sikkerhet@example.no"
    organisation.save()
    publishing.publish(organisation, actor="Prøve", reason="Prøve", at=timezone.now())
    answer = ask("/.well-known/security.txt")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert answer.text.splitlines()[0] == "Contact: mailto:sikkerhet@example.no"


def test_security_text_holds_what_rfc_9116_asks_for() -> None:
    assert security_text("https://example.no/feil", AT).splitlines() == [
        "Contact: https://example.no/feil",
        "Expires: 2027-05-22T00:00:00Z",
        "Preferred-Languages: nb, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]


@pytest.mark.parametrize(
    ("entered", "contact"),
    [
        ("mailto:a@example.no", "mailto:a@example.no"),
        (" a@example.no ", "mailto:a@example.no"),
        ("https://example.no/", "https://example.no/"),
        ("http://example.no/", None),
        ("javascript:alert@1", None),
        ("a@example.no\nExpires: 2099-01-01T00:00:00Z", None),
        ("Kari", None),
        ("", None),
    ],
)
def test_contact_is_an_address_or_nothing(entered: str, contact: str | None) -> None:
    assert contact_address(entered) == contact
