"""A number that stays nearly the same when a picture is made smaller, brighter or saved again: its low frequencies.

After the discrete cosine transform of a 32 × 32 grey picture, each of the 8 × 8 lowest frequencies but the constant one
gives a bit: whether it lies above their median.
"""

from functools import cache
from math import cos, pi, sqrt
from statistics import median

from PIL import Image

SIDE = 32
KEPT = 8
GROUND = 128
FAINTEST = 1.0


def perceptual_hash(picture: Image.Image) -> str:
    """16 hexadecimal digits; empty for a picture without any detail. What is transparent counts as grey."""
    ground = Image.new("RGBA", picture.size, (GROUND, GROUND, GROUND, 255))
    grey = Image.alpha_composite(ground, picture.convert("RGBA")) if picture.mode == "RGBA" else picture
    small = grey.convert("L").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    values = list(small.tobytes())
    rows = [_lowest(values[at : at + SIDE]) for at in range(0, SIDE * SIDE, SIDE)]
    columns = [_lowest([row[at] for row in rows]) for at in range(KEPT)]
    frequencies = [columns[x][y] for y in range(KEPT) for x in range(KEPT)]
    if max(map(abs, frequencies[1:])) < FAINTEST:
        return ""
    middle = median(frequencies[1:])
    bits = "".join("1" if value > middle else "0" for value in frequencies)
    return f"{int(bits, 2):016x}"


def distance(one: str, other: str) -> int:
    """How many of the 64 bits differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _lowest(values: list[float] | list[int]) -> list[float]:
    return [sum(map(float.__mul__, map(float, values), wave)) for wave in _waves()]


@cache
def _waves() -> tuple[tuple[float, ...], ...]:
    return tuple(
        tuple(sqrt(2 / SIDE) * cos(pi * frequency * (2 * at + 1) / (2 * SIDE)) for at in range(SIDE))
        for frequency in range(KEPT)
    )
