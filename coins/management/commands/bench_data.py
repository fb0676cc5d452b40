"""`manage.py bench_data N --owner NAME`: a large collection to measure and try things with."""

from typing import Any

from django.core.management.base import CommandParser

from coins.benchdata import add_synthetic_coins
from coinstack.accounts.services import find_collector
from coinstack.commands import JsonCommand, WrongUse
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress


class Command(JsonCommand):
    help = "Add N synthetic coins to a collection. They are the same on every machine; a repeat adds the next N."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", type=int, metavar="N")
        parser.add_argument("--owner", required=True, help="The collector's user name.")

    def run(self, **options: Any) -> dict[str, Any]:
        count: int = options["count"]
        if count < 1:
            raise WrongUse("N is the number of coins to add: at least 1.")
        owner = find_collector(options["owner"])

        def work(job: Job, progress: Progress) -> dict[str, Any]:
            return dict(add_synthetic_coins(owner=owner, count=count, progress=progress))

        return self.run_job("bench_data", work, owner=owner, coins=count)

    def render(self, result: Any) -> str:
        rate = result["coins"] / max(result["seconds"], 0.01)
        return f"{result['coins']} coins added in {result['seconds']} s ({rate:.0f} coins/s)."
