"""`manage.py import_collection PATH --owner NAME`: a spreadsheet or an export becomes coins."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from coinstack.accounts.services import find_collector
from coinstack.commands import JsonCommand, WrongUse
from coinstack.currencies import CURRENCIES
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress
from collections_app.importers.sources import FORMATS
from collections_app.services.imports import ImportOptions, import_file

SHOWN_PROBLEMS = 40


class Command(JsonCommand):
    help = "Import a spreadsheet (.xlsx, .csv) or a CoinStack export (.json) into a collector's collection."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--owner", required=True, help="The collector's user name.")
        parser.add_argument("--format", choices=FORMATS, default="auto")
        parser.add_argument("--sheet", default="", help="The sheet of a workbook; by default the first with a list.")
        parser.add_argument("--currency", default="", help="ISO code for prices that state none.")
        parser.add_argument("--dry-run", action="store_true", help="Tell what would happen; write nothing.")
        parser.add_argument("--on-duplicate", choices=["skip", "update", "create"], default="skip")

    def run(self, **options: Any) -> dict[str, Any]:
        owner = find_collector(options["owner"])
        path: Path = options["path"]
        currency = options["currency"].strip().upper()
        if currency and currency not in CURRENCIES:
            raise WrongUse(f"--currency={options['currency']}: give an ISO code such as EUR.")
        wanted = ImportOptions(
            file_format=options["format"],
            sheet=options["sheet"],
            currency=currency,
            dry_run=options["dry_run"],
            on_duplicate=options["on_duplicate"],
        )

        def work(job: Job, progress: Progress) -> dict[str, Any]:
            return import_file(path=path, owner=owner, options=wanted, progress=progress, job=job).as_json()

        return self.run_job("import_collection", work, owner=owner, file=path.name)

    def render(self, result: Any) -> str:
        lines = [
            f"{result['rows']} rows: {result['created']} coins added, {result['updated']} updated, "
            f"{result['skipped']} skipped ({result['duplicates']} known already)."
        ]
        if result["unmapped"]:
            lines.append(f"Kept as notes: {', '.join(result['unmapped'])}.")
        shown = result["problems"][:SHOWN_PROBLEMS]
        lines += [f"  row {p['row']}, {p['column'] or 'whole row'}: {p['message']}" for p in shown]
        if len(result["problems"]) > len(shown):
            lines.append(f"  … and {len(result['problems']) - len(shown)} more (--json lists all).")
        if result["batch"]:
            lines.append(f"Undo with: manage.py undo_import {result['batch']}")
        return "\n".join(lines)
