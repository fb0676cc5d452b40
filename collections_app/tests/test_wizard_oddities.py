"""Odd values through the wizard: whatever the file holds, the coins are those that the command makes of it."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coins.models import Coin
from coinstack.accounts.models import User
from collections_app.services import wizard
from collections_app.tests.import_recipes import begin, run_session, uploaded, work_off
from collections_app.tests.whole_collections import read_in, records, wipe
from collections_app.tests.workbooks import write_csv, write_workbook

pytestmark = pytest.mark.django_db
HEAD = ("Ruler", "Denomination", "Metal", "Weight", "Die axis", "Date", "Reference", "Acquired", "Price", "Notes")
NERO = ("Nero", "Denarius", "Silver", 3.41, 6, "AD 64-65", "RIC 53", date(2011, 4, 14), "€ 1.250,00", "fine")
ROWS: dict[str, list[Any]] = {
    "plain": list(NERO),
    "formula without a value": ["Nero", "As", "AE", "=3+4", 6, "AD 64", '=HYPERLINK("x")', None, None, None],
    "formula that failed": ["Nero", "As", "#N/A", "#DIV/0!", 6, "AD 64", "RIC 1", None, None, None],
    "wrong values": ["Nero", "Æ25", "unobtainium", -3, 13, "0", "RIC 1", "31/02/2011", "much", None],
    "numbers as texts": ["Nero", 7, True, "3,41 g", "180°", 64, 53, "14 April 2011", 1e308, 17.0],
    "days and times": ["Nero", "As", "AE", 3, 6, "AD 64", "RIC 1", datetime(2011, 4, 14, 12), 3, time(12)],
    "a span of time": [timedelta(days=2), "As", "AE", 3, 6, "64", "RIC 1", None, None, timedelta(1)],
    "hostile texts": ["<script>alert(1)</script>", "'; DROP TABLE coins_coin; --", "%s%n", "{{ 7*7 }}", 6, "\u202eAD 64", "RIC\u202f1", None, -0.0, "\ufeffx"],
    "texts too long": ["Imperator " * 60, "As", "AE", 3, 6, "AD 64 " * 40, "RIC " * 300, None, None, "x" * 32_000],
    "lines in cells": ["Nero\nCaesar", "As\r\n", "AE", 3, 6, "AD 64", "RIC 1\nRSC 2\r\n\n BMC 3", None, None, "one\ntwo"],
    "uncertain": ["Nero?", "Æ3", "AE?", "c. 3.4", "6?", "c. AD 64", "cf. RIC 1", "2011", "c. 30", None],
    "blank": [None] * len(HEAD),
    "years the wrong way round": ["Nero", "As", "AE", 3, 6, "AD 68-54", "RIC 1", None, None, None],
}  # fmt: skip


def rewrite(path: Path, old: bytes, new: bytes) -> None:
    """Replace bytes in the parts of a workbook."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    assert any(old in content for content in parts.values())
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content.replace(old, new))


def same_as_command(path: Path, alice: User) -> list[dict[str, Any]]:
    """Import through a session, wipe, import by the command; both must give the same coins and counts."""
    session = begin(alice, uploaded(path))
    job = run_session(session)
    assert (job.state, job.error) == ("done", "")
    counts = wizard.report(session).counts
    found = records()
    wipe()
    report = read_in(path, alice)
    assert records() == found
    assert (report.rows, report.created, report.skipped) == (
        counts.rows,
        counts.created,
        counts.skipped + counts.failed + counts.duplicates,
    )
    return found


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_odd_row_between_two_good_ones(tmp_path: Path, alice: User, row: list[Any]) -> None:
    found = same_as_command(write_workbook(tmp_path / "a.xlsx", [HEAD, NERO, row, NERO]), alice)
    assert found[0]["issuer"] == found[-1]["issuer"] == "Nero"


def test_all_odd_rows_in_one_file(tmp_path: Path, alice: User) -> None:
    assert len(same_as_command(write_workbook(tmp_path / "a.xlsx", [HEAD, *ROWS.values()]), alice)) >= len(ROWS) - 2


TEXTS: dict[str, Callable[[], tuple[str, str]]] = {
    "a megabyte in a cell": lambda: (f"Ruler,Reference,Notes\nNero,RIC 1,{'x' * 1_000_000}\n", "utf-8"),
    "repeated and blank headings": lambda: ("Ruler,Weight,Weight,,\nNero,3.41,3.5,a,b\n", "utf-8"),
    "Windows-1252": lambda: ("Herrscher;Nominal\nGötterbild;Æ 25\n", "cp1252"),
    "UTF-16": lambda: ("Herrscher\tNominal\nΑλέξανδρος\tδραχμή\n", "utf-16"),
    "decimal commas": lambda: ("Herrscher;Gewicht (g);Preis\nNero;3,41;€ 1.250,00\n", "utf-8-sig"),
    "quotes and lines": lambda: ('Ruler,Notes\n"Nero, Caesar","two\nlines ""quoted"""\n', "utf-8"),
    "rows of unequal length": lambda: ("Ruler,Metal\nNero\nGalba,gold,more,and more\n\n,\nOtho,silver\n", "utf-8"),
    "a title above the table": lambda: ("My coins\n\nRuler,Metal\nNero,gold\n", "utf-8"),
    "year zero": lambda: ("Ruler,Year start,Year end\nAugustus,0,14\nNero,68,54\n", "utf-8"),
    "the same number twice": lambda: ("Inventory no,Ruler\n7,Nero\n7,Galba\n", "utf-8"),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_odd_text_file(tmp_path: Path, alice: User, text: Callable[[], tuple[str, str]]) -> None:
    assert same_as_command(write_csv(tmp_path / "a.csv", *text()), alice)


def test_workbook_made_by_a_program_that_wrote_a_wrong_dimension(tmp_path: Path, alice: User) -> None:
    path = write_workbook(tmp_path / "a.xlsx", [HEAD, NERO])
    rewrite(path, b'ref="A1:J2"', b'ref="A1:A1"')
    assert same_as_command(path, alice)[0]["denomination"] == "Denarius"


def test_number_that_is_none(tmp_path: Path, alice: User) -> None:
    """A cell of the type number that is infinite: no database keeps one in JSON."""
    book = openpyxl.Workbook()
    book.active.append(["Ruler", "Weight"])
    book.active.append(["Nero", 3.41])
    book.save(tmp_path / "a.xlsx")
    rewrite(tmp_path / "a.xlsx", b"<v>3.41</v>", b"<v>1e999</v>")
    record = same_as_command(tmp_path / "a.xlsx", alice)[0]
    assert (record["issuer"], "weight_g" in record) == ("Nero", False)


def test_stray_column_far_below_is_kept_as_a_note(tmp_path: Path, alice: User) -> None:
    """The first glance at a workbook looks at its first thousand rows; nothing of the others may be lost."""
    rows: list[tuple[Any, ...]] = [("Ruler", "Weight"), *(("Nero", 1 + at / 1000) for at in range(1_100))]
    rows.append(("Galba", 5, None, "far out"))
    path = write_workbook(tmp_path / "a.xlsx", rows)
    session = wizard.start_session(alice, uploaded(path))
    assert wizard.detection_of(session).rows == 1_101
    wizard.set_mapping(session, session.mapping)
    job = wizard.check(session).job
    assert job is not None
    work_off(job)
    session.refresh_from_db()
    assert session.detection["headers"] == ["Ruler", "Weight", "column C", "column D"]
    run_session(session)
    assert "column D: far out" in Coin.objects.get(issuer="Galba").personal_notes
