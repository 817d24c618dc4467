import tempfile
from collections.abc import Callable

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from sustainability_site.schema import pending_migrations


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing more is asked."""
    return _plain("ok", status=200)


def readyz(request: HttpRequest) -> HttpResponse:
    """The site can do its work: otherwise 503, with one line for each thing that stands in the way."""
    faults = [fault for fault, holds in CHECKS.items() if not _holds(holds)]
    return _plain("\n".join(faults), status=503) if faults else _plain("ok", status=200)


def _plain(text: str, *, status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status, headers=headers)


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, OSError):
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations_are_applied() -> bool:
    return not pending_migrations(connection)


def _media_is_writable() -> bool:
    with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT) as file:
        return file.write(b"1") == 1


def _chain_is_readable() -> bool:
    return apps.get_model("content", "Head").objects.exists()


CHECKS = {
    "The database does not answer.": _database_answers,
    "The database waits for migrations: manage.py migrate.": _migrations_are_applied,
    "The media folder can't be written to.": _media_is_writable,
    "The public record's head can't be read.": _chain_is_readable,
}
