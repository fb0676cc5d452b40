"""`manage.py match_vocabulary --owner NAME`: the collector's words matched to the vocabulary."""

from typing import Any

from django.core.management.base import CommandParser

from coins.services.vocabulary_job import KIND
from coins.services.vocabulary_online import match_all
from coinstack.accounts.services import find_collector
from coinstack.commands import JsonCommand


class Command(JsonCommand):
    help = "Match the issuers, mints, denominations and so on of a collection to the vocabulary."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--owner", required=True, metavar="NAME", help="Whose coins.")
        parser.add_argument("--online", action="store_true", help="Ask Nomisma about names that nothing was found for.")

    def run(self, **options: Any) -> dict[str, Any]:
        owner = find_collector(options["owner"])
        return self.run_job(KIND, match_all, owner=owner, online=options["online"])

    def render(self, result: Any) -> str:
        return (
            f"{result['coins']} coins: {result['assigned']} of {result['texts']} names matched, "
            f"{result['pending']} wait for a decision."
        )
