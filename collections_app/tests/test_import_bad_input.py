"""Files that are not what they should be: each a clear sentence, nothing half-written."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction

from coins.models import Coin, ImportBatch
from coinstack.accounts.models import User
from coinstack.commands import WrongUse
from collections_app.importers.base import ImportFileProblem
from collections_app.importers.spreadsheet import TableChoice, read_spreadsheet
from collections_app.services.imports import ImportReport
from collections_app.tests.whole_collections import read_in
from collections_app.tests.workbooks import write_csv, write_workbook

pytestmark = pytest.mark.django_db
HEAD = ("Ruler", "Denomination", "Metal", "Weight", "Die axis", "Date", "Reference")
NERO = ("Nero", "Denarius", "Silver", 3.41, 6, "AD 64-65", "RIC 53")


def run(path: Path, owner: User) -> ImportReport:
    return read_in(path, owner, currency="EUR")


def refused(path: Path, owner: User) -> str:
    """The sentence with which the file is refused; nothing may have been written."""
    with pytest.raises(ImportFileProblem) as caught:
        run(path, owner)
    assert not Coin.objects.exists()
    assert not ImportBatch.objects.exists()
    return caught.value.message


def problems_of(report: ImportReport, column: str) -> list[str]:
    return [problem.message for problem in report.problems if problem.column == column]


def test_missing_file(tmp_path: Path, alice: User) -> None:
    assert "There is no file" in refused(tmp_path / "nothing.xlsx", alice)


def test_folder_instead_of_a_file(tmp_path: Path, alice: User) -> None:
    assert "There is no file" in refused(tmp_path, alice)


def test_empty_file(tmp_path: Path, alice: User) -> None:
    assert "is empty" in refused(write_csv(tmp_path / "a.csv", ""), alice)


def test_a_picture(tmp_path: Path, alice: User) -> None:
    path = tmp_path / "coin.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 10)
    assert "is a JPEG picture" in refused(path, alice)


def test_a_picture_called_csv(tmp_path: Path, alice: User) -> None:
    path = tmp_path / "coin.csv"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 10)
    assert "is a JPEG picture" in refused(path, alice)


def test_encrypted_workbook_or_old_xls(tmp_path: Path, alice: User) -> None:
    path = tmp_path / "locked.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000)
    assert "old .xls workbook" in refused(path, alice)


def test_truncated_workbook(tmp_path: Path, alice: User) -> None:
    path = write_workbook(tmp_path / "a.xlsx", [HEAD, NERO])
    path.write_bytes(path.read_bytes()[:-300])
    assert "damaged" in refused(path, alice)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("glance", [True, False], ids=["at first glance", "read whole"])
def test_workbook_with_a_part_that_cannot_be_unpacked(tmp_path: Path, part: str, glance: bool) -> None:
    rows = [HEAD, *((f"Nero {at}", "Denarius", "Silver", at / 7, 6, "=1+1", "RIC 53") for at in range(1, 1_200))]
    path = write_workbook(tmp_path / "a.xlsx", rows)
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(part)
    content = bytearray(path.read_bytes())
    content[info.header_offset + 30 + len(part) + info.compress_size * 3 // 4] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(ImportFileProblem, match="damaged"):
        read_spreadsheet(path, TableChoice(glance=glance))


@pytest.mark.parametrize("name", ["coins.xls", "coins.csv", "coins"])
def test_workbook_by_another_name_is_one_by_its_content(tmp_path: Path, alice: User, name: str) -> None:
    path = write_workbook(tmp_path / "a.xlsx", [HEAD, NERO])
    assert run(path.rename(tmp_path / name), alice).created == 1


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_workbook_with_a_broken_part(tmp_path: Path, alice: User, part: str) -> None:
    path = write_workbook(tmp_path / "a.xlsx", [HEAD, NERO])
    _rewritten(path, part, b"<broken")
    assert "damaged" in refused(path, alice)


def test_zip_that_is_no_workbook(tmp_path: Path, alice: User) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "no Excel workbook" in refused(path, alice)


def test_zip_bomb_is_refused_by_what_it_would_unpack_to(tmp_path: Path, alice: User) -> None:
    path = write_workbook(tmp_path / "bomb.xlsx", [HEAD, NERO])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w") as part:
        for _ in range(410):
            part.write(b"\x00" * 1_000_000)
    assert path.stat().st_size < 2_000_000
    assert "would unpack to" in refused(path, alice)


def test_entity_bomb_is_not_expanded(tmp_path: Path, alice: User) -> None:
    path = write_workbook(tmp_path / "a.xlsx", [HEAD, NERO])
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % (98 + i, *[97 + i] * 8) for i in range(9)
    )
    _rewritten(path, "xl/worksheets/sheet1.xml", bomb + b"]><worksheet>&j;</worksheet>")
    with pytest.raises(ImportFileProblem):
        run(path, alice)


def test_file_of_60_mb(tmp_path: Path, alice: User) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.write(b"Ruler,Denomination\n")
        file.truncate(60 * 1024 * 1024)
    assert "at most" in refused(path, alice)


def test_a_thousand_columns(tmp_path: Path, alice: User) -> None:
    path = write_workbook(tmp_path / "wide.xlsx", [(*HEAD, *(f"c{n}" for n in range(1000))), NERO + ("x",) * 1000])
    assert "1007 columns" in refused(path, alice)


def test_table_without_known_headings(tmp_path: Path, alice: User) -> None:
    assert "No row of headings" in refused(write_csv(tmp_path / "a.csv", "x,y\n1,2\n"), alice)


def test_unknown_sheet_names_those_there_are(tmp_path: Path, alice: User) -> None:
    path = write_workbook(tmp_path / "a.xlsx", [HEAD, NERO])
    with pytest.raises(ImportFileProblem, match="has: Sheet"):
        read_in(path, alice, sheet="Coins")


def test_broken_utf8_names_the_line(tmp_path: Path, alice: User) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Ruler,Denomination\nΑλέξανδρος,δραχμή\nΦίλιππος,στατήρ\n".encode() + b"Nero\xc3,As\n")
    assert "line 4" in refused(path, alice)


def test_windows_1252_is_read(tmp_path: Path, alice: User) -> None:
    run(write_csv(tmp_path / "a.csv", "Herrscher;Nominal\nGötterbild;Æ 25\n", "cp1252"), alice)
    coin = Coin.objects.get()
    assert (coin.issuer, coin.denomination, coin.diameter_mm) == ("Götterbild", "Æ 25", 25)


def test_semicolons_decimal_commas_and_a_byte_order_mark(tmp_path: Path, alice: User) -> None:
    run(write_csv(tmp_path / "a.csv", "Herrscher;Gewicht (g);Preis\nNero;3,41;€ 1.250,00\n", "utf-8-sig"), alice)
    coin = Coin.objects.get()
    assert (str(coin.weight_g), str(coin.price), coin.currency) == ("3.410", "1250.00", "EUR")


def test_repeated_headings_keep_both_columns(tmp_path: Path, alice: User) -> None:
    report = run(write_csv(tmp_path / "a.csv", "Ruler,Weight,Weight\nNero,3.41,3.5\n"), alice)
    coin = Coin.objects.get()
    assert str(coin.weight_g) == "3.410"
    assert "Weight (2): 3.5" in coin.personal_notes
    assert problems_of(report, "Weight (2)")


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        ("Weight", "-3.4", "greater than 0"),
        ("Weight", "0", "greater than 0"),
        ("Weight", "heavy", "no"),
        ("Die axis", "13", "13"),
        ("Date", "0", "year 0"),
        ("Metal", "unobtainium", "none of the known values"),
        ("Weight", "#DIV/0!", "formula failed"),
        ("Date", "#REF!", "formula failed"),
        ("Reference", "#N/A", "formula failed"),
    ],
)
def test_a_wrong_cell_is_told_and_kept_as_a_note(
    tmp_path: Path, alice: User, column: str, text: str, told: str
) -> None:
    values = dict(zip(HEAD, NERO, strict=True)) | {column: text}
    rows = [",".join(values), ",".join(str(value) for value in values.values())]
    report = run(write_csv(tmp_path / "a.csv", "\n".join(rows)), alice)
    coin = Coin.objects.get()
    assert coin.issuer == "Nero"
    assert any(told in message for message in problems_of(report, column)), report.problems
    assert not coin.references.filter(text__startswith="#").exists()
    if "formula" not in told and column != "Date":
        assert f"{column}: {text}" in coin.personal_notes


def test_formulas_count_with_their_saved_value_and_are_never_stored(tmp_path: Path, alice: User) -> None:
    path = write_workbook(tmp_path / "a.xlsx", [HEAD, ("Nero", "As", "AE", "=3+4", 6, "AD 64", '=HYPERLINK("x")')])
    report = run(path, alice)
    assert Coin.objects.get().weight_g is None
    assert "not saved" in problems_of(report, "Weight")[0]
    assert not Coin.objects.get().references.exists()


def test_a_text_of_one_megabyte(tmp_path: Path, alice: User) -> None:
    report = run(write_csv(tmp_path / "a.csv", f"Ruler,Reference,Notes\nNero,RIC 1,{'x' * 1_000_000}\n"), alice)
    coin = Coin.objects.get()
    assert coin.personal_notes == ""
    assert len(coin.import_rows.get().raw["Notes"]) == 1_000_000
    assert "1,000,000 characters" in problems_of(report, "Notes")[0]


def test_a_text_too_long_for_its_field_is_kept_whole(tmp_path: Path, alice: User) -> None:
    name = "Imperator " * 60
    run(write_csv(tmp_path / "a.csv", f"Ruler,Denomination\n{name},As\n"), alice)
    coin = Coin.objects.get()
    assert len(coin.issuer) == 200
    assert name.strip() in coin.personal_notes


def test_nul_bytes_in_a_text_file(tmp_path: Path, alice: User) -> None:
    assert "NUL" in refused(write_csv(tmp_path / "a.csv", "Ruler,Denomination\nNe\x00ro,As\n"), alice)


def test_year_zero_in_a_year_column(tmp_path: Path, alice: User) -> None:
    report = run(write_csv(tmp_path / "a.csv", "Ruler,Year start,Year end\nAugustus,0,14\n"), alice)
    coin = Coin.objects.get()
    assert (coin.year_start, coin.year_end) == (None, 14)
    assert "year 0" in problems_of(report, "Year start")[0]


def test_years_the_wrong_way_round_fail_only_their_row(tmp_path: Path, alice: User) -> None:
    report = run(write_csv(tmp_path / "a.csv", "Ruler,Year start,Year end\nNero,68,54\nGalba,68,69\n"), alice)
    assert (report.created, report.skipped) == (1, 1)
    assert Coin.objects.get().issuer == "Galba"
    assert any("later than its last" in problem.message for problem in report.problems)


def test_inventory_numbers_stay_unique(tmp_path: Path, alice: User) -> None:
    report = run(write_csv(tmp_path / "a.csv", "Inventory no,Ruler\n7,Nero\n7,Galba\n"), alice)
    assert report.created == 2
    assert sorted(Coin.objects.values_list("inventory_number", flat=True)) == ["", "7"]
    assert "Inventory number in the file: 7" in Coin.objects.get(issuer="Galba").personal_notes


def test_json_of_something_else(tmp_path: Path, alice: User) -> None:
    assert "no CoinStack export" in refused(write_csv(tmp_path / "a.json", '{"coins": []}'), alice)
    assert "no proper JSON" in refused(write_csv(tmp_path / "b.json", '{"coins": ['), alice)
    deep = "[" * 100_000
    assert "no proper JSON" in refused(write_csv(tmp_path / "c.json", '{"a":' + deep), alice)


def test_currency_that_there_is_none_of_is_refused_before_anything_is_read(tmp_path: Path, alice: User) -> None:
    path = write_csv(tmp_path / "a.csv", "Ruler,Price\nNero,120\n")
    with pytest.raises(WrongUse, match="ISO code"):
        call_command("import_collection", str(path), owner="alice", currency="euro")
    assert not ImportBatch.objects.exists()
    call_command("import_collection", str(path), owner="alice", currency="eur", json=True)
    assert Coin.objects.get().currency == "EUR"


def test_json_of_a_later_version(tmp_path: Path, alice: User) -> None:
    path = write_csv(tmp_path / "a.json", '{"format": "coinstack", "version": 9, "coins": []}')
    assert "version 9" in refused(path, alice)


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ('{"issuer": "Nero", "weight_g": "abc"}', "weight_g"),
        ('{"issuer": "Nero", "weight_g": -1}', "weight_g"),
        ('{"issuer": "Nero", "metal": "cheese"}', "metal"),
        ('{"issuer": "Nero", "acquired_on": "2011-13-45"}', "acquired_on"),
        ('{"issuer": "Nero", "colour": "red"}', "colour"),
        ('{"issuer": "Nero", "weight_g": [1]}', "weight_g"),
        ('{"issuer": {"a": 1}, "metal": "silver"}', "issuer"),
        ('{"issuer": "Nero", "storage_place": 5}', "storage_place"),
        ('{"issuer": "Nero", "tags": "x"}', "tags"),
        ('{"issuer": "Nero", "surface_issues": "scratches"}', "surface_issues"),
        ('{"issuer": "Nero", "surface_issues": [1, {"a": 2}]}', "surface_issues"),
        ('{"issuer": "Nero", "surface_issues": {"a": 1}}', "surface_issues"),
    ],
)
def test_json_with_a_wrong_value_tells_it(tmp_path: Path, alice: User, entry: str, field: str) -> None:
    text = f'{{"format": "coinstack", "version": 1, "coins": [{entry}]}}'
    report = run(write_csv(tmp_path / "a.json", text), alice)
    assert problems_of(report, field)


ODD = {
    "half a character": ('{"issuer": "Ne\\ud800ro", "personal_notes": "\\udfff"}', "Ne\ufffdro"),
    "NUL": ('{"issuer": "Ne\\u0000ro"}', "Ne\ufffdro"),
    "an escape spelt out": ('{"issuer": "Ne\\\\u0000ro"}', "Ne\\u0000ro"),
    "endless numbers": ('{"issuer": "Nero", "weight_g": 1e999, "id": -1e999}', "Nero"),
}


@pytest.mark.parametrize(("entry", "issuer"), ODD.values(), ids=ODD.keys())
def test_json_with_what_no_database_takes(tmp_path: Path, alice: User, entry: str, issuer: str) -> None:
    text = f'{{"format": "coinstack", "version": 1, "coins": [{entry}]}}'
    assert run(write_csv(tmp_path / "a.json", text), alice).created == 1
    assert Coin.objects.get().issuer == issuer


@pytest.mark.parametrize("value", ["NaN", "9" * 5_000], ids=["NaN", "5,000 digits"])
def test_json_with_a_number_that_is_none(tmp_path: Path, alice: User, value: str) -> None:
    text = f'{{"format": "coinstack", "version": 1, "coins": [{{"issuer": "Nero", "weight_g": {value}}}]}}'
    assert "no proper JSON" in refused(write_csv(tmp_path / "a.json", text), alice)


def _rewritten(path: Path, part: str, content: bytes) -> None:
    """Replace one part of a workbook."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))


def test_hostile_sheet_values(tmp_path: Path, alice: User) -> None:
    values: list[Any] = ["<script>alert(1)</script>", "'; DROP TABLE coins_coin; --", "%s%n", True, 1e308, -0.0]
    path = write_workbook(
        tmp_path / "a.xlsx", [("Ruler", "Denomination", "Mint", "Metal", "Weight", "Diameter"), values]
    )
    run(path, alice)
    coin = Coin.objects.get()
    assert coin.issuer == "<script>alert(1)</script>"
    assert (coin.weight_g, coin.diameter_mm) == (None, None)


def test_workbook_made_by_a_program_that_wrote_a_wrong_dimension(tmp_path: Path, alice: User) -> None:
    path = write_workbook(tmp_path / "a.xlsx", [HEAD, NERO])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    _rewritten(path, "xl/worksheets/sheet1.xml", sheet.replace(b'ref="A1:G2"', b'ref="A1:A1"'))
    run(path, alice)
    assert Coin.objects.get().denomination == "Denarius"
    assert openpyxl.load_workbook(path).active.max_row == 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite lets a test limit the size of the database")
def test_full_disk_writes_no_half_chunk(tmp_path: Path, alice: User) -> None:
    rows = "".join(f"Nero {index},As,{'x' * 3000}\n" for index in range(200))
    path = write_csv(tmp_path / "a.csv", "Ruler,Denomination,Notes\n" + rows)
    with connection.cursor() as cursor:
        [pages] = cursor.execute("PRAGMA page_count").fetchone()
        [most] = cursor.execute("PRAGMA max_page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages + 40}")
        try:
            with pytest.raises(OperationalError, match="full"), transaction.atomic():
                run(path, alice)
        finally:
            cursor.execute(f"PRAGMA max_page_count = {most}")
    assert not Coin.objects.exists()
