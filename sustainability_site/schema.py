"""The database's schema beside the code's."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader


def pending_migrations(connection: BaseDatabaseWrapper) -> list[str]:
    """Migrations that the code has and the database has not, as «app.name»."""
    loader = MigrationLoader(connection)
    return sorted(
        f"{app}.{name}" for app, name in loader.graph.nodes if (app, name) not in loader.applied_migrations
    )


def known_migrations() -> set[str]:
    """Every migration that the code has, replaced ones included, as «app.name»."""
    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in {*loader.disk_migrations, *replaced}}
