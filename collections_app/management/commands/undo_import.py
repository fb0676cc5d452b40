"""`manage.py undo_import BATCH`: the coins of one import go to the trash."""

from typing import Any

from django.core.management.base import CommandParser

from coinstack.commands import JsonCommand
from collections_app.services.undoing import undo_import


class Command(JsonCommand):
    help = "Undo an import: its coins go to the trash; coins edited since then stay and are named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("batch", type=int, help="The import's number, as import_collection printed it.")

    def run(self, **options: Any) -> dict[str, Any]:
        return undo_import(batch_id=options["batch"]).as_json()

    def render(self, result: Any) -> str:
        lines = [f"{result['removed']} coins put into the trash, {result['restored']} given their former values."]
        if result["kept"]:
            lines.append(f"{result['kept_because_edited']} kept because they were edited since:")
            lines += [f"  coin {entry['coin']}: {entry['title']}" for entry in result["kept"]]
        return "\n".join(lines)
