from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from coinstack.backup.restore import restore_backup
from coinstack.commands import JsonCommand


class Command(JsonCommand):
    help = "Put a backup in the place of the present state, which is kept as a backup first. Stop CoinStack before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)

    def run(self, **options: Any) -> dict[str, Any]:
        path: Path = options["path"].resolve()
        restored = restore_backup(path)
        if restored.needs_migrate:
            self.say("The backup is of an older version: `make run` (or `manage.py migrate`) brings it up to date.")
        return {"restored": str(path), "previous": restored.previous or None}

    def render(self, result: dict[str, Any]) -> str:
        before = result["previous"]
        kept = f"The state before is kept in {before}." if before else "There was nothing before it to keep."
        return f"Restored {result['restored']}. {kept}"
