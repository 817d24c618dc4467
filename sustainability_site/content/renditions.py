"""What the public sees of a picture: in several widths and formats, whole and cropped around what matters in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import Image

CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
ENCODERS = {
    "avif": ("AVIF", {"quality": 55, "speed": 6}),
    "webp": ("WEBP", {"quality": 78}),
    "jpg": ("JPEG", {"quality": 80, "progressive": True, "optimize": True}),
    "png": ("PNG", {"optimize": True}),
}
WIDTHS = (400, 800, 1600)
# Fewer colours than this is a drawing: JPEG would smear its edges.
DRAWING_COLOURS = 4096
CENTRE = (50, 50)

Rendition = tuple[dict[str, object], bytes]


@dataclass(frozen=True)
class Crop:
    """A shape that a picture is cut to: `proportions` are width to height."""

    name: str
    proportions: tuple[int, int]
    widths: tuple[int, ...]

    def box(self, size: tuple[int, int], focus: tuple[int, int]) -> tuple[int, int, int, int]:
        """(Left, top, right, bottom) of the largest cut. `focus` is what matters, in per cent from the left and the top; it
        stands as far from the cut's edges as from the picture's, as `object-position` has it in a browser."""
        width, height = size
        across, down = self.proportions
        cut = (
            min(width, max(1, round(height * across / down))),
            min(height, max(1, round(width * down / across))),
        )
        left, top = (
            round((whole - part) * at / 100) for whole, part, at in zip(size, cut, focus, strict=True)
        )
        return left, top, left + cut[0], top + cut[1]


WIDE = Crop("wide", (2, 1), (480, 960))
# What networks and chat programs show of a shared page.
SHARED = Crop("shared", (1200, 630), (1200,))
CROPS = (WIDE, SHARED)


def rendered(pixels: Image.Image) -> Iterator[Rendition]:
    """The whole picture: what is stored of each rendition, and its file."""
    yield from _in_widths(pixels, WIDTHS, _formats(pixels))


def cropped(pixels: Image.Image, focus: tuple[int, int]) -> Iterator[Rendition]:
    formats = _formats(pixels)
    for crop in CROPS:
        # Other machines than browsers read what is shared: the format that all of them know.
        wanted = formats[-1:] if crop is SHARED else formats
        for rendition, content in _in_widths(pixels.crop(crop.box(pixels.size, focus)), crop.widths, wanted):
            yield rendition | {"crop": crop.name}, content


def encoded(pixels: Image.Image, suffix: str, **options: object) -> bytes:
    encoder, usual = ENCODERS[suffix]
    buffer = BytesIO()
    pixels.save(buffer, encoder, **usual | options)
    return buffer.getvalue()


def _formats(pixels: Image.Image) -> tuple[str, ...]:
    drawing = pixels.mode == "RGBA" or pixels.getcolors(DRAWING_COLOURS) is not None
    return ("avif", "webp", "png" if drawing else "jpg")


def _in_widths(pixels: Image.Image, widths: tuple[int, ...], formats: tuple[str, ...]) -> Iterator[Rendition]:
    widest = min(pixels.width, widths[-1])
    for width in (*(width for width in widths if width < widest), widest):
        height = max(1, round(pixels.height * width / pixels.width))
        resized = pixels.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
        for suffix in formats:
            content = encoded(resized, suffix)
            name = f"{sha256(content).hexdigest()[:32]}.{suffix}"
            yield {"format": suffix, "width": width, "height": height, "name": name}, content
