"""The first step: what is accepted, how it is read, what is kept of it and for how long."""

import io
import os
import resource
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coins.models import Coin
from coinstack.accounts.models import User
from coinstack.exceptions import CoinStackError, InputRefused
from coinstack.jobs.daily import DUE
from coinstack.tests.hostile import within_cpu
from collections_app.choices import WizardStep
from collections_app.models import ImportSession, SessionRow
from collections_app.models.importing import imports_folder
from collections_app.services import wizard
from collections_app.services.import_sessions import prune_sessions
from collections_app.tests.import_recipes import GALBA, HEAD, NERO, begin, csv_upload, imported, run_session, uploaded
from collections_app.tests.workbooks import write_workbook

pytestmark = pytest.mark.django_db


def folders() -> list[str]:
    return sorted(path.name for path in imports_folder().iterdir()) if imports_folder().is_dir() else []


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    (tmp_path / "data").mkdir()


def workbook_bytes(**rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in rows.items():
        page = book.create_sheet(name)
        for line in lines:
            page.append(line)
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


def zipped(**parts: bytes) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return found.getvalue()


def encrypted_zip() -> bytes:
    content = bytearray(zipped(**{"xl/workbook.xml": b"x"}))
    for at, flag in ((content.index(b"PK\x03\x04"), 6), (content.index(b"PK\x01\x02"), 8)):
        content[at + flag] |= 1
    return bytes(content)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "nothing": ("a.csv", b"", "is empty"),
    "JPEG called csv": ("a.csv", b"\xff\xd8\xff\xe0" + bytes(range(256)), "JPEG picture"),
    "JPEG": ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)), "JPEG picture"),
    "OpenNumismat": ("coins.db", b"SQLite format 3\x00" + bytes(100), "OpenNumismat"),
    "CoinManage": ("coins.mdb", b"\x00\x01\x00\x00Standard Jet DB\x00" + bytes(100), "CoinManage"),
    "old Excel": ("coins.xls", OLE, "old .xls"),
    "encrypted workbook": ("coins.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "without a password"),
    "encrypted archive": ("coins.xlsx", encrypted_zip(), "password"),
    "OpenDocument": ("coins.ods", zipped(**{"content.xml": b"<a/>"}), "OpenDocument"),
    "Numbers": ("coins.numbers", zipped(**{"Index/Document.iwa": b"x"}), "Numbers"),
    "Tellico": ("coins.tc", zipped(**{"tellico.xml": b"<a/>"}), "Tellico"),
    "binary workbook": ("coins.xlsb", zipped(**{"xl/workbook.bin": b"x"}), ".xlsb"),
    "zip of something": ("coins.zip", zipped(**{"a.txt": b"x"}), "no Excel workbook"),
    "damaged archive": ("coins.xlsx", b"PK\x03\x04" + bytes(50), "damaged"),
    "hollow workbook": ("coins.xlsx", zipped(**{"xl/workbook.xml": b"<a/>"}), "damaged"),
    "PDF": ("coins.pdf", b"%PDF-1.7 ...", "PDF"),
    "web page called xls": ("coins.xls", b"<html><table><tr><td>Ruler</td></tr></table></html>", "web page"),
    "XML": ("coins.xml", b"<?xml version='1.0'?><a/>", "XML"),
    "JSON": ("coins.json", b'{"format": "coinstack"}', "import_collection"),
    "RTF": ("coins.rtf", b"{\\rtf1", "RTF"),
    "unknown ending": ("coins.docx", b"Ruler,Weight\nNero,3\n", "no spreadsheet"),
    "NUL bytes": ("coins.csv", b"Ruler,Weight\nNe\x00ro,3\n", "NUL"),
    "broken UTF-8": ("coins.csv", "Ruler\nΦίλιππος,στατήρ\n".encode() + b"Nero\xc3,As\n", "neither proper UTF-8"),
    "broken UTF-16": ("coins.csv", b"\xff\xfeR\x00u\x00\x00\xd8", "UTF-16"),
    "a thousand columns": ("coins.csv", (",".join(f"c{n}" for n in range(1000)) + "\n").encode(), "1000 columns"),
    "only blanks": ("coins.csv", b",,\n,,\n", "no cell of it holds anything"),
}


@pytest.mark.parametrize(("name", "content", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_file_that_cannot_be_read_is_told_and_leaves_nothing(alice: User, name: str, content: bytes, told: str) -> None:
    with pytest.raises(CoinStackError) as caught:
        wizard.start_session(alice, SimpleUploadedFile(name, content))
    assert told in caught.value.message
    assert name in caught.value.message
    assert not ImportSession.objects.exists()
    assert folders() == []


def test_bomb_is_refused_before_it_is_unpacked(alice: User, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", [["Ruler", "Weight"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/worksheets/b.xml", "w") as part:
        for _ in range(450):
            part.write(bytes(1_000_000))
    with within_cpu(5), pytest.raises(CoinStackError, match="would unpack to"):
        wizard.start_session(alice, uploaded(path))
    assert folders() == []


def test_file_and_folder_are_private(alice: User) -> None:
    session = wizard.start_session(alice, csv_upload(NERO))
    assert session.path.read_text().startswith("Ruler")
    modes = [path.stat().st_mode & 0o777 for path in (imports_folder(), session.folder_path, session.path)]
    assert modes == [0o700, 0o700, 0o600]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.csv", "..\\..\\a.csv", "a/b/c.csv", "  .csv", "Münzen № 1 “neu”.csv", "x" * 300 + ".csv"]
)
def test_file_name_never_leads_out_of_the_folder(alice: User, name: str) -> None:
    upload = csv_upload(NERO)
    upload._name = name  # as a hostile browser sends it: Django's own upload handler strips it, other callers may not
    session = wizard.start_session(alice, upload)
    assert session.path.parent == session.folder_path
    assert session.path.is_file()
    assert len(session.file_name) <= 255


def test_detection_of_a_european_text_file(alice: User) -> None:
    text = "Meine Sammlung\n\nHerrscher;Nominal;Gewicht (g);Preis\nNero;Denar;3,41;120,50\nGalba;As;10,2;80,00\n"
    session = wizard.start_session(alice, SimpleUploadedFile("münzen.csv", text.encode("cp1252")))
    found = wizard.detection_of(session)
    assert (found.format, found.encoding, found.delimiter) == ("csv", "utf-8-sig", ";")
    assert (found.header_row, found.rows, found.decimal_comma) == (3, 2, True)
    assert [row.is_heading for row in found.preview] == [False, False, True, False, False]
    told = " ".join(found.reasons)
    assert "semicolons" in told
    assert "4 of 4 are known" in told
    assert [(column.header, column.target) for column in wizard.columns_of(session)] == [
        ("Herrscher", "issuer"),
        ("Nominal", "denomination"),
        ("Gewicht (g)", "weight_g"),
        ("Preis", "price"),
    ]


def test_windows_1252_is_detected_and_can_be_read_otherwise(alice: User) -> None:
    session = wizard.start_session(alice, SimpleUploadedFile("a.csv", "Herrscher;Nominal\nGötz;Ære\n".encode("cp1252")))
    assert wizard.detection_of(session).encoding == "cp1252"
    wizard.choose_reading(session, encoding="cp1253")
    assert wizard.columns_of(session)[0].samples == ("Gφtz",)
    with pytest.raises(CoinStackError, match="utf-8-sig"):
        wizard.choose_reading(session, encoding="utf-8-sig")
    with pytest.raises(InputRefused, match="no encoding"):
        wizard.choose_reading(session, encoding="klingon")
    with pytest.raises(InputRefused, match="cannot be parted"):
        wizard.choose_reading(session, delimiter="x")


def test_another_sheet_and_another_heading_row(alice: User) -> None:
    content = workbook_bytes(
        Sold=[["Ruler", "Weight"], ["Otho", 3.1]],
        Coins=[["Ruler", "Metal"], ["King", "Mass"], ["Nero", 3.41]],
    )
    session = wizard.start_session(alice, SimpleUploadedFile("a.xlsx", content))
    assert (session.sheet, wizard.detection_of(session).sheets) == ("Sold", ("Sold", "Coins"))
    wizard.choose_reading(session, sheet="Coins")
    assert (session.header_row, session.detection["rows"]) == (1, 2)
    wizard.choose_reading(session, header_row=2)
    assert [column.header for column in wizard.columns_of(session)] == ["King", "Mass"]
    assert "Row 2 holds the headings" in " ".join(wizard.detection_of(session).reasons)
    for wrong in ({"sheet": "Nowhere"}, {"header_row": 5_000_000}, {"header_row": 40}):
        with pytest.raises(CoinStackError):
            wizard.choose_reading(session, **wrong)
    session.refresh_from_db()
    assert (session.sheet, session.header_row) == ("Coins", 2)


def test_table_without_known_headings_is_doubted_and_not_refused(alice: User) -> None:
    session = wizard.start_session(alice, SimpleUploadedFile("a.csv", b"x,y\n1,2\n"))
    found = wizard.detection_of(session)
    assert found.confidence < 0.5
    assert "No row names a column" in " ".join(found.reasons)
    with pytest.raises(InputRefused, match="No column becomes a field"):
        wizard.set_mapping(session, session.mapping)


def test_export_of_another_program_is_named(alice: User) -> None:
    session = wizard.start_session(alice, SimpleUploadedFile("a.csv", b"N# number,Issuer,Title,Year\n12,Rome,As,64\n"))
    assert "Numista" in wizard.detection_of(session).format_label


def test_reading_it_otherwise_keeps_what_was_mapped(alice: User) -> None:
    session = wizard.start_session(alice, csv_upload(NERO))
    mapping = dict(session.mapping) | {"Link": {"target": "ignore", "transforms": []}}
    wizard.set_mapping(session, mapping)
    wizard.check(session)
    wizard.choose_reading(session, decimal_comma=True)
    assert (session.mapping["Link"]["target"], session.decimal_comma) == ("ignore", True)
    assert (session.step, SessionRow.objects.count()) == (WizardStep.MAP, 0)


def test_reading_it_otherwise_forgets_no_pictures_that_came_meanwhile(alice: User) -> None:
    session = wizard.start_session(alice, csv_upload(NERO))
    elsewhere = ImportSession.objects.get(pk=session.pk)
    wizard.add_pictures(elsewhere, [SimpleUploadedFile("a.png", b"x")])
    wizard.choose_reading(session, decimal_comma=True)
    session.refresh_from_db()
    assert (len(session.pictures), session.decimal_comma) == (1, True)


def test_two_imports_at_once_know_nothing_of_each_other(alice: User) -> None:
    first, second = (wizard.start_session(alice, csv_upload(row)) for row in (NERO, GALBA))
    wizard.set_mapping(first, first.mapping | {"Metal": {"target": "ignore"}})
    wizard.set_mapping(second, second.mapping)
    wizard.check(first)
    wizard.check(second)
    wizard.edit_cell(first, 2, "Ruler", "Otho")
    run_session(first)
    assert list(Coin.objects.values_list("issuer", "metal")) == [("Otho", "")]
    run_session(second)
    assert list(Coin.objects.order_by("pk").values_list("issuer", "metal")) == [("Otho", ""), ("Galba", "ae")]


def test_leaving_and_coming_back(alice: User) -> None:
    session = wizard.start_session(alice, csv_upload(NERO, GALBA))
    assert wizard.first_open_step(session) == "file"
    assert [step for step in WizardStep if wizard.is_open(session, step)] == ["file", "map"]
    wizard.set_mapping(session, session.mapping)
    wizard.check(session)
    wizard.edit_cell(session, 3, "Ruler", "Otho")
    wizard.decide(session, 2, "skip")
    wizard.set_options(session, tags="a, b", currency="eur")
    again = wizard.unfinished(alice).get()
    assert (wizard.first_open_step(again), again.options["tags"]) == ("check", ["a", "b"])
    page = wizard.check(again)
    assert [(row.cells[0].raw, row.decision) for row in page.rows] == [("Nero", "skip"), ("Otho", "")]


def test_finished_import_is_closed(alice: User) -> None:
    session = imported(alice, NERO)
    assert [step for step in WizardStep if wizard.is_open(session, step)] == ["report"]
    for act in (
        lambda: wizard.set_mapping(session, {}),
        lambda: wizard.choose_reading(session, header_row=1),
        lambda: wizard.check(session),
        lambda: wizard.start_run(session),
        lambda: wizard.edit_cell(session, 2, "Ruler", "x"),
        lambda: wizard.set_options(session),
    ):
        with pytest.raises(CoinStackError, match="done"):
            act()


@pytest.mark.parametrize("act", [wizard.check, lambda session: wizard.choose_reading(session, header_row=1)])
def test_file_that_has_vanished_between_two_steps(alice: User, act: Callable[[ImportSession], Any]) -> None:
    session = wizard.start_session(alice, csv_upload(NERO))
    wizard.set_mapping(session, session.mapping)
    session.path.unlink()
    with pytest.raises(InputRefused, match="no longer there"):
        act(session)
    assert wizard.detection_of(session).rows == 1


def test_file_that_has_vanished_after_the_check_is_not_needed_any_more(alice: User) -> None:
    session = begin(alice, csv_upload(NERO))
    session.path.unlink()
    assert run_session(session).state == "done"


def test_full_disk_while_storing_leaves_nothing(alice: User) -> None:
    """A limit on file sizes stands for the full disk: the write fails in the middle."""
    big = csv_upload(*[f"{NERO} {'x' * 500}" for _ in range(1000)])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(InputRefused, match="not enough space"):
            wizard.start_session(alice, big)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert folders() == []
    assert not ImportSession.objects.exists()


def test_folder_that_cannot_be_written(alice: User) -> None:
    imports_folder().write_text("in the way")
    with pytest.raises(InputRefused, match="cannot be written"):
        wizard.start_session(alice, csv_upload(NERO))


def test_given_up_import_goes_at_once(alice: User) -> None:
    session = begin(alice, csv_upload(NERO))
    wizard.discard(session)
    assert (ImportSession.objects.count(), SessionRow.objects.count(), folders()) == (0, 0, [])


def test_unfinished_imports_go_after_thirty_days(alice: User) -> None:
    old, young = (begin(alice, csv_upload(row)) for row in (NERO, GALBA))
    ImportSession.objects.filter(pk=old.pk).update(updated_at=timezone.now() - timedelta(days=31))
    lost = imports_folder() / "0123"
    lost.mkdir()
    (imports_folder() / "new").mkdir()
    os.utime(lost, (0, 0))
    assert DUE["prune_imports"]()
    assert prune_sessions() == {"sessions": 1, "folders": 1}
    assert not DUE["prune_imports"]()
    assert list(ImportSession.objects.all()) == [young]
    assert folders() == sorted(["new", young.folder])


def test_heading_line_alone(alice: User) -> None:
    session = wizard.start_session(alice, SimpleUploadedFile("a.csv", HEAD.encode()))
    wizard.set_mapping(session, session.mapping)
    assert wizard.check(session).counters.total == 0
    run_session(session)
    assert wizard.report(session).counts.rows == 0
