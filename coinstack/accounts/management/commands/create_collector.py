from typing import Any

from django.core.management.base import CommandParser

from coinstack.accounts.management.password import read_password
from coinstack.accounts.services import create_collector
from coinstack.commands import JsonCommand


class Command(JsonCommand):
    help = "Add a collector. The password is read from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("--staff", action="store_true", help="may curate and administer")

    def run(self, **options: Any) -> dict[str, Any]:
        collector = create_collector(username=options["name"], password=read_password(), is_staff=options["staff"])
        return {"username": collector.username}

    def render(self, result: dict[str, Any]) -> str:
        return f"Added the collector {result['username']}."
