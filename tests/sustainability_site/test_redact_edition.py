from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from labels.models import Label
from sustainability_site.content import images
from sustainability_site.content.chain import verify
from sustainability_site.content.models import Edition, Image, Page
from sustainability_site.content.publishing import publish
from tests.content import pictures

WHO = {"ground": "Feil lisens", "actor": "Kari"}


def said(*arguments: str, **options: object) -> str:
    out = StringIO()
    call_command("redact_edition", *arguments, stdout=out, **WHO, **options)
    return out.getvalue()


@pytest.fixture
def label_with_logo(db: None) -> Label:
    """Svanen, whose edition 2 shows a picture that edition 3 does not."""
    file = pictures.upload(pictures.encoded(pictures.photograph()))
    image = Image.objects.create(**images.store(images.check(file)), title="Logo", alt_nb="En logo")
    label = Label.objects.get(code="svanen")
    for logo in (image, None):
        Label.objects.filter(pk=label.pk).update(logo=logo)
        publish(label, actor="Kari", reason="Logo", at=timezone.now())
    return label


@pytest.mark.parametrize("with_pictures", [True, False])
def test_picture_goes_only_where_it_is_asked_for(label_with_logo: Label, with_pictures: bool) -> None:
    names = [rendition["name"] for rendition in Image.objects.get(title="Logo").renditions]
    out = said("label/svanen", "2", with_pictures=with_pictures)
    assert (
        out == f"label/svanen utgave 2 er sladdet. Bildefiler tømt: {len(names) if with_pictures else 0}.\n"
    )
    assert all((images.rendition_path(name).read_bytes() == b"") is with_pictures for name in names)
    assert Edition.objects.get(subject="label/svanen", number=2).document == ""
    assert list(verify()) == []


def test_picture_goes_however_it_has_been_cut_since(label_with_logo: Label) -> None:
    """Other editions, drafts and the library hold crops of the same pixels, and the original could be cut anew."""
    image, other = (
        Image.objects.get(title="Logo"),
        Image.objects.create(title="Annet", alt_nb="Annet", width=1, height=1),
    )
    other_file = pictures.upload(pictures.encoded(pictures.photograph((90, 70))))
    Image.objects.filter(pk=other.pk).update(**images.store(images.check(other_file)))
    page = Page.objects.get(code="about")
    files = {each["name"] for each in image.renditions}
    for focus in ((0, 0), (100, 100)):
        image.renditions = images.cropped_anew(image.original.name, image.renditions, focus)
        image.save()
        files |= {each["name"] for each in image.renditions}
        Page.objects.filter(pk=page.pk).update(picture=image)
        publish(page, actor="Kari", reason="Bilde", at=timezone.now())
    assert len(files) > len(image.renditions)
    said("label/svanen", "2", with_pictures=True)
    assert {images.rendition_path(name).read_bytes() for name in files} == {b""}
    with pytest.raises(ValidationError):
        images.cropped_anew(image.original.name, image.renditions, (50, 0))
    other.refresh_from_db()
    assert all(images.rendition_path(each["name"]).read_bytes() for each in other.renditions)
    images.cropped_anew(other.original.name, other.renditions, (50, 0))


def test_live_edition_and_unknown_one_are_refused(db: None) -> None:
    with pytest.raises(CommandError, match="Utgaven er synlig nå"):
        said("label/svanen", "1")
    with pytest.raises(CommandError, match="label/svanen har ingen utgave 9"):
        said("label/svanen", "9")
    assert Edition.objects.get(subject="label/svanen", number=1).document != ""
