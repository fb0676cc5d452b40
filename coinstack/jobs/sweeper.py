"""The thread of the supervisor that looks after jobs every 15 seconds."""

import logging
import threading
import time

from django.db import Error as DatabaseProblem
from django.db import connections

from coinstack.jobs.daily import queue_daily
from coinstack.jobs.sweep import queue_is_stalled, sweep
from coinstack.jobs.timing import STALLED_AFTER, SWEEP_SECONDS

logger = logging.getLogger(__name__)


class Sweeper:
    """Sweeps from its own thread, so that a database that keeps it waiting never delays a stop signal."""

    def __init__(self) -> None:
        self.stalled = threading.Event()
        self.stopped = threading.Event()
        self.found_at: float | None = None
        self.thread = threading.Thread(target=self._work, name="sweeper", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        self.stopped.set()
        self.thread.join(timeout=1)

    def found_stalled(self) -> bool:
        """True once for each time the queue was found to stand still."""
        found = self.stalled.is_set()
        self.stalled.clear()
        return found

    def _has_had_time(self) -> bool:
        """Workers that were just started again get as long to take the first job as a standing queue is borne."""
        return self.found_at is None or time.monotonic() - self.found_at >= STALLED_AFTER.total_seconds()

    def _work(self) -> None:
        try:
            last = time.time()
            while not self.stopped.is_set():
                # When the machine slept or its clock was set, every job looks silent: the living get a round to speak.
                if abs(time.time() - last) < 2 * SWEEP_SECONDS:
                    self._sweep()
                last = time.time()
                self.stopped.wait(SWEEP_SECONDS)
        finally:
            connections.close_all()

    def _sweep(self) -> None:
        try:
            swept = sweep()
            if swept.queued or swept.ended:
                logger.warning("%s jobs queued again, %s given up.", swept.queued, swept.ended)
            if self._has_had_time() and queue_is_stalled():
                self.found_at = time.monotonic()
                self.stalled.set()
            queue_daily()
        except (DatabaseProblem, OSError):
            # Whatever falls due every day looks into folders, too; the next round may find them again.
            logger.exception("The jobs could not be looked after this time.")
            connections.close_all()
