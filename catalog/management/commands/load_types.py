"""`manage.py load_types PATH --system ocre`: the types of a published catalogue."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from catalog.loaders.series import SERIES, find_series
from catalog.services.loading_jobs import run_steps, types_step
from catalog.services.loading_kinds import TYPES
from coinstack.commands import JsonCommand, WrongUse


class Command(JsonCommand):
    help = (
        "Load the types of a published catalogue from its dump (RDF in any form, or CSV; .gz allowed), or download it. "
        "Safe to repeat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, nargs="?")
        parser.add_argument("--system", required=True, help=f"The catalogue: {', '.join(SERIES)}.")
        parser.add_argument("--download", action="store_true", help="Fetch the published dump instead of a PATH.")

    def run(self, **options: Any) -> dict[str, Any]:
        path: Path | None = options["path"]
        series = find_series(options["system"])
        if series is None:
            raise WrongUse(f"--system {options['system']} is no published catalogue. Known are {', '.join(SERIES)}.")
        if bool(path) == options["download"]:
            raise WrongUse("Give a PATH or --download, one of the two.")
        source = {"path": str(path.resolve())} if path else {"download": True}
        return self.run_job(TYPES, run_steps(types_step), series=series.code, **source)

    def render(self, result: Any) -> str:
        return (
            f"{result['types']:,} types: {result['created']:,} added, {result['updated']:,} updated, "
            f"{result['skipped']:,} skipped."
        )
