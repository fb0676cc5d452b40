"""Handing in jobs to a running instance, and looking at their rows, from outside its processes."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from coinstack.testing import PATIENCE_S, until
from coinstack.tests.instance import CHECKOUT, data_with, environment

SETTINGS = "coinstack.jobs.tests.worker_settings"
FAST = {"DJANGO_SETTINGS_MODULE": SETTINGS, "TEST_CLOCK": "fast"}
REAL = {"DJANGO_SETTINGS_MODULE": SETTINGS}
ENQUEUE = """
import django, json, sys
django.setup()
from coinstack.jobs.queue import enqueue
print(enqueue(sys.argv[1], **json.loads(sys.argv[2])).pk)
"""


class Desk:
    """The jobs of one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def enqueue(self, kind: str, **args: object) -> int:
        done = subprocess.run(
            [sys.executable, "-c", ENQUEUE, kind, json.dumps(args)],
            cwd=CHECKOUT,
            env=environment(self.data, **REAL),
            capture_output=True,
            text=True,
            check=True,
        )
        return int(done.stdout)

    def row(self, job_id: int) -> dict:
        with closing(sqlite3.connect(self.data / "db.sqlite3", timeout=20)) as database:
            database.row_factory = sqlite3.Row
            return dict(database.execute("SELECT * FROM jobs_job WHERE id = ?", [job_id]).fetchone())

    def state(self, job_id: int) -> str:
        return self.row(job_id)["state"]

    def stamps(self, job_id: int) -> dict[int, int]:
        """Item → the process that did it."""
        files = (self.data / "stamps").glob(f"{job_id}-*")
        return {int(path.name.split("-")[1]): int(path.read_text() or 0) for path in files}

    def wait_for(self, job_id: int, state: str, seconds: float = PATIENCE_S) -> dict:
        assert until(lambda: self.state(job_id) == state, seconds), self.row(job_id)
        return self.row(job_id)

    def kill_worker_of(self, job_id: int) -> int:
        """Kill the process that works on the job, hard, after it has written down some progress."""
        assert until(lambda: self.row(job_id)["done"] > 0)
        pid = self.stamps(job_id)[0]
        os.kill(pid, signal.SIGKILL)
        return pid


def made(migrated: Path, tmp_path_factory, name: str) -> Path:
    return data_with(migrated, tmp_path_factory.mktemp(name) / "data")
