"""Turtle, N-Triples and JSON-LD as a stream of facts. rdflib reads them, some thousand lines at a time."""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import rdflib
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.jsonld import to_rdf
from rdflib.plugins.parsers.ntriples import ParseError  # type: ignore[attr-defined]
from rdflib.plugins.shared.jsonld.errors import JSONLDException
from rdflib.plugins.stores.memory import SimpleMemory

from catalog.loaders.facts import PREDICATES, Fact, nameless_in
from catalog.loaders.forms import JSON_LD, N_TRIPLES, TURTLE
from catalog.loaders.sources import Source, SourceUnreadable

LARGEST_JSON: Final = 64 << 20
_READERS: Final = {N_TRIPLES: "nt", TURTLE: "turtle"}
_PIECE: Final = 1 << 20
_LONGEST_STATEMENT: Final = 32 << 20
_PREFIX: Final = re.compile(r"\s*@?(?:prefix|base)\b", re.IGNORECASE)
_LABELS: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\n]*>|_:([\w.-]*\w)',
    re.DOTALL,
)
# rdflib has no error of its own for all that its readers trip over.
_READING_ERRORS: Final = (
    SyntaxError,
    ParseError,
    ParserError,
    JSONLDException,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
)
# A malformed address is left out later; rdflib would tell of each of them at length.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)


def read_rdf_text(source: Source, form: str) -> Iterator[Fact]:
    """Raises SourceUnreadable, naming the line, for what cannot be read."""
    nameless = nameless_in(source.name)
    if form == JSON_LD:
        yield from _facts(_of_json(source), nameless)
        return
    pieces = _lines_together(source) if form == N_TRIPLES else _statements_together(source)
    for line, text in pieces:
        named = _LABELS.sub(lambda match: f"<{nameless}{match[1]}>" if match[1] else match[0], text)
        yield from _facts(_parsed(named, _READERS[form], f"{source.name}, from line {line}"), nameless)


def _of_json(source: Source) -> rdflib.Graph:
    raw = source.stream.read_most(LARGEST_JSON + 1)
    if len(raw) > LARGEST_JSON:
        raise SourceUnreadable(f"{source.name} is too large for JSON-LD, which is read whole. Take RDF/XML.")
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise SourceUnreadable(f"{source.name} is not valid JSON: {error}.") from error
    if _asks_for_context(document):
        raise SourceUnreadable(f"{source.name} takes its context from the network; only a context in the file is read.")
    graph = _graph()
    with _told(source.name):
        to_rdf(document, graph)
    return graph


def _asks_for_context(document: Any) -> bool:
    """rdflib would fetch a context that is given as an address. No recursion: nesting is the file's, not ours."""
    waiting = [document]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            contexts = item.get("@context")
            listed = contexts if isinstance(contexts, list) else [contexts]
            if any(isinstance(context, str) for context in listed):
                return True
            if any(isinstance(context, dict) and "@import" in context for context in listed):
                return True
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return False


def _parsed(text: str, form: str, place: str) -> rdflib.Graph:
    graph = _graph()
    with _told(place):
        graph.parse(data=text, format=form, publicID="")
    return graph


def _graph() -> rdflib.Graph:
    return rdflib.Graph(store=SimpleMemory(), bind_namespaces="none")


@contextmanager
def _told(place: str) -> Iterator[None]:
    try:
        yield
    except _READING_ERRORS as error:
        reason = " ".join(str(error).split())[:200]
        raise SourceUnreadable(f"{place}: this cannot be read ({reason}).") from error


def _facts(graph: rdflib.Graph, nameless: str) -> list[Fact]:
    """In a fixed order: a graph has none."""
    found = []
    for subject, predicate, value in graph:
        if name := PREDICATES.get(str(predicate)):
            language = value.language if isinstance(value, rdflib.Literal) else None
            found.append(Fact(_name(subject, nameless), name, _name(value, nameless), (language or "").lower()))
    return sorted(found)


def _name(node: Any, nameless: str) -> str:
    return nameless + str(node) if isinstance(node, rdflib.BNode) else str(node)


def _lines(source: Source) -> Iterator[str]:
    """Whole lines of UTF-8, a mebibyte of them at a time; raises SourceUnreadable for other bytes."""
    rest = b""
    while piece := source.stream.read(_PIECE):
        lines, newline, rest = (rest + piece).rpartition(b"\n")
        if len(rest) > _LONGEST_STATEMENT:
            raise SourceUnreadable(f"{source.name} has a line of more than {_LONGEST_STATEMENT >> 20} MB.")
        yield _decoded(lines + newline, source.name)
    if rest:
        yield _decoded(rest, source.name)


def _decoded(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8")
    except UnicodeDecodeError as error:
        raise SourceUnreadable(f"{name} is not UTF-8 (byte {raw[error.start]:#04x}).") from error


def _lines_together(source: Source) -> Iterator[tuple[int, str]]:
    line = 1
    for text in _lines(source):
        yield line, text
        line += text.count("\n")


def _statements_together(source: Source) -> Iterator[tuple[int, str]]:
    """Pieces of Turtle that end where a statement ends, each with the prefixes before it."""
    prefixes: list[str] = []
    waiting, line = "", 1
    for text in _lines(source):
        waiting += text
        end = _last_end(waiting)
        if end:
            prefixes += [row for row in waiting[:end].splitlines() if _PREFIX.match(row)]
            yield line, _headed(prefixes, waiting[:end])
            line += waiting[:end].count("\n")
            waiting = waiting[end:]
        elif len(waiting) > _LONGEST_STATEMENT:
            raise SourceUnreadable(f"{source.name}, from line {line}: no end of the statement in sight.")
    if waiting.strip():
        yield line, _headed(prefixes, waiting)


def _headed(prefixes: list[str], text: str) -> str:
    return "\n".join([*prefixes, text])


def _last_end(text: str) -> int:
    """Where the last statement ends for certain: behind a full stop at a line's end, outside of long strings, before a
    line that begins something new; 0 when there is no such place."""
    for match in reversed(list(re.finditer(r"\.[ \t]*\r?\n(?=\s*(?:[<@\w]|\Z))", text))):
        before = text[: match.end()]
        if before.count('"""') % 2 == 0 and before.count("'''") % 2 == 0:
            return match.end()
    return 0
