"""Files in a case: judged by content, under a harmless name, saved and never shown on our origin."""

from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.content.admin_forms import signed_in, staff
from tests.content.pictures import encoded, photograph
from tests.transparency.casework_forms import handler, opened, parts_of, registered, sent_letter, view_of
from transparency.models import Attachment, InformationRequest

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\n%%EOF\n"
PNG = encoded(photograph())


@pytest.fixture
def client() -> Client:
    return signed_in(handler())


@contextmanager
def fetched(client: Client, case: InformationRequest, file: Attachment):
    response = client.get(view_of(case, "file", file.pk))
    yield response
    response.close()


def attached(client: Client, case: InformationRequest, name: str, content: bytes):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    values = opened(client, case, "attach") | {"file": file, "confirm": "1"}
    return client.post(view_of(case, "attach"), values)


def test_pdf_is_saved_by_the_browser_under_a_sandboxing_policy(client: Client) -> None:
    case = registered()
    assert attached(client, case, "fabrikker.pdf", PDF).status_code == 302
    file = case.attachments.get()
    with fetched(client, case, file) as response:
        assert b"".join(response.streaming_content) == PDF
        assert response["Content-Disposition"] == 'attachment; filename="fabrikker.pdf"'
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert "no-store" in response["Cache-Control"]


def test_headers_stand_on_the_wire(ask) -> None:
    case, client = registered(), signed_in(handler())
    attached(client, case, "fabrikker.pdf", PDF)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    answer = ask(view_of(case, "file", case.attachments.get().pk), cookie=cookie)
    assert answer.status == 200
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"<html><script>alert(1)</script></html>", "Filen er verken PDF eller et bilde"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG-filer kan ikke"),
        ("a.jpg", b"GIF89a/*<script>*/", "Bildefilen er skadet"),
        ("a.pdf", b"\n%PDF-1.7", "Filen er verken PDF eller et bilde"),
        ("a.docx", b"PK\x03\x04", "Filen er verken PDF eller et bilde"),
        ("a.exe", b"MZ", "Filen er verken PDF eller et bilde"),
        ("a.pdf", b"%", "Filen er verken PDF eller et bilde"),
        ("a.pdf", b"", "Filen er verken PDF eller et bilde"),
    ],
)
def test_what_is_neither_pdf_nor_picture_is_refused_in_words(
    client: Client, name: str, content: bytes, said: str
) -> None:
    case = registered()
    response = attached(client, case, name, content)
    (message,) = response.context["form"].errors["__all__"]
    assert message.startswith(said)
    assert not Attachment.objects.exists()
    assert case.events.count() == 2


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../etc/passwd.pdf", "passwd.png"),
        ("skjult\u202efdp.exe", "skjultfdp.png"),
        ("x" * 300 + ".png", "x" * 150 + ".png"),
        ('"><script>alert(1)<.png', None),
        (".png", None),
    ],
)
def test_hostile_names_become_harmless(client: Client, name: str, kept: str | None) -> None:
    case = registered()
    assert attached(client, case, name, PNG).status_code == 302
    file = case.attachments.get()
    assert file.name.endswith(".png")
    assert kept in (None, file.name)
    assert "/" not in file.file.name.removeprefix("attachments/")
    assert "<script>alert(1)" not in client.get(view_of(case, "change")).content.decode()
    with fetched(client, case, file) as response:
        disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert "\n" not in disposition


def test_file_is_asked_for_with_permission_and_through_its_own_case(client: Client) -> None:
    case, other = registered(), registered()
    attached(client, case, "a.pdf", PDF)
    file = case.attachments.get()
    assert client.get(view_of(other, "file", file.pk)).status_code == 404
    assert signed_in(staff("redaktor", "change_label")).get(view_of(case, "file", file.pk)).status_code == 403
    assert Client().get(view_of(case, "file", file.pk)).status_code == 302


def test_answer_takes_files_of_its_own_case_only(client: Client) -> None:
    case, other = registered(), registered()
    attached(client, case, "a.pdf", PDF)
    attached(client, other, "b.pdf", PDF)
    foreign = opened(client, case, "answer", parts=parts_of(case), text="Se vedlegget.") | {
        "attachments": [str(other.attachments.get().pk)],
        "confirm": "1",
    }
    assert "attachments" in client.post(view_of(case, "answer"), foreign).context["form"].errors
    mine = [str(case.attachments.get().pk)]
    sent_letter(client, case, "answer", parts=parts_of(case), text="Se vedlegget.", attachments=mine)
    assert [file.name for file in case.mail.order_by("pk").last().attachments.all()] == ["a.pdf"]
