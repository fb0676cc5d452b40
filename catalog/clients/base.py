"""What every client of an online catalogue takes and gives."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any, Final, Protocol, TypeVar

from catalog.references import Reference
from coinstack.http import Answer, Network, Request, Unreadable
from coinstack.text import clean_text

LONGEST_TEXT: Final = 4_000
LONGEST_NAME: Final = 160
MOST_HITS: Final = 300
_YEARS: Final = range(-3000, 2200)
Parsed = TypeVar("Parsed")


@dataclass(frozen=True, slots=True)
class Hit:
    """A type that a catalogue offers for a question. `score` is 0 to 1; `is_match` when the catalogue is sure."""

    id: str
    uri: str
    label: str
    score: float = 0.0
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """`portrait` is the Nomisma URI of who or what is shown, '' when the catalogue names none or several."""

    legend: str = ""
    description: str = ""
    portrait: str = ""


@dataclass(frozen=True, slots=True)
class TypeDocument:
    """A type as a catalogue describes it, all text plain and trimmed.

    Concepts are Nomisma URIs (http), '' when there is none or more than one. Years are signed, −44 = 44 BC. `names`
    are facts given as words where a catalogue has no URIs: mint, metal, portrait and the like.
    """

    source: str
    id: str
    uri: str
    label: str
    authority: str = ""
    issuer: str = ""
    mint: str = ""
    denomination: str = ""
    material: str = ""
    region: str = ""
    year_start: int | None = None
    year_end: int | None = None
    obverse: Side = field(default_factory=Side)
    reverse: Side = field(default_factory=Side)
    mean_weight_g: str = ""
    mean_diameter_mm: str = ""
    replaced_by: str = ""
    is_partial: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Only what is known, as plain JSON values."""
        values = {**asdict(replace(self, names={})), "names": dict(self.names), "problems": list(self.problems)}
        return {name: value for name, value in values.items() if value not in ("", None, [], {}, False)}


@dataclass(frozen=True, slots=True)
class Question:
    """A reference with what is known of the coin: all the names of who struck it, of who is shown, and of the mint."""

    reference: Reference
    rulers: tuple[str, ...] = ()
    portraits: tuple[str, ...] = ()
    mints: tuple[str, ...] = ()


class Client(Protocol):
    """One catalogue on the web. Every method that asks it raises SourceError."""

    code: str
    keep_for: timedelta

    def guess_ids(self, question: Question) -> tuple[str, ...]:
        """The ids that the reference can only mean, without asking: () when it does not say enough."""

    def search(self, question: Question) -> list[Hit]:
        """Ask for the types that a reference may mean, best first."""

    def fetch(self, id: str) -> TypeDocument | None:
        """Return a type, None when the catalogue has none of this id; an id of another form is never asked for."""

    def uri(self, id: str) -> str:
        """The catalogue's own URI of a type."""


def read(network: Network, request: Request, parse: Callable[[Answer], Parsed]) -> Parsed:
    """Fetch and parse; an answer that cannot be read is not kept. Raises SourceError."""
    answer = network.fetch(request)
    try:
        return parse(answer)
    except Unreadable:
        network.forget(request)
        raise


def plain(value: object, longest: int = LONGEST_TEXT) -> str:
    """Text from outside, trimmed and without control characters, cut at `longest`; '' for what is no text."""
    return clean_text(value)[:longest].rstrip() if isinstance(value, str) else ""


def year(text: str) -> int | None:
    """Read an xsd:gYear. These catalogues count without a year 0: "-0044" is 44 BC. None for what is no such year."""
    match = re.fullmatch(r"(-?)0*([0-9]{1,4})", text.strip(), re.ASCII)
    value = int(match.group(1) + match.group(2)) if match else 0
    return value if value and value in _YEARS else None


def only(values: Sequence[str]) -> str:
    """The one value, '' for none or several: a choice between them would be a guess."""
    distinct = list(dict.fromkeys(value for value in values if value))
    return distinct[0] if len(distinct) == 1 else ""


def distinct_hits(hits: Iterable[Hit]) -> list[Hit]:
    """Each id once, the best first."""
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.id not in best or (hit.is_match, hit.score) > (best[hit.id].is_match, best[hit.id].score):
            best[hit.id] = hit
    return sorted(best.values(), key=lambda hit: (-hit.is_match, -hit.score, hit.id))[:MOST_HITS]
