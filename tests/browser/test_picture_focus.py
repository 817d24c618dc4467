"""What matters in a picture is pointed at, and each cut is shown at once as it will become."""

from collections.abc import Callable
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import Page, expect

from sustainability_site.content import images
from sustainability_site.content.models import Image
from tests.content.pictures import encoded, photograph, upload


def test_point_is_shown_in_the_picture_and_the_cuts(
    desk: Callable[..., Page], settings: object, tmp_path: Path
) -> None:
    page = desk()
    settings.MEDIA_ROOT = tmp_path
    values = images.store(images.check(upload(encoded(photograph((900, 600)), "JPEG"))))
    picture = Image.objects.create(title="Verksted", alt_nb="Et verksted", **values)
    page.goto(reverse("admin:content_image_change", args=[picture.pk]))
    whole = page.locator(".focus-whole")
    box = whole.bounding_box()
    whole.click(position={"x": box["width"] * 0.2, "y": box["height"] * 0.75})
    expect(page.get_by_label("Det viktigste, fra venstre")).to_have_value("20")
    expect(page.get_by_label("Det viktigste, fra toppen")).to_have_value("75")
    cut = page.locator(".cut-wide img")
    expect(cut).to_have_css("object-position", "20% 75%")
    page.get_by_label("Det viktigste, fra venstre").fill("90")
    expect(cut).to_have_css("object-position", "90% 75%")
    page.get_by_role("button", name="Lagre", exact=True).click()
    expect(page.locator(".success")).to_be_visible()
    picture.refresh_from_db()
    assert (picture.focus_across, picture.focus_down) == (90, 75)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
