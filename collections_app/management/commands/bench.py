"""`manage.py bench`: how fast CoinStack is on this machine, against what it promises."""

import sys
from typing import Any

from django.core.management.base import CommandParser

from coinstack.benchmark.instance import fresh_environment, run_beside
from coinstack.benchmark.report import table
from coinstack.commands import JsonCommand, WrongUse
from collections_app.benchmark.runner import LEAST_ROWS_PER_SECOND, MOST_MEGABYTES, Benchmark

SIZES = "1000,20000,100000"


class Command(JsonCommand):
    help = "Measure pages and an import with synthetic coins, in a database of its own that is removed afterwards."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sizes", default=SIZES, help=f"Numbers of coins, by commas (default {SIZES}).")
        parser.add_argument("--requests", type=int, default=20, help="Requests to each page (default 20).")
        parser.add_argument("--import-rows", type=int, default=10_000, help="Rows to import; 0 leaves it out.")
        parser.add_argument("--only", default="", help="Only pages and searches whose name has this in it.")
        parser.add_argument("--here", action="store_true", help="Measure in the present database, if it is empty.")

    def run(self, **options: Any) -> dict[str, Any]:
        sizes, requests, rows = read_sizes(options["sizes"]), options["requests"], options["import_rows"]
        benchmark = Benchmark(sizes, requests, rows, self.say, options["only"])
        if benchmark.requests < 1 or benchmark.import_rows < 0:
            raise WrongUse("--requests is at least 1, --import-rows at least 0.")
        if options["here"]:
            return benchmark.run()
        with fresh_environment() as environment:
            sys.exit(run_beside(["bench", "--here", *self._again(options)], environment))

    def _again(self, options: dict[str, Any]) -> list[str]:
        words = [f"--{name}={options[name.replace('-', '_')]}" for name in ("sizes", "requests", "import-rows", "only")]
        return [*words, *(["--json"] if options["json"] else [])]

    def exit_status(self, result: Any) -> int:
        """1 when the list of all coins reads the whole table of coins, at whatever size."""
        return int(any(plan["scans_all_coins"] for size in result["sizes"] for plan in size["plans"][""]))

    def render(self, result: Any) -> str:
        parts = [result["setting"], *(_size_text(size) for size in result["sizes"])]
        if result["import"]:
            parts.append(_import_text(result["import"]))
        return "\n\n".join(parts)


def read_sizes(text: str) -> list[int]:
    """Raises WrongUse for anything but positive numbers separated by commas."""
    words = [word.strip() for word in text.split(",")]
    if not all(word.isascii() and word.isdigit() and int(word) > 0 for word in words):
        raise WrongUse(f"--sizes={text!r}: give numbers of coins separated by commas, such as 1000,20000.")
    return [int(word) for word in words]


def _size_text(size: dict[str, Any]) -> str:
    growth = size["growth"]
    rate = growth["coins"] / max(growth["seconds"], 0.01)
    lines = [
        f"{size['coins']} coins (the last {growth['coins']} added in {growth['seconds']} s, {rate:.0f} coins/s)",
        table(size["pages"]),
    ]
    for query, plans in size["plans"].items():
        lines += ["", f"Plans of the list ?{query}"]
        for plan in plans:
            lines += [f"  {plan['name']}{': READS ALL COINS' if plan['scans_all_coins'] else ''}"]
            lines += [f"    {step}" for step in plan["steps"]]
    return "\n".join(lines)


def _import_text(done: dict[str, Any]) -> str:
    return (
        f"Import of {done['rows']} rows, {done['created']} coins, history included: {done['seconds']} s, "
        f"{done['rows_per_second']} rows/s (at least {LEAST_ROWS_PER_SECOND}), "
        f"peak memory {done['peak_mb']} MB (at most {MOST_MEGABYTES}){'  OVER' if done['over'] else ''}"
    )
