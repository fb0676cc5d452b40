"""Which of many guesses is most like one or two coins: round, alike in size, level, not over the edge, often found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import pi, sqrt

from coins.imaging.disc_circles import Disc, overlap

SAME = 0.9  # overlap of two guesses that count as one
LEAST = 0.25


@dataclass(frozen=True, slots=True)
class Guess:
    """One or two discs, the obverse first, and how much they are like coins: 0 to 1."""

    discs: tuple[Disc, ...]
    score: float
    is_stacked: bool = False


def guesses(found: Sequence[Disc], size: tuple[int, int]) -> list[Guess]:
    """Every single disc and every pair of a mask, those that are no coins left out."""
    singles = [Guess((disc,), _single(disc, size)) for disc in found]
    pairs = [_pair(one, other, size) for one, other in combinations(found, 2)]
    return [guess for guess in (*singles, *pairs) if guess.score >= LEAST]


def best(found: Iterable[Guess]) -> tuple[Guess, float] | None:
    """The guess that scores best with those that agree with it, and how sure that is: 0 to 1."""
    every = list(found)
    if not every:
        return None
    weights = [sum(other.score for other in every if agree(guess, other)) for guess in every]
    value = [guess.score**2 * (1 - 0.5 ** (1 + weight)) for guess, weight in zip(every, weights, strict=True)]
    at = max(range(len(every)), key=value.__getitem__)
    alike = [guess for guess in every if agree(every[at], guess)]
    rival = max((value[i] for i, guess in enumerate(every) if len(guess.discs) != len(every[at].discs)), default=0.0)
    sure = every[at].score * min(1.0, len(alike) / 5) * min(1.0, 0.5 + value[at] - rival * 0.5)
    return every[at], max(0.0, min(1.0, sure))


def agree(one: Guess, other: Guess) -> bool:
    return len(one.discs) == len(other.discs) and all(
        overlap(mine, theirs) >= SAME for mine, theirs in zip(one.discs, other.discs, strict=True)
    )


def _single(disc: Disc, size: tuple[int, int]) -> float:
    width, height = size
    centred = 1 - min(1.0, max(abs(disc.x / width - 0.5), abs(disc.y / height - 0.5)) / 0.35)
    large = min(1.0, disc.r / (0.3 * min(size)))
    square = min(1.0, 1.55 * min(size) / max(size))
    return _roundness(disc) * _inside(disc, size) * large**2 * sqrt(centred) * square


def _pair(one: Disc, other: Disc, size: tuple[int, int]) -> Guess:
    is_stacked = abs(one.y - other.y) > abs(one.x - other.x)
    first, second = sorted((one, other), key=lambda disc: disc.y if is_stacked else disc.x)
    along, across = second.x - first.x, abs(second.y - first.y)
    if is_stacked:
        along, across = second.y - first.y, abs(second.x - first.x)
    mean = (one.r + other.r) / 2
    alike = _ramp(min(one.r, other.r) / max(one.r, other.r), 0.6, 0.85)
    level = _ramp(-across / mean, -0.7, -0.25)
    apart = _ramp(along / mean, 1.45, 1.8) * _ramp(-along / mean, -5, -3)
    covered = _ramp(pi * (one.r**2 + other.r**2) / (size[0] * size[1]), 0.05, 0.25)
    round_both = min(_roundness(one), _roundness(other))
    score = round_both * min(_inside(one, size), _inside(other, size)) * alike * level * apart * covered
    return Guess((first, second), score, is_stacked)


def _roundness(disc: Disc) -> float:
    return _ramp(disc.fill, 0.6, 0.9) * (0.4 + 0.6 * _ramp(disc.edge, 0.1, 0.75))


def _inside(disc: Disc, size: tuple[int, int]) -> float:
    """Coins are not cut off: how far the circle reaches over the edge."""
    over = max(disc.r - disc.x, disc.r - disc.y, disc.x + disc.r - size[0], disc.y + disc.r - size[1])
    return _ramp(-over / disc.r, -0.3, -0.06)


def _ramp(value: float, low: float, high: float) -> float:
    return max(0.0, min(1.0, (value - low) / (high - low)))
