"""The die axis as a clock shows it."""

from dataclasses import dataclass
from decimal import Decimal

from coins.presenting.formats import Formats

DEGREES_AN_HOUR = 30


@dataclass(frozen=True, slots=True)
class Axis:
    """The reverse's direction against the obverse's; `degrees` clockwise."""

    degrees: str
    text: str


def axis_shown(hours: Decimal, formats: Formats) -> Axis:
    degrees = f"{hours * DEGREES_AN_HOUR % 360:.0f}"
    return Axis(degrees, f"{formats.number(hours)} h · {degrees}°")
