import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation

from sustainability_site.content.models import Image

ALT_MISSING = "Skriv en alternativ tekst på norsk, eller kryss av for «dekorativt»."
RENDITIONS = [
    {"format": suffix, "width": width, "height": width // 2, "name": f"{digit * 32}.{suffix}"}
    for width, digits in ((400, "abc"), (800, "def"))
    for suffix, digit in zip(("avif", "webp", "jpg"), digits, strict=True)
]


def image(**values: object) -> Image:
    defaults = {
        "title": "Verksted",
        "width": 800,
        "height": 400,
        "renditions": RENDITIONS,
        "alt_nb": "Et verksted",
    }
    return Image(**defaults | values)


def rendered(picture: Image, **context: object) -> str:
    html = render_to_string("content/_picture.html", {"image": picture} | context)
    return " ".join(html.split())


def test_picture_offers_each_format_and_width():
    assert rendered(image(), sizes="50vw") == (
        "<picture> "
        f'<source type="image/avif" srcset="/media/{"a" * 32}.avif 400w, /media/{"d" * 32}.avif 800w" sizes="50vw"> '
        f'<source type="image/webp" srcset="/media/{"b" * 32}.webp 400w, /media/{"e" * 32}.webp 800w" sizes="50vw"> '
        f'<img src="/media/{"f" * 32}.jpg" srcset="/media/{"c" * 32}.jpg 400w, /media/{"f" * 32}.jpg 800w" sizes="50vw" '
        'width="800" height="400" loading="lazy" decoding="async" alt="Et verksted"> '
        "</picture>"
    )


def test_picture_may_load_at_once():
    assert 'loading="eager"' in rendered(image(), loading="eager")


def test_decorative_picture_has_an_empty_alt_whatever_is_written():
    assert 'alt=""' in rendered(image(decorative=True))
    assert "Et verksted" not in rendered(image(decorative=True))


@pytest.mark.parametrize(
    ("alt_en", "ending"),
    [
        ("A workshop", 'decoding="async" alt="A workshop">'),
        ("", 'decoding="async" lang="nb" alt="Et verksted">'),
    ],
)
def test_missing_english_alt_is_marked_as_norwegian(alt_en, ending):
    with translation.override("en"):
        assert f"{ending} </picture>" in rendered(image(alt_en=alt_en))


def test_credit_stands_beside_the_picture():
    html = rendered(image(credit="Foto: <Kari>"))
    assert html.endswith('</picture> <small class="meta">Foto: &lt;Kari&gt;</small>')


def test_alt_text_cannot_leave_its_attribute():
    html = rendered(image(alt_nb='"><script>alert(1)</script>'))
    assert 'alt="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in html
    assert "<script" not in html


def test_picture_without_renditions_shows_nothing():
    assert rendered(image(renditions=[])) == ""


def test_private_fields_are_not_public():
    assert Image.public_fields == ("alt", "decorative", "credit", "width", "height", "renditions")


@pytest.mark.parametrize("alt", ["", None])
def test_picture_without_alt_is_refused_in_the_field(alt):
    with pytest.raises(ValidationError) as caught:
        image(alt_nb=alt, alt_en="A workshop").full_clean()
    assert caught.value.message_dict["alt_nb"] == [ALT_MISSING]
    assert "__all__" not in caught.value.message_dict


@pytest.mark.parametrize("alt", ["", None])
@pytest.mark.django_db
def test_database_refuses_a_picture_without_alt(alt):
    with pytest.raises(IntegrityError, match="image_has_alt_or_is_decorative"), transaction.atomic():
        image(alt_nb=alt, alt_en="A workshop").save()
    image(alt_nb=alt, decorative=True).save()
    assert [str(each) for each in Image.objects.all()] == ["Verksted"]
