"""Manners: how long to wait before a host is asked again, agreed between all processes of one machine.

Each host has a small file with the moment from which it may be asked next. A process takes its turn by moving that
moment on under a lock, and waits outside the lock. Several machines that share a database do not know of each other.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from coinstack.http.clock import Clock
from coinstack.http.errors import TooBusy

_LONGEST_BELIEVED_S: Final = 3600.0
"""A moment farther away comes from a clock that was set back, not from a turn that somebody took."""


class Pace:
    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self.clock = folder, clock

    def wait(self, url: str, host: str, interval_s: float, patience_s: float) -> None:
        """Wait for a turn; raises TooBusy, without taking one, when it would come after `patience_s`."""
        with self._turn(host) as turn:
            pause = turn.pause
            if pause > patience_s:
                raise TooBusy(url, f"{host} was asked often; the next turn is in {pause:.0f} seconds.", pause)
            turn.move(pause + interval_s)
        if pause > 0:
            self.clock.sleep(pause)

    def hold_back(self, host: str, seconds: float) -> None:
        """The host asked for a rest: nobody goes there for so long."""
        with self._turn(host) as turn:
            turn.move(max(turn.pause, min(seconds, _LONGEST_BELIEVED_S)))

    @contextmanager
    def _turn(self, host: str) -> Iterator["_Turn"]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = hashlib.sha256(host.encode()).hexdigest()[:32]
        handle = os.open(self.folder / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield _Turn(handle, self.clock.wall())
        finally:
            os.close(handle)


class _Turn:
    def __init__(self, handle: int, now: float) -> None:
        self.handle, self.now = handle, now

    @property
    def pause(self) -> float:
        """Seconds until the host may be asked; a file that cannot be read asks for none."""
        try:
            pause = float(os.pread(self.handle, 40, 0)) - self.now
        except ValueError:
            return 0.0
        return pause if 0 < pause <= _LONGEST_BELIEVED_S else 0.0

    def move(self, seconds: float) -> None:
        text = f"{self.now + seconds:.3f}".encode()
        os.pwrite(self.handle, text, 0)
        os.ftruncate(self.handle, len(text))
