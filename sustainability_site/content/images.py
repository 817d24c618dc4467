"""Pictures: what may be uploaded, what is kept of it, and the renditions that the public sees.

Only decoded pixels survive: a file that is also a script, an EXIF position and a colour profile end here. What is
kept is therefore not the file that was sent but a lossless copy (JPEG at quality 95 for what was lossy already),
at most 3 200 pixels a side: twice what is ever shown.
"""

import re
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from secrets import token_hex

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from sustainability_site.content.renditions import CENTRE, Rendition, cropped, encoded, rendered
from sustainability_site.content.whole_files import write_whole

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
LOSSLESS = ("PNG", "GIF")
MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 3200
# A file of 10 MB can hold 200 000 scans of 20 ms each; pictures have about ten.
MAX_SCANS = 200
START_OF_SCAN = b"\xff\xda"

RENDITION_NAME = re.compile(r"[0-9a-f]{32}\.(?P<format>avif|webp|jpg|png)")

EMPTY = "Filen er tom. Velg en annen fil."
TOO_LARGE = "Filen er større enn 10 MB. Lagre bildet i en mindre utgave og prøv igjen."
TOO_MANY_PIXELS = "Bildet har mer enn 40 megapiksler. Gjør det mindre og prøv igjen."
VECTOR = "SVG-filer kan ikke lastes opp, fordi de kan inneholde skript. Lagre bildet som PNG og prøv igjen."
OTHER_FORMAT = "Filen er i formatet {}. Lagre bildet som JPEG, PNG, WebP, GIF eller AVIF og prøv igjen."
NO_PICTURE = "Filen er ikke et bilde i formatet JPEG, PNG, WebP, GIF eller AVIF. Velg en annen fil."
DAMAGED = "Bildefilen er skadet eller ufullstendig. Lagre bildet på nytt og prøv igjen."
ANIMATED = "Bildet er animert. Lagre ett av bildene som et stillbilde og prøv igjen."
REDACTED = "Dette bildet er sladdet og kan ikke lastes opp på nytt."
NOT_SAVED = (
    "Bildet er ikke lagret: serveren fikk ikke skrevet filen, kanskje fordi disken er full. "
    "Si fra til den som drifter nettstedet, og prøv igjen senere."
)
NOT_CROPPED = (
    "Utsnittene er ikke laget på nytt, for originalen finnes ikke lenger. Last opp bildet en gang til."
)
SIGNATURES = (
    (re.compile(rb"8BPS"), OTHER_FORMAT.format("PSD (Photoshop)")),
    (re.compile(rb"%!PS|\xc5\xd0\xd3\xc6"), OTHER_FORMAT.format("EPS")),
    (re.compile(rb"II[*+]\x00|MM\x00[*+]"), OTHER_FORMAT.format("TIFF")),
    (re.compile(rb"%PDF"), OTHER_FORMAT.format("PDF")),
    (re.compile(rb"....ftyp(?:hei|hev|mif1)", re.DOTALL), OTHER_FORMAT.format("HEIC")),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|....ftypavi[fs]", re.DOTALL), DAMAGED),
    (re.compile(rb"(?!\s*(?:<!doctype html|<html)).{0,4000}<svg", re.DOTALL | re.IGNORECASE), VECTOR),
)

# One picture at a time: decoding 40 megapixels takes some 400 MB.
_one_at_a_time = threading.Lock()


@deconstructible
class PrivateStorage(FileSystemStorage):
    """MEDIA_ROOT without addresses: asking a file for its URL is an error."""

    base_url = None


_storage = PrivateStorage()


@dataclass(frozen=True)
class Picture:
    """Upright pixels in sRGB (mode RGB or RGBA), with nothing else of the file they came from."""

    pixels: Image.Image
    lossless: bool


def check(file: File) -> Picture:
    """The picture in an uploaded file, whatever its name; ValidationError says in Norwegian what is wrong."""
    if not file.size:
        raise ValidationError(EMPTY, code="empty")
    if file.size > MAX_BYTES:
        raise ValidationError(TOO_LARGE, code="too_large")
    file.seek(0)
    content = file.read()
    with _one_at_a_time:
        try:
            with Image.open(BytesIO(content), formats=FORMATS) as image:
                _refuse(image, content)
                return Picture(_normalised(image), lossless=image.format in LOSSLESS)
        except ValidationError:
            raise
        except UnidentifiedImageError as error:
            raise ValidationError(_reason(content), code="format") from error
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise ValidationError(TOO_MANY_PIXELS, code="pixels") from error
        except Exception as error:  # a hostile file may raise anything at all in a decoder
            raise ValidationError(DAMAGED, code="damaged") from error


def _refuse(image: Image.Image, content: bytes) -> None:
    """Judges the header, before any pixel is decoded."""
    if image.width * image.height > MAX_PIXELS:
        raise ValidationError(TOO_MANY_PIXELS, code="pixels")
    # A JPEG of several pictures (MPO) is a phone's photograph with a depth or brightness map: the first is meant.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise ValidationError(ANIMATED, code="animated")
    if image.format in ("JPEG", "MPO") and content.count(START_OF_SCAN) > MAX_SCANS:
        raise ValidationError(DAMAGED, code="damaged")


def _reason(content: bytes) -> str:
    return next((reason for pattern, reason in SIGNATURES if pattern.match(content)), NO_PICTURE)


def _normalised(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    elif image.mode not in ("L", "RGB", "RGBA", "CMYK") or "transparency" in image.info:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    image = _in_srgb(ImageOps.exif_transpose(image))
    pixels = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if pixels.mode == "RGBA" and pixels.getextrema()[3] == (255, 255):
        pixels = pixels.convert("RGB")
    pixels.info.clear()
    return pixels


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode == "L":
        return image
    target = "RGBA" if image.mode == "RGBA" else "RGB"
    with suppress(ImageCms.PyCMSError, OSError):  # a profile that can't be read says nothing
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=target)
    return image


def store(picture: Picture, focus: tuple[int, int] = CENTRE) -> dict[str, object]:
    """Writes the renditions and the private original; returns those fields of an Image, with its size.

    ValidationError if they can't be written. Nothing is left half written then, and no original; a rendition
    that was finished stays, since its name is its content. If the row is not saved, discard the original.
    """
    kept, suffix = kept_copy(picture)
    with _one_at_a_time:
        made = [*rendered(picture.pixels), *cropped(picture.pixels, focus)]
    original = f"originals/{token_hex(16)}.{suffix}"
    renditions = _written(made, (original, kept))
    width, height = picture.pixels.size
    return {"original": original, "width": width, "height": height, "renditions": renditions}


def cropped_anew(original: str, renditions: list[dict], focus: tuple[int, int]) -> list[dict]:
    """The renditions with crops around another point. ValidationError if they can't be made or written."""
    try:
        with _one_at_a_time, Image.open(_storage.path(original), formats=FORMATS) as image:
            made = list(cropped(image, focus))
    except OSError as error:
        raise ValidationError(NOT_CROPPED, code="not_cropped") from error
    return [*(each for each in renditions if "crop" not in each), *_written(made)]


def _written(made: list[Rendition], *others: tuple[str, bytes]) -> list[dict]:
    try:
        for rendition, content in made:
            _write_rendition(rendition["name"], content)
        for name, content in others:
            write_whole(Path(_storage.path(name)), content)
    except OSError as error:
        raise ValidationError(NOT_SAVED, code="not_saved") from error
    return [rendition for rendition, _content in made]


def kept_copy(picture: Picture) -> tuple[bytes, str]:
    """The pixels as a file of their own, and what its name ends with: "png", or "jpg" for what was lossy already."""
    suffix = "png" if picture.lossless or picture.pixels.mode == "RGBA" else "jpg"
    options = {"quality": 95, "subsampling": 0} if suffix == "jpg" else {}
    with _one_at_a_time:
        return encoded(picture.pixels, suffix, **options), suffix


def _write_rendition(name: str, content: bytes) -> None:
    path = rendition_path(name)
    if not path.exists():
        write_whole(path, content)
    elif not path.stat().st_size:
        raise ValidationError(REDACTED, code="redacted")


def discard_original(name: str) -> None:
    if name:
        Path(_storage.path(name)).unlink(missing_ok=True)


def rendition_path(name: str) -> Path:
    """Where a rendition lies; ValueError for any name that is not one. An empty file there was redacted."""
    if not RENDITION_NAME.fullmatch(name):
        raise ValueError(name)
    return Path(_storage.path(f"renditions/{name}"))


def redact_renditions(names: Iterable[str]) -> None:
    """Blanks the files for good: the media view answers 410, and the same pixels are not stored again."""
    for name in names:
        write_whole(rendition_path(name), b"")
