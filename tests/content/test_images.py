import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sustainability_site.content import images
from tests.content import pictures
from tests.content.pictures import encoded, photograph, upload

OTHER_FORMAT = "Filen er i formatet {}. Lagre bildet som JPEG, PNG, WebP, GIF eller AVIF og prøv igjen."
TOO_LARGE = "Filen er større enn 10 MB. Lagre bildet i en mindre utgave og prøv igjen."
NO_PICTURE = "Filen er ikke et bilde i formatet JPEG, PNG, WebP, GIF eller AVIF. Velg en annen fil."
TOO_MANY_PIXELS = "Bildet har mer enn 40 megapiksler. Gjør det mindre og prøv igjen."
DAMAGED = "Bildefilen er skadet eller ufullstendig. Lagre bildet på nytt og prøv igjen."
ANIMATED = "Bildet er animert. Lagre ett av bildene som et stillbilde og prøv igjen."
VECTOR = "SVG-filer kan ikke lastes opp, fordi de kan inneholde skript. Lagre bildet som PNG og prøv igjen."


def refusal(content: bytes, name: str = "bilde.png") -> list[str]:
    with pytest.raises(ValidationError) as caught:
        images.check(upload(content, name))
    return caught.value.messages


WRONG_FILES = {
    "0 bytes": (b"", "Filen er tom. Velg en annen fil."),
    "1 byte": (b"G", NO_PICTURE),
    "20 MB": (bytes(20 * 1024 * 1024), TOO_LARGE),
    "svg": (pictures.SVG, VECTOR),
    "svg after a prolog": (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- logo -->\n" + pictures.SVG, VECTOR),
    "psd": (pictures.PSD, OTHER_FORMAT.format("PSD (Photoshop)")),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", OTHER_FORMAT.format("EPS")),
    "tiff": (encoded(photograph(), "TIFF"), OTHER_FORMAT.format("TIFF")),
    "pdf": (encoded(photograph(), "PDF"), OTHER_FORMAT.format("PDF")),
    "heic": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", OTHER_FORMAT.format("HEIC")),
    "html": (b"<!doctype html><script>alert(1)</script>", NO_PICTURE),
    "fits": (b"SIMPLE  =                    T" + bytes(2880), NO_PICTURE),
    "eicar": (pictures.EICAR, NO_PICTURE),
    "bmp": (encoded(photograph(), "BMP"), NO_PICTURE),
    "900 megapixels": (pictures.png_header(30_000, 30_000), TOO_MANY_PIXELS),
    "300 scans": (pictures.scan_bomb(300), DAMAGED),
}


@pytest.mark.parametrize(("content", "message"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_wrong_file_says_what_is_wrong(content, message):
    assert refusal(content) == [message]


def test_144_megapixels_in_18_kilobytes_are_refused():
    content = encoded(Image.new("1", (12_000, 12_000)), optimize=True)
    assert len(content) < 25_000
    assert refusal(content) == [TOO_MANY_PIXELS]


def test_size_is_judged_before_a_pixel_is_decoded():
    assert refusal(pictures.png_header(8001, 5000)) == [TOO_MANY_PIXELS]
    assert refusal(pictures.png_header(8000, 5000)) == [DAMAGED]


@pytest.mark.parametrize("suffix", pictures.FORMATS)
@pytest.mark.parametrize("share", [0.5, 0.95])
def test_truncated_file_is_refused(suffix, share):
    content = encoded(photograph((300, 200)), suffix)
    assert refusal(content[: int(len(content) * share)]) == [DAMAGED]


@pytest.mark.parametrize("suffix", ["PNG", "WEBP", "GIF", "AVIF"])
def test_animation_is_refused(suffix):
    assert refusal(pictures.animation(suffix)) == [ANIMATED]


def test_phone_photograph_with_a_second_picture_gives_the_first():
    picture = images.check(upload(pictures.animation("MPO"), "IMG_0001.jpg"))
    assert picture.pixels.size == (20, 20)
    assert picture.pixels.getpixel((9, 9)) == (254, 0, 0)


MESSAGES = {message for _content, message in WRONG_FILES.values()} | {ANIMATED}


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(pictures.FORMATS), st.lists(st.tuples(st.integers(0, 999), st.integers(0, 255))))
def test_any_broken_file_gives_a_picture_or_a_message(suffix, changes):
    content = bytearray(encoded(photograph(), suffix))
    for position, value in changes:
        content[position % len(content)] = value
    try:
        outcome = images.check(upload(bytes(content))).pixels.mode
    except ValidationError as error:
        [outcome] = error.messages
    assert outcome in {"RGB", "RGBA", *MESSAGES}


@pytest.mark.parametrize(
    ("suffix", "lossless"), [*zip(pictures.FORMATS, (False, True, False, True, False), strict=True)]
)
def test_each_format_is_read(suffix, lossless):
    picture = images.check(upload(encoded(photograph(), suffix), "feil.endelse"))
    assert (picture.pixels.mode, picture.pixels.size, picture.lossless) == ("RGB", (60, 40), lossless)


def test_exif_orientation_is_applied():
    pixels = Image.new("RGB", (60, 40), "blue")
    pixels.paste("red", (0, 0, 30, 40))
    exif = Image.Exif()
    exif[0x0112] = 6

    upright = images.check(upload(encoded(pixels, "PNG", exif=exif))).pixels

    assert upright.size == (40, 60)
    assert [upright.getpixel((20, y)) for y in (10, 50)] == [(255, 0, 0), (0, 0, 255)]


def test_cmyk_becomes_rgb():
    content = encoded(Image.new("CMYK", (20, 20), (0, 255, 255, 0)), "JPEG", quality=100)
    pixels = images.check(upload(content)).pixels
    assert (pixels.mode, pixels.getpixel((9, 9))) == ("RGB", (255, 0, 0))


def test_colour_profile_is_applied_before_it_is_dropped():
    content = encoded(Image.new("RGB", (20, 20), "red"), "PNG", icc_profile=pictures.swapped_profile())
    pixels = images.check(upload(content)).pixels
    assert (pixels.getpixel((9, 9)), pixels.info) == ((0, 255, 0), {})


def test_unreadable_colour_profile_is_ignored():
    content = encoded(Image.new("RGB", (20, 20), "red"), "PNG", icc_profile=b"not a profile")
    assert images.check(upload(content)).pixels.getpixel((9, 9)) == (255, 0, 0)


def test_sixteen_bits_become_eight():
    content = encoded(Image.new("I;16", (20, 20), 0x8000))
    assert images.check(upload(content)).pixels.getpixel((9, 9)) == (128, 128, 128)


@pytest.mark.parametrize(("alpha", "mode"), [(0, "RGBA"), (254, "RGBA"), (255, "RGB")])
def test_transparency_is_kept_where_there_is_any(alpha, mode):
    content = encoded(Image.new("RGBA", (20, 20), (10, 20, 30, alpha)))
    assert images.check(upload(content)).pixels.mode == mode


def test_palette_transparency_is_kept():
    pixels = Image.new("P", (20, 20), 1)
    pixels.putpalette([0, 0, 0, 250, 0, 0])
    pixels.paste(0, (0, 0, 10, 20))

    read = images.check(upload(encoded(pixels, "GIF", transparency=0))).pixels

    assert [read.getpixel((x, 9)) for x in (4, 14)] == [(0, 0, 0, 0), (250, 0, 0, 255)]


def test_transparent_colour_is_not_smeared_when_the_picture_shrinks():
    pixels = Image.new("RGB", (6400, 4), (255, 0, 255))
    pixels.paste((0, 0, 0), (3201, 0, 6400, 4))

    read = images.check(upload(encoded(pixels, "PNG", transparency=(255, 0, 255)))).pixels

    assert read.size == (3200, 2)
    assert [read.getpixel((x, 0))[3] for x in (0, 3199)] == [0, 255]
    assert {read.getpixel((x, 0))[:3] for x in range(1590, 1612) if read.getpixel((x, 0))[3]} == {(0, 0, 0)}
