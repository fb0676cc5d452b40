"""Runs the web server and the worker together, and sees to it that none of their processes is left behind.

Knows nothing of Django. Each child leads a process group of its own, so that a Ctrl-C in the terminal reaches
only the supervisor, and a whole group can be ended at once.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

GRACE_SECONDS = 3.0
TICK_SECONDS = 0.25
RESTARTS = 3
RESTART_WINDOW_SECONDS = 300.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Child:
    """One program under supervision; `restarts` says whether it may be started again when it dies."""

    name: str
    program: str
    arguments: list[str]
    pass_fds: tuple[int, ...] = ()
    restarts: bool = False
    process: "subprocess.Popen[bytes] | None" = None
    restarted_at: list[float] = field(default_factory=list)

    def start(self) -> None:
        command = [sys.executable, "-m", "coinstack.supervised", str(os.getpid()), self.program, *self.arguments]
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, process_group=0, stdin=subprocess.DEVNULL, pass_fds=self.pass_fds
        )

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def may_restart(self) -> bool:
        """True while it has not been started again too often of late."""
        recent = [moment for moment in self.restarted_at if moment > time.monotonic() - RESTART_WINDOW_SECONDS]
        return self.restarts and len(recent) < RESTARTS

    def restart(self) -> None:
        self.kill()
        self.restarted_at.append(time.monotonic())
        self.start()

    def ask_to_stop(self) -> None:
        # To the leader only: it ends its own children in good order.
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def kill(self) -> None:
        """End what is left of the group, and wait until it is gone."""
        if self.process is None:
            return
        _signal_group(self.process.pid, signal.SIGKILL)
        self.process.wait()
        patience = time.monotonic() + 1
        while _signal_group(self.process.pid, 0) and time.monotonic() < patience:
            time.sleep(0.02)

    def how_it_ended(self) -> str:
        code = self.process.returncode if self.process else 0
        if code >= 0:
            return f"ended with exit code {code}"
        return f"was ended by signal {signal.Signals(-code).name}"


class Supervisor:
    """`run()` starts the children and returns the exit code once somebody asked to stop, or a child has died.

    `started` is called once when they run: only then may threads begin, since a child dies with the thread that
    started it. `tick` is called a few times a second; it names a child that must be started again, if any.
    """

    def __init__(
        self,
        children: list[Child],
        *,
        say: Callable[[str], None],
        started: Callable[[], None],
        tick: Callable[[], str | None],
    ) -> None:
        self.children = children
        self.say = say
        self.started = started
        self.tick = tick
        self.stop_asked = threading.Event()

    def run(self) -> int:
        with self._own_signal_handlers():
            try:
                for child in self.children:
                    child.start()
                self.started()
                return self._watch()
            finally:
                self._stop()

    def _watch(self) -> int:
        while not self.stop_asked.wait(TICK_SECONDS):
            for child in self.children:
                if child.has_ended() and not self._revive(child):
                    return 1
            stuck = self.tick()
            for child in self.children:
                if child.name == stuck:
                    self.say(f"The {child.name} takes no work any more and is started again.")
                    child.restart()
            if _make_was_interrupted():
                break
        self.say("Stopping…")
        return 0

    def _revive(self, child: Child) -> bool:
        if not child.may_restart():
            self.say(f"The {child.name} {child.how_it_ended()}. CoinStack stops; the lines above may tell why.")
            return False
        self.say(f"The {child.name} {child.how_it_ended()} and is started again.")
        child.restart()
        return True

    def _stop(self) -> None:
        for child in self.children:
            child.ask_to_stop()
        patience = time.monotonic() + GRACE_SECONDS
        while time.monotonic() < patience and not all(child.has_ended() for child in self.children):
            time.sleep(0.05)
        for child in self.children:
            child.kill()

    @contextmanager
    def _own_signal_handlers(self) -> Iterator[None]:
        """Listen to INT, TERM and HUP even where whoever started us had them ignored."""

        def ask(number: int, frame: FrameType | None) -> None:
            self.stop_asked.set()

        before = {number: signal.signal(number, ask) for number in STOP_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _signal_group(group: int, number: int) -> bool:
    """Signal a process group; False when nobody is left in it."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True


def _make_was_interrupted() -> bool:
    """True when the `make` that started us is handling an interrupt that was sent to it alone.

    It then waits for us without passing the signal on. While it is in its handler, the signal shows as blocked.
    """
    try:
        parent = Path("/proc") / str(os.getppid())
        if parent.joinpath("comm").read_text().strip() not in {"make", "gmake"}:
            return False
        lines = parent.joinpath("status").read_text().splitlines()
    except OSError:
        return False
    blocked = next((int(line.split()[1], 16) for line in lines if line.startswith("SigBlk:")), 0)
    return bool(blocked & 1 << (signal.SIGINT - 1))
