"""Time as the network code sees it, so that tests need not wait."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from coinstack.http.errors import TimedOut


@dataclass(frozen=True, slots=True)
class Clock:
    """`wall` is shared by all processes (seconds since 1970), `monotonic` measures, `sleep` waits."""

    wall: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Deadline:
    """The end of one exchange, however slowly its bytes drip."""

    def __init__(self, url: str, seconds: float, clock: Clock) -> None:
        self.url, self.seconds, self.clock = url, seconds, clock
        self.ends_at = clock.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """Return the seconds that the next step may take; raises TimedOut when none are left."""
        remaining = self.ends_at - self.clock.monotonic()
        if remaining <= 0:
            raise TimedOut(self.url, f"The answer was not complete after {self.seconds:g} seconds.")
        return remaining if timeout is None else min(timeout, remaining)
