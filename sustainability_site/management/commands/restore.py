from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from sustainability_site.backup import BackupError, restore_backup
from sustainability_site.management.commands.backup import site_place
from sustainability_site.schema import known_migrations, pending_migrations


class Command(BaseCommand):
    help = "Checks a backup and puts it in place, also while the site runs; what it replaces is kept in var/replaced."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file «{file}»: make restore FILE=var/backups/….zip")
        aside = settings.VAR / "replaced" / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%S-%fZ}"
        try:
            manifest = restore_backup(
                archive=file, place=site_place(), known_migrations=known_migrations(), aside=aside
            )
        except BackupError as error:
            raise CommandError(f"Nothing was touched. {error}") from error
        if pending_migrations(connection):
            call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(f"The backup of {manifest['written']} is in place; what it replaced is in {aside}.")
        self.stdout.write(
            "If the site is running, restart it now: sign-ins and signed links follow the restored key."
        )
