"""Which form a file is written in, told by its first bytes; its name says nothing."""

import codecs
import re
from typing import Final

from catalog.loaders.sources import Source, SourceUnreadable

RDF_XML: Final = "RDF/XML"
N_TRIPLES: Final = "N-Triples"
TURTLE: Final = "Turtle"
JSON_LD: Final = "JSON-LD"
TABLE: Final = "CSV"

_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WEB_PAGE: Final = re.compile(rb"<!doctype html|<html", re.IGNORECASE)
_TERM: Final = r"(?:<[^<>\s]*>|_:\S+)"
_STATEMENT: Final = re.compile(rf"{_TERM}\s+<[^<>\s]*>\s+(?:{_TERM}|\"(?:[^\"\\]|\\.)*\"\S*)\s*\.\s*(?:#.*)?")
_TURTLE: Final = re.compile(r"^\s*(?:@prefix|@base|prefix\s+\S*:|base\s+<|<[^<>\s]+>\s|_:\S+\s)", re.IGNORECASE)
_LOOKED_AT: Final = 20


def form_of(source: Source) -> str:
    """Raises SourceUnreadable for an empty file and for what is none of the forms."""
    head = source.head.removeprefix(codecs.BOM_UTF8).lstrip()
    if source.head.startswith(_WIDE):
        return RDF_XML
    if not head:
        raise SourceUnreadable(f"{source.name} is empty.")
    if _WEB_PAGE.match(head):
        raise SourceUnreadable(f"{source.name} is a web page, not data. Was a sign-in or an error page saved?")
    if b"\0" in head:
        raise SourceUnreadable(f"{source.name} is not text.")
    if head.startswith((b"{", b"[")) and head[1:].lstrip()[:1] in (b'"', b"{", b"]", b"}"):
        return JSON_LD
    found = RDF_XML if head.startswith(b"<?xml") else _of_text(head.decode("utf-8", errors="replace"))
    if not found:
        raise SourceUnreadable(f"{source.name} is neither RDF (RDF/XML, Turtle, N-Triples, JSON-LD) nor a table.")
    return found


def _of_text(head: str) -> str:
    lines = [line.strip() for line in head.splitlines()[: -1 or None]]
    said = [line for line in lines if line and not line.startswith("#")][:_LOOKED_AT]
    if said and all(_STATEMENT.fullmatch(line) for line in said):
        return N_TRIPLES
    if said and _TURTLE.match(said[0]) and not said[0].startswith("<!"):
        return TURTLE
    if head.startswith("<"):
        return RDF_XML
    first = head.splitlines()[0]
    return TABLE if is_table_head(first) else ""


def is_table_head(line: str) -> bool:
    """The first line of a table of types names an address and a label among its columns."""
    columns = {cell.strip().strip('"').casefold() for cell in re.split(r"[,;#\t]", line)}
    return "label" in columns and bool(columns & {"id", "uri", "uri_derived"})
