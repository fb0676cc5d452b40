"""Input made to take for ever: what it may cost at most."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def within_cpu(seconds: float) -> Iterator[None]:
    """Seconds of computing in this thread, a multiple of what is needed: how busy the machine is does not count."""
    begun = time.thread_time()
    yield
    assert time.thread_time() - begun < seconds
