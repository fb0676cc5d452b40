"""What goes into identification: the facts of each type, and the facts somebody gives of a coin.

Pure. Terms are Nomisma ids ("rome", "ar") or, for a term without one, any other stable text; "" is unknown.
"""

from dataclasses import dataclass
from typing import NamedTuple


class TypeFacts(NamedTuple):
    """One catalogue type. `variety` is the letter or subtype behind the number; years are signed."""

    pk: int
    uri: str
    display: str
    obverse: str = ""
    reverse: str = ""
    metal: str = ""
    denomination: str = ""
    mint: str = ""
    authority: str = ""
    portrait: str = ""
    obverse_description: str = ""
    reverse_description: str = ""
    variety: str = ""
    weight_g: float | None = None
    diameter_mm: float | None = None
    year_start: int | None = None
    year_end: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of the coin. Names are resolved to ids (several where a name is shared); legends, portrait words
    and mint mark are text as typed. An empty value was not given."""

    obverse: str = ""
    reverse: str = ""
    metal: tuple[str, ...] = ()
    denomination: tuple[str, ...] = ()
    mint: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    portrait: str = ""
    mintmark: str = ""
    weight_g: float | None = None
    diameter_mm: float | None = None
