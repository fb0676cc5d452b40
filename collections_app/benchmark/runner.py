"""A whole measurement: a growing collection served as usual, the plans of the list's queries, and an import."""

import io
import json
import os
import platform
import secrets
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from coins.benchdata import add_synthetic_coins
from coins.filters import CoinFilters
from coins.query_plans import list_plans
from coinstack.accounts.models import User
from coinstack.accounts.services import any_account, create_collector
from coinstack.benchmark.instance import run_measured, settle_tables, web_server
from coinstack.benchmark.timing import timed
from coinstack.benchmark.visitor import Visitor
from coinstack.commands import WrongUse
from coinstack.jobs.progress import SilentProgress
from coinstack.startup import check_static_files
from collections_app.benchmark.limits import Limits
from collections_app.benchmark.pages import pages
from collections_app.benchmark.searches import ask, searches
from collections_app.benchmark.workbook import write_workbook

LEAST_ROWS_PER_SECOND = 250
MOST_MEGABYTES = 300
WARM_UP_REQUESTS = 16  # until every thread of both web processes has loaded what it needs
PLANNED = ("", "sort=-weight_g", "metal=silver&sort=-weight_g", "year_min=-50&year_max=50&sort=issuer")


@dataclass(frozen=True, slots=True)
class Benchmark:
    """`sizes` are numbers of coins; `import_rows` 0 leaves the import out; `say` hears what is being done.

    Of pages and searches those are measured whose name has `only` in it: all of them when it is empty.
    """

    sizes: Sequence[int]
    requests: int
    import_rows: int
    say: Callable[[str], None]
    only: str = ""

    def run(self) -> dict[str, Any]:
        """Measure on the present database and return plain JSON values. Raises WrongUse unless it is empty."""
        call_command("migrate", interactive=False, verbosity=0)
        if any_account():
            raise WrongUse("Measuring needs an empty database; this one has accounts.")
        check_static_files()
        call_command("seed", stdout=io.StringIO())
        password = secrets.token_urlsafe(24)
        owner = create_collector(username="bench", password=password)
        with web_server() as (host, port):
            visitor = Visitor(host, port)
            visitor.sign_in(owner.username, password)
            for _ in range(WARM_UP_REQUESTS):
                visitor.get(reverse("coins:list"))
            sizes = [self._measured(visitor, owner, size) for size in sorted(set(self.sizes))]
        return {"setting": setting(), "sizes": sizes, "import": self._imported() if self.import_rows else None}

    def _measured(self, visitor: Visitor, owner: User, size: int) -> dict[str, Any]:
        wanted = size - owner.coins.count()
        self.say(f"Adding {wanted} coins …")
        growth = add_synthetic_coins(owner=owner, count=wanted, progress=SilentProgress())
        settle_tables()
        self.say(f"{wanted} coins in {growth['seconds']} s. Fetching pages …")
        limits, search = Limits(owner, self.requests), partial(ask, owner)
        wanted_pages = [page for page in pages(owner, size) if page.paths and self.only in page.name]
        timings = [limits.of_page(timed(page, visitor.get, self.requests)) for page in wanted_pages]
        wanted_searches = [each for each in searches() if self.only in each.name]
        timings += [limits.of(timed(each, search, self.requests), search) for each in wanted_searches]
        plans = {query: list_plans(owner, CoinFilters.from_query(query)) for query in PLANNED}
        return {
            "coins": size,
            "growth": growth,
            "pages": [timing.as_json() for timing in timings],
            "plans": {query: [plan.as_json() for plan in found] for query, found in plans.items()},
        }

    def _imported(self) -> dict[str, Any]:
        """Import a workbook into a second collection, in a process of its own whose memory is watched."""
        create_collector(username="importer", password=secrets.token_urlsafe(24))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "coins.xlsx"
            write_workbook(path, self.import_rows)
            self.say(f"Importing {self.import_rows} rows …")
            finished = run_measured("import_collection", str(path), "--owner", "importer", "--json")
        report = json.loads(finished.output)
        rate = report["rows"] / finished.seconds
        return {
            "rows": report["rows"],
            "created": report["created"],
            "problems": len(report["problems"]),
            "seconds": round(finished.seconds, 1),
            "rows_per_second": round(rate),
            "peak_mb": round(finished.peak_mb),
            "over": rate < LEAST_ROWS_PER_SECOND or finished.peak_mb > MOST_MEGABYTES,
        }


def setting() -> str:
    """What the figures depend on: the day, the machine, and the versions."""
    if connection.vendor == "sqlite":
        database = f"SQLite {sqlite3.sqlite_version}"
    else:
        database = f"{connection.display_name} {connection.pg_version // 10000}"  # type: ignore[attr-defined]
    cores = len(os.sched_getaffinity(0))
    debug = ", DEBUG on: slower than it would be" if settings.DEBUG else ""
    return f"{timezone.localdate()}, {cores} cores, Python {platform.python_version()}, {database}{debug}"
