from typing import Any

from django.core.management.base import CommandParser

from coinstack.accounts.management.password import read_password
from coinstack.accounts.services import find_collector, reset_password
from coinstack.accounts.tokens import tokens_revoked
from coinstack.commands import JsonCommand


class Command(JsonCommand):
    help = "Set a collector's password (from standard input), lift a sign-in lock, end sessions, revoke API tokens."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME")

    def run(self, **options: Any) -> dict[str, Any]:
        collector = find_collector(options["name"])
        revoked = reset_password(collector=collector, password=read_password())
        return {"username": collector.username, "tokens_revoked": revoked}

    def render(self, result: dict[str, Any]) -> str:
        told = f"{result['username']} can sign in with the new password; every session is ended."
        return f"{told} {tokens_revoked(result['tokens_revoked'])}" if result["tokens_revoked"] else told
