"""`manage.py expand_legend TEXT…`: legends with their abbreviations in full."""

from typing import Any

from django.core.management.base import CommandParser

from catalog.legends.expand import as_json, expand
from coinstack.commands import JsonCommand, WrongUse, read_lines


class Command(JsonCommand):
    help = "Expand the abbreviations of legends: IMP C PROBVS AVG is Imperator Caesar Probus Augustus."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("texts", nargs="*", metavar="TEXT")
        parser.add_argument("--stdin", action="store_true", help="Read one legend a line from standard input.")

    def run(self, **options: Any) -> list[dict[str, Any]]:
        if options["stdin"] == bool(options["texts"]):
            raise WrongUse("Give either legends or --stdin.")
        return [as_json(expand(text)) for text in (read_lines() if options["stdin"] else options["texts"])]

    def render(self, result: Any) -> str:
        return "\n".join(line for entry in result for line in _lines(entry))


def _lines(entry: dict[str, Any]) -> list[str]:
    unknown = [f"  not understood: {text!r}" for text in entry["unknown"]]
    return [repr(entry["input"]), f"  {entry['expanded'] or 'no words'}  {entry['confidence']:.2f}", *unknown]
