"""Every variable the program reads is explained in `.env.example`, and nothing else is."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from coinstack.env import EnvironmentProblem, load_env_file

CHECKOUT = Path(settings.BASE_DIR)
EXAMPLE = CHECKOUT / ".env.example"
READERS = {"env_text", "env_bool", "env_list", "env_address"}
ASSIGNMENT = re.compile(r"# ([A-Z_]+)=(.*)")


def variables_read() -> set[str]:
    """The first argument of every call of a reader, anywhere in the program."""
    found = set()
    for path in CHECKOUT.glob("coinstack/**/*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in READERS:
                found.add(ast.literal_eval(node.args[0]))
    return found


def documented() -> dict[str, str]:
    return dict(match.groups() for match in map(ASSIGNMENT.fullmatch, EXAMPLE.read_text().splitlines()) if match)


def test_the_example_names_what_is_read_and_nothing_else():
    assert set(documented()) == variables_read()


def test_every_variable_is_explained_above_it():
    blocks = EXAMPLE.read_text().split("\n\n")[1:]
    for block in blocks:
        lines = block.strip().splitlines()
        assert not ASSIGNMENT.fullmatch(lines[0]), f"{lines[0]} stands without an explanation"
        assert any(ASSIGNMENT.fullmatch(line) for line in lines)


def test_the_example_itself_can_be_used(tmp_path, monkeypatch):
    copy = tmp_path / ".env"
    copy.write_text(re.sub(r"(?m)^# ([A-Z_]+=)", r"\1", EXAMPLE.read_text()))
    for name in documented():
        monkeypatch.delenv(name, raising=False)
    load_env_file(copy)
    values = {name: os.environ[name] for name in documented()}
    for name in values:
        monkeypatch.delenv(name)
    assert values == {name: value.strip('"') for name, value in documented().items()}


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    """`loaded(text)` is what a .env with that text sets of A and B."""

    def load(text: str) -> dict[str, str]:
        for name in ("A", "B"):
            monkeypatch.setenv(name, "")
            monkeypatch.delenv(name)
        path = tmp_path / ".env"
        path.write_bytes(text.encode("utf-8"))
        load_env_file(path)
        return {name: os.environ[name] for name in ("A", "B") if name in os.environ}

    return load


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", {}),
        ("# A=1\n\n  # remark\n", {}),
        ("A=1\nB=two words\n", {"A": "1", "B": "two words"}),
        ("A = 1 \r\nB=\r\n", {"A": "1", "B": ""}),
        ("A='x # y'\nB=\"it's\"", {"A": "x # y", "B": "it's"}),
        ("A=postgres://u:p@h/n?x=1", {"A": "postgres://u:p@h/n?x=1"}),
        ("A=$HOME\nB=a#b", {"A": "$HOME", "B": "a#b"}),
        ("A=1\nA=2", {"A": "1"}),
    ],
    ids=["empty", "remarks", "plain", "spaces", "quotes", "an address", "nothing expanded", "the first counts"],
)
def test_a_file_of_variables(loaded, text, values):
    assert loaded(text) == values


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A=1\nnonsense", "line 2: expected NAME=value, not 'nonsense'"),
        ("export A=1", "line 1: expected NAME=value"),
        ("9A=1", "line 1: expected NAME=value"),
        ("A='open", "line 1: the quote is not closed"),
        ("A=1 # remark", "line 1: put the value in quotes, or the remark on a line of its own"),
    ],
    ids=["no assignment", "export", "odd name", "open quote", "remark behind"],
)
def test_a_line_that_cannot_be_read_is_named(loaded, text, words, capsys):
    with pytest.raises(EnvironmentProblem) as end:
        loaded(text)
    assert (end.value.code, words in capsys.readouterr().err) == (2, True)


def test_the_environment_itself_wins(loaded, tmp_path, monkeypatch):
    loaded("")
    monkeypatch.setenv("A", "mine")
    (tmp_path / ".env").write_text("A=1")
    load_env_file(tmp_path / ".env")
    assert os.environ["A"] == "mine"


def test_no_file_is_no_problem(tmp_path):
    load_env_file(tmp_path / ".env")


def test_env_file_beside_manage_py_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    """A `.env` in a copy of the checkout moves the data folder; a variable that is set already stays."""
    for name in ("manage.py", "coinstack", "catalog", "coins", "auctions", "market", "collections_app"):
        (tmp_path / name).symlink_to(settings.BASE_DIR / name)
    (tmp_path / "manage.py").unlink()
    shutil.copy(settings.BASE_DIR / "manage.py", tmp_path)
    (tmp_path / ".env").write_text(f"COINSTACK_DATA={tmp_path / 'from-file'}\n")
    command = [sys.executable, "manage.py", "shell", "-c", "from django.conf import settings; print(settings.DATA_DIR)"]

    def data_folder(**changed: str) -> str:
        environment = {key: value for key, value in os.environ.items() if key != "COINSTACK_DATA"} | changed
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
        return done.stdout.strip().splitlines()[-1]

    assert data_folder() == str(tmp_path / "from-file")
    assert data_folder(COINSTACK_DATA=str(tmp_path / "set")) == str(tmp_path / "set")
