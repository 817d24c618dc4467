from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from sustainability_site.backup import BackupError, Place, write_backup


class Command(BaseCommand):
    help = "Writes database, media, the cases' files and secret key to one checked file in var/backups, also while the site runs."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        moment = datetime.now(UTC)
        target = settings.VAR / "backups" / f"{moment:%Y-%m-%dT%H-%M-%SZ}.zip"
        try:
            manifest = write_backup(
                place=site_place(), secret_key=settings.SECRET_KEY, target=target, moment=moment
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows, files = sum(manifest["rows"].values()), len(manifest["files"])
        self.stdout.write(
            f"{target} is written and checked: {files} files, {rows} rows, {target.stat().st_size:,} bytes."
        )
        self.stdout.write(
            "It holds the secret key and everything that is not public: keep it as you keep a password."
        )


def site_place() -> Place:
    if connection.vendor != "sqlite":
        raise CommandError("The database is not SQLite: back it up with its own tools (README, «Backup»).")
    key = None if settings.PRODUCTION else settings.VAR / "secret_key"
    return Place(
        database=Path(connection.settings_dict["NAME"]),
        media=settings.MEDIA_ROOT,
        key=key,
        attachments=settings.VAR / "attachments",
    )
