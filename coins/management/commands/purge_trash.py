"""`manage.py purge_trash`: coins that lay in the trash for 30 days are deleted for good."""

from typing import Any

from coins.tasks import empty_trash
from coinstack.commands import JsonCommand


class Command(JsonCommand):
    help = "Delete for good the coins that have lain in the trash for 30 days, with their pictures and history."

    def run(self, **options: Any) -> dict[str, Any]:
        return self.run_job("purge_trash", empty_trash)

    def render(self, result: Any) -> str:
        return f"{result['coins']} coins and {result['files']} files of pictures deleted for good."
