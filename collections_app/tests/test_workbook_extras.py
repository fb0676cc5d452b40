"""What a workbook says beside its cells: comments, links, what is hidden, other sheets."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from coins.models import Coin
from coinstack.accounts.models import User
from collections_app.importers.spreadsheet import read_spreadsheet
from collections_app.services import wizard
from collections_app.tests.import_recipes import begin, run_session, uploaded
from collections_app.tests.whole_collections import read_in

HEAD = ["No", "Ruler", "Weight", "Auction"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    for row in (HEAD, [1, "Titus", 3.3, "CNG 55"], [2, "Nero", 10.1, "https://example.org/2"], [3, "Otho", 3.1, "NAC"]):
        page.append(row)
    page["A1"].comment = Comment("above the coins", "me")
    page["B2"].comment = Comment("me:\nfrom a Suffolk hoard", "me")
    page["B3"].comment = Comment("Not genuine:\nsays the dealer", "me")
    page["D2"].hyperlink = "https://example.org/1?a=1&b=2"
    page["D3"].hyperlink = "https://example.org/2"
    page["D4"] = '=HYPERLINK("https://example.org/3","NAC 46")'
    page.row_dimensions[4].hidden = True
    page.column_dimensions["C"].hidden = True
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_link_in_a_column_without_a_heading_joins_its_text(tmp_path: Path, alice: User) -> None:
    book = openpyxl.Workbook()
    page = book.active
    for row in (HEAD, [1, "Titus", 3.3, "CNG 55", "a paper on the type"]):
        page.append(row)
    page["E2"].hyperlink = "https://example.org/paper"
    book.save(tmp_path / "a.xlsx")
    report = read_in(tmp_path / "a.xlsx", alice)
    assert list(report.source.unmapped) == ["column E"]
    assert "a paper on the type https://example.org/paper" in Coin.objects.get().personal_notes


def test_comments_and_links_are_columns(book: Path) -> None:
    table = read_spreadsheet(book)
    assert table.headers == (*HEAD, "Comment on Ruler", "Link of Auction")
    beside = {row.number: row.cells[4:] for row in table.rows()}
    assert beside == {
        2: ("from a Suffolk hoard", "https://example.org/1?a=1&b=2"),
        3: ("Not genuine:\nsays the dealer", None),
        4: (None, "https://example.org/3"),
    }


def test_what_is_hidden_is_told(book: Path) -> None:
    told = " ".join(problem.message for problem in read_spreadsheet(book).problems)
    assert "1 row is hidden in the spreadsheet (4)" in told
    assert "1 column is hidden in the spreadsheet (C)" in told


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["command", "wizard"])
def test_nothing_of_it_is_lost(book: Path, alice: User, way: str) -> None:
    if way == "command":
        read_in(book, alice)
    else:
        run_session(begin(alice, uploaded(book)))
    titus, _, otho = Coin.objects.order_by("inventory_sort")
    assert "from a Suffolk hoard" in titus.personal_notes
    assert titus.source_url == "https://example.org/1?a=1&b=2"
    assert otho.source_url == "https://example.org/3"


def sheets(path: Path, *pages: tuple[str, list[list[Any]]], hidden: str = "") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in pages:
        page = book.create_sheet(name)
        page.sheet_state = "hidden" if name == hidden else "visible"
        for row in rows:
            page.append(row)
    book.save(path)
    return path


COINS = [["No", "Ruler", "Weight", "Reference"], [1, "Nero", 10.1, "RIC 5"]]
SUMMARY = [["Metal", "Price"], ["Silver", 2500]]


@pytest.mark.parametrize(
    ("pages", "chosen"),
    [
        ([("Read me", [["My coins"]]), ("Roman", COINS), ("Greek", COINS)], "Roman"),
        ([("Summary", SUMMARY), ("Roman", COINS)], "Roman"),
        ([("Roman", COINS), ("Wants", COINS)], "Roman"),
        ([("old", COINS), ("new", COINS)], "new"),
        ([("a", [["x"]]), ("b", [["y"]])], "a"),
    ],
    ids=["a title page", "a summary", "two lists", "a hidden list", "no list"],
)
def test_sheet_that_is_read(tmp_path: Path, pages: list[Any], chosen: str, alice: User) -> None:
    path = sheets(tmp_path / "a.xlsx", *pages, hidden="old")
    assert wizard.detection_of(wizard.start_session(alice, uploaded(path))).sheet == chosen


test_sheet_that_is_read = pytest.mark.django_db(test_sheet_that_is_read)


@pytest.mark.django_db
def test_other_sheets_are_told(tmp_path: Path, alice: User) -> None:
    path = sheets(tmp_path / "a.xlsx", ("Roman", COINS), ("Greek", COINS))
    report = read_in(path, alice)
    assert "Only the sheet 'Roman' is read" in report.problems[0].message
    assert "Greek" in report.problems[0].message
    told = wizard.detection_of(wizard.start_session(alice, uploaded(path))).reasons
    assert any("The sheet “Roman” is read; the others are not: Greek." in reason for reason in told)


def test_rows_imported_before_comments_and_links_were_read_are_known_again(book: Path, alice: User) -> None:
    """An earlier version knew the same rows by their cells alone."""
    page = openpyxl.load_workbook(book)
    sheet = page.active
    sheet["E3"], sheet["E3"].hyperlink = "a paper on the type", "https://example.org/paper"
    sheet["D4"] = "NAC 46"
    page.save(book)
    for row in sheet.iter_rows():
        for cell in row:
            cell.comment = None
            if cell.hyperlink:
                cell.hyperlink = None
    plain = book.with_name("plain.xlsx")
    page.save(plain)
    assert read_in(plain, alice).created == 3
    report = read_in(book, alice)
    assert (report.created, report.duplicates) == (0, 3)
    assert all("imported before" in problem.message for problem in report.problems if "Already" in problem.message)
