"""What is kept of a file that is laid in a case: a PDF as it is, of a picture the pixels alone."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from sustainability_site.content import images
from tests.content import pictures
from tests.content.pictures import encoded, photograph
from tests.transparency.cases import HANDLER, RECEIVED, received
from transparency import casework
from transparency.models import Attachment, InformationRequest
from transparency.models.request_rows import private_storage

GPS_IFD, LATITUDE, LONGITUDE, CAMERA = 0x8825, 2, 4, 0x0110
NEITHER = "Filen er verken PDF eller et bilde (JPEG, PNG, WebP, GIF eller AVIF). Lagre den som PDF først."
MARKER = b"PLANTED-CAMERA-4711"


def attached(case: InformationRequest, content: bytes, name: str = "bilde.jpg") -> Attachment:
    file = ContentFile(content, name=name)
    return casework.attach(request=case, file=file, actor=HANDLER, at=RECEIVED).attachments.get()


def stored_bytes(attachment: Attachment) -> bytes:
    with attachment.file.open() as file:
        return file.read()


def stored_names() -> set[str]:
    storage = private_storage()
    return set(storage.listdir("")[1]) if storage.exists("") else set()


def with_position() -> Image.Exif:
    exif = Image.Exif()
    exif[CAMERA] = MARKER.decode()
    exif.get_ifd(GPS_IFD).update({1: "N", LATITUDE: (59.0, 26.0, 4.0), 3: "E", LONGITUDE: (10.0, 39.0, 36.0)})
    return exif


@pytest.mark.parametrize(
    ("sent", "kind", "ending"),
    [
        ("JPEG", "image/jpeg", "jpg"),
        ("WEBP", "image/jpeg", "jpg"),
        ("PNG", "image/png", "png"),
        ("AVIF", "image/jpeg", "jpg"),
    ],
)
def test_position_and_camera_of_a_picture_are_not_stored(db: None, sent: str, kind: str, ending: str) -> None:
    content = encoded(photograph(), sent, exif=with_position())
    with Image.open(ContentFile(content)) as planted:
        assert planted.getexif().get_ifd(GPS_IFD)[LATITUDE] == (59.0, 26.0, 4.0)
    assert MARKER in content
    file = attached(received(), content, "IMG_1.heic")
    kept = stored_bytes(file)
    with Image.open(ContentFile(kept)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((60, 40), {})
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)
    assert MARKER not in kept
    assert b"Exif" not in kept
    assert (file.name, file.content_type, file.size) == (f"IMG_1.{ending}", kind, len(kept))
    assert file.sha256 == hashlib.sha256(kept).hexdigest() != hashlib.sha256(content).hexdigest()


def test_script_behind_the_picture_is_not_stored(db: None) -> None:
    file = attached(received(), encoded(photograph(), "JPEG") + b"<script>alert(1)</script>")
    assert b"script" not in stored_bytes(file)


def test_pixels_of_a_drawing_are_all_there(db: None) -> None:
    drawing = Image.new("RGBA", (9, 9), (10, 20, 30, 128))
    with Image.open(ContentFile(stored_bytes(attached(received(), encoded(drawing))))) as kept:
        assert kept.tobytes() == drawing.tobytes()


def test_large_picture_is_made_smaller(db: None) -> None:
    content = encoded(Image.new("L", (4000, 1000)), "JPEG")
    with Image.open(ContentFile(stored_bytes(attached(received(), content)))) as kept:
        assert kept.size == (images.MAX_SIDE, 800)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (pictures.animation("GIF"), images.ANIMATED),
        (pictures.animation("WEBP"), images.ANIMATED),
        (pictures.png_header(30_000, 30_000), images.TOO_MANY_PIXELS),
        (pictures.scan_bomb(300), images.DAMAGED),
        (encoded(photograph(), "JPEG")[:600], images.DAMAGED),
        (pictures.SVG, images.VECTOR),
        (pictures.PSD, images.OTHER_FORMAT.format("PSD (Photoshop)")),
        (encoded(photograph(), "TIFF"), images.OTHER_FORMAT.format("TIFF")),
        (b"%PDF-1.7\n1 0 obj", "PDF-filen er skadet eller ufullstendig. Lagre den på nytt og prøv igjen."),
        (b"\n%PDF-1.7\n%%EOF", NEITHER),
        (b"PK\x03\x04", NEITHER),
        (pictures.EICAR, NEITHER),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else None,
)
def test_what_is_refused_is_told_why_and_leaves_nothing(db: None, content: bytes, message: str) -> None:
    case = received()
    before = stored_names()
    with pytest.raises(casework.CaseworkRefused) as caught:
        attached(case, content)
    assert caught.value.messages == [message]
    assert (case.events.count(), Attachment.objects.count()) == (2, 0)
    assert stored_names() == before


def test_pdf_is_kept_byte_for_byte(db: None) -> None:
    content = b"%PDF-2.0\n1 0 obj <</OpenAction <</S /JavaScript>>>>\n%%EOF\n"
    assert stored_bytes(attached(received(), content, "a.exe")) == content
