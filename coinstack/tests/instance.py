"""A real CoinStack in processes of its own, on a data folder of its own, for tests of how it starts and stops."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from django.conf import settings

from coinstack.testing import PATIENCE_S, until

CHECKOUT = Path(settings.BASE_DIR)


def environment(data: Path, **more: str) -> dict[str, str]:
    """The surroundings of a fresh start: SQLite in `data`, any free port, nothing of the developer's own settings.

    Those are set to nothing rather than left out, so that a `.env` in the checkout does not count either.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_"))}
    named = re.findall(r"(?m)^# ([A-Z_]+)=", (CHECKOUT / ".env.example").read_text())
    fresh = {"COINSTACK_DATA": str(data), "COINSTACK_DEBUG": "1", "PORT": "0", "PYTHONUNBUFFERED": "1"}
    return {**kept, **dict.fromkeys(named, ""), **fresh, **more}


def data_with(database: Path, data: Path) -> Path:
    """The data folder, made with a copy of a database that nobody has open."""
    data.mkdir(mode=0o700)
    shutil.copy(database, data / "db.sqlite3")
    return data


def manage(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a management command to its end."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=CHECKOUT,
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


class Instance:
    """`manage.py up` under test; `address` is where it answers once `wait_until_up` has returned."""

    def __init__(
        self,
        data: Path,
        command: list[str] | None = None,
        *,
        ignore_interrupt: bool = False,
        log: str = "first",
        **more: str,
    ) -> None:
        self.data = data
        self.log = data.parent / f"{data.name}-{log}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command or [sys.executable, "manage.py", "up"],
                cwd=CHECKOUT,
                env=environment(data, **more),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=_ignore_interrupt if ignore_interrupt else heed_interrupt,
            )

    def wait_until_up(self) -> str:
        """Return the address that the supervisor prints when the web server answers."""
        until(lambda: " is running at " in self.output() or self.process.poll() is not None)
        assert self.process.poll() is None, self.output()
        self.address = self.output().split(" is running at ")[1].split("/ ")[0]
        return self.address

    def output(self) -> str:
        return self.log.read_text()

    def get(self, path: str) -> int:
        return httpx.get(self.address + path, timeout=10).status_code

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=15)

    def processes(self) -> dict[int, str]:
        return processes_of(self.data)


@contextmanager
def running(data: Path, *args: object, **kwargs: object) -> Iterator[Instance]:
    """An instance that is up; whatever happens, none of its processes is left afterwards."""
    instance = Instance(data, *args, **kwargs)
    try:
        instance.wait_until_up()
        yield instance
    finally:
        kill_all(data)
        instance.process.wait()


def processes_of(data: Path) -> dict[int, str]:
    """Every process that was started with this data folder: pid and command line."""
    found = {}
    mark = f"COINSTACK_DATA={data}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue  # It ended while we looked.
    return found


def kill_all(data: Path) -> None:
    for pid in processes_of(data):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _ignore_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def heed_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
