"""The export as an Excel workbook, and what the importer makes of it."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from coins.models import Coin
from coins.services.history import Change
from coins.services.register import NewCoin, Shelves, register_coins
from coins.tests.recipes import make_coin, make_domna
from coinstack.accounts.models import User
from coinstack.testing import SHARED_DATA, needs_shared_data
from collections_app.exporters.files import write_export
from collections_app.exporters.formats import HEADINGS
from collections_app.exporters.workbook import write_xlsx
from collections_app.services import wizard
from collections_app.tests.import_recipes import begin, run_session, uploaded
from collections_app.tests.whole_collections import read_in, records, wipe

pytestmark = pytest.mark.django_db
FULL = NewCoin(
    {
        "title": "A title of my own",
        "issuer": "Ἀλέξανδρος",
        "metal": "silver",
        "weight_g": "17.205",
        "die_axis_h": "7.5",
        "year_start": -323,
        "year_end": -317,
        "is_circa": True,
        "acquired_on": "2011-04-14",
        "price": "1250.50",
        "currency": "EUR",
        "obverse_legend": "ΑΛΕΞΑΝΔΡΟΥ",
        "surface_issues": ["scratches", "light graffito"],
        "personal_notes": "two\nlines, a quote",
    },
    references=[{"text": "Price 4", "is_primary": True}, {"text": "SNG Cop 682", "order": 1}],
    storage=("Cabinet 2", "Tray 5"),
    tags=("lion", "Löwe"),
)


def row_of(path: Path) -> dict[str, Any]:
    headings, row = openpyxl.load_workbook(path).active.iter_rows(max_row=2)
    return {str(heading.value): cell for heading, cell in zip(headings, row, strict=True)}


def exported(path: Path) -> Path:
    call_command("export_collection", str(path), owner="alice", format="xlsx")
    return path


def test_numbers_years_and_days_are_what_they_are(alice: User, tmp_path: Path) -> None:
    register_coins(shelves=Shelves(alice), new=[FULL], change=Change(alice))
    row = row_of(exported(tmp_path / "a.xlsx"))
    values = {name: row[name].value for name in ("weight_g", "year_start", "price", "is_circa", "acquired_on")}
    assert values == {
        "weight_g": 17.205,
        "year_start": -323,
        "price": 1250.5,
        "is_circa": "yes",
        "acquired_on": datetime(2011, 4, 14),
    }
    assert (row["storage_place"].value, row["references"].value) == ("Cabinet 2 > Tray 5", "Price 4\nSNG Cop 682")
    assert row["weight_standard"].value is None


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+1", "-Rome", "@SUM(1)", "=1+1", "'quoted"])
def test_text_stays_text_whatever_it_begins_with(alice: User, tmp_path: Path, text: str) -> None:
    make_coin(alice, issuer=text)
    cell = row_of(exported(tmp_path / "a.xlsx"))["issuer"]
    assert (cell.value, cell.data_type) == (text, "s")
    wipe()
    read_in(tmp_path / "a.xlsx", alice)
    assert Coin.objects.get().issuer == text


def test_heading_stays_in_sight_and_columns_are_wide_enough(tmp_path: Path) -> None:
    write_xlsx([], tmp_path / "a.xlsx")
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert page.freeze_panes == "B2"
    assert [cell.value for cell in page[1]] == list(HEADINGS)
    assert page["A1"].font.bold
    assert page.column_dimensions["A"].width >= 10


def test_characters_that_no_workbook_takes(tmp_path: Path) -> None:
    record = {"issuer": "Ne\x0bro\x00", "references": [], "provenance": []}
    write_xlsx([record, {"personal_notes": "x" * 40_000, "references": [], "provenance": []}], tmp_path / "a.xlsx")
    assert row_of(tmp_path / "a.xlsx")["issuer"].value == "Nero"


@pytest.mark.parametrize("text", ["a < b & c > d", " two  blanks ", "line\r\nline\n\tline", "#N/A", "_x0041_", "Ἀ𐅃"])
def test_text_comes_back_to_the_letter(tmp_path: Path, text: str) -> None:
    write_xlsx([{"issuer": text, "references": [], "provenance": []}], tmp_path / "a.xlsx")
    cell = row_of(tmp_path / "a.xlsx")["issuer"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_every_kind_of_field_survives_the_way_there_and_back(alice: User, tmp_path: Path) -> None:
    register_coins(shelves=Shelves(alice), new=[FULL], change=Change(alice))
    before = records()
    exported(tmp_path / "a.xlsx")
    wipe()
    session = begin(alice, uploaded(tmp_path / "a.xlsx"))
    assert wizard.check(session).counters.attention == 0
    run_session(session)
    assert records() == before


@needs_shared_data
def test_real_collection_survives_but_for_what_a_table_cannot_hold(alice: User, tmp_path: Path) -> None:
    path = SHARED_DATA / "collections" / "collection-v1.xlsx"
    read_in(path, alice)
    before = records()
    exported(tmp_path / "a.xlsx")
    wipe()
    report = read_in(tmp_path / "a.xlsx", alice)
    assert (report.created, report.skipped) == (110, 0)
    for old, new in zip(before, records(), strict=True):
        assert {**new, "references": 0, "provenance": 0} == {**old, "references": 0, "provenance": 0}
        assert [row["text"] for row in new["references"]] == [row["text"] for row in old["references"]]
        assert [row["raw_text"] for row in new["provenance"]] == [row["raw_text"] for row in old["provenance"]]


def test_from_the_list_exactly_its_coins(alice: User, bob: User, client_for: Any) -> None:
    make_domna(bob, inventory_number="his")
    make_domna(alice, inventory_number="silver")
    make_domna(alice, inventory_number="gold", metal="gold")
    visitor: Client = client_for(alice)
    answer = visitor.get("/coins/export/?metal=gold&format=xlsx")
    assert answer["Content-Disposition"].endswith('-1.xlsx"')
    page = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert [row[0] for row in page.iter_rows(values_only=True)] == ["inventory_number", "gold"]


def test_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("the old export")
    with pytest.raises(ValueError, match="isoformat"):
        write_export([{"acquired_on": "never", "references": [], "provenance": []}], path, "xlsx")
    assert path.read_text() == "the old export"
    assert list(tmp_path.iterdir()) == [path]


def test_upload_of_our_own_export_is_recognised(alice: User, tmp_path: Path) -> None:
    make_domna(alice)
    session = wizard.start_session(alice, SimpleUploadedFile("a.xlsx", exported(tmp_path / "a.xlsx").read_bytes()))
    assert "CoinStack export" in wizard.detection_of(session).format_label
    assert {column.header for column in wizard.columns_of(session) if column.target == "ignore"} == {
        heading for heading in HEADINGS if heading.endswith("_term")
    }
