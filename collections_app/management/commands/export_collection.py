"""`manage.py export_collection PATH --owner NAME --format json|csv|xlsx`."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.http import QueryDict

from coins.filters import CoinFilters
from coins.models import Coin
from coinstack.accounts.services import find_collector
from coinstack.commands import JsonCommand, WrongUse
from coinstack.exceptions import CoinStackError
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress
from collections_app.exporters.files import FORMATS, write_export
from collections_app.exporters.flat import export_records


class Command(JsonCommand):
    help = "Export a collector's coins, all or those that a filter selects."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--owner", required=True, help="The collector's user name.")
        parser.add_argument("--format", choices=FORMATS, required=True)
        parser.add_argument("--filter", default="", help='A query string as on the coin list: "metal=silver".')

    def run(self, **options: Any) -> dict[str, Any]:
        owner = find_collector(options["owner"])
        path: Path = options["path"]
        filters = CoinFilters.from_querydict(QueryDict(options["filter"].lstrip("?")))
        if filters.problems:
            raise WrongUse(" ".join(filters.problems))
        coins = Coin.objects.visible_to(owner).present().matching(filters).order_by("pk")

        def work(job: Job, progress: Progress) -> dict[str, Any]:
            progress.total(coins.count())
            return {"coins": _written(coins, path, options["format"], progress), "path": str(path)}

        return self.run_job("export_collection", work, owner=owner, format=options["format"])

    def render(self, result: Any) -> str:
        return f"{result['coins']} coins written to {result['path']}."


def _written(coins: Any, path: Path, export_format: str, progress: Progress) -> int:
    def watched() -> Any:
        for record in export_records(coins):
            progress.check_cancelled()
            yield record
            progress.advance()

    try:
        return write_export(watched(), path, export_format)
    except OSError as error:
        raise CoinStackError(f"{path} cannot be written: {error.strerror or error}.", code="disk") from error
