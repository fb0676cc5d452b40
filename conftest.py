"""What every test may use: three people with known passwords, and a client for each. Nobody calls the outside."""

import fcntl
import ipaddress
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from coinstack.accounts.models import User
from coinstack.testing import PASSWORD, ClientFor
from coinstack.tests.api_client import Api
from coinstack.tests.instance import manage

pytest_plugins = ["coinstack.browsertests", "coinstack.tests.outside"]


def pytest_configure(config: pytest.Config) -> None:
    """Plain files and a quick password hash; nothing is written into the real data folder."""
    folder = tempfile.TemporaryDirectory(prefix="coinstack-tests-")
    config.add_cleanup(folder.cleanup)
    settings.DATA_DIR = Path(folder.name)
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        # A file of this run's own: two runs at once do not pull the database from under each other.
        settings.DATABASES["default"]["TEST"]["NAME"] = str(settings.DATA_DIR / "test.sqlite3")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What has to be alone goes first, then what takes long: left to the end, the others would wait for it."""
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in ("alone", "processes", "browser")])


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database that is up to date and empty, made once in a run: processes under test start with a copy."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    data = folder / "migrated"
    with (folder / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not data.exists():
            done = manage(folder / "migrating", "migrate", "--verbosity=0")
            assert done.returncode == 0, done.stderr
            (folder / "migrating").rename(data)
    return data / "db.sqlite3"


@pytest.fixture
def alice(db: None) -> User:
    """A collector."""
    return User.objects.create_user("alice", password=PASSWORD)


@pytest.fixture
def bob(db: None) -> User:
    """Another collector, who owns nothing of alice's."""
    return User.objects.create_user("bob", password=PASSWORD)


@pytest.fixture
def staff(db: None) -> User:
    """The collector who set CoinStack up: staff and superuser."""
    return User.objects.create_user("staff", password=PASSWORD, is_staff=True, is_superuser=True)


@pytest.fixture
def client_for() -> ClientFor:
    """`client_for(alice)` is a browser in which alice is signed in; more arguments go to Django's Client."""

    def sign_in(user: User, **options: Any) -> Client:
        client = Client(**options)
        client.force_login(user, backend="coinstack.accounts.backends.CollectorBackend")
        return client

    return sign_in


@pytest.fixture
def visitor(alice: User, client_for: ClientFor) -> Client:
    """The browser in which alice is signed in."""
    return client_for(alice)


@pytest.fixture
def api(alice: User) -> Api:
    """A program that uses the JSON API by a token of alice's."""
    return Api(alice)


class NetworkRefused(Exception):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True, scope="session")
def loopback_only() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: socket.socket, address: Any) -> Any:
            if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_loopback(address[0]):
                raise NetworkRefused(f"tests reach nothing but this machine, not {address!r}")
            return original(self, address)

        return call

    socket.socket.connect, socket.socket.connect_ex = guarded(connect), guarded(connect_ex)  # type: ignore[method-assign]
    yield
    socket.socket.connect, socket.socket.connect_ex = connect, connect_ex  # type: ignore[method-assign]


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium instead of a downloaded one; as root it needs no sandbox."""
    quiet = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
    return {**browser_type_launch_args, "executable_path": settings.CHROMIUM, "args": quiet}
