"""How the database stands to the migrations of this checkout."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from coinstack.folder_lock import NotStarted


@dataclass(frozen=True)
class MigrationState:
    """`applied` is what the database has, as (app label, migration name)."""

    applied: frozenset[tuple[str, str]]
    is_pending: bool

    @classmethod
    def read(cls) -> Self:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        return cls(applied=frozenset(executor.loader.applied_migrations), is_pending=bool(plan))

    @property
    def is_empty(self) -> bool:
        return not self.applied

    @property
    def is_current(self) -> bool:
        return not self.is_pending

    def refuse_if_newer(self) -> None:
        """Raises NotStarted when the database was migrated by a version that this one knows nothing of."""
        unknown = unknown_migrations(self.applied)
        if unknown:
            raise NotStarted(
                f"The database was made by a newer CoinStack (it has {unknown[0]}). Update the program: git pull"
            )


def unknown_migrations(applied: Iterable[tuple[str, str]]) -> list[str]:
    """Name those migrations of CoinStack's own apps that this checkout does not have."""
    on_disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    known = {*on_disk, *(key for migration in on_disk.values() for key in migration.replaces)}
    own = own_apps()
    return sorted(f"{app}.{name}" for app, name in applied if app in own and (app, name) not in known)


def own_apps() -> set[str]:
    """Labels of the apps that are part of this checkout."""
    configs = apps.get_app_configs()
    return {config.label for config in configs if _is_within(Path(config.path), Path(settings.BASE_DIR))}


def _is_within(path: Path, checkout: Path) -> bool:
    return path.is_relative_to(checkout) and not path.is_relative_to(checkout / ".venv")
