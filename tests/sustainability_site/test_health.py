from collections.abc import Callable
from pathlib import Path

from django.db import OperationalError, connection
from django.test import RequestFactory

from sustainability_site.health import healthz


def test_healthz_asks_nothing_of_the_database(rf: RequestFactory) -> None:
    answer = healthz(rf.get("/healthz"))
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"


def test_readyz_when_everything_stands(ask: Callable) -> None:
    answer = ask("/readyz")
    assert (answer.status, answer.content) == (200, b"ok\n")
    assert answer.headers["cache-control"] == "no-store"


def test_readyz_without_media_folder(ask: Callable, settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "none"
    answer = ask("/readyz")
    assert (answer.status, answer.text) == (503, "The media folder can't be written to.\n")


def test_readyz_with_pending_migration(ask: Callable) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    answer = ask("/readyz")
    assert (answer.status, answer.text) == (503, "The database waits for migrations: manage.py migrate.\n")


def test_readyz_without_head(ask: Callable) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM content_head")
    answer = ask("/readyz")
    assert (answer.status, answer.text) == (503, "The public record's head can't be read.\n")


def test_readyz_without_database_tells_no_secrets(ask: Callable) -> None:
    def refuse(*arguments: object) -> None:
        raise OperationalError("unable to open /srv/secret/db.sqlite3 as user site")

    with connection.execute_wrapper(refuse):
        readyz, healthy = ask("/readyz"), ask("/healthz")
    assert (readyz.status, healthy.status) == (503, 200)
    assert readyz.text.splitlines() == [
        "The database does not answer.",
        "The database waits for migrations: manage.py migrate.",
        "The public record's head can't be read.",
    ]
