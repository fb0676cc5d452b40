"""The one-time code that proves, on a machine others can reach, that the first visitor also sees the terminal."""

import fcntl
import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

from coinstack.accounts.services import any_account
from coinstack.exceptions import InputRefused

logger = logging.getLogger(__name__)

# Without 0/O and 1/I/L, which look alike in a terminal.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
WRONG_TRIES = 5
FORWARDING_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")


def current_code() -> str | None:
    """The code that /setup/ asks for, made once and kept in the data folder; None when an account exists."""
    if any_account():
        forget_code()
        return None
    with _code_file() as file:
        return _read(file)[0]


def check_code(typed: str) -> None:
    """Raises InputRefused for a wrong code; the fifth wrong one makes a new code, shown in the terminal."""
    with _code_file() as file:
        code, wrong = _read(file)
        if secrets.compare_digest(_bare(typed).encode(), _bare(code).encode()):
            return
        if wrong + 1 < WRONG_TRIES:
            _write(file, code, wrong + 1)
            message = "That is not the code. It is printed in the terminal in which CoinStack was started."
        else:
            _write(file, _new_code(), 0)
            message = "That was not the code either. A new one is printed in the terminal: type that one."
    raise InputRefused(message, fields={"code": message})


def forget_code() -> None:
    _path().unlink(missing_ok=True)


def is_code_needed(request: HttpRequest) -> bool:
    """False only when nothing suggests that somebody on another machine can open this page."""
    public = urlsplit(settings.BASE_URL).hostname
    hosts = [settings.BIND_HOST, split_domain_port(request.get_host())[0], request.META.get("REMOTE_ADDR", "")]
    if public:
        hosts.append(public)
    forwarded = any(name in request.headers for name in FORWARDING_HEADERS)
    return forwarded or not all(is_loopback(host) for host in hosts)


def is_loopback(host: str) -> bool:
    bare = host.strip().strip("[]")
    if bare.lower() == "localhost":
        return True
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return False


def _path() -> Path:
    return Path(settings.DATA_DIR) / "setup_code"


@contextmanager
def _code_file() -> Iterator[TextIO]:
    """The file, locked: several web processes and the supervisor must agree on one code."""
    handle = os.open(_path(), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _read(file: TextIO) -> tuple[str, int]:
    """The code and how many wrong tries it has seen; a first code when the file is new."""
    code, _, wrong = file.read().strip().partition("\n")
    if code:
        return code, int(wrong or 0)
    code = _new_code()
    _write(file, code, 0)
    return code, 0


def _write(file: TextIO, code: str, wrong: int) -> None:
    file.seek(0)
    file.truncate()
    file.write(f"{code}\n{wrong}\n")


def _new_code() -> str:
    letters = [secrets.choice(ALPHABET) for _ in range(8)]
    code = "".join(letters[:4]) + "-" + "".join(letters[4:])
    logger.warning("One-time code for the page that creates the first account: %s", code)
    return code


def _bare(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())
