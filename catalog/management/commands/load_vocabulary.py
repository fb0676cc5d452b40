"""`manage.py load_vocabulary PATH`: Nomisma's concepts become terms."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from catalog.services.loading_jobs import run_steps, vocabulary_step
from catalog.services.loading_kinds import VOCABULARY
from coinstack.commands import JsonCommand, WrongUse

SHOWN = 20


class Command(JsonCommand):
    help = (
        "Load the vocabulary of Nomisma: a dump, a folder of files or a tar.gz of them, as RDF/XML, Turtle, "
        "N-Triples or JSON-LD. Safe to repeat; what a curator changed stays."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, nargs="?")
        parser.add_argument("--download", action="store_true", help="Fetch the published dump instead.")

    def run(self, **options: Any) -> dict[str, Any]:
        path: Path | None = options["path"]
        if bool(path) == options["download"]:
            raise WrongUse("Give a PATH or --download, one of the two.")
        args = {"path": str(path.resolve())} if path else {"download": True}
        return self.run_job(VOCABULARY, run_steps(vocabulary_step), **args)

    def render(self, result: Any) -> str:
        lines = [
            f"{result['concepts']:,} concepts: {result['created']:,} terms added, {result['updated']:,} updated, "
            f"{result['names']:,} names added."
        ]
        shown = result["skipped"][:SHOWN]
        lines += [f"  {one['file']}: {one['reason']}" for one in shown]
        if len(result["skipped"]) > len(shown):
            lines.append(f"  … and {len(result['skipped']) - len(shown)} more (--json lists all).")
        return "\n".join(lines)
