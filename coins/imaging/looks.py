"""What is shown of a photograph: turned by quarters, and cut to a circle or a square round the coin."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

QUARTER = 90
FULL_TURN = 360
SMALLEST_RADIUS = 8

Size = tuple[int, int]


class Round(Protocol):
    """A circle in whole pixels of the picture standing upright, before it is turned."""

    @property
    def x(self) -> int: ...
    @property
    def y(self) -> int: ...
    @property
    def r(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Look:
    """`rotation` is 0, 90, 180 or 270 degrees clockwise; `circle` is (x, y, r) of the upright picture before it.

    `shape` is "circle", which leaves nothing outside it, or "square", whose half side is r; "" without a circle.
    """

    rotation: int = 0
    circle: tuple[int, int, int] | None = None
    shape: str = ""

    @classmethod
    def of(cls, rotation: int, circle: Mapping[str, Any], shape: str) -> "Look":
        """From the columns of a record; an empty circle shows all."""
        if not circle:
            return cls(rotation)
        return cls(rotation, (circle["x"], circle["y"], circle["r"]), shape or "circle")

    @property
    def box(self) -> tuple[int, int, int, int] | None:
        """Left, top, right and bottom of what is cut out; it may reach over the edge of the picture."""
        if self.circle is None:
            return None
        x, y, r = self.circle
        return x - r, y - r, x + r, y + r

    @property
    def is_sideways(self) -> bool:
        return self.rotation % (2 * QUARTER) != 0

    @property
    def key(self) -> str:
        return f"{self.rotation}:{self.shape}:{self.circle}"


def shown_size(upright: Size, look: Look) -> Size:
    """Width and height of what is shown of a picture that has `upright` pixels."""
    if look.circle is not None:
        return 2 * look.circle[2], 2 * look.circle[2]
    width, height = upright
    return (height, width) if look.is_sideways else (width, height)


def circle_problem(circle: Round, upright: Size) -> str:
    """Why a circle cannot be cut out of the picture; empty when it can. It may reach over the edge, not lie outside."""
    width, height = upright
    if circle.r < SMALLEST_RADIUS:
        return f"The circle is too small: its radius is at least {SMALLEST_RADIUS} pixels."
    if not (0 <= circle.x < width and 0 <= circle.y < height):
        return "The middle of the circle lies outside the picture."
    if circle.r > max(width, height):
        return "The circle is larger than the picture."
    return ""
