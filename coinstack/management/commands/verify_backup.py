from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from coinstack.backup.verify import find_problems
from coinstack.commands import JsonCommand
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress, SilentProgress
from coinstack.migration_state import MigrationState


class Command(JsonCommand):
    help = "Check that a backup is whole: every file by its hash, the database by its own check."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)

    def run(self, **options: Any) -> dict[str, Any]:
        path: Path = options["path"]

        def work(job: Job | None, progress: Progress) -> dict[str, Any]:
            problems = find_problems(path, progress)
            return {"ok": not problems, "problems": problems}

        if MigrationState.read().is_current:
            return self.run_job("verify_backup", work, file=path.name)
        # A new machine has a backup to look at before it has a database.
        return work(None, SilentProgress())

    def render(self, result: dict[str, Any]) -> str:
        return "\n".join(result["problems"]) or "The backup is whole."

    def exit_status(self, result: dict[str, Any]) -> int:
        return 0 if result["ok"] else 1
