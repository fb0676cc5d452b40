"""`manage.py parse_reference TEXT…`: the references of a text, and the types of the local catalogue that they mean."""

from typing import Any

from django.core.management.base import CommandParser

from catalog.references import Context, as_json
from catalog.references.neighbours import CATEGORIES, is_category
from catalog.services.resolving import Resolver
from coinstack.commands import JsonCommand, WrongUse, read_lines

_CONTEXT = {
    "issuer": "The power that struck the coin.",
    "portrait": "The person shown.",
    "mint": "Where it was struck.",
    "category": "Its field of collecting, as roman_provincial or greek.",
    "region": "Where it belongs, as Lydia.",
    "city": "The city or people it belongs to.",
    "metal": "A metal or its code, as AR.",
    "denomination": "What it was called.",
}
_MOST_SHOWN = 10


class Command(JsonCommand):
    help = (
        "Find references to catalogues in texts and the types they mean; what is known of the coin settles names that "
        "several works share, and numbers that start again with each ruler or mint."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("texts", nargs="*", metavar="TEXT")
        for name, meaning in _CONTEXT.items():
            parser.add_argument(f"--{name}", default="", metavar="NAME", help=meaning)
        parser.add_argument("--stdin", action="store_true", help="Read one text a line from standard input.")

    def run(self, **options: Any) -> list[dict[str, Any]]:
        if options["stdin"] == bool(options["texts"]):
            raise WrongUse("Give either texts or --stdin.")
        if not is_category(options["category"]):
            raise WrongUse(f"--category {options['category']} is none. Known are {', '.join(CATEGORIES)}.")
        context = Context(**{name: options[name] for name in _CONTEXT})
        texts = read_lines() if options["stdin"] else options["texts"]
        resolver = Resolver()
        return [as_json(resolver.read(text, context)) for text in texts]

    def render(self, result: Any) -> str:
        return "\n".join(line for entry in result for line in _lines(entry))


def _lines(entry: dict[str, Any]) -> list[str]:
    found = [line for reference in entry["references"] for line in (_line(reference), *_candidates(reference))]
    left = [f"  not read: {text!r}" for text in entry["unparsed"]]
    return [repr(entry["input"]), *(found + left or ["  no reference"])]


def _line(reference: dict[str, Any]) -> str:
    problems = "".join(f" [{problem}]" for problem in reference["problems"])
    return f"  {reference['display']}  {reference['confidence']:.2f}{problems}"


def _candidates(reference: dict[str, Any]) -> list[str]:
    found = reference["candidates"]
    shown = [f"    {candidate['display']}  {candidate['uri']}" for candidate in found[:_MOST_SHOWN]]
    return [*shown, f"    and {len(found) - _MOST_SHOWN} more"] if len(found) > _MOST_SHOWN else shown
