"""A type in the Nomisma ontology, written as JSON-LD."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from catalog.clients.base import LONGEST_NAME, LONGEST_TEXT, Side, TypeDocument, only, plain, year
from coinstack.http import Answer, Unreadable

Node = Mapping[str, Any]
_PREFIXES: Final = {
    "http://nomisma.org/ontology#": "nmo:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/dc/elements/1.1/": "dcterms:",
    "dc:": "dcterms:",
}
_CONCEPT: Final = re.compile(r"(?:https?://(?:www\.)?nomisma\.org/id/|nm:)([\w.()%'-]{1,150})")
_ANONYMOUS: Final = "http://nomisma.org/id/anonymous"
_NO_CONCEPT: Final = frozenset({"uncertain_value", "none", "unknown_value"})
_LEGEND_LANGUAGES: Final = ("la", "", "grc", "el")
_MOST_NODES: Final = 200


def parse_type(answer: Answer, source: str, id: str, uri: str) -> TypeDocument:
    """Read a type; raises Unreadable for anything that does not describe the type that was asked for.

    Years stand as history counts them, without a year 0: "-0211" is 211 BC.
    """
    nodes = _nodes(answer.json())
    main = _main(nodes, id)
    if main is None:
        raise Unreadable(answer.url, f"The answer does not describe the type {id}.")
    start, end, problems = _years(main)
    return TypeDocument(
        source=source,
        id=id,
        uri=uri,
        label=_text(main, "skos:prefLabel", ("en", ""), LONGEST_NAME),
        authority=_concept(main, "nmo:hasAuthority"),
        issuer=_concept(main, "nmo:hasIssuer").removesuffix(_ANONYMOUS),
        mint=_concept(main, "nmo:hasMint"),
        denomination=_concept(main, "nmo:hasDenomination"),
        material=_concept(main, "nmo:hasMaterial"),
        region=_concept(main, "nmo:hasRegion"),
        year_start=start,
        year_end=end,
        obverse=_side(nodes, main, "nmo:hasObverse"),
        reverse=_side(nodes, main, "nmo:hasReverse"),
        replaced_by=next((_address(value) for value in _values(main, "dcterms:isReplacedBy")), ""),
        problems=problems,
    )


def _nodes(document: object) -> list[Node]:
    """The graph, or the one object that stands for it, with the keys under their usual prefixes."""
    if isinstance(document, dict):
        document = document.get("@graph", [document])
    entries = document if isinstance(document, list) else [document]
    return [_prefixed(entry) for entry in entries[:_MOST_NODES] if isinstance(entry, dict)]


def _prefixed(node: Node) -> Node:
    return {_short(key): value for key, value in node.items() if isinstance(key, str)}


def _short(key: str) -> str:
    for namespace, prefix in _PREFIXES.items():
        if key.startswith(namespace):
            return prefix + key.removeprefix(namespace)
    return key


def _main(nodes: Sequence[Node], id: str) -> Node | None:
    """Addresses may come with http or https, and with the signs of the id escaped."""
    return next((node for node in nodes if _id_of(node) == id and "#" not in str(node["@id"])), None)


def _id_of(node: Node) -> str:
    return plain(node.get("@id")).rpartition("/")[2].replace("%28", "(").replace("%29", ")")


def _values(node: Node, key: str) -> list[Any]:
    value = node.get(key, [])
    return value if isinstance(value, list) else [value]


def _concept(node: Node, key: str) -> str:
    return only([_concept_uri(_address(value)) for value in _values(node, key)])


def _address(value: object) -> str:
    return plain(value.get("@id") if isinstance(value, dict) else value, LONGEST_NAME)


def _concept_uri(address: str) -> str:
    match = _CONCEPT.fullmatch(address)
    return f"http://nomisma.org/id/{match.group(1)}" if match and match.group(1) not in _NO_CONCEPT else ""


def _text(node: Node, key: str, languages: Sequence[str], longest: int = LONGEST_TEXT) -> str:
    """The text in the first of the languages that there is, else the first text."""
    texts = list(_texts(node, key, longest))
    ranked = sorted(texts, key=lambda entry: languages.index(entry[0]) if entry[0] in languages else len(languages))
    return ranked[0][1] if ranked else ""


def _texts(node: Node, key: str, longest: int) -> Iterator[tuple[str, str]]:
    for value in _values(node, key):
        language, text = (value.get("@language"), value.get("@value")) if isinstance(value, dict) else ("", value)
        if found := plain(text, longest):
            yield plain(language).lower(), found


def _side(nodes: Sequence[Node], main: Node, key: str) -> Side:
    """The side stands in the graph under its own address, or nested where the type names it."""
    named = _values(main, key)[:1]
    if not named:
        return Side()
    address = _address(named[0])
    nested = _prefixed(named[0]) if isinstance(named[0], dict) else {}
    side = next((node for node in nodes if address and plain(node.get("@id"), LONGEST_NAME) == address), nested)
    return Side(
        legend=_text(side, "nmo:hasLegend", _LEGEND_LANGUAGES),
        description=_text(side, "dcterms:description", ("en", "")),
        portrait=_concept(side, "nmo:hasPortrait"),
    )


def _years(main: Node) -> tuple[int | None, int | None, tuple[str, ...]]:
    written = [_text(main, key, ("",)) for key in ("nmo:hasStartDate", "nmo:hasEndDate")]
    start, end = (year(text) if text else None for text in written)
    problems = [f"no year: {text}" for text, value in zip(written, (start, end), strict=True) if text and value is None]
    if start is not None and end is not None and start > end:
        return None, None, (*problems, f"the years run backwards: {start} to {end}")
    return start, end, tuple(problems)
