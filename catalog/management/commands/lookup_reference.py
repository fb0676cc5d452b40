"""`manage.py lookup_reference TEXT`: the type that a reference means, from here or from a catalogue on the web."""

from typing import Any

from django.core.management.base import CommandParser

from catalog.references import Context
from catalog.services.lookup import as_json, look_up
from coinstack.commands import JsonCommand


class Command(JsonCommand):
    help = "Look a reference up in the local catalogue and, with --online, in the catalogue that publishes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", metavar="TEXT")
        parser.add_argument("--issuer", default="", metavar="NAME", help="The power that struck the coin.")
        parser.add_argument("--mint", default="", metavar="NAME", help="Where it was struck.")
        parser.add_argument("--online", action="store_true", help="Ask the catalogue on the web for what is not here.")

    def run(self, **options: Any) -> dict[str, Any]:
        context = Context(issuer=options["issuer"], mint=options["mint"])
        if not options["online"]:
            return as_json(look_up(options["text"], context))
        return self.run_job(
            "lookup_reference",
            lambda job, progress: as_json(look_up(options["text"], context, is_online=True)),
            text=options["text"][:200],
        )

    def render(self, result: Any) -> str:
        lines = [result["status"].replace("_", " ")]
        if result["type"]:
            lines += _type_lines(result["type"])
        lines += [f"  {candidate['display']}  {candidate['uri']}" for candidate in result["candidates"]]
        return "\n".join([*lines, *([result["message"]] if result["message"] else [])])


def _type_lines(found: dict[str, Any]) -> list[str]:
    facts = [found[name] for name in ("denomination", "mint", "authority") if found[name]]
    sides = [
        f"  {side}: {' / '.join(text for text in (found[side]['legend'], found[side]['description']) if text)}"
        for side in ("obverse", "reverse")
    ]
    return [f"  {found['display']}  {found['uri']}", *([f"  {', '.join(facts)}"] if facts else []), *sides]
