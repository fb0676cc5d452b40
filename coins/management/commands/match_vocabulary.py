"""`manage.py match_vocabulary --owner NAME`: the collector's words matched to the vocabulary."""

from typing import Any

from django.core.management.base import CommandParser

from coins.services.vocabulary_job import KIND, match_all
from coinstack.accounts.models import User
from coinstack.commands import JsonCommand
from coinstack.exceptions import CoinStackError


class Command(JsonCommand):
    help = "Match the issuers, mints, denominations and so on of a collection to the vocabulary."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--owner", required=True, metavar="NAME", help="Whose coins.")
        parser.add_argument("--online", action="store_true", help="Ask Nomisma about names that nothing was found for.")

    def run(self, **options: Any) -> dict[str, Any]:
        owner = User.objects.filter(username=options["owner"]).first()
        if owner is None:
            raise CoinStackError(f"There is no account called {options['owner']!r}.")
        return self.run_job(KIND, match_all, owner=owner, online=options["online"])

    def render(self, result: Any) -> str:
        return (
            f"{result['coins']} coins: {result['assigned']} of {result['texts']} names matched, "
            f"{result['pending']} wait for a decision."
        )
