"""The lock files install the same everywhere: hashes, and nothing about the machine they were made on."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

CHECKOUT = Path(settings.BASE_DIR)
LOCKS = ["requirements.lock", "requirements-dev.lock"]
PINNED = re.compile(r"([a-z0-9][a-z0-9._-]*)==[^\s;]+(?: ; [^\\]+)? \\")


def pyproject() -> dict:
    return tomllib.loads((CHECKOUT / "pyproject.toml").read_text())


def direct(groups: list[list[str]]) -> set[str]:
    return {canonical(re.split(r"[\[<>=~! ;]", line)[0]) for group in groups for line in group}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", LOCKS)
@pytest.mark.parametrize(
    "trace", [r"https?:", r"--(?!hash=)", r"file:", r"(?m)^\s*/", r" @ ", r"(?m)^#"], ids=lambda pattern: pattern
)
def test_no_trace_of_an_index_or_a_machine(name, trace):
    assert not re.search(trace, (CHECKOUT / name).read_text())


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_pin_or_a_hash(name):
    for line in (CHECKOUT / name).read_text().splitlines():
        assert PINNED.fullmatch(line) or re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?", line), line


@pytest.mark.parametrize("name", LOCKS)
def test_what_pyproject_asks_for_is_pinned(name):
    project = pyproject()
    asked = [project["project"]["dependencies"], *project["project"]["optional-dependencies"].values()]
    if name == "requirements-dev.lock":
        asked += project["dependency-groups"].values()
    pinned = {canonical(match[1]) for match in PINNED.finditer((CHECKOUT / name).read_text())}
    assert direct(asked) <= pinned


def test_both_files_pin_the_same_versions():
    run, dev = (set(re.findall(r"(?m)^\S+==\S+", (CHECKOUT / name).read_text())) for name in LOCKS)
    assert run <= dev


def test_every_dependency_says_what_it_is_for():
    lines = (CHECKOUT / "pyproject.toml").read_text().splitlines()
    asked = [
        line for line in lines if re.match(r'\s+"[a-z].*[<>=~].*",', line) or re.match(r"(postgres|redis) = ", line)
    ]
    assert len(asked) >= 20
    assert [line for line in asked if "# used by: " not in line] == []
