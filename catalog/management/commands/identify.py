"""`manage.py identify`: the types that a coin can be, from what is legible of it."""

import json
from typing import Any

from django.core.management.base import CommandParser

from catalog.identify import Decider, Result, read_limit, read_query
from catalog.identify.query import MEASURES, TEXTS
from catalog.services.identify import Identification, identify
from coinstack.commands import JsonCommand, WrongUse, read_lines
from coinstack.exceptions import InputRefused

_HELP = {
    "obverse": "What is legible of the obverse legend: ? or . for an unknown letter, ... for a lost stretch.",
    "reverse": "The same of the reverse legend.",
    "metal": "A metal or its code, as AR.",
    "denomination": "What it was called.",
    "mint": "Where it was struck.",
    "issuer": "The power that struck the coin, or the person shown.",
    "portrait": "Words on the portrait, as radiate.",
    "mintmark": "The letters in the exergue, as SMANΔ, or with the field: MD|COMOB.",
    "weight": "In grams.",
    "diameter": "In millimetres.",
}
_MOST_MEMBERS = 5_000  # a metal alone fits twenty thousand types


class Command(JsonCommand):
    help = "Find the types that fit what is known of a coin; types that this cannot tell apart are one result."

    def add_arguments(self, parser: CommandParser) -> None:
        for name in (*TEXTS, *MEASURES):
            parser.add_argument(f"--{name}", default="", metavar="TEXT", help=_HELP[name])
        parser.add_argument("--limit", default="10", metavar="N", help="How many results, 10 by default.")
        parser.add_argument("--stdin", action="store_true", help="Read one JSON object a line from standard input.")

    def run(self, **options: Any) -> list[dict[str, Any]]:
        values = {name: options[name] for name in (*TEXTS, *MEASURES) if options[name]}
        try:
            limit = read_limit(options["limit"])
            query = read_query(values)
        except InputRefused as error:
            raise WrongUse(error.message) from error
        if options["stdin"] == (not query.is_empty):
            raise WrongUse("Give either what is known of one coin or --stdin.")
        if not options["stdin"]:
            return [_answer(values, identify(query, limit=limit))]
        return [self._of_line(number, line, limit) for number, line in enumerate(read_lines(), start=1)]

    def _of_line(self, number: int, line: str, limit: int) -> dict[str, Any]:
        """One result a line, also where the line cannot be read: its problem says so, and so does stderr."""
        try:
            values = _object(line)
            wanted = read_limit(values.pop("limit")) if "limit" in values else limit
            return _answer(values, identify(read_query(values), limit=wanted))
        except InputRefused as error:
            problem = f"line {number}: {error.message}"
            self.say(problem)
            return {"query": {"input": line[:300], "problems": [problem]}, "results": [], "check_next": [], "ms": 0.0}

    def render(self, result: Any) -> str:
        return "\n\n".join("\n".join(_lines(entry)) for entry in result)


def _object(line: str) -> dict[str, Any]:
    if not line.strip():
        raise InputRefused("The line is empty.")
    try:
        values = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "too deeply nested"
        raise InputRefused(f"This is no JSON ({reason}).") from error
    if not isinstance(values, dict):
        raise InputRefused('A JSON object is needed, such as {"obverse": "IMP C...AVG"}.')
    return values


def _answer(values: dict[str, Any], found: Identification) -> dict[str, Any]:
    return {
        "query": {**values, "problems": list(found.problems)},
        "results": [_result(each) for each in found.results],
        "check_next": [_decider(each) for each in found.check_next],
        "ms": found.ms,
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "uri": result.type.uri,
        "display": result.type.display,
        "score": result.score,
        "reasons": list(result.reasons),
        "members": [each.uri or each.display for each in result.types[:_MOST_MEMBERS]],
        "count": len(result.types),
        "decides": [_decider(each) for each in result.decides],
    }


def _decider(decider: Decider) -> dict[str, Any]:
    values = [{"value": value, "count": count} for value, count in decider.values]
    return {"feature": decider.feature, "cut": decider.cut, "values": values}


def _lines(entry: dict[str, Any]) -> list[str]:
    query = ", ".join(f"{name} {value}" for name, value in entry["query"].items() if name != "problems")
    lines = [query, *(f"  [{problem}]" for problem in entry["query"]["problems"])]
    for place, result in enumerate(entry["results"], start=1):
        others = result["count"] - 1
        more = f" and {others:,} more" if others else ""
        lines.append(f"{place:3}. {result['score']:.2f}  {result['display']}{more}")
        lines += [f"       {reason}" for reason in result["reasons"]]
        if result["decides"]:
            lines.append(f"       told apart by: {'; '.join(each['feature'] for each in result['decides'])}")
    if entry["check_next"]:
        lines.append("Check next: " + "; ".join(map(_check, entry["check_next"])))
    return lines if entry["results"] else [*lines, "  nothing found"]


def _check(decider: dict[str, Any]) -> str:
    return f"{decider['feature']} (rules out {decider['cut']:.0%} of the candidates)"
