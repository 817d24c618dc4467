import re
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse
from PIL import Image as Pixels

from sustainability_site.content import images
from sustainability_site.content.image_form import CONFLICT, FILE_CONFLICT
from sustainability_site.content.models import Image
from tests.content import pictures
from tests.content.admin_forms import form_values
from tests.content.pictures import encoded, photograph, upload
from tests.sent_forms import sent_by

pytestmark = pytest.mark.django_db

ADD = "admin:content_image_add"
CHANGE = "admin:content_image_change"
NOT_SAVED = (
    "Bildet er ikke lagret: serveren fikk ikke skrevet filen, kanskje fordi disken er full. "
    "Si fra til den som drifter nettstedet, og prøv igjen senere."
)
TEXTS = {
    "title": "Verksted «A» & B",
    "alt_nb": "En tekniker bytter batteri",
    "alt_en": "A technician changes a battery",
    "credit": "Foto: Kari",
    "permission": "E-post 3. mai",
}


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def editor(client, django_user_model) -> Client:
    user = django_user_model.objects.create_user("redaktor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__model="image"))
    client.force_login(user)
    return client


def originals(media: Path) -> list[str]:
    return [f"originals/{path.name}" for path in (media / "originals").glob("*")]


def post(editor: Client, address: str, file: SimpleUploadedFile | None = None, **texts: str):
    return editor.post(address, TEXTS | texts | ({"upload": file} if file else {}))


def saved(editor: Client, pixels: Pixels.Image | None = None) -> Image:
    response = post(editor, reverse(ADD), upload(encoded(pixels or photograph(), "JPEG")))
    assert response.status_code == 302, response.context["errors"]
    return Image.objects.latest("pk")


def test_upload_is_saved_with_its_texts(editor, media):
    image = saved(editor)

    assert {name: getattr(image, name) for name in TEXTS} == TEXTS
    assert (image.width, image.height, len(image.renditions)) == (60, 40, 7)
    assert originals(media) == [image.original.name]
    with pytest.raises(ValueError, match="not accessible via a URL"):
        _ = image.original.url


WRONG_FILES = {
    "svg": (
        pictures.SVG,
        "SVG-filer kan ikke lastes opp, fordi de kan inneholde skript. Lagre bildet som PNG og prøv igjen.",
    ),
    "psd": (
        pictures.PSD,
        "Filen er i formatet PSD (Photoshop). Lagre bildet som JPEG, PNG, WebP, GIF eller AVIF og prøv igjen.",
    ),
    "144 megapixels": (
        encoded(Pixels.new("1", (12_000, 12_000))),
        "Bildet har mer enn 40 megapiksler. Gjør det mindre og prøv igjen.",
    ),
    "truncated": (
        encoded(photograph())[:-200],
        "Bildefilen er skadet eller ufullstendig. Lagre bildet på nytt og prøv igjen.",
    ),
    "0 bytes": (b"", "Filen er tom. Velg en annen fil."),
    "20 MB": (
        encoded(photograph()) + bytes(20 * 1024 * 1024),
        "Filen er større enn 10 MB. Lagre bildet i en mindre utgave og prøv igjen.",
    ),
}


@pytest.mark.parametrize(("content", "message"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_wrong_upload_says_why_and_keeps_the_texts(editor, media, content, message):
    response = post(editor, reverse(ADD), upload(content, "logo.png"))

    form = response.context["adminform"].form
    assert form.errors == {"upload": [message]}
    assert response.content.decode().count(message) == 1
    assert {name: form[name].value() for name in TEXTS} == TEXTS
    assert "Verksted «A» &amp; B" in response.content.decode()
    assert (Image.objects.count(), originals(media)) == (0, [])


def test_no_file_is_asked_for(editor, media):
    response = post(editor, reverse(ADD))
    assert response.context["adminform"].form.errors == {"upload": ["Velg en bildefil."]}


def test_missing_alt_writes_no_file(editor, media):
    response = post(editor, reverse(ADD), upload(encoded(photograph())), alt_nb=" ", alt_en="")

    assert response.context["adminform"].form.errors == {
        "alt_nb": ["Skriv en alternativ tekst på norsk, eller kryss av for «dekorativt»."]
    }
    assert list(media.iterdir()) == []


def test_full_disk_is_told_in_the_form(editor, media):
    (media / "originals").write_text("in the way")

    response = post(editor, reverse(ADD), upload(encoded(photograph())))

    form = response.context["adminform"].form
    assert form.errors == {"upload": [NOT_SAVED]}
    assert {name: form[name].value() for name in TEXTS} == TEXTS
    assert Image.objects.count() == 0


def test_failed_database_write_leaves_no_original(editor, media):
    def refuse(**kwargs: object) -> None:
        assert len(originals(media)) == 1
        raise OperationalError("database or disk is full")

    pre_save.connect(refuse, sender=Image)
    try:
        with pytest.raises(OperationalError):
            post(editor, reverse(ADD), upload(encoded(photograph())))
    finally:
        pre_save.disconnect(refuse, sender=Image)

    assert (originals(media), Image.objects.count()) == ([], 0)


def test_texts_can_be_changed_without_a_new_file(editor, media):
    image = saved(editor)

    post(editor, reverse(CHANGE, args=[image.pk]), title="Nytt navn")

    changed = Image.objects.get()
    assert (changed.title, changed.original.name, changed.renditions) == (
        "Nytt navn",
        image.original.name,
        image.renditions,
    )
    assert originals(media) == [image.original.name]


def test_new_file_takes_the_place_of_the_original(editor, media, django_capture_on_commit_callbacks):
    image = saved(editor)
    with django_capture_on_commit_callbacks(execute=True):
        post(editor, reverse(CHANGE, args=[image.pk]), upload(encoded(photograph((90, 30)))))

    changed = Image.objects.get()
    assert (changed.width, changed.height) == (90, 30)
    assert originals(media) == [changed.original.name]
    assert all(images.rendition_path(each["name"]).exists() for each in image.renditions + changed.renditions)


def test_deleted_picture_takes_its_original_along(editor, media, django_capture_on_commit_callbacks):
    first, second = saved(editor), saved(editor)
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reverse("admin:content_image_delete", args=[first.pk]), {"post": "yes"})
    assert originals(media) == [second.original.name]

    with django_capture_on_commit_callbacks(execute=True):
        editor.post(
            reverse("admin:content_image_changelist"),
            {"action": "delete_selected", "_selected_action": [second.pk], "post": "yes"},
        )
    assert (originals(media), Image.objects.count()) == ([], 0)
    assert images.rendition_path(first.renditions[0]["name"]).exists()


def test_list_shows_the_picture_and_marks_missing_alt(editor, media):
    image = saved(editor, photograph((600, 300)))
    Image.objects.filter(pk=image.pk).update(alt_en="", title="<script>alert(1)</script>")

    html = editor.get(reverse("admin:content_image_changelist")).content.decode()

    assert f'<img src="{image.thumbnail_url}" width="120" height="60" alt="">' in html
    assert "En tekniker bytter batteri <strong>⚠ mangler på engelsk</strong>" in html
    assert "<script>alert" not in html
    assert re.fullmatch(r"/media/[0-9a-f]{32}\.webp", image.thumbnail_url)


def test_viewer_cannot_upload(editor, media, django_user_model):
    image = saved(editor)
    viewer = django_user_model.objects.create_user("leser", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename="view_image"))
    editor.force_login(viewer)
    address = reverse(CHANGE, args=[image.pk])

    assert image.thumbnail_url in editor.get(address).content.decode()
    assert post(editor, address, upload(encoded(photograph((90, 30))))).status_code == 403
    assert originals(media) == [image.original.name]


def opened(editor: Client, image: Image) -> dict[str, list[str]]:
    return form_values(editor, reverse(CHANGE, args=[image.pk]))


def test_colleagues_texts_stay_where_one_has_left_them_alone(editor, media):
    image = saved(editor)
    mine = opened(editor, image) | {"alt_en": ["A man at work"]}
    theirs = opened(editor, image) | {
        "credit": ["Foto: Ola"],
        "alt_nb": ["Rettet av Ola"],
        "decorative": ["on"],
    }
    address = reverse(CHANGE, args=[image.pk])
    assert [editor.post(address, sent).status_code for sent in (theirs, mine)] == [302, 302]
    image.refresh_from_db()
    assert (image.credit, image.alt_nb, image.alt_en, image.decorative) == (
        "Foto: Ola",
        "Rettet av Ola",
        "A man at work",
        True,
    )


def test_what_both_changed_is_told_before_it_is_overwritten(editor, media):
    image = saved(editor)
    address = reverse(CHANGE, args=[image.pk])
    mine = opened(editor, image) | {"credit": ["Foto: Kari Moe"], "alt_nb": ["Min tekst"]}
    editor.post(address, opened(editor, image) | {"credit": ["Foto: <Ola>"], "alt_en": ["Ola's"]})
    told = editor.post(address, mine)
    assert told.context["adminform"].form.non_field_errors() == [
        CONFLICT,
        "Kreditering er nå «Foto: <Ola>».",
    ]
    image.refresh_from_db()
    assert image.credit == "Foto: <Ola>"
    again = sent_by(told.content.decode())
    assert again["credit"] == ["Foto: Kari Moe"]
    assert editor.post(address, again).status_code == 302
    image.refresh_from_db()
    assert (image.credit, image.alt_nb, image.alt_en) == ("Foto: Kari Moe", "Min tekst", "Ola's")


@pytest.mark.parametrize("mine", [{"focus_down": ["95"]}, {"upload": True}], ids=["cut", "file"])
def test_file_that_a_colleague_has_replaced_is_neither_lost_nor_cut_unseen(editor, media, mine):
    image = saved(editor)
    address = reverse(CHANGE, args=[image.pk])
    sent = opened(editor, image) | mine
    post(editor, address, upload(encoded(photograph((90, 30)), "PNG")))
    if "upload" in sent:
        sent["upload"] = upload(encoded(photograph((50, 50)), "PNG"))
    told = editor.post(address, sent)
    assert told.context["adminform"].form.non_field_errors() == [FILE_CONFLICT]
    image.refresh_from_db()
    assert (image.width, image.height, image.focus_down) == (90, 30, 50)
    assert originals(media).count(image.original.name) == 1
    again = sent_by(told.content.decode())
    if "upload" in mine:
        again["upload"] = upload(encoded(photograph((50, 50)), "PNG"))
    assert editor.post(address, again).status_code == 302
    image.refresh_from_db()
    assert (image.width, image.focus_down) == ((50, 50) if "upload" in mine else (90, 95))


def test_texts_are_saved_though_a_colleague_has_replaced_the_file(editor, media):
    image = saved(editor)
    address = reverse(CHANGE, args=[image.pk])
    mine = opened(editor, image) | {"alt_en": ["A man at work"]}
    post(editor, address, upload(encoded(photograph((90, 30)), "PNG")))
    assert editor.post(address, mine).status_code == 302
    image.refresh_from_db()
    assert (image.width, image.alt_en) == (90, "A man at work")
    assert LogEntry.objects.first().get_change_message() == "Endret Alternativ tekst (engelsk)."


@pytest.mark.parametrize(("size", "kept"), [((1000, 800), 95), ((400, 320), 95), ((400, 400), 50)])
def test_point_is_kept_where_the_new_file_has_the_same_proportions(editor, media, size, kept):
    image = saved(editor, photograph((500, 400)))
    address = reverse(CHANGE, args=[image.pk])
    assert editor.post(address, opened(editor, image) | {"focus_down": ["95"]}).status_code == 302
    sent = opened(editor, image) | {"upload": upload(encoded(photograph(size), "JPEG"))}
    assert editor.post(address, sent).status_code == 302
    image.refresh_from_db()
    assert (image.width, image.height, image.focus_down) == (*size, kept)
