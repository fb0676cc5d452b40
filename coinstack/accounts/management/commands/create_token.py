from typing import Any

from django.core.management.base import CommandParser

from coinstack.accounts.models import ApiToken
from coinstack.accounts.services import find_collector
from coinstack.accounts.tokens import issue_token
from coinstack.commands import JsonCommand


class Command(JsonCommand):
    help = "Make a token with which a program uses the JSON API as a collector. It cannot be shown again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", help="the collector")
        parser.add_argument("--label", default="command line", help="what the list of tokens calls it")
        parser.add_argument("--scope", choices=ApiToken.Scope.values, default=ApiToken.Scope.WRITE)

    def run(self, **options: Any) -> dict[str, Any]:
        owner = find_collector(options["name"])
        _, secret = issue_token(owner=owner, name=options["label"], scope=options["scope"])
        return {"token": secret}

    def render(self, result: dict[str, Any]) -> str:
        return str(result["token"])
