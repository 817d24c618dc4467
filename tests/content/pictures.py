"""Picture files made in code, right and wrong ones."""

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")


def upload(content: bytes, name: str = "bilde.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def encoded(pixels: Image.Image, suffix: str = "PNG", **options: object) -> bytes:
    buffer = BytesIO()
    pixels.save(buffer, suffix, **options)
    return buffer.getvalue()


def photograph(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Noise in many colours, the same for each call."""
    gradient = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (gradient, gradient.rotate(180), Image.radial_gradient("L").resize(size)))


def animation(suffix: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    return encoded(frames[0], suffix, save_all=True, append_images=frames[1:])


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds no pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def scan_bomb(scans: int) -> bytes:
    """A progressive JPEG whose last scan stands there many times over."""
    content = encoded(Image.new("RGB", (64, 64), "teal"), "JPEG", progressive=True)
    last = content[content.rindex(b"\xff\xda") : -2]
    return content[:-2] + last * scans + b"\xff\xd9"


def swapped_profile() -> bytes:
    """sRGB with the red and green primaries exchanged: what is red in the file is green on the screen."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    count = struct.unpack(">I", profile[128:132])[0]
    table = profile[132 : 132 + 12 * count]
    swapped = table.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")
    return profile.replace(table, swapped)


PSD = b"8BPS\x00\x01" + bytes(6) + struct.pack(">HIIHH", 3, 4, 4, 8, 3) + bytes(64)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
