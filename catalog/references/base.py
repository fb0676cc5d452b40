"""What the parser takes and gives: works of reference, what is known of the coin, references with their place."""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

Restart = str
"""never, volume, ruler, mint, person, gens, city: what the numbers of a work start again on."""


class Volumes(Enum):
    """How a work numbers its volumes, and so how `volume` is written."""

    NONE = "none"
    ROMAN = "roman"
    ARABIC = "arabic"


class Shape(Enum):
    """The form of a work's numbers."""

    PLAIN = "plain"  # 299d, 105Aa, 19.1, 326(a)
    CRAWFORD = "crawford"  # 335/1c, 98A/3
    COMPOUND = "compound"  # 27-4a, 602-4/30, 108/1, 8.08.021, O10/R62
    POINTED = "pointed"  # 379.3b: the point belongs to the number
    PREFIXED = "prefixed"  # P123, N12
    YEARED = "yeared"  # 1428.13: the point parts the regnal year off


@dataclass(frozen=True, slots=True)
class System:
    """One work of reference. `names` are the spellings dealers use; `beside` those that count only beside others."""

    code: str
    display: str
    title: str
    names: tuple[str, ...]
    beside: tuple[str, ...] = ()
    sphere: str = ""
    restarts: Restart = "never"
    volumes: Volumes = Volumes.NONE
    highest_volume: int = 0
    parts: tuple[tuple[int, int], ...] = ()
    shape: Shape = Shape.PLAIN
    section: str = ""
    highest_number: int = 0
    editions: tuple[tuple[str, int, int], ...] = ()
    edition: int | None = None

    def highest_part(self, volume: int) -> int:
        return dict(self.parts).get(volume, dict(self.parts).get(0, 0))


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the coin, as names. `issuer` is the power that struck it, `portrait` the person shown.

    `category` is the broad field of collecting (roman_provincial, greek …). `obverse` and `reverse` are legends; the
    years are signed.
    """

    issuer: str = ""
    portrait: str = ""
    mint: str = ""
    category: str = ""
    region: str = ""
    city: str = ""
    metal: str = ""
    denomination: str = ""
    obverse: str = ""
    reverse: str = ""
    year_start: int | None = None
    year_end: int | None = None


NO_CONTEXT: Final = Context()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A type of the local catalogue that a reference may mean."""

    uri: str
    display: str


@dataclass(frozen=True, slots=True)
class Reference:
    """One citation. `text` is input[start:end] verbatim.

    `volume` is Roman with an Arabic part (IV.1), or as printed where the work counts in Arabic numerals. `section`
    is the ruler, mint, gens, city or collection that the citation itself names, as printed (gens and collection as the
    catalogues spell them). `number` has no letter ('335/1', '281-282' for a range, '' when none is given), `suffix` is
    the letter or subtype ('c', 'k.3', 'a-c'). `relation` is '' for a plain citation, 'cf' or 'same_as'.
    `is_absent`: the work is said not to have the coin.
    A resolver sets `candidates` and `state` with dataclasses.replace; the states are those of a Resolution. A single
    candidate is beyond doubt only where the state is "resolved".
    """

    system: str
    volume: str | None
    edition: int | None
    section: str | None
    number: str
    suffix: str
    display: str
    text: str
    start: int
    end: int
    confidence: float
    problems: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    relation: str = ""
    is_absent: bool = False
    supplement: str = ""
    page: str = ""
    plate: str = ""
    rarity: str = ""
    officina: str = ""
    denomination: str = ""
    remarks: tuple[str, ...] = ()
    state: str = ""


@dataclass(frozen=True, slots=True)
class Unparsed:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ParsedText:
    """References in the order of the text, and verbatim what could not be read."""

    input: str
    references: tuple[Reference, ...]
    unparsed: tuple[Unparsed, ...]


def as_json(parsed: ParsedText) -> dict[str, Any]:
    """The keys of the `parse_reference` command."""
    return {
        "input": parsed.input,
        "references": [_reference_as_json(reference) for reference in parsed.references],
        "unparsed": [piece.text for piece in parsed.unparsed],
    }


def _reference_as_json(reference: Reference) -> dict[str, Any]:
    return {
        "system": reference.system,
        "volume": reference.volume,
        "edition": reference.edition,
        "section": reference.section,
        "number": reference.number,
        "suffix": reference.suffix,
        "display": reference.display,
        "text": reference.text,
        "start": reference.start,
        "end": reference.end,
        "confidence": reference.confidence,
        "candidates": [{"uri": candidate.uri, "display": candidate.display} for candidate in reference.candidates],
        "problems": list(reference.problems),
    }
