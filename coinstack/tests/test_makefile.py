"""The two commands and their helpers, as far as they can be tried without installing anything."""

import os
import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings

CHECKOUT = Path(settings.BASE_DIR)
TARGETS = {"run", "setup", "test", "postgres-test", "check", "fix", "lock", "bench", "help"}


def make(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", "--no-print-directory", *words],
        cwd=CHECKOUT,
        env={**environment, **more},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def install() -> ModuleType:
    spec = spec_from_file_location("install", CHECKOUT / "scripts" / "install.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_help_names_every_target():
    assert set(re.findall(r"make ([a-z-]+)", make("help").stdout)) >= TARGETS


@pytest.mark.parametrize(("words", "served"), [((), "manage.py up"), (("DEMO=1",), "manage.py up --demo")])
def test_demo_coins_come_only_when_they_are_asked_for(words, served):
    assert make("--dry-run", "run", *words).stdout.splitlines()[-1].strip().endswith(served)


def test_without_python_the_apt_line_is_named():
    done = make("run", "PYTHON3=no-such-python")
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2,
        "python3 is missing: apt install python3 python3-venv",
    )


@pytest.mark.parametrize(
    ("version", "modules", "words"),
    [
        ((3, 11), {"venv", "ensurepip"}, ""),
        ((3, 14), {"venv", "ensurepip"}, ""),
        ((3, 9), {"venv", "ensurepip"}, "python3 here is 3.9"),
        ((3, 11), {"venv"}, "apt install python3-venv"),
        ((3, 12), set(), "apt install python3-venv"),
    ],
)
def test_what_a_python_lacks_is_named(install, version, modules, words):
    missing = install.missing_piece(version, modules)
    assert words in missing
    assert bool(words) == bool(missing)


def test_an_installation_is_told_apart_by_lock_file_and_python(install, tmp_path):
    lock = tmp_path / "a.lock"
    lock.write_text("one")
    first = install.fingerprint(lock)
    lock.write_text("two")
    assert install.fingerprint(lock) != first
    assert first.endswith(f" {sys.version_info[0]}.{sys.version_info[1]}")


def test_a_broken_environment_is_noticed(install, tmp_path):
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    assert install.is_sound(Path(sys.executable))
    assert not install.is_sound(broken)
    assert not install.is_sound(tmp_path / "nothing")


def test_the_address_of_a_server_in_use_is_kept():
    done = subprocess.run(
        [CHECKOUT / "scripts" / "postgres.sh"],
        env={**os.environ, "DATABASE_URL": "postgres://me@elsewhere/coins"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "postgres://me@elsewhere/coins"


@pytest.mark.parametrize("script", ["scripts/postgres.sh", ".ci/run"])
def test_shell_scripts_are_sound(script):
    path = CHECKOUT / script
    assert os.access(path, os.X_OK)
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0
    assert "set -euo pipefail" in path.read_text()


def test_tests_see_none_of_the_developers_settings():
    """The isolated targets empty everything that `.env.example` names, but for the folder and the browser."""
    line = re.search(r"(?ms)^ISOLATED := env (.*?[^\\])$", (CHECKOUT / "Makefile").read_text())[1]
    named = set(re.findall(r"(?m)^# ([A-Z_]+)=", (CHECKOUT / ".env.example").read_text()))
    assert named - set(re.findall(r"([A-Z_]+)=", line)) == {"COINSTACK_DATA", "COINSTACK_CHROMIUM"}
