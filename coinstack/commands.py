"""The base of every management command: one JSON document or a readable text on stdout, all else on stderr.

Exit codes: 0 done, 1 failed with a message, 2 wrong use, 130 interrupted.
"""

import contextlib
import json
import os
import sys
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError

from coinstack.accounts.models import User
from coinstack.exceptions import CoinStackError
from coinstack.jobs.foreground import run_here
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress
from coinstack.terminal import ProgressBar

JsonResult = dict[str, Any] | list[Any]


class WrongUse(CoinStackError):
    """The command was called in a way that cannot work: exit code 2."""

    code = "wrong_use"


class JsonCommand(BaseCommand):
    """Subclasses implement `run` (the work, returning plain JSON values) and `render` (the same for a person).

    They raise CoinStackError for what failed and WrongUse for what cannot be read; `call_command` passes both on.
    """

    requires_system_checks: list[str] = []

    def run(self, **options: Any) -> JsonResult:
        raise NotImplementedError

    def render(self, result: Any) -> str:
        raise NotImplementedError

    def exit_status(self, result: Any) -> int:
        """0 unless a result that could be given still means "no", as a damaged backup does."""
        return 0

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.add_argument("--json", action="store_true", help="Print one JSON document instead of text.")
        # So what the parser refuses is raised, and run_from_argv can tell it in JSON as well.
        parser.called_from_command_line = False
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        """The edge of a command: what the services raise becomes a sentence and an exit code."""
        _speak_utf8()
        as_json = "--json" in argv[2:]
        try:
            super().run_from_argv(argv)
            sys.stdout.flush()
        except CommandError as error:
            self.create_parser(argv[0], argv[1]).print_usage(sys.stderr)
            self._report(WrongUse(str(error).removeprefix("Error: ")), as_json)
            sys.exit(2)
        except CoinStackError as error:
            self._report(error, as_json)
            sys.exit(2 if isinstance(error, WrongUse) else 1)
        except (OperationalError, ProgrammingError) as error:
            self._report(CoinStackError(_database_problem(error), code="database"), as_json)
            sys.exit(1)
        except KeyboardInterrupt:
            sys.stderr.write("Interrupted.\n")
            sys.exit(130)
        except BrokenPipeError:
            # Whoever read our output has seen enough; nothing may be flushed into the closed pipe at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)

    def handle(self, *args: Any, **options: Any) -> None:
        result = self.run(**options)
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False, allow_nan=False))
        else:
            self.stdout.write(self.render(result))
        status = self.exit_status(result)
        if status:
            self.stdout.flush()
            sys.exit(status)

    def say(self, text: str) -> None:
        """A remark for the person at the terminal; never on stdout."""
        self.stderr.write(text, style_func=str)

    def run_job(
        self,
        kind: str,
        work: Callable[[Job, Progress], dict[str, Any]],
        *,
        owner: User | None = None,
        **args: Any,
    ) -> dict[str, Any]:
        """Do `work(job, progress)` here and now under a job row, with a progress bar when a person looks on."""
        with contextlib.closing(ProgressBar(sys.stderr)) as bar:
            return run_here(kind, owner=owner, args=args, work=work, watcher=bar)

    def _report(self, error: CoinStackError, as_json: bool) -> None:
        self.stderr.write(error.message, style_func=str)
        if as_json:
            self.stdout.write(json.dumps({"error": {"code": error.code, "message": error.message}}, ensure_ascii=False))
            self.stdout.flush()


def read_lines() -> list[str]:
    r"""Return standard input as UTF-8 lines, ended by "\n" only: blank ones included, nothing stripped.

    A file's text may hold U+0085, U+2028 or a carriage return inside a line; `str.splitlines` would cut there.
    """
    raw = sys.stdin.buffer.read()
    lines = raw.split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    return [_decoded(line, number) for number, line in enumerate(lines, start=1)]


def _decoded(line: bytes, number: int) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WrongUse(
            f"Line {number} of standard input is not UTF-8 (byte {line[error.start]:#04x} at position "
            f"{error.start + 1}). Convert it first, for example with iconv -t utf-8."
        ) from error


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; a byte that came in undecoded leaves as its escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


# What SQLite and PostgreSQL say of a table or a column that a later version brought.
MISSING = ("no such table", "no such column", "has no column named", "does not exist")


def _database_problem(error: Exception) -> str:
    text = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if "FATAL:" in text:
        return f"The database of DATABASE_URL cannot be opened: {text.partition('FATAL:')[2].strip()}."
    if any(sign in text for sign in MISSING):
        return f"The database is not set up or not up to date ({text}). Run `manage.py migrate` first."
    return f"The database cannot be used: {text}."
