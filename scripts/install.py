"""Makes `.venv` and installs what a lock file lists, unless that is done already. Needs only the stdlib.

Called by the Makefile: `python3 scripts/install.py run` or `python3 scripts/install.py dev`.
"""

import fcntl
import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
LOCKS = {"run": CHECKOUT / "requirements.lock", "dev": CHECKOUT / "requirements-dev.lock"}
OLDEST = (3, 11)


def missing_piece(version: tuple[int, int], modules: set[str]) -> str:
    """Name what this Python lacks, with the line that installs it; empty when nothing does."""
    if version < OLDEST:
        return (
            f"CoinStack needs Python {OLDEST[0]}.{OLDEST[1]} or newer, and python3 here is "
            f"{version[0]}.{version[1]}. Debian 12 and later have it: apt install python3 python3-venv"
        )
    if not {"venv", "ensurepip"} <= modules:
        return "Python's venv module is missing: apt install python3-venv"
    return ""


def fingerprint(lock: Path) -> str:
    """What an installation was made of: the lock file's text and the Python it is for."""
    return f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {sys.version_info[0]}.{sys.version_info[1]}"


def is_sound(python: Path) -> bool:
    """True when the environment's Python still starts and is of the same version as this one."""
    try:
        asked = [str(python), "-c", "import sys, pip; print(*sys.version_info[:2])"]
        answer = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 - our own environment
    except OSError:
        return False
    return answer.stdout.split() == [str(part) for part in sys.version_info[:2]]


def install(what: str) -> None:
    stamp, wanted = VENV / f".installed-{what}", fingerprint(LOCKS[what])
    python = VENV / "bin" / "python"
    if not is_sound(python):
        say(f"Making {VENV.name} …")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)  # noqa: S603
    elif stamp.is_file() and stamp.read_text() == wanted:
        return
    say(f"Installing what {LOCKS[what].name} lists (a few minutes the first time) …")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(LOCKS[what])], check=True)  # noqa: S603
    stamp.write_text(wanted)


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def main(what: str) -> int:
    modules = {name for name in ("venv", "ensurepip") if importlib.util.find_spec(name)}
    missing = missing_piece(sys.version_info[:2], modules)
    if missing:
        say(missing)
        return 1
    # Two makes at once must not install into one another.
    with Path(__file__).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            install(what)
        except subprocess.CalledProcessError as error:
            say(f"Installing failed (exit code {error.returncode}); the lines above say why. It may be tried again.")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
