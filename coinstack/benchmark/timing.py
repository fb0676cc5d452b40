"""Times of requests, and how they compare with what is allowed."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

WARM_UP = 4


@dataclass(frozen=True, slots=True)
class Page:
    """What to ask for, in turn, under one name. `budget_ms` is for the 95th percentile; None where nothing is set.

    Of the pages of a `group` a report shows the slowest one.
    """

    name: str
    paths: tuple[str, ...]
    budget_ms: float | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """`limit_ms` is what the page's own queries took alone, see `limit.py`; None where that was not measured."""

    page: Page
    times_ms: tuple[float, ...]
    limit_ms: float | None = None

    @property
    def p50_ms(self) -> float:
        return percentile(self.times_ms, 0.50)

    @property
    def p95_ms(self) -> float:
        return percentile(self.times_ms, 0.95)

    @property
    def is_over(self) -> bool:
        return self.page.budget_ms is not None and self.p95_ms > self.page.budget_ms

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.page.name,
            "group": self.page.group,
            "p50_ms": round(self.p50_ms, 1),
            "p95_ms": round(self.p95_ms, 1),
            "limit_ms": None if self.limit_ms is None else round(self.limit_ms, 1),
            "budget_ms": self.page.budget_ms,
            "over": self.is_over,
        }


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of them do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)]


def timed(page: Page, get: Callable[[str], object], requests: int, *, warm_up: int = WARM_UP) -> Timing:
    """Call `get` on the page's paths in turn, `requests` times after a few that do not count."""
    paths = cycle(page.paths)
    for path in islice(paths, warm_up):
        get(path)
    return Timing(page, tuple(_milliseconds(get, path) for path in islice(paths, requests)))


def _milliseconds(get: Callable[[str], object], path: str) -> float:
    started = time.perf_counter()
    get(path)
    return (time.perf_counter() - started) * 1000
