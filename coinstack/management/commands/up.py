import signal
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, OperationalError, connections

from coinstack.accounts.setup_code import current_code, is_loopback
from coinstack.env import EnvironmentProblem, env_text
from coinstack.exceptions import CoinStackError
from coinstack.folder_lock import FolderLock
from coinstack.jobs.sweeper import Sweeper
from coinstack.startup import (
    address_of,
    check_folder,
    check_settings,
    check_static_files,
    listen,
    prepare_database,
    web_answers,
)
from coinstack.supervisor import Child, Supervisor

WEB, WORKER = "web server", "worker"


class Command(BaseCommand):
    help = "Run CoinStack: web server and worker together, after bringing the database up to date."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="Make an account with a demo collection first.")

    def handle(self, *args: Any, **options: Any) -> None:
        # Until the supervisor listens for itself: whoever started us may have had interrupts ignored.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            sys.exit(self._up(with_demo=options["demo"]))
        except KeyboardInterrupt:
            sys.exit("CoinStack: stopped before it was ready.")
        except CoinStackError as error:
            sys.exit(f"CoinStack: {error.message}")
        except OperationalError as error:
            sys.exit(f"CoinStack: the database cannot be used: {' '.join(str(error).split())}.")
        except DatabaseError as error:
            sys.exit(f"CoinStack: the database is damaged ({error}). Put a backup back: manage.py restore PATH")
        except OSError as error:
            sys.exit(f"CoinStack: {error.strerror}: {error.filename or settings.DATA_DIR}.")

    def _up(self, *, with_demo: bool) -> int:
        host, port = settings.BIND_HOST, read_port()
        check_settings()
        check_folder(settings.DATA_DIR)
        with FolderLock(settings.DATA_DIR, "starting") as lock, listen(host, port) as listener:
            lock.say(address_of(listener))
            check_static_files()
            prepare_database(self.say)
            if with_demo:
                call_command("make_demo", stdout=self.stdout)
            code = None if is_loopback(host) else current_code()
            connections.close_all()
            return self._serve(listener, code)

    def _serve(self, listener: socket.socket, code: str | None) -> int:
        sweeper, greeting = Sweeper(), Greeting(self, listener, code)

        def tick() -> str | None:
            greeting.give_once()
            return WORKER if sweeper.found_stalled() else None

        supervisor = Supervisor(children(listener), say=self.say, tick=tick, started=sweeper.start)
        try:
            return supervisor.run()
        finally:
            sweeper.stop()

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


class Greeting:
    """The address, printed as soon as a page can be had there."""

    def __init__(self, command: Command, listener: socket.socket, code: str | None) -> None:
        self.command, self.listener, self.code = command, listener, code
        self.given = False

    def give_once(self) -> None:
        if self.given or not web_answers(self.listener):
            return
        self.given = True
        self.command.say(f"CoinStack is running at {address_of(self.listener)}/ (stop it with Ctrl-C)")
        if self.code:
            self.command.say(f"The page that creates the first account asks for this code: {self.code}")


def children(listener: socket.socket) -> list[Child]:
    web = [
        "coinstack.wsgi",
        f"--bind=fd://{listener.fileno()}",
        "--workers=2",
        "--threads=4",
        "--limit-request-line=8190",  # a list filtered by many values has a long address
        "--preload",
        "--graceful-timeout=3",
        "--log-level=warning",
        "--no-control-socket",
    ]
    return [
        Child(WEB, "gunicorn", web, pass_fds=(listener.fileno(),)),
        Child(WORKER, "qcluster", [], restarts=True),
    ]


def read_port() -> int:
    raw = env_text("PORT") or "8000"
    if not raw.isascii() or not raw.isdigit() or int(raw) > 65535:
        raise EnvironmentProblem(f"PORT={raw!r} is no port number (1 to 65535, or 0 for any free one).")
    return int(raw)
