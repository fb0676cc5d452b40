"""Where the headings stand: below titles, and in two rows."""

from pathlib import Path
from typing import Any

import pytest

from collections_app.importers.base import ImportFileProblem
from collections_app.importers.spreadsheet import TableChoice, read_spreadsheet
from collections_app.tests.workbooks import write_csv, write_workbook

GROUPS = [None, "Attribution", None, "Obverse", None, "Reverse", None, "Purchase", None, "Ref"]
PARTS = ["No", "Emperor", "Mint", "Legend", "Description", "Legend", "Description", "Date", "Price", None]
COIN = [1, "Hadrian", "Rome", "HADRIANVS AVG", "Bare head", "AEGYPTOS", "Egypt reclining", "3.5.1999", 220, "RIC 297"]


def headers_of(tmp_path: Path, *rows: list[Any]) -> tuple[int, tuple[str, ...]]:
    table = read_spreadsheet(write_workbook(tmp_path / "a.xlsx", rows))
    return table.header_row, table.headers


def test_group_above_tells_what_a_heading_does_not(tmp_path: Path) -> None:
    row, headers = headers_of(tmp_path, ["My Roman coins", None, 2019], GROUPS, PARTS, COIN)
    assert row == 3
    assert headers == (
        *("No", "Emperor", "Mint", "Obverse Legend", "Obverse Description", "Reverse Legend", "Reverse Description"),
        *("Purchase Date", "Purchase Price", "Ref"),
    )


def test_row_below_divides_the_headings(tmp_path: Path) -> None:
    upper = ["Ruler", "Denomination", "Weight", "Reference", "Obverse", None, "Reverse", None]
    lower = [None, None, None, None, "Legend", "Description", "Legend", "Description"]
    row, headers = headers_of(tmp_path, upper, lower, ["Nero", "As", 10.2, "RIC 5", "NERO", "Head", "S C", "Victory"])
    assert row == 2
    assert headers[:5] == ("Ruler", "Denomination", "Weight", "Reference", "Obverse Legend")


def test_line_above_that_is_no_group_changes_nothing(tmp_path: Path) -> None:
    row, headers = headers_of(tmp_path, ["Owner", "Anna"], ["Ruler", "Mint", "Weight"], ["Nero", "Rome", 3.4])
    assert (row, headers) == (2, ("Ruler", "Mint", "Weight"))


def test_row_that_was_chosen_is_read_with_its_group(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", [GROUPS, PARTS, COIN])
    assert "Reverse Legend" in read_spreadsheet(path, TableChoice(header_row=2)).headers


def test_headings_alone_are_told(tmp_path: Path) -> None:
    table = read_spreadsheet(write_csv(tmp_path / "a.csv", "Ruler,Weight\n"))
    assert [problem.message for problem in table.problems] == ["There is no row below the headings."]


@pytest.mark.parametrize(("text", "told"), [(";;\n;;\n", "holds anything"), ("x,y\n1,2\n", "Write such headings")])
def test_refusal_says_what_to_do(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ImportFileProblem, match=told):
        read_spreadsheet(write_csv(tmp_path / "a.csv", text))
