"""What must be in order before CoinStack serves: safe settings, a writable folder, a free port, the database."""

import errno
import http.client
import os
import socket
import struct
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.management import call_command

from coinstack.backup.archive import prune_backups, write_backup
from coinstack.backup.exchange_note import refuse_half_restored, settle_restored
from coinstack.folder_lock import NotStarted
from coinstack.migration_state import MigrationState

PROBE_BYTES = 64 * 1024
BEFORE_UPGRADE = "before-upgrade"
KEPT_UPGRADES = 5
STALLED_SECONDS = 30
TIMEVAL = "@ll"  # seconds and microseconds, as C has them


def check_settings() -> None:
    """Raises NotStarted for settings that a system check calls an error; warnings are for `manage.py check`."""
    found = [message for message in run_checks(tags=[Tags.security, Tags.database]) if message.is_serious()]
    if found:
        raise NotStarted(" ".join(f"{message.msg} {message.hint or ''}".strip() for message in found))


def check_folder(folder: Path) -> None:
    """Raises NotStarted when nothing can be written into the data folder: no right, no space, read-only."""
    probe = folder / "cache" / f"probe-{os.getpid()}"
    try:
        with probe.open("wb") as file:
            file.write(b"\0" * PROBE_BYTES)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise NotStarted(f"The data folder {folder} cannot be written: {error.strerror}.") from error
    finally:
        probe.unlink(missing_ok=True)


def check_static_files() -> None:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not settings.DEBUG and not manifest.is_file():
        raise NotStarted("The style sheets are not collected yet. Run `make setup` (or `make run`) first.")


def listen(host: str, port: int) -> socket.socket:
    """Take the port at once, so that nobody else can while the database is made ready."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (socket.gaierror, UnicodeError) as error:  # the latter for what can be no host name
        reason = getattr(error, "strerror", "") or error
        raise NotStarted(f"HOST={host} is no address of this machine ({reason}).") from error
    family, kind, protocol, _, address = found[0]
    taken = socket.socket(family, kind, protocol)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Its connections inherit this. Without it each that falls silent in mid-request keeps a thread of the web server
    # for ever: a telephone that loses its network, or anybody who likes to.
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack(TIMEVAL, STALLED_SECONDS, 0))
    try:
        taken.bind(address)
        taken.listen(128)
    except OSError as error:
        taken.close()
        raise NotStarted(_port_problem(host, port, error)) from error
    return taken


def _port_problem(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is in use by another program. "
            f"Stop that one, or take another port: make run PORT={port + 1 if port < 65535 else 8001}"
        )
    if error.errno == errno.EACCES:
        return f"Port {port} may only be used by root. Take one above 1023: make run PORT=8000"
    return f"HOST={host} PORT={port} cannot be used: {error.strerror}."


def address_of(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def web_answers(listener: socket.socket) -> bool:
    """True once the web server answers on its port, whatever it says."""
    host, port = listener.getsockname()[:2]
    probe = http.client.HTTPConnection({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port, timeout=1)  # noqa: S104
    try:
        probe.request("GET", "/healthz", headers={"Host": "localhost"})
        return probe.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        probe.close()


def prepare_database(say: Callable[[str], None]) -> None:
    """Bring the database up to date, after a backup when it holds anything, and load the starter vocabulary.

    Raises NotStarted for a database of a newer version, and for half of a restore.
    """
    refuse_half_restored()
    state = MigrationState.read()
    state.refuse_if_newer()
    if state.is_pending and not state.is_empty:
        backup = write_backup(label=BEFORE_UPGRADE)
        prune_backups(KEPT_UPGRADES, label=BEFORE_UPGRADE)
        say(f"The database is brought up to date; as it was, it is kept in {backup.path}.")
    if state.is_pending:
        call_command("migrate", interactive=False, verbosity=0)
    settle_restored()
    call_command("seed", verbosity=0, stdout=StringIO())
