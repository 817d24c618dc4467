from pathlib import Path

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from sustainability_site.content import images, media
from tests.content.pictures import encoded, photograph, upload


@pytest.fixture
def stored(settings, tmp_path) -> dict:
    settings.MEDIA_ROOT = tmp_path
    return images.store(images.check(upload(encoded(photograph((500, 300)), "JPEG"))))


def answer(name: str, method: str = "GET") -> HttpResponse:
    return media.rendition(RequestFactory().generic(method, f"/media/{name}"), name)


@pytest.mark.parametrize(
    ("suffix", "content_type"), [("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")]
)
def test_rendition_is_served_for_ever_and_inert(stored, tmp_path, suffix, content_type):
    name = next(each["name"] for each in stored["renditions"] if each["format"] == suffix)
    content = (tmp_path / "renditions" / name).read_bytes()

    response = answer(name)

    assert (response.status_code, response.content) == (200, content)
    assert dict(response.items()) == {
        "Content-Type": content_type,
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Disposition": f'inline; filename="{name}"',
        "Content-Length": str(len(content)),
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }


def test_head_answers_as_get_without_the_picture(stored):
    name = stored["renditions"][0]["name"]
    head, get = answer(name, "HEAD"), answer(name)
    assert (head.status_code, head.content, dict(head.items())) == (200, b"", dict(get.items()))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_other_methods_are_refused(stored, method):
    assert answer(stored["renditions"][0]["name"], method).status_code == 405


def test_redacted_picture_is_gone(stored):
    images.redact_renditions(each["name"] for each in stored["renditions"])

    response = answer(stored["renditions"][0]["name"])

    assert response.status_code == 410
    assert response.content.decode() == "Bildet er fjernet. / The picture has been removed.\n"
    assert (response["Content-Type"], response["Cache-Control"]) == ("text/plain; charset=utf-8", "no-store")
    assert answer(stored["renditions"][0]["name"], "HEAD").content == b""


def test_original_is_never_served(stored, tmp_path):
    folder, _, name = stored["original"].partition("/")
    assert (tmp_path / folder / name).stat().st_size > 0
    for path in (name, stored["original"], f"../originals/{name}"):
        with pytest.raises(Http404):
            answer(path)


@pytest.mark.parametrize(
    "name",
    [
        "a" * 32 + ".avif",
        "a" * 31 + ".avif",
        "a" * 32 + ".svg",
        "a" * 32 + ".avif\n",
        "A" * 32 + ".avif",
        "../" * 4 + "etc/passwd",
        "..",
        "\x00",
        "",
    ],
)
def test_any_other_name_is_not_found(stored, name):
    with pytest.raises(Http404):
        answer(name)


def test_unfinished_file_is_not_served(stored, tmp_path):
    unfinished = Path(tmp_path / "renditions" / ".abc123")
    unfinished.write_bytes(b"half")
    with pytest.raises(Http404):
        answer(unfinished.name)


@pytest.mark.django_db
def test_picture_costs_no_query(client, stored, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(f"/media/{stored['renditions'][0]['name']}")
    assert (response["Content-Type"], dict(response.cookies)) == ("image/avif", {})
