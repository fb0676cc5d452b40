"""`manage.py parse_dates TEXT…`: what CoinStack understands of a date."""

from typing import Any

from django.core.management.base import CommandParser

from catalog.chronology import as_json, format_years, parse_date
from coinstack.commands import JsonCommand, WrongUse, read_lines


class Command(JsonCommand):
    help = "Read dates of coins; years are signed (-44 is 44 BC)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("texts", nargs="*", metavar="TEXT")
        parser.add_argument("--stdin", action="store_true", help="Read one text a line from standard input.")

    def run(self, **options: Any) -> list[dict[str, Any]]:
        if options["stdin"] == bool(options["texts"]):
            raise WrongUse("Give either texts or --stdin.")
        return [as_json(parse_date(text)) for text in (read_lines() if options["stdin"] else options["texts"])]

    def render(self, result: Any) -> str:
        return "\n".join(
            f"{entry['input']!r}: "
            f"{format_years(entry['year_start'], entry['year_end'], circa=entry['circa']) or 'unknown'}"
            f"{''.join(f' [{problem}]' for problem in entry['problems'])}"
            for entry in result
        )
