"""What resolving compares: rows of the local catalogue, and what is known of the coin, both as Nomisma ids."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from catalog.references.base import Candidate

UNKNOWN: Final = frozenset({"", "none", "uncertain_value", "uncertain"})


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A type. Persons, mint, denomination and metal are Nomisma ids or empty; `section` is OCRE's code."""

    uri: str
    display: str
    volume: str = ""
    edition: int | None = None
    section: str = ""
    number: str = ""
    suffix: str = ""
    qualifier: str = ""
    supplement: str = ""
    number_sort: str = ""
    authority: str = ""
    issuer: str = ""
    portrait: str = ""
    mint: str = ""
    denomination: str = ""
    metal: str = ""
    obverse: str = ""
    reverse: str = ""
    source: str = ""
    pk: int = 0

    @property
    def legend(self) -> str:
        """The obverse legend in Latin capitals without breaks."""
        return self.obverse.upper().replace("U", "V").replace("-", "")


def legend_letters(legend: str) -> frozenset[str]:
    """The letters of a legend without breaks and stops, V for U and I for J; each of several that "or" joins."""
    capitals = legend.upper().replace("U", "V").replace("J", "I")
    return frozenset(filter(None, (re.sub(r"[^A-Z]", "", part) for part in capitals.split(" OR "))))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a coin. A name may be several ids ("Gordian"); no id means that nothing is known.

    `unknown` holds, by field, the names that were given and mean nothing. `reign` is "joint", "sole" or nothing.
    `obverse` and `reverse` are the coin's legends.
    """

    issuers: frozenset[str] = frozenset()
    portraits: frozenset[str] = frozenset()
    mints: frozenset[str] = frozenset()
    denominations: frozenset[str] = frozenset()
    metals: frozenset[str] = frozenset()
    unknown: Mapping[str, str] = field(default_factory=dict)
    reign: str = ""
    obverse: str = ""
    reverse: str = ""
    year_start: int | None = None
    year_end: int | None = None

    @property
    def persons(self) -> frozenset[str]:
        return self.portraits | self.issuers


NOTHING_KNOWN: Final = Known()


@dataclass(frozen=True, slots=True)
class Query:
    """What to fetch: the rows of these numbers or groups ("340" for 340/1, 340/2 …) in these volumes, or in all."""

    system: str
    numbers: tuple[str, ...] = ()
    group: str = ""
    volumes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The rows that a reference may mean, best first; codes of problems; whether a single row is beyond doubt."""

    rows: tuple[TypeRow, ...] = ()
    problems: tuple[str, ...] = ()
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a reference means in the local catalogue.

    `state` is resolved (one type), doubtful (one type, and something speaks against it), ambiguous (several),
    not_found (the number is not there), not_loaded (nothing of this work, volume or edition is there) or not_cited (a
    comparison, a variant, a work that does not have the coin: nothing to link). `types` are ordered, best first;
    `more` counts those beyond the limit. `decides` names what would tell the several apart: volume, person,
    reign, mint, denomination, metal, number, letter.
    """

    state: str
    types: tuple[TypeRow, ...] = ()
    problems: tuple[str, ...] = ()
    more: int = 0
    decides: tuple[str, ...] = ()

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        return tuple(Candidate(row.uri, row.display) for row in self.types)
