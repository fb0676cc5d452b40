"""Circles round the discs of coins, and what is proposed of them."""

from dataclasses import dataclass
from math import acos, hypot, pi, sqrt
from typing import Literal

Layout = Literal["single", "side by side", "stacked", "none"]
Method = Literal["contours", "halves"]


@dataclass(frozen=True, slots=True)
class Circle:
    """In whole pixels of the picture as it was given; it may reach over the edge."""

    x: int
    y: int
    r: int


@dataclass(frozen=True, slots=True)
class DiscProposal:
    """Two circles are obverse and reverse: the left and the right one, or the upper and the lower one.

    `confidence` is 0 to 1; below `SURE` a collector should look twice.
    """

    circles: tuple[Circle, ...]
    layout: Layout
    confidence: float
    method: Method


SURE = 0.6


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle before rounding. `fill` is how much of it the coin fills, `edge` how sharp its outline is: 0 to 1."""

    x: float
    y: float
    r: float
    fill: float = 1.0
    edge: float = 1.0

    def scaled(self, factor: float) -> Circle:
        return Circle(round(self.x * factor), round(self.y * factor), max(1, round(self.r * factor)))


def overlap(one: Disc | Circle, other: Disc | Circle) -> float:
    """Area that two circles share, divided by the area that they cover together."""
    shared = _shared(one, other)
    return shared / (pi * one.r**2 + pi * other.r**2 - shared)


def _shared(one: Disc | Circle, other: Disc | Circle) -> float:
    apart = hypot(one.x - other.x, one.y - other.y)
    small, large = sorted((one.r, other.r))
    if apart >= small + large:
        return 0.0
    if apart <= large - small:
        return pi * small**2
    angle = acos(_unit((apart**2 + small**2 - large**2) / (2 * apart * small)))
    opposite = acos(_unit((apart**2 + large**2 - small**2) / (2 * apart * large)))
    kite = (-apart + small + large) * (apart + small - large) * (apart - small + large) * (apart + small + large)
    return float(small**2 * angle + large**2 * opposite - sqrt(max(0.0, kite)) / 2)


def _unit(value: float) -> float:
    return max(-1.0, min(1.0, value))
