"""A picture at the top of a page: cut around what matters in it, on the page, where it is shared, and in admin."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from PIL import Image as Pixels

from sustainability_site.content import images
from sustainability_site.content.models import Image, Page
from sustainability_site.content.renditions import SHARED, WIDE
from tests.content.admin_forms import form_values, published, saved, view_of
from tests.content.pictures import encoded, photograph, upload
from tests.public_pages import main_text

pytestmark = pytest.mark.django_db

FIELDS = ("focus_across", "focus_down")


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def picture(media: Path) -> Image:
    """A photograph whose left half is noise, and whose right half is red."""
    pixels = photograph((1600, 600))
    pixels.paste("red", (800, 0, 1600, 600))
    values = images.store(images.check(upload(encoded(pixels, "JPEG", quality=95))))
    return Image.objects.create(title="Verksted", alt_nb="Et verksted", alt_en="A workshop", **values)


def file_of(image: Image, crop: str, media: Path) -> Pixels.Image:
    (name,) = [
        each["name"] for each in image.renditions if each.get("crop") == crop and each["format"] == "jpg"
    ][-1:]
    return Pixels.open(media / "renditions" / name)


@pytest.mark.parametrize(
    ("size", "focus", "wide", "shared"),
    [
        ((1600, 600), (50, 50), (200, 0, 1400, 600), (228, 0, 1371, 600)),
        ((1600, 600), (0, 50), (0, 0, 1200, 600), (0, 0, 1143, 600)),
        ((1600, 600), (100, 0), (400, 0, 1600, 600), (457, 0, 1600, 600)),
        ((600, 1600), (50, 25), (0, 325, 600, 625), (0, 321, 600, 636)),
        ((1, 1), (100, 100), (0, 0, 1, 1), (0, 0, 1, 1)),
    ],
)
def test_cut_is_the_largest_that_holds_the_point(size, focus, wide, shared) -> None:
    assert (WIDE.box(size, focus), SHARED.box(size, focus)) == (wide, shared)


def test_page_shows_its_picture_once_published(
    admin_client: Client, client: Client, picture: Image, media: Path
) -> None:
    about = Page.objects.get(code="about")
    saved(admin_client, about, picture=str(picture.pk))
    assert "<picture>" not in client.get("/om/").content.decode()
    published(admin_client, about)
    html = client.get("/en/about/").content.decode()
    (figure,) = re.findall(r"<picture>.*?</picture>", html, re.DOTALL)
    assert 'width="960" height="480" loading="eager"' in figure
    assert 'alt="A workshop">' in figure
    shown = set(re.findall(r"/media/([0-9a-f]{32}\.\w+) ", figure))
    assert shown == {each["name"] for each in picture.renditions if each.get("crop") == "wide"}
    (shared,) = [each for each in picture.renditions if each.get("crop") == "shared"]
    assert re.search(rf'<meta property="og:image" content="https?://[^/]+/media/{shared["name"]}">', html)
    assert '<meta property="og:image:height" content="600">' in html
    assert "<picture>" not in client.get("/om/utgave/1/").content.decode()
    assert "<picture>" in client.get("/om/utgave/2/").content.decode()


@pytest.mark.parametrize("code", ["home", "labels", "labels-method", "suppliers", "transparency", "about"])
def test_every_page_that_may_have_a_picture_shows_it(
    admin_client: Client, client: Client, picture: Image, code: str
) -> None:
    page = Page.objects.get(code=code)
    saved(admin_client, page, picture=str(picture.pk))
    published(admin_client, page)
    assert client.get(page.address("nb")).content.decode().count("<picture>") == 1


@pytest.mark.parametrize("code", Page.WITHOUT_PICTURE)
def test_tools_have_no_room_for_one(picture: Image, code: str) -> None:
    page = Page.objects.get(code=code)
    page.picture = picture
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert refused.value.message_dict == {
        "picture": ["Denne siden er et verktøy, og har ikke plass til et bilde."]
    }


def test_editor_moves_the_point_and_published_pages_stay(
    admin_client: Client, client: Client, picture: Image, media: Path
) -> None:
    about = Page.objects.get(code="about")
    saved(admin_client, about, picture=str(picture.pk))
    published(admin_client, about)
    before = client.get("/om/").content
    address = reverse("admin:content_image_change", args=[picture.pk])
    form = admin_client.get(address).content.decode()
    assert re.findall(r'class="cut cut-(\w+)"><figcaption>(.*?)</figcaption>', form) == [
        ("wide", "Øverst på en side"),
        ("shared", "Når en side deles"),
    ]
    sent = form_values(admin_client, address) | {"focus_across": ["100"], "focus_down": [""]}
    assert admin_client.post(address, sent).status_code == 302
    old, picture = picture, Image.objects.get(pk=picture.pk)
    assert (picture.focus_across, picture.focus_down) == (100, 50)
    assert picture.original.name == old.original.name
    assert [each for each in picture.renditions if "crop" not in each] == [
        each for each in old.renditions if "crop" not in each
    ]
    corner = file_of(picture, "wide", media).convert("RGB").getpixel((400, 240))
    assert corner[0] > 240
    assert max(corner[1:]) < 20
    assert client.get("/om/").content == before


def test_new_file_begins_in_the_middle_again(admin_client: Client, picture: Image) -> None:
    address = reverse("admin:content_image_change", args=[picture.pk])
    sent = form_values(admin_client, address) | {"focus_across": ["100"]}
    admin_client.post(address, sent)
    new = form_values(admin_client, address) | {"upload": upload(encoded(photograph((300, 100)), "JPEG"))}
    assert admin_client.post(address, new).status_code == 302
    picture.refresh_from_db()
    assert (picture.focus_across, picture.width) == (50, 300)


def test_original_that_is_gone_is_told(admin_client: Client, picture: Image, media: Path) -> None:
    (media / picture.original.name).unlink()
    address = reverse("admin:content_image_change", args=[picture.pk])
    response = admin_client.post(address, form_values(admin_client, address) | {"focus_across": ["10"]})
    assert response.context["adminform"].form.errors["focus_across"] == [
        "Utsnittene er ikke laget på nytt, for originalen finnes ikke lenger. Last opp bildet en gang til."
    ]
    assert Image.objects.get(pk=picture.pk).focus_across == 50


def test_picture_in_use_is_not_deleted(admin_client: Client, picture: Image) -> None:
    about = Page.objects.get(code="about")
    saved(admin_client, about, picture=str(picture.pk))
    assert admin_client.post(view_of(picture, "delete"), {"post": "yes"}).status_code == 200
    assert Image.objects.filter(pk=picture.pk).exists()


def test_edition_with_a_new_picture_differs_by_the_picture_alone(
    admin_client: Client, ask: Callable, picture: Image
) -> None:
    about = Page.objects.get(code="about")
    saved(admin_client, about, picture=str(picture.pk))
    published(admin_client, about)
    told = main_text(ask("/om/utgave/2/endringer/"))
    assert "Avsnitt 1 0 0 " in told
    assert "Et verksted" in told
    assert "Paragraphs 1 0 0 " in main_text(ask("/en/about/edition/2/changes/"))


def test_picture_that_readers_see_is_told_of_and_stays(admin_client: Client, picture: Image) -> None:
    other = Image.objects.create(title="Annet", alt_nb="Annet", width=1, height=1)
    about = Page.objects.get(code="about")
    saved(admin_client, about, picture=str(picture.pk))
    published(admin_client, about)
    saved(admin_client, about, picture="")
    form = admin_client.get(f"/admin/content/image/{picture.pk}/change/").content.decode()
    assert '<a href="/om/">Publisert: Om nettstedet</a>' in form
    assert "Ingen sider ennå" in admin_client.get(f"/admin/content/image/{other.pk}/change/").content.decode()
    address = f"/admin/content/image/{picture.pk}/delete/"
    assert "Publisert: Om nettstedet" in admin_client.get(address).content.decode()
    admin_client.post(address, {"post": "yes"})
    assert Image.objects.filter(pk=picture.pk).exists()
    published(admin_client, about)
    admin_client.post(address, {"post": "yes"})
    assert not Image.objects.filter(pk=picture.pk).exists()
