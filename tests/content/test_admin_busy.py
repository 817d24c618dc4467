import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from labels.models import Label
from tests.content.admin_forms import form_values, signed_in, view_of
from tests.sent_forms import sent_by


@pytest.fixture
def editor(committing_db: None) -> Client:
    return signed_in(User.objects.create_superuser("kari"))


@pytest.fixture
def other(editor: Client) -> Iterator[sqlite3.Connection]:
    """Another process, which may begin to write and not let go."""
    connection.ensure_connection()
    connection.cursor().execute("PRAGMA busy_timeout=50")
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as process:
        yield process
    connection.close()


def test_locked_database_keeps_what_was_typed(other: sqlite3.Connection, editor: Client) -> None:
    label = Label.objects.get(code="epeat")
    address = view_of(label, "change")
    typed = form_values(editor, address) | {"lead_nb": ["\r\nFørste linje\r\n<b>andre</b>"]}
    other.execute("BEGIN IMMEDIATE")
    refused = editor.post(address, typed)
    other.execute("ROLLBACK")
    html = refused.content.decode()
    assert refused.status_code == 503
    assert "<h1>Det du skrev, er ikke lagret ennå</h1>" in html
    assert "&lt;b&gt;andre&lt;/b&gt;</textarea>" in html
    label.refresh_from_db()
    assert "Første linje" not in label.lead_nb
    sent_again = sent_by(html)
    del sent_again["csrfmiddlewaretoken"], typed["csrfmiddlewaretoken"]
    assert sent_again == typed
    assert editor.post(address, sent_again).status_code == 302
    label.refresh_from_db()
    assert label.lead_nb == "Første linje\r\n<b>andre</b>"


def test_locked_database_publishes_nothing(other: sqlite3.Connection, editor: Client) -> None:
    label = Label.objects.get(code="epeat")
    Label.objects.filter(code="epeat").update(name_en="Changed")
    other.execute("BEGIN IMMEDIATE")
    refused = editor.post(view_of(label, "publish"), {"reason": "Nytt", "when": "now"})
    other.execute("ROLLBACK")
    assert refused.status_code == 503
    assert '<textarea name="reason" hidden>\nNytt</textarea>' in refused.content.decode()


@pytest.mark.parametrize("pragma", ["query_only=ON", "max_page_count=1"])
def test_disk_that_takes_no_more_keeps_what_was_typed(
    other: sqlite3.Connection, editor: Client, pragma: str
) -> None:
    label = Label.objects.get(code="epeat")
    typed = form_values(editor, view_of(label, "change")) | {"lead_nb": ["Lang tekst. " * 20_000]}
    connection.cursor().execute(f"PRAGMA {pragma}")
    refused = editor.post(view_of(label, "change"), typed)
    connection.close()
    html = refused.content.decode()
    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert "Nettstedet har ikke plass til mer, eller har ikke lov til å skrive." in html
    assert "Lang tekst. Lang tekst." in html
    label.refresh_from_db()
    assert "Lang tekst." not in label.lead_nb
