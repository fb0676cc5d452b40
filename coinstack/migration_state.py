"""How the database stands to the migrations of this checkout."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from coinstack.folder_lock import NotStarted


@dataclass(frozen=True)
class MigrationState:
    """`applied` and `known` are sets of (app label, migration name)."""

    applied: frozenset[tuple[str, str]]
    known: frozenset[tuple[str, str]]
    is_pending: bool

    @classmethod
    def read(cls) -> Self:
        executor = MigrationExecutor(connection)
        loader = executor.loader
        replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
        return cls(
            applied=frozenset(loader.applied_migrations),
            known=frozenset({*loader.disk_migrations, *replaced}),
            is_pending=bool(executor.migration_plan(loader.graph.leaf_nodes())),
        )

    @property
    def is_empty(self) -> bool:
        return not self.applied

    @property
    def is_current(self) -> bool:
        return not self.is_pending

    def unknown_among(self, applied: set[tuple[str, str]]) -> list[str]:
        """Name those migrations of CoinStack's own apps that this checkout does not have."""
        own = own_apps()
        return sorted(f"{app}.{name}" for app, name in applied - self.known if app in own)

    def refuse_if_newer(self) -> None:
        """Raises NotStarted when the database was migrated by a version that this one knows nothing of."""
        unknown = self.unknown_among(set(self.applied))
        if unknown:
            raise NotStarted(
                f"The database was made by a newer CoinStack (it has {unknown[0]}). Update the program: git pull"
            )


def own_apps() -> set[str]:
    """Labels of the apps that are part of this checkout."""
    configs = apps.get_app_configs()
    return {config.label for config in configs if _is_within(Path(config.path), Path(settings.BASE_DIR))}


def _is_within(path: Path, checkout: Path) -> bool:
    return path.is_relative_to(checkout) and not path.is_relative_to(checkout / ".venv")
