"""`manage.py check_media`: pictures without their file, and files without a picture."""

from typing import Any

from django.core.management.base import CommandParser

from coins.services.media_check import check_media
from coinstack.commands import JsonCommand
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress


class Command(JsonCommand):
    help = (
        "Find pictures whose file is lost, and files that belong to no picture. Deletes nothing unless it is told to."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove-orphans", action="store_true", help="Delete the files that belong to no picture.")

    def run(self, **options: Any) -> dict[str, Any]:
        def work(job: Job, progress: Progress) -> dict[str, Any]:
            return check_media(progress, remove_orphans=options["remove_orphans"])

        return self.run_job("check_media", work)

    def render(self, result: Any) -> str:
        lost = [f"  lost: {row['file']} (coin {row['coin']} of {row['owner']})" for row in result["lost"]]
        orphaned = [f"  orphaned: {name}" for name in result["orphaned"]]
        told = (
            f"{result['pictures']} pictures; {len(lost)} files lost, {len(orphaned)} orphaned, "
            f"{result['made_of_nothing']} folders of smaller pictures without an original."
        )
        done = [f"{result['removed']} deleted."] if result["removed"] else []
        return "\n".join([told, *lost, *orphaned, *done])
