from typing import Any

from django.core.management.base import CommandParser

from coinstack.backup.archive import prune_backups, write_backup
from coinstack.commands import JsonCommand, WrongUse
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress, SilentProgress
from coinstack.migration_state import MigrationState


class Command(JsonCommand):
    help = "Write database and photographs into one verified file in the data folder, while CoinStack goes on running."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keep", type=int, default=5, help="How many backups to keep (default 5).")

    def run(self, **options: Any) -> dict[str, Any]:
        keep: int = options["keep"]
        if keep < 1:
            raise WrongUse("--keep must be 1 or more.")

        def work(job: Job | None, progress: Progress) -> dict[str, Any]:
            backup = write_backup(progress=progress)
            prune_backups(keep)
            return backup.to_json()

        if MigrationState.read().is_current:
            return self.run_job("backup", work, keep=keep)
        # Between two versions there may be no jobs table; a backup is wanted all the more.
        return work(None, SilentProgress())

    def render(self, result: dict[str, Any]) -> str:
        size = f"{result['bytes'] / 1_000_000:.1f} MB"
        return f"{result['path']}\n{size}, {result['coins']} coins, {result['files']} files, sha256 {result['sha256']}"
