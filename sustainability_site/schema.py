"""The database's schema beside the code's."""

from pathlib import Path

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def pending_migrations(connection: BaseDatabaseWrapper) -> list[str]:
    """Migrations that the code has and the database has not, as «app.name»."""
    # Loading them all takes longer than the rest of a start, so their names are looked at first.
    if names_on_disk() <= set(MigrationRecorder(connection).applied_migrations()):
        return []
    loader = MigrationLoader(connection)
    return sorted(
        f"{app}.{name}" for app, name in loader.graph.nodes if (app, name) not in loader.applied_migrations
    )


def names_on_disk() -> set[tuple[str, str]]:
    """(app, name) of every file with a migration."""
    return {
        (app.label, file.stem)
        for app in apps.get_app_configs()
        for file in Path(app.path, "migrations").glob("[!_~]*.py")
    }


def known_migrations() -> set[str]:
    """Every migration that the code has, replaced ones included, as «app.name»."""
    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in {*loader.disk_migrations, *replaced}}
