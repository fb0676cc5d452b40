"""What the environment makes of the settings, each time in a process of its own, and what SQLite really does."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test import Client, override_settings

from coinstack.accounts.models import User
from coinstack.env import postgres_settings
from coinstack.testing import PASSWORD

SHOWN = [
    "ALLOWED_HOSTS",
    "BEHIND_PROXY",
    "BIND_HOST",
    "CSRF_COOKIE_SECURE",
    "CSRF_TRUSTED_ORIGINS",
    "DEBUG",
    "SECRET_KEY",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
    "SESSION_COOKIE_SECURE",
]
PRINT_SETTINGS = (
    "import json, os; os.umask(0)\n"
    "from coinstack import settings\n"
    f"print(json.dumps({{name: getattr(settings, name) for name in {SHOWN!r}}}))"
)


def start(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", PRINT_SETTINGS],
        env={**kept, "COINSTACK_DATA": str(folder), **environment},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
    )


def settings_under(folder: Path, **environment: str) -> dict[str, Any]:
    done = start(folder, **environment)
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_without_a_base_url_cookies_work_over_http_on_this_machine(tmp_path: Path) -> None:
    found = settings_under(tmp_path / "data")
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert found["CSRF_TRUSTED_ORIGINS"] == []
    assert not found["SESSION_COOKIE_SECURE"]
    assert not found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_PROXY_SSL_HEADER"] is None
    assert not found["BEHIND_PROXY"]
    assert not found["DEBUG"]


@pytest.mark.parametrize(
    ("address", "host", "origin", "secure"),
    [
        ("https://coins.example.org", "coins.example.org", "https://coins.example.org", True),
        ("https://coins.example.org/", "coins.example.org", "https://coins.example.org", True),
        ("https://example.org:8443", "example.org", "https://example.org:8443", True),
        ("http://192.168.1.20:8000", "192.168.1.20", "http://192.168.1.20:8000", False),
        ("http://localhost:8000", "localhost", "http://localhost:8000", False),
    ],
)
def test_base_url_decides(tmp_path: Path, address: str, host: str, origin: str, secure: bool) -> None:
    found = settings_under(tmp_path / "data", COINSTACK_BASE_URL=address)
    assert host in found["ALLOWED_HOSTS"]
    assert found["CSRF_TRUSTED_ORIGINS"] == [origin]
    assert (found["SESSION_COOKIE_SECURE"], found["CSRF_COOKIE_SECURE"]) == (secure, secure)
    assert found["SECURE_PROXY_SSL_HEADER"] == (["HTTP_X_FORWARDED_PROTO", "https"] if secure else None)
    assert bool(found["SECURE_HSTS_SECONDS"]) is secure
    assert found["BEHIND_PROXY"]


def test_allowed_hosts_are_added(tmp_path: Path) -> None:
    found = settings_under(tmp_path / "data", COINSTACK_ALLOWED_HOSTS="coins.lan, nas.local", HOST="0.0.0.0")  # noqa: S104
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]", "coins.lan", "nas.local"]
    assert found["BIND_HOST"] == "0.0.0.0"  # noqa: S104


def test_odd_value_stops_the_program_with_a_sentence(tmp_path: Path) -> None:
    done = start(tmp_path / "data", COINSTACK_DEBUG="maybe")
    assert (done.returncode, done.stdout) == (2, "")
    assert "COINSTACK_DEBUG='maybe' is neither on" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "address",
    [
        "coins.example.org",
        "ftp://coins.example.org",
        "https://",
        "https://coins.example.org:https",
        "https://[2001:db8::7",
        "https://coins.example.org/coins",
        "https://julia@coins.example.org",
    ],
)
def test_base_url_that_is_no_address_stops_the_program(tmp_path: Path, address: str) -> None:
    done = start(tmp_path / "data", COINSTACK_BASE_URL=address)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"COINSTACK_BASE_URL='{address.rstrip('/')}' must be" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "address",
    [
        "mysql://db/coins",
        "postgres://db",
        "postgres://db:port/coins",
        "postgres://[::1/coins",
        "postgres://db/coins?sslmode",
    ],
)
def test_database_url_that_cannot_be_read_stops_the_program(tmp_path: Path, address: str) -> None:
    done = start(tmp_path / "data", DATABASE_URL=address)
    assert (done.returncode, done.stdout) == (2, "")
    assert "postgres://user:password@host:5432/name" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("", {"options": "-c random_page_cost=1.1"}),
        ("?sslmode=require", {"options": "-c random_page_cost=1.1", "sslmode": "require"}),
        ("?options=-csearch_path%3Dcoins", {"options": "-c random_page_cost=1.1 -csearch_path=coins"}),
    ],
    ids=["none", "another", "options of the server"],
)
def test_options_of_the_database_join_our_own(query: str, options: dict[str, str]) -> None:
    assert postgres_settings(f"postgres://coins:secret@db/coins{query}")["OPTIONS"] == options


def test_data_folder_key_and_database_are_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    key = settings_under(folder)["SECRET_KEY"]
    assert mode_of(folder) == 0o700
    assert {path.name: mode_of(path) for path in folder.iterdir()} == {
        "backups": 0o700,
        "cache": 0o700,
        "db.sqlite3": 0o600,
        "logs": 0o700,
        "media": 0o700,
        "secret_key": 0o600,
    }
    assert len(key) >= 64
    assert settings_under(folder)["SECRET_KEY"] == key


def test_database_in_a_folder_that_is_open_to_others_is_for_the_owner_only(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    settings_under(tmp_path)
    assert mode_of(tmp_path / "db.sqlite3") == 0o600


def test_given_key_is_used_and_none_is_kept(tmp_path: Path) -> None:
    given = "k" * 50
    assert settings_under(tmp_path / "data", COINSTACK_SECRET_KEY=given)["SECRET_KEY"] == given
    assert not (tmp_path / "data" / "secret_key").exists()


def test_empty_key_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    done = start(tmp_path)
    assert done.returncode == 2
    assert "is empty" in done.stderr


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# Cookies as they are sent


def test_cookies_over_http_on_loopback_are_not_secure(alice: User) -> None:
    client = Client(headers={"Host": "localhost"})
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"username": "alice", "password": PASSWORD})
    assert {name: bool(cookie["secure"]) for name, cookie in client.cookies.items()} == {
        "csrftoken": False,
        "sessionid": False,
    }
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"


@override_settings(
    SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")
)
def test_cookies_behind_a_certificate_are_secure(alice: User) -> None:
    client = Client(headers={"Host": "localhost", "X-Forwarded-Proto": "https"})
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"username": "alice", "password": PASSWORD})
    assert {name: bool(cookie["secure"]) for name, cookie in client.cookies.items()} == {
        "csrftoken": True,
        "sessionid": True,
    }


# SQLite


@pytest.fixture
def fresh(db: None, tmp_path: Path) -> Iterator[DatabaseWrapper]:
    """A connection with the production options to a file that did not exist before."""
    if connection.vendor != "sqlite":
        pytest.skip("the suite runs on another database")
    wrapper = connection.copy()
    wrapper.settings_dict = {**wrapper.settings_dict, "NAME": tmp_path / "fresh.sqlite3"}
    yield wrapper
    wrapper.close()


def test_pragmas_read_back_on_a_fresh_file(fresh: DatabaseWrapper) -> None:
    names = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
    with fresh.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names}
    assert found == {"journal_mode": "wal", "synchronous": 1, "busy_timeout": 20000, "foreign_keys": 1}


def test_transaction_takes_the_write_lock_at_its_begin(fresh: DatabaseWrapper) -> None:
    with fresh.cursor() as cursor:
        cursor.execute("CREATE TABLE coin (weight_g REAL)")
    with sqlite3.connect(fresh.settings_dict["NAME"], timeout=0, isolation_level=None) as other:
        fresh.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with pytest.raises(sqlite3.OperationalError, match="database is locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM coin").fetchone() == (0,)
        fresh.rollback()
        fresh.set_autocommit(True)
        other.execute("BEGIN IMMEDIATE")
    other.close()


@pytest.mark.django_db(transaction=True)
def test_writers_that_read_first_wait_for_each_other() -> None:
    """With a deferred BEGIN all but one of these would die with "database is locked"."""
    counter = User.objects.create_user("counter", first_name="0")

    def add_one(_: int) -> None:
        try:
            with transaction.atomic():
                row = User.objects.select_for_update().get(pk=counter.pk)
                row.first_name = str(int(row.first_name) + 1)
                row.save(update_fields=["first_name"])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add_one, range(20)))
    counter.refresh_from_db()
    assert counter.first_name == "20"
