"""`manage.py parse_grade TEXT…`: what CoinStack understands of a grade."""

from typing import Any

from django.core.management.base import CommandParser

from coins.grading import as_json, parse_grade
from coinstack.commands import JsonCommand, WrongUse, read_lines


class Command(JsonCommand):
    help = "Read grades in words, on the Sheldon scale, or as printed on a holder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("texts", nargs="*", metavar="TEXT")
        parser.add_argument("--stdin", action="store_true", help="Read one text a line from standard input.")
        parser.add_argument("--language", choices=["en", "de", "fr", "it", "es"], help="Settles words like SPL.")

    def run(self, **options: Any) -> list[dict[str, Any]]:
        if options["stdin"] == bool(options["texts"]):
            raise WrongUse("Give either texts or --stdin.")
        texts = read_lines() if options["stdin"] else options["texts"]
        return [as_json(parse_grade(text, language=options["language"])) for text in texts]

    def render(self, result: Any) -> str:
        return "\n".join(
            f"{entry['input']!r}: {entry['grade'] or 'unknown'}, rank {entry['rank']}"
            f"{''.join(f' [{problem}]' for problem in entry['problems'])}"
            for entry in result
        )
