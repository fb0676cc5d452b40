"""`parse_dates` and `parse_grade` as scripts call them: one JSON document, one result a line, exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings


def run(tmp_path: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"COINSTACK_DATA": str(tmp_path / "data")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        input=given,
        capture_output=True,
    )


def answer(tmp_path: Path, *arguments: str, given: bytes = b"") -> Any:
    done = run(tmp_path, *arguments, given=given)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_dates_as_json_need_no_database(tmp_path: Path) -> None:
    [one, two] = answer(tmp_path, "parse_dates", "--json", "27 BC-AD 14", "525/4 BC")
    assert one == {
        "input": "27 BC-AD 14",
        "year_start": -27,
        "year_end": 14,
        "circa": False,
        "certainty": "BROAD",
        "problems": [],
    }
    assert (two["year_start"], two["year_end"]) == (-525, -524)


def test_stdin_gives_one_result_a_line_in_order_blank_ones_included(tmp_path: Path) -> None:
    lines = ["AD 75", "", "c.\xa044\u202fBC", " 0 ", "x\u2028y"]
    found = answer(tmp_path, "parse_dates", "--json", "--stdin", given="\n".join(lines).encode() + b"\n")
    assert [entry["input"] for entry in found] == lines
    assert [entry["year_start"] for entry in found] == [75, None, -44, None, None]


def test_grades_as_json(tmp_path: Path) -> None:
    [grade] = answer(tmp_path, "parse_grade", "--json", "NGC Choice AU 5/5 - 4/5 Fine Style ★")
    assert set(grade) == {
        "input",
        "grade",
        "rank",
        "service",
        "numeric",
        "strike",
        "surface",
        "designations",
        "problems",
    }
    assert (grade["grade"], grade["strike"], grade["surface"], grade["numeric"]) == ("Choice AU", 5, 4, None)


def test_ranks_are_comparable(tmp_path: Path) -> None:
    found = answer(tmp_path, "parse_grade", "--json", "sge", "F", "aEF", "VF", "Good VF", "EF", "AU", "MS", "FV")
    ranks = {entry["input"]: entry["rank"] for entry in found}
    assert ranks["sge"] < ranks["F"] < ranks["VF"] < ranks["Good VF"] < ranks["EF"] < ranks["AU"] < ranks["MS"]
    assert ranks["aEF"] < ranks["EF"]
    assert ranks["FV"] is None


@pytest.mark.parametrize("command", ["parse_dates", "parse_grade"])
@pytest.mark.parametrize("arguments", [[], ["VF", "--stdin"], ["--nonsense"]])
def test_wrong_use_exits_with_2(tmp_path: Path, command: str, arguments: list[str]) -> None:
    assert run(tmp_path, command, *arguments).returncode == 2


def test_broken_utf8_on_stdin_names_the_line(tmp_path: Path) -> None:
    done = run(tmp_path, "parse_dates", "--stdin", given=b"AD 75\n\xff\n")
    assert done.returncode == 2
    assert b"Line 2" in done.stderr
