import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from sustainability_site.content import indexing, translation_states
from sustainability_site.people.roles import missing_roles
from sustainability_site.schema import pending_migrations
from sustainability_site.starter import database_is_empty


class Command(BaseCommand):
    help = "Brings database, starter content and static files up to date, in one process, doing only what is missing."

    def handle(self, *args: object, **options: object) -> None:
        settings.VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(1) as beside:  # most of it is done by brotli, outside the interpreter's lock
            static = beside.submit(self._collect_static)
            self._fill_database()
            static.result()
        if not settings.PRODUCTION:
            call_command("create_first_administrator", stdout=self.stdout)

    def _fill_database(self) -> None:
        migrated = pending_migrations(connection)
        if migrated:
            self.stdout.write("Bringing the database up to date …")
            call_command("migrate", interactive=False, verbosity=0)
        if migrated or translation_states.outdated():
            translation_states.rebuild()
        if database_is_empty():
            call_command("load_starter_content", stdout=self.stdout)
        if missing_roles():
            call_command("create_roles", stdout=self.stdout)
        if indexing.outdated():
            call_command("rebuild_search", stdout=self.stdout)

    def _collect_static(self) -> None:
        stamp = settings.STATIC_ROOT.with_suffix(".stamp")
        sources = static_fingerprint()
        if stamp.is_file() and stamp.read_text() == sources and settings.STATIC_ROOT.is_dir():
            return
        self.stdout.write("Collecting and compressing static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(sources)


def static_fingerprint() -> str:
    """Changes when a static file of ours, or of a package, comes, goes or is written anew."""
    lines = sorted(
        f"{name} {file.st_size} {file.st_mtime_ns}"
        for finder in get_finders()
        for name, storage in finder.list([])
        for file in [Path(storage.path(name)).stat()]
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
