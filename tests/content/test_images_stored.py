import re
import resource
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageChops

from sustainability_site.content import images
from tests.content import pictures
from tests.content.pictures import encoded, photograph, upload

NOT_SAVED = (
    "Bildet er ikke lagret: serveren fikk ikke skrevet filen, kanskje fordi disken er full. "
    "Si fra til den som drifter nettstedet, og prøv igjen senere."
)


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored(pixels: Image.Image, suffix: str = "PNG", **options: object) -> dict:
    return images.store(images.check(upload(encoded(pixels, suffix, **options))))


def files(media: Path) -> set[str]:
    return {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}


def test_small_photograph_is_stored_once_per_format(media):
    values = stored(photograph(), "JPEG")

    assert (values["width"], values["height"]) == (60, 40)
    assert re.fullmatch(r"originals/[0-9a-f]{32}\.jpg", values["original"])
    assert [(each["format"], each["width"], each["height"]) for each in values["renditions"]] == [
        ("avif", 60, 40),
        ("webp", 60, 40),
        ("png", 60, 40),
        ("avif", 60, 30),
        ("webp", 60, 30),
        ("png", 60, 30),
        ("png", 60, 32),
    ]
    names = {f"renditions/{each['name']}" for each in values["renditions"]}
    assert files(media) == {values["original"], *names}


def test_large_photograph_is_scaled_to_each_width(media):
    values = stored(photograph((5000, 2500)), "JPEG")

    assert (values["width"], values["height"]) == (3200, 1600)
    assert [(each["format"], each["width"], each["height"]) for each in values["renditions"]] == [
        *(
            (suffix, width, width // 2)
            for width in (400, 800, 1600, 480, 960)
            for suffix in ("avif", "webp", "jpg")
        ),
        ("jpg", 1200, 630),
    ]
    assert [each.get("crop") for each in values["renditions"]] == [None] * 9 + ["wide"] * 6 + ["shared"]
    for each in values["renditions"]:
        with Image.open(media / "renditions" / each["name"]) as rendition:
            assert rendition.size == (each["width"], each["height"])


def test_rendition_is_named_by_its_content(media):
    for each in stored(photograph(), "PNG")["renditions"]:
        content = (media / "renditions" / each["name"]).read_bytes()
        assert each["name"] == f"{sha256(content).hexdigest()[:32]}.{each['format']}"


def test_lossless_picture_is_kept_without_loss(media):
    values = stored(photograph(), "PNG")
    with Image.open(media / values["original"]) as kept:
        assert kept.convert("RGB").tobytes() == photograph().tobytes()


def test_photograph_is_kept_almost_without_loss(media):
    content = encoded(photograph((64, 64)), "JPEG", quality=95)
    values = images.store(images.check(upload(content)))
    with Image.open(BytesIO(content)) as sent, Image.open(media / values["original"]) as kept:
        assert max(high for _low, high in ImageChops.difference(sent, kept).getextrema()) <= 8


def test_the_same_picture_twice_shares_renditions_and_not_the_original(media):
    first, second = stored(photograph()), stored(photograph())
    assert first["renditions"] == second["renditions"]
    assert first["original"] != second["original"]


@pytest.mark.parametrize("suffix", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nothing_but_pixels_is_kept(media, suffix):
    exif = Image.Exif()
    exif[0x010F] = "Hemmelig kamera"
    exif.get_ifd(0x8825)[1] = "N"
    content = encoded(photograph(), suffix, exif=exif, icc_profile=pictures.swapped_profile())
    assert b"Hemmelig kamera" in content

    values = images.store(images.check(upload(content)))

    for name in files(media):
        with Image.open(media / name) as kept:
            assert dict(kept.getexif()) == {}
            assert not {"icc_profile", "exif", "xmp", "comment"} & kept.info.keys()
        assert b"Hemmelig" not in (media / name).read_bytes()
    assert len(files(media)) == 1 + len(values["renditions"])


def test_script_in_a_picture_is_gone(media):
    content = (
        encoded(photograph(), "GIF", comment=b"*/=1;alert(document.cookie)//") + b"<script>alert(2)</script>"
    )
    images.store(images.check(upload(content, "bilde.gif")))
    assert len(files(media)) == 8
    assert not [name for name in files(media) if b"alert" in (media / name).read_bytes()]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\x00.php", "\u202egnp.exe", "x" * 300 + ".png", "con", "<b>.svg", "-rf"]
)
def test_name_of_the_upload_never_matters(media, name):
    file = upload(encoded(photograph()))
    file._name = name
    values = images.store(images.check(file))
    assert re.fullmatch(r"originals/[0-9a-f]{32}\.png", values["original"])
    assert all(
        re.fullmatch(r"(originals|renditions)/[0-9a-f]{32}\.[a-z]{3,4}", path) for path in files(media)
    )


def test_full_disk_leaves_no_half_file(media):
    picture = images.check(upload(encoded(photograph((300, 200)), "JPEG")))
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(ValidationError) as caught:
            images.store(picture)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (_soft, hard))

    assert caught.value.messages == [NOT_SAVED]
    assert files(media) == set()


def test_original_that_cannot_be_written_is_told_and_can_be_tried_again(media):
    picture = images.check(upload(encoded(photograph())))
    (media / "originals").write_text("in the way")
    with pytest.raises(ValidationError) as caught:
        images.store(picture)
    assert caught.value.messages == [NOT_SAVED]

    (media / "originals").unlink()
    values = images.store(picture)

    assert files(media) == {
        values["original"],
        *(f"renditions/{each['name']}" for each in values["renditions"]),
    }


def test_original_has_no_address(media):
    values = stored(photograph())
    with pytest.raises(ValueError, match="not accessible via a URL"):
        images.PrivateStorage().url(values["original"])


def test_discarded_original_is_gone_and_renditions_stay(media):
    values = stored(photograph())
    for _ in range(2):
        images.discard_original(values["original"])
    images.discard_original("")
    assert files(media) == {f"renditions/{each['name']}" for each in values["renditions"]}


def test_redacted_picture_is_blank_and_stays_so(media):
    values = stored(photograph())
    names = [each["name"] for each in values["renditions"]]

    images.redact_renditions(names)

    assert [(media / "renditions" / name).read_bytes() for name in names] == [b""] * 7
    with pytest.raises(ValidationError) as caught:
        stored(photograph())
    assert caught.value.messages == ["Dette bildet er sladdet og kan ikke lastes opp på nytt."]
    assert files(media) == {values["original"], *(f"renditions/{name}" for name in names)}


@pytest.mark.parametrize(
    "name", ["../originals/" + "a" * 32 + ".png", "a" * 32, "A" * 32 + ".png", "a" * 32 + ".png\n"]
)
def test_only_renditions_can_be_redacted(media, name):
    with pytest.raises(ValueError, match="a" if "a" in name else "A"):
        images.redact_renditions([name])
    assert files(media) == set()


def test_webp_rendition_decodes_to_what_was_uploaded(media):
    values = stored(Image.new("RGB", (50, 50), (200, 30, 40)))
    content = (media / "renditions" / values["renditions"][1]["name"]).read_bytes()
    red, green, blue = Image.open(BytesIO(content)).convert("RGB").getpixel((25, 25))
    assert max(abs(red - 200), abs(green - 30), abs(blue - 40)) <= 4
