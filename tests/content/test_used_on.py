"""Where an object is used is shown at its form, and asked about before it goes."""

import pytest
from django.test import Client
from django.utils import timezone

from labels.models import Label
from sustainability_site.content import publishing, working_copy
from sustainability_site.content.models import Image, Page
from sustainability_site.content.reading import live_cards
from sustainability_site.content.used_on import frame_link, used_on
from tests.content.admin_forms import form_values, published, saved, view_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def about() -> Page:
    return Page.objects.get(code="about")


@pytest.fixture
def linked(about: Page) -> Page:
    """A page that nothing but the page about the site links to."""
    page = Page.objects.create(code="ny", title_nb="Ny side", title_en="New", slug_nb="ny", slug_en="new")
    working_copy.remember(page, actor="Ola", at=timezone.now())
    publishing.publish(page, actor="Ola", reason="Ny", at=timezone.now())
    Page.objects.filter(pk=about.pk).update(body_nb='<p>Se <a href="/-/page/ny/">den nye</a>.</p>')
    working_copy.remember(about, actor="Ola", at=timezone.now())
    return page


def test_link_counts_from_the_edition_that_has_it(admin_client: Client, about: Page, linked: Page) -> None:
    assert used_on(linked, at=timezone.now()) == []
    assert (
        "Ingen publisert side lenker hit fra teksten sin."
        in admin_client.get(view_of(linked, "change")).content.decode()
    )
    published(admin_client, about)
    assert used_on(linked, at=timezone.now()) == [("Om nettstedet", view_of(about, "change"))]
    form = admin_client.get(view_of(linked, "change")).content.decode()
    assert "<summary>Brukes på 1 side</summary>" in form
    assert f'<a href="{view_of(about, "change")}">Om nettstedet</a>' in form


def test_withdrawing_and_deleting_ask(admin_client: Client, about: Page, linked: Page) -> None:
    published(admin_client, about)
    assert "Disse sidene lenker hit." in admin_client.get(view_of(linked, "withdraw")).content.decode()
    admin_client.post(view_of(linked, "withdraw"), {"reason": "Feil"})
    asked = admin_client.get(view_of(linked, "delete")).content.decode()
    assert "Disse lenker hit. Lenkene blir vanlig tekst:" in asked
    assert "<li>Om nettstedet</li>" in asked


def test_former_edition_and_the_object_itself_do_not_count(
    admin_client: Client, about: Page, linked: Page
) -> None:
    published(admin_client, about)
    saved(admin_client, about, body_nb="<p>Uten lenke.</p>")
    published(admin_client, about)
    saved(admin_client, linked, body_nb='<p>Se <a href="/-/page/ny/">denne</a>.</p>')
    published(admin_client, linked)
    assert used_on(linked, at=timezone.now()) == []


def test_picture_tells_which_labels_show_it(admin_client: Client) -> None:
    image = Image.objects.create(title="Logo", alt_nb="Logo", width=1, height=1)
    assert "Ingen sider ennå" in admin_client.get(f"/admin/content/image/{image.pk}/change/").content.decode()
    label = Label.objects.get(code="epeat")
    Label.objects.filter(pk=label.pk).update(logo=image)
    text = admin_client.get(f"/admin/content/image/{image.pk}/change/").content.decode()
    assert f'<a href="{view_of(label, "change")}">Miljømerke: EPEAT</a>' in text


def test_save_and_publish_leads_on_with_the_reason_in_focus(admin_client: Client, about: Page) -> None:
    values = form_values(admin_client, view_of(about, "change")) | {"lead_nb": ["Ny."], "_publish": ["1"]}
    response = admin_client.post(view_of(about, "change"), values)
    assert response["Location"] == view_of(about, "publish")
    about.refresh_from_db()
    assert about.lead_nb == "Ny."
    text = admin_client.get(response["Location"]).content.decode()
    assert "autofocus" in text.partition('name="reason"')[2].partition(">")[0]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("about", "Nederst på hver side står det en lenke hit."),
        ("labels", "Hovedmenyen på hver side lenker hit."),
        ("home", "Navnet øverst på hver side lenker hit."),
        ("labels-find", ""),
    ],
)
def test_what_stands_around_every_page_counts_as_a_way_there(
    admin_client: Client, code: str, told: str
) -> None:
    page, at = Page.objects.get(code=code), timezone.now()
    own = live_cards("nb", at).get(edition__subject=page.subject)
    assert frame_link(page, own, at=at) == told
    for view in ("change", "publish"):
        assert told in admin_client.get(view_of(page, view)).content.decode()
