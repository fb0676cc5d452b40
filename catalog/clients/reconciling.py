"""The reconciliation protocol of OpenRefine, as Numishare and Nomisma speak it."""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from catalog.clients.base import LONGEST_NAME, Hit, distinct_hits, plain
from coinstack.http import Unreadable, parse_json

MOST_QUERIES: Final = 50
_BEST_SCORE: Final = 100
_KEY: Final = re.compile(r"q([0-9]{1,3})")

ReadHit = Callable[[str, str], tuple[str, str] | None]
"""(id or URI, label) → (id, URI), or None for what is not of this catalogue."""


def question(texts: Sequence[str], **extra: str) -> dict[str, str]:
    """The form that asks for several texts at once; `extra` goes into each query, as type="nmo:Mint"."""
    queries = {f"q{number}": {"query": text, **extra} for number, text in enumerate(texts[:MOST_QUERIES])}
    return {"queries": json.dumps(queries, ensure_ascii=False)}


def parse_reconciled(text: str, url: str, read_hit: ReadHit) -> dict[int, list[Hit]]:
    """Return the hits of each query by its number, best first; raises Unreadable.

    The services leave the outer braces out at times, or wrap the answer in parentheses as for JSONP.
    """
    document = parse_json(_whole(text), url)
    if not isinstance(document, dict):
        raise Unreadable(url, "The answer is no list of queries with their results.")
    found = {}
    for key, entry in document.items():
        match = _KEY.fullmatch(key)
        if match and isinstance(entry, dict):
            found[int(match.group(1))] = distinct_hits(_hits(entry.get("result"), read_hit))
    if not found:
        raise Unreadable(url, "The answer holds no results, not even an empty list of them.")
    return found


def _whole(text: str) -> str:
    """`(…)`, `name(…);` and `"q0": {…}` become the JSON they stand for."""
    trimmed = text.removeprefix("\ufeff").strip()
    wrapped = re.fullmatch(r"[A-Za-z_$][\w$.]{0,60}\s*\((.*)\)\s*;?|\((.*)\)\s*;?", trimmed, re.DOTALL)
    if wrapped:
        trimmed = (wrapped.group(1) or wrapped.group(2) or "").strip()
    return f"{{{trimmed.rstrip(',')}}}" if re.match(r'"q[0-9]+"\s*:', trimmed) else trimmed


def _hits(results: object, read_hit: ReadHit) -> Iterator[Hit]:
    for result in results if isinstance(results, list) else ():
        if isinstance(result, dict) and (hit := _hit(result, read_hit)):
            yield hit


def _hit(result: Mapping[str, Any], read_hit: ReadHit) -> Hit | None:
    label = plain(result.get("name"), LONGEST_NAME)
    named = read_hit(plain(result.get("id"), LONGEST_NAME), label)
    if not named:
        return None
    return Hit(*named, label or named[0], _score(result.get("score")), result.get("match") in (True, "true"))


def _score(value: object) -> float:
    """From 0 to 100 as the protocol has it, to 0 to 1; the services send numbers and texts."""
    try:
        score = float(value) if isinstance(value, int | float | str) else 0.0
    except (ValueError, OverflowError):
        return 0.0
    return round(min(max(score / _BEST_SCORE, 0.0), 1.0), 4) if math.isfinite(score) else 0.0
