"""A password from standard input, or asked for without an echo when a person sits at the terminal."""

import sys
from getpass import getpass

from coinstack.commands import read_lines


def read_password() -> str:
    """The first line, without its end; an empty text when there is none."""
    if sys.stdin.isatty():
        return getpass("Password: ")
    return next(iter(read_lines()), "").removesuffix("\r")
