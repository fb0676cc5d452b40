"""Strict readers of environment variables: an odd value stops the program with a sentence, never a default.

Imports only the stdlib, so that `manage.py` and the supervisor can use it before Django is set up.
"""

import os
import re
import secrets
import sys
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"", "0", "false", "no", "off"}
ASSIGNMENT = re.compile(r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s*=(?P<value>.*)")
KEY_TRIES, KEY_WAIT_SECONDS = 20, 0.05
PLANNER_OPTIONS = "-c random_page_cost=1.1"
POSTGRES_FORM = "postgres://user:password@host:5432/name, options behind it as ?name=value"


class EnvironmentProblem(SystemExit):
    """A variable that cannot be read; ends the process with the message and exit code 2."""

    def __init__(self, message: str) -> None:
        sys.stderr.write(f"CoinStack: {message}\n")
        super().__init__(2)


def load_env_file(path: Path) -> None:
    """Set the variables of a file of NAME=value lines, where they are not set already. No file, no variables.

    Blank lines and lines that start with # are skipped; a value may stand in single or double quotes, which are
    taken off; nothing is expanded. Any other line ends the program, naming the file and the line; so does an
    unquoted value with " #" in it, which could be meant either way.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentProblem(f"{path} cannot be read: {error}.") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            name, value = _assignment(line, f"{path}, line {number}")
            os.environ.setdefault(name, value)


def _assignment(line: str, place: str) -> tuple[str, str]:
    match = ASSIGNMENT.fullmatch(line.strip())
    if not match:
        raise EnvironmentProblem(f"{place}: expected NAME=value, not {line.strip()!r}.")
    value = match["value"].strip()
    if value[:1] in {"'", '"'}:
        if len(value) < 2 or value[-1] != value[0]:
            raise EnvironmentProblem(f"{place}: the quote is not closed.")
        value = value[1:-1]
    elif " #" in value:
        raise EnvironmentProblem(f"{place}: put the value in quotes, or the remark on a line of its own.")
    return match["name"], value


def env_text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_bool(name: str, default: bool = False) -> bool:
    raw = os.environ.get(name)
    if raw is None:
        return default
    word = raw.strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise EnvironmentProblem(f"{name}={raw!r} is neither on (1, true, yes) nor off (0, false, no).")


def env_list(name: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, "").split(",") if item.strip()]


def env_address(name: str) -> str:
    """A web address of scheme, host and perhaps a port, without a slash at its end; empty when none is set."""
    text = os.environ.get(name, "").strip().rstrip("/")
    if text and not _is_origin(text):
        raise EnvironmentProblem(
            f"{name}={text!r} must be a scheme, a host and perhaps a port, like https://coins.example.org."
        )
    return text


def _is_origin(text: str) -> bool:
    try:
        parts = urlsplit(text)
        is_reachable = bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a bracket that is not closed
        return False
    more = parts.path or parts.query or parts.fragment or parts.username is not None
    return parts.scheme in {"http", "https"} and is_reachable and not more


def secret_key(data_dir: Path) -> str:
    """Return COINSTACK_SECRET_KEY, else the key kept in the data folder, made there once with mode 0600."""
    given = env_text("COINSTACK_SECRET_KEY")
    if given:
        return given
    path = private_file(data_dir / "secret_key", secrets.token_urlsafe(64))
    try:
        return _read_key(path)
    except OSError as error:
        raise _unusable(path, error) from error


def private_file(path: Path, content: str = "") -> Path:
    """The path of a file that others on this machine cannot read: made with `content` when absent, else left as it is.

    SQLite gives the files beside its database the same mode, and takes an empty file for a new database.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path
    except OSError as error:
        raise _unusable(path, error) from error
    with os.fdopen(handle, "w") as file:
        file.write(content)
    return path


def _unusable(path: Path, error: OSError) -> EnvironmentProblem:
    return EnvironmentProblem(f"the data folder {path.parent} cannot be used: {error.strerror}.")


def _read_key(path: Path) -> str:
    """Return the key; waits a moment for another process that has made the file but not yet written into it."""
    for _ in range(KEY_TRIES):
        key = path.read_text().strip()
        if key:
            return key
        time.sleep(KEY_WAIT_SECONDS)
    raise EnvironmentProblem(f"{path} is empty. Remove it to have a new key made (everyone signs in again).")


def data_folder(default: Path) -> Path:
    """Return COINSTACK_DATA as an absolute folder, created with mode 0700 when absent."""
    folder = Path(env_text("COINSTACK_DATA") or default).expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in ("media", "backups", "logs", "cache"):
            (folder / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(f"the data folder {folder} cannot be made: {error.strerror}.") from error
    return folder


def postgres_settings(url: str) -> dict[str, object]:
    """Turn `postgres://user:password@host:port/name` into a Django DATABASES entry.

    A query string becomes connection OPTIONS (`?sslmode=require`); `%` escapes are decoded. Unless `?options=` says
    otherwise, the planner is told that pages are read at random nearly as fast as in order, which holds for any
    solid-state disk: by the server's default it reads all search documents for a common word.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        given = [pair.split("=", 1) for pair in parts.query.split("&") if pair]
        options = {name: unquote(value) for name, value in given}
    except ValueError:  # as for an address, or an option without a value; the error itself may quote the password
        raise EnvironmentProblem(
            f"DATABASE_URL cannot be read. It looks like {POSTGRES_FORM}; special characters in the password are "
            "written as % escapes."
        ) from None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise EnvironmentProblem(f"DATABASE_URL must look like {POSTGRES_FORM}; it is empty for SQLite.")
    options["options"] = f"{PLANNER_OPTIONS} {options.get('options', '')}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
