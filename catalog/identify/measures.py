"""What a coin of a denomination usually weighs and measures.

Pure. Where the vocabulary knows the standards a denomination was struck to, those of the type's years count. The table
is for diameters, and for weights where no standard is known: specimens as they are met with, from worn to heavy, over
the whole life of the denomination (RIC I² and V–X, LRBC for the modules Æ1–Æ4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Final

# Nomisma id: grams from–to, millimetres from–to.
USUAL: Final[dict[str, tuple[float, float, float, float]]] = {
    "aureus": (4.5, 8.1, 17, 22),
    "quinarius_aureus": (2.2, 4.1, 13, 17),
    "denarius": (2.2, 4.4, 15, 21),
    "quinarius": (1.0, 2.3, 12, 16),
    "victoriatus": (2.2, 3.6, 14, 19),
    "antoninianus": (1.8, 5.5, 16, 25),
    "cistophorus": (9.0, 12.8, 22, 31),
    "sestertius": (17.0, 32.0, 28, 38),
    "double-sestertius": (18.0, 45.0, 31, 42),
    "dupondius": (8.5, 17.0, 24, 31),
    "as": (6.5, 14.5, 22, 31),
    "semis": (2.3, 5.5, 16, 23),
    "quadrans": (1.8, 4.2, 13, 19),
    "argenteus": (2.2, 3.8, 16, 21),
    "nummus": (1.5, 12.5, 15, 30),
    "follis": (1.5, 12.5, 15, 30),
    "centenionalis": (2.5, 6.5, 18, 25),
    "ae1": (5.5, 14.0, 25, 33),
    "large_ae2": (4.5, 8.5, 22, 26),
    "ae2": (3.2, 7.5, 20, 26),
    "small_ae2": (3.0, 5.5, 19, 23),
    "reduced_ae2": (2.8, 5.5, 18, 23),
    "ae3": (1.5, 4.0, 16, 21),
    "ae3_4": (0.9, 3.2, 12, 19),
    "ae4": (0.6, 2.0, 9, 17),
    "siliqua": (1.4, 3.6, 15, 20),
    "reduced_siliqua": (0.8, 2.3, 14, 18),
    "half_siliqua": (0.6, 1.5, 11, 15),
    "light_miliarensis": (3.6, 4.9, 20, 26),
    "heavy_miliarensis": (4.7, 6.0, 22, 28),
    "solidus": (3.8, 4.7, 18, 24),
    "semissis": (1.9, 2.4, 15, 20),
    "oneandahalf_scripula": (1.4, 1.8, 13, 17),
    "tremissis": (1.2, 1.6, 12, 16),
    "roman_medallion": (20.0, 90.0, 32, 50),
    "contorniate": (12.0, 50.0, 32, 45),
    "tetradrachm": (6.0, 17.5, 18, 34),
    "didrachm": (5.5, 9.0, 16, 23),
    "drachma": (2.2, 4.6, 13, 20),
    "hemidrachm": (1.1, 2.6, 11, 16),
    "stater": (5.0, 14.5, 15, 26),
}
# What a measured type's own mean allows to either side.
_SPREAD: Final = 1.15
# What a standard allows: wear below, loose striking above; bronze was struck by the pound, not by the piece.
_PRECIOUS: Final = (0.68, 1.12)
_BASE: Final = (0.55, 1.4)
_PRECIOUS_METALS: Final = frozenset({"ar", "av", "el"})


@dataclass(frozen=True, slots=True)
class Standard:
    """The weight a denomination was struck to, from when to when; signed years, None where open."""

    weight_g: float
    metals: tuple[str, ...] = ()
    year_start: int | None = None
    year_end: int | None = None

    def range(self) -> tuple[float, float]:
        low, high = _PRECIOUS if _PRECIOUS_METALS.issuperset(self.metals) else _BASE
        return self.weight_g * low, self.weight_g * high

    def overlaps(self, start: int | None, end: int | None) -> bool:
        starts = self.year_start is None or end is None or self.year_start <= end
        return starts and (self.year_end is None or start is None or self.year_end >= start)


def usual_weight(
    denomination: str,
    mean_g: float | None = None,
    standards: Sequence[Standard] = (),
    years: tuple[int | None, int | None] = (None, None),
) -> tuple[float, float] | None:
    """Return grams from–to: round the type's own mean if known, else by the standards of its years, else as usual for
    the denomination; None for unknown."""
    if mean_g or not standards:
        return _range(denomination, mean_g, 0)
    current = [each for each in standards if each.overlaps(*years)] or standards
    ranges = [each.range() for each in current]
    return min(low for low, _ in ranges), max(high for _, high in ranges)


def usual_diameter(denomination: str, mean_mm: float | None = None) -> tuple[float, float] | None:
    """Return millimetres from–to: round the type's own mean if known, else usual for the denomination."""
    return _range(denomination, mean_mm, 2)


def misfit(value: float, usual: tuple[float, float] | None) -> float:
    """Return 0 inside the usual range, 1 at half or double of it and beyond; 0.25 where nothing is known of it."""
    if usual is None:
        return 0.25
    low, high = usual
    if low <= value <= high:
        return 0.0
    ratio = low / value if value < low else value / high
    return min(1.0, log(ratio) / log(2))


def _range(denomination: str, mean: float | None, at: int) -> tuple[float, float] | None:
    if mean:
        return mean / _SPREAD, mean * _SPREAD
    usual = USUAL.get(denomination)
    return (usual[at], usual[at + 1]) if usual else None
