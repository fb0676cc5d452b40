"""One instance a data folder: a lock that the kernel lets go of when its process ends in any way."""

import fcntl
import os
from pathlib import Path
from typing import Self

from coinstack.exceptions import CoinStackError


class NotStarted(CoinStackError):
    code = "not_started"


class FolderLock:
    """Held by whatever must be alone on a data folder: the running instance, or a restore.

    The kernel lets go of it when the process ends in any way, so a stale file means nothing.
    """

    def __init__(self, folder: Path, holder: str) -> None:
        self.path = folder / "up.lock"
        self.holder = holder

    def __enter__(self) -> Self:
        """Raises NotStarted naming the process that holds the folder already."""
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        self.file = os.fdopen(handle, "r+", encoding="utf-8")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid, _, holder = self.file.read().strip().partition("\n")
            self.file.close()
            raise NotStarted(
                f"Process {pid or '?'} uses the data folder {self.path.parent} already ({holder or 'starting'}). "
                "Stop it first, or name another folder in COINSTACK_DATA."
            ) from None
        self.say(self.holder)
        return self

    def say(self, holder: str) -> None:
        """Write down who holds the lock, for the message that the next one gets."""
        self.file.seek(0)
        self.file.truncate()
        self.file.write(f"{os.getpid()}\n{holder}\n")
        self.file.flush()

    def __exit__(self, *exc: object) -> None:
        self.file.close()
