"""Copies of the live database: taken while it is in use, and put back. One pair of functions a kind of database."""

import logging
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import ProgrammingError, connection, connections, transaction
from django.db.backends.utils import CursorWrapper

from coinstack.backup.registry import count_queries
from coinstack.exceptions import CoinStackError

logger = logging.getLogger(__name__)

BUSY_SECONDS = 20
EXCLUSIVE_SECONDS = 3
# An older database, kept before it is brought up to date, may lack a table or column.
NOT_COUNTED = "The backup does not say how many %s it holds: %s"
DROP_EVERYTHING = """
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE 'DROP TABLE IF EXISTS ' || name || ' CASCADE';
  END LOOP;
  FOR name IN SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences WHERE schemaname = 'public' LOOP
    EXECUTE 'DROP SEQUENCE IF EXISTS ' || name || ' CASCADE';
  END LOOP;
END $$;
"""


class BackupProblem(CoinStackError):
    code = "backup"


class DatabaseDamaged(BackupProblem):
    """The live database file cannot be read as one any more."""


def engine() -> str:
    return "postgresql" if connection.vendor == "postgresql" else "sqlite"


def database_bytes() -> int:
    """About how large the live database is."""
    if engine() == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    path = sqlite_path()
    return sum(part.stat().st_size for part in (path, _beside(path, "-wal")) if part.exists())


def database_version() -> str:
    if engine() == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return str(cursor.fetchone()[0])
    return sqlite3.sqlite_version


def live_counts() -> dict[str, int]:
    """What a backup would count, in the live database."""
    counts = {}
    with connection.cursor() as cursor:
        for name, (sql, parameters) in count_queries().items():
            cursor.execute(sql, parameters)
            counts[name] = int(cursor.fetchone()[0])
    return counts


def snapshot(target: Path) -> dict[str, int]:
    """Write a consistent copy of the live database to `target`; returns the counts of that very copy."""
    return _snapshot_postgres(target) if engine() == "postgresql" else _snapshot_sqlite(target)


def replace_database(source: Path) -> None:
    """Put the copy in the place of the live database, whole or not at all."""
    if engine() == "postgresql":
        _replace_postgres(source)
    else:
        _replace_sqlite(source)


def sqlite_path() -> Path:
    return Path(connection.settings_dict["NAME"])


def sqlite_problems(path: Path) -> list[str]:
    """What SQLite itself finds wrong with a database file."""
    try:
        with _opened(path, BUSY_SECONDS) as database:
            found = [row[0] for row in database.execute("PRAGMA integrity_check(5)")]
    except sqlite3.DatabaseError as error:
        return [f"the database cannot be read: {error}"]
    return [] if found == ["ok"] else [f"the database is damaged: {problem}" for problem in found]


def _snapshot_sqlite(target: Path) -> dict[str, int]:
    # VACUUM INTO reads one consistent state while others go on writing; copying the file would not.
    try:
        with _opened(sqlite_path(), BUSY_SECONDS) as database:
            database.execute("VACUUM INTO ?", [str(target)])
    except sqlite3.OperationalError as error:
        raise BackupProblem(f"The database could not be copied: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise DatabaseDamaged(f"The database is damaged: {error}.") from error
    target.chmod(0o600)
    return _count_in_sqlite(target)


def _count_in_sqlite(copy: Path) -> dict[str, int]:
    counts = {}
    with _opened(copy, BUSY_SECONDS) as database:
        for name, (sql, parameters) in count_queries().items():
            try:
                counts[name] = database.execute(sql.replace("%s", "?"), parameters).fetchone()[0]
            except sqlite3.OperationalError as error:
                logger.warning(NOT_COUNTED, name, error)
    return counts


def _replace_sqlite(source: Path) -> None:
    live = sqlite_path()
    connections.close_all()
    if live.exists():
        _let_nobody_else_in(live)
    for suffix in ("-wal", "-shm"):
        _beside(live, suffix).unlink(missing_ok=True)
    # Into the same folder first: only within one file system is the exchange a single step.
    staged = _beside(live, ".restored")
    shutil.move(source, staged)
    staged.replace(live)


def _let_nobody_else_in(live: Path) -> None:
    """Fold the write-ahead log into the file; SQLite refuses that while anybody else has the database open."""
    try:
        with _opened(live, EXCLUSIVE_SECONDS) as database:
            mode = database.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise BackupProblem(
            f"Another program has the database open ({error}). Stop CoinStack and every other command first."
        ) from error
    except sqlite3.DatabaseError:
        return  # What is there is no database any more: the very reason to restore.
    if mode != "delete":
        raise BackupProblem("Another program has the database open. Stop CoinStack and every other command first.")


@contextmanager
def _opened(path: Path, timeout: float) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(path, timeout=timeout, isolation_level=None)
    try:
        yield database
    finally:
        database.close()


def _snapshot_postgres(target: Path) -> dict[str, int]:
    with transaction.atomic(), connection.cursor() as cursor:
        # Dump and counts see the same moment, however long the dump takes.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        moment = cursor.fetchone()[0]
        _postgres("pg_dump", "--format=custom", f"--snapshot={moment}", f"--file={target}")
        target.chmod(0o600)
        return _count_in_postgres(cursor)


def _count_in_postgres(cursor: CursorWrapper) -> dict[str, int]:
    counts = {}
    for name, (sql, parameters) in count_queries().items():
        try:
            with transaction.atomic():
                cursor.execute(sql, parameters)
                counts[name] = int(cursor.fetchone()[0])
        except ProgrammingError as error:
            logger.warning(NOT_COUNTED, name, error)
    return counts


def _replace_postgres(source: Path) -> None:
    connections.close_all()
    with TemporaryDirectory(dir=source.parent) as folder:
        drop, contents, script = (Path(folder) / name for name in ("drop.sql", "contents.txt", "restore.sql"))
        drop.write_text(DROP_EVERYTHING)
        # Extensions belong to whoever set the database up; an ordinary role could neither drop nor make them.
        listed = _run(["pg_restore", "--list", str(source)], {}).splitlines()
        contents.write_text("\n".join(line for line in listed if " EXTENSION " not in line))
        restore = ["pg_restore", "--no-owner", "--no-privileges", f"--use-list={contents}", f"--file={script}"]
        _run([*restore, str(source)], {})
        _postgres(
            "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1",
            f"--file={drop}", f"--file={script}", "--output=/dev/null",
        )  # fmt: skip


def _postgres(program: str, *arguments: str) -> str:
    """Run a PostgreSQL program on the live database; the password goes through the environment, not the list."""
    values = connection.settings_dict
    places = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = {variable: str(values[key]) for variable, key in places.items() if values.get(key)}
    options: dict[str, Any] = values.get("OPTIONS") or {}
    if "sslmode" in options:
        environment["PGSSLMODE"] = options["sslmode"]
    return _run([program, *arguments], environment)


def _run(command: list[str], environment: dict[str, str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell
            command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise BackupProblem(f"{command[0]} is missing. Install it: apt install postgresql-client") from error
    if done.returncode:
        raise BackupProblem(f"{command[0]} failed: {done.stderr.strip() or done.returncode}")
    return done.stdout


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
