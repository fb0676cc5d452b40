from typing import Any

from django.core.management.base import CommandParser

from coinstack.accounts.management.password import read_password
from coinstack.accounts.services import find_collector, reset_password
from coinstack.commands import JsonCommand


class Command(JsonCommand):
    help = "Set a collector's password (read from standard input), lift a sign-in lock, end their sessions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME")

    def run(self, **options: Any) -> dict[str, Any]:
        collector = find_collector(options["name"])
        reset_password(collector=collector, password=read_password())
        return {"username": collector.username}

    def render(self, result: dict[str, Any]) -> str:
        return f"{result['username']} can sign in with the new password; every session is ended."
