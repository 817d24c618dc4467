import pytest
from django.test import Client

from labels.models import Label
from sustainability_site.content.models import Page
from tests.content.admin_forms import published, saved, view_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(settings) -> Page:
    settings.SITE_URL = "https://example.no"
    return Page.objects.get(code="about")


def stored(client: Client, page: Page, href: str) -> str:
    saved(client, page, body_nb=f'<p>Se <a href="{href}">siden</a>.</p>')
    page.refresh_from_db()
    return page.body_nb.removeprefix('<p>Se <a href="').partition('"')[0]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/miljomerker/epeat/", "/-/label/epeat/"),
        ("/miljomerker/epeat", "/-/label/epeat/"),
        ("/en/eco-labels/epeat/", "/-/label/epeat/"),
        ("https://example.no/miljomerker/epeat/", "/-/label/epeat/"),
        ("http://EXAMPLE.no/miljomerker/epeat/#kilder", "/-/label/epeat/#kilder"),
        ("https://example.no", "/-/page/home/"),
        ("/", "/-/page/home/"),
        ("/-/label/epeat/", "/-/label/epeat/"),
        ("/sok/", "/sok/"),
        ("/miljomerker/epeat/utgave/1/", "/miljomerker/epeat/utgave/1/"),
        ("/miljomerker/epeat/?a=1&amp;b=2", "/miljomerker/epeat/?a=1&amp;b=2"),
        ("#kilder", "#kilder"),
        ("mailto:a@example.no", "mailto:a@example.no"),
        ("https://example.com/miljomerker/epeat/", "https://example.com/miljomerker/epeat/"),
        ("https://example.no.evil.com/", "https://example.no.evil.com/"),
    ],
)
def test_address_of_this_site_is_stored_by_identity(
    admin_client: Client, page: Page, typed: str, kept: str
) -> None:
    assert stored(admin_client, page, typed) == kept


def test_earlier_address_is_stored_by_identity_and_a_saved_one_is_not(
    admin_client: Client, page: Page
) -> None:
    label = Label.objects.get(code="epeat")
    saved(admin_client, label, slug_nb="nytt-epeat")
    assert stored(admin_client, page, "/miljomerker/nytt-epeat/") == "/miljomerker/nytt-epeat/"
    published(admin_client, label)
    assert stored(admin_client, page, "/miljomerker/nytt-epeat/") == "/-/label/epeat/"
    assert stored(admin_client, page, "/miljomerker/epeat/") == "/-/label/epeat/"


def test_links_in_rows_are_stored_by_identity(admin_client: Client) -> None:
    page = Page.objects.filter(sections__isnull=False).first()
    saved(admin_client, page, **{"sections-0-body_en": '<p><a href="/en/eco-labels/epeat/">EPEAT</a></p>'})
    assert page.sections.first().body_en == '<p><a href="/-/label/epeat/">EPEAT</a></p>'


def test_stored_link_leads_on_from_admin_and_in_the_preview(admin_client: Client, page: Page) -> None:
    saved(admin_client, page, body_nb='<p><a href="/miljomerker/epeat/">EPEAT</a></p>')
    assert admin_client.get("/-/label/epeat/").headers["Location"] == "/miljomerker/epeat/"
    preview = admin_client.get(view_of(page, "preview", "nb")).content.decode()
    assert '<a href="/miljomerker/epeat/">EPEAT</a>' in preview
