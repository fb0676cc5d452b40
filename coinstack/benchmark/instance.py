"""A CoinStack of its own to be measured: an empty data folder, a web server, and nothing left of either."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import OperationalError, connection

from coinstack.exceptions import CoinStackError
from coinstack.jobs.foreground import termination_interrupts
from coinstack.management.commands.up import WEB, children
from coinstack.startup import listen, web_answers

START_SECONDS = 30
LOOK_SECONDS = 0.1
MANAGE = Path(settings.BASE_DIR) / "manage.py"


@dataclass(frozen=True, slots=True)
class Finished:
    """How a command went: its output, how long it took, and the most memory it held at once."""

    output: str
    seconds: float
    peak_mb: float


@contextmanager
def fresh_environment() -> Iterator[dict[str, str]]:
    """Environment variables for commands that work on an empty database of their own, which is removed afterwards.

    SQLite in a temporary folder; with DATABASE_URL, a schema of its own in that PostgreSQL database, which is made,
    and removed again, when it does not exist.
    """
    unset = dict.fromkeys(("COINSTACK_BASE_URL", "COINSTACK_ALLOWED_HOSTS", "REDIS_URL"), "")
    with (
        tempfile.TemporaryDirectory(prefix="coinstack-bench-") as folder,
        _own_schema() as database,
        termination_interrupts(),
    ):
        yield {**os.environ, **unset, **database, "COINSTACK_DATA": folder, "COINSTACK_OFFLINE": "1"}


@contextmanager
def _own_schema() -> Iterator[dict[str, str]]:
    if not settings.DATABASE_URL:
        yield {"DATABASE_URL": ""}
        return
    schema = f"coinstack_bench_{uuid4().hex[:12]}"
    separator = "&" if "?" in settings.DATABASE_URL else "?"
    with _existing_database():
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {schema}")
        try:
            yield {"DATABASE_URL": f"{settings.DATABASE_URL}{separator}options=-csearch_path={schema},public"}
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f"DROP SCHEMA {schema} CASCADE")


@contextmanager
def _existing_database() -> Iterator[None]:
    """The PostgreSQL database of DATABASE_URL; one that does not exist is made for as long as the measuring takes."""
    name = connection.settings_dict["NAME"]
    quoted = connection.ops.quote_name(name)
    try:
        connection.ensure_connection()
    except OperationalError:
        with connection._nodb_cursor() as cursor:  # the server without the database, as Django's own tests ask for it
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone():
                raise
            cursor.execute(f"CREATE DATABASE {quoted}")
        try:
            yield
        finally:
            connection.close()
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")
    else:
        yield


def settle_tables() -> None:
    """Do what PostgreSQL does by itself within a minute of much writing, and SQLite never needs."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def run_beside(words: Sequence[str], environment: dict[str, str]) -> int:
    """Run a management command with its output passed on; it never outlives us. Returns its exit code."""
    process = subprocess.Popen([sys.executable, str(MANAGE), *words], env=environment, cwd=MANAGE.parent)  # noqa: S603
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def run_measured(*words: str) -> Finished:
    """Run a management command on our own database. Raises CoinStackError when it fails."""
    with tempfile.TemporaryFile("w+") as written:
        started = time.perf_counter()
        process = subprocess.Popen([sys.executable, str(MANAGE), *words], cwd=MANAGE.parent, stdout=written)  # noqa: S603
        try:
            peak = _peak_megabytes(process)
        except BaseException:  # cleaned up after an interrupt, too, and raised again
            process.kill()
            raise
        seconds = time.perf_counter() - started
        written.seek(0)
        output = written.read()
    if process.returncode:
        raise CoinStackError(f"{words[0]} failed with exit code {process.returncode}: {output.strip()[:500]}")
    return Finished(output, seconds, peak)


def _peak_megabytes(process: "subprocess.Popen[bytes]") -> float:
    """Wait until it has ended; the most memory it held, as looked at ten times a second.

    What `wait4` tells would be no less than what we hold ourselves: the kernel counts the moment before the command
    replaced us in the new process.
    """
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, high_water_mb(process.pid))
        time.sleep(LOOK_SECONDS)
    return peak


def high_water_mb(pid: int) -> float:
    """The most memory that a process has held so far, in megabytes; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    kilobytes = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
    return kilobytes / 1024


@contextmanager
def web_server() -> Iterator[tuple[str, int]]:
    """The web process as `up` starts it, on a free port of 127.0.0.1; its host and port once it answers."""
    with listen("127.0.0.1", 0) as listener:
        web = next(child for child in children(listener) if child.name == WEB)
        web.start()
        try:
            limit = time.monotonic() + START_SECONDS
            while not web_answers(listener):
                if web.has_ended() or time.monotonic() > limit:
                    raise CoinStackError("The web server does not start.")
                time.sleep(0.1)
            host, port = listener.getsockname()[:2]
            yield host, port
        finally:
            web.ask_to_stop()
            if web.process:
                _wait_briefly(web.process)
            web.kill()


def _wait_briefly(process: "subprocess.Popen[bytes]") -> None:
    limit = time.monotonic() + 4
    while process.poll() is None and time.monotonic() < limit:
        time.sleep(0.05)
