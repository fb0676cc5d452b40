"""References in text: read as dealers, catalogues and collectors write them."""

from catalog.references.base import (
    NO_CONTEXT,
    Candidate,
    Context,
    ParsedText,
    Reference,
    System,
    Unparsed,
    as_json,
)
from catalog.references.parser import LONGEST_TEXT, parse_references
from catalog.references.systems import SYSTEMS

__all__ = [
    "LONGEST_TEXT",
    "NO_CONTEXT",
    "SYSTEMS",
    "Candidate",
    "Context",
    "ParsedText",
    "Reference",
    "System",
    "Unparsed",
    "as_json",
    "parse_references",
]
