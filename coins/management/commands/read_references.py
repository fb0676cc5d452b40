"""`manage.py read_references --owner NAME`: the references of a collection, linked to the types they mean."""

from typing import Any

from django.core.management.base import CommandParser

from coins.services.readings_job import KIND, read_all
from coinstack.accounts.services import find_collector
from coinstack.commands import JsonCommand


class Command(JsonCommand):
    help = "Read the references of a collection anew and link them to the types of the local catalogue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--owner", required=True, metavar="NAME", help="Whose coins.")

    def run(self, **options: Any) -> dict[str, Any]:
        owner = find_collector(options["owner"])
        return self.run_job(KIND, read_all, owner=owner)

    def render(self, result: Any) -> str:
        return f"{result['coins']} coins with references: {result['linked']} references linked to a type."
