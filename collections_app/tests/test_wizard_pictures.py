"""Photographs that come with a table: in its cells, beside it, in a zip file."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor, TwoCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from PIL import Image

from coins.models import Coin, CoinImage
from coins.services.history import Change
from coins.services.photographs import describe
from coinstack.accounts.models import User
from coinstack.exceptions import CoinStackError, InputRefused
from coinstack.jobs.progress import SilentProgress
from coinstack.jobs.registry import Again
from collections_app.importers.workbook_pictures import CellPicture, pictures_in
from collections_app.models import ImportSession
from collections_app.services import import_files, import_run, wizard
from collections_app.services.import_pictures import number_in
from collections_app.services.import_run import run_step
from collections_app.tests.import_recipes import begin, csv_upload, run_session, work_off

pytestmark = pytest.mark.django_db


def picture(colour: str = "red", form: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, form)
    return file.getvalue()


def named(name: str, colour: str = "red") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(colour))


def zipped(entries: dict[str, bytes], name: str = "pictures.zip") -> SimpleUploadedFile:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path, content in entries.items():
            archive.writestr(path, content)
    return SimpleUploadedFile(name, file.getvalue())


def images() -> set[tuple[str, str, str]]:
    return {(image.coin.issuer, image.kind, image.file_name) for image in CoinImage.objects.select_related("coin")}


TABLE = ("1,Nero,nero_obv.png; nero_rev.png", "2,Galba,")
HEAD = "Inventory no,Ruler,Pictures"


def run_with(alice: User, *pictures: Any, rows: tuple[str, ...] = TABLE, head: str = HEAD) -> ImportSession:
    session = begin(alice, csv_upload(*rows, head=head), pictures=pictures)
    assert run_session(session).error == ""
    return session


def test_pictures_named_in_a_column(alice: User) -> None:
    session = run_with(alice, named("nero_obv.png"), named("NERO_REV.PNG", "blue"), named("unasked.png", "green"))
    assert images() == {("Nero", "obverse", "nero_obv.png"), ("Nero", "reverse", "NERO_REV.PNG")}
    assert Coin.objects.get(issuer="Nero").images.get(is_primary=True).kind == "obverse"
    counts = wizard.report(session).counts
    assert (counts.pictures, counts.picture_problems) == (2, 0)


@pytest.mark.parametrize("written", [r"C:\coins\nero_obv.png", "https://example.org/a/nero_obv.png", "nero_obv"])
def test_of_a_path_or_an_address_only_the_name_counts_and_nothing_is_fetched(alice: User, written: str) -> None:
    run_with(alice, named("nero_obv.png"), rows=(f"1,Nero,{written}",))
    assert images() == {("Nero", "obverse", "nero_obv.png")}


def test_pictures_named_by_inventory_number(alice: User) -> None:
    names = ["1-obv.png", "1 rev.png", "A-17.av.png", "a-17 RV.png", "3.png", "12-obv.png"]
    colours = ["red", "blue", "green", "black", "white", "grey"]
    pictures = [named(name, colour) for name, colour in zip(names, colours, strict=True)]
    run_with(alice, *pictures, rows=("1,Nero,", "A-17,Galba,", "3,Otho,"))
    assert images() == {
        ("Nero", "obverse", "1-obv.png"),
        ("Nero", "reverse", "1 rev.png"),
        ("Galba", "obverse", "A-17.av.png"),
        ("Galba", "reverse", "a-17 RV.png"),
        ("Otho", "obverse", "3.png"),
    }


@pytest.mark.parametrize(
    ("name", "number"),
    [("12-obv.jpg", "12"), ("A.17_rev.png", "a17"), ("obverse 3.tif", "3"), ("7.jpg", "7"), ("rev.png", "")],
)
def test_number_in_a_file_name(name: str, number: str) -> None:
    assert number_in(name) == number


def test_zip_with_folders_and_clutter(alice: User) -> None:
    archive = zipped(
        {
            "coins/obverse/nero_obv.png": picture(),
            "coins/reverse/nero_rev.png": picture("blue"),
            "__MACOSX/._nero_obv.png": b"x",
            "coins/.DS_Store": b"x",
            "coins/inner.zip": b"PK\x03\x04",
        }
    )
    session = run_with(alice, archive)
    assert wizard.detection_of(session).pictures == 2
    assert len(images()) == 2


@pytest.mark.parametrize(
    "path", ["../../../nero_obv.png", "/etc/nero_obv.png", "..\\..\\nero_obv.png", "C:\\nero_obv.png"]
)
def test_path_in_a_zip_leads_nowhere(alice: User, path: str, settings: Any) -> None:
    run_with(alice, zipped({path: picture()}), rows=("1,Nero,nero_obv.png",))
    assert images() == {("Nero", "obverse", "nero_obv.png")}
    assert not [*Path(settings.DATA_DIR).rglob("nero_obv.png"), *Path(settings.DATA_DIR).parent.glob("nero_obv.png")]


def test_zip_bomb_of_pictures_is_refused(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_files, "MAX_PICTURES_BYTES", 5_000)
    with pytest.raises(InputRefused, match="would unpack to"):
        begin(alice, csv_upload(*TABLE, head=HEAD), pictures=[_packed({"a.png": bytes(1_000_000)})])
    assert not ImportSession.objects.exists()


def _packed(entries: dict[str, bytes]) -> SimpleUploadedFile:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in entries.items():
            archive.writestr(path, content)
    return SimpleUploadedFile("pictures.zip", file.getvalue())


def test_zip_that_lies_about_its_size(alice: User) -> None:
    """The directory says 10 bytes; the entry unpacks to more. No more than was promised is ever read."""
    content = bytearray(_packed({"nero_obv.png": bytes(3_000_000)}).read())
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    session = run_with(alice, SimpleUploadedFile("p.zip", bytes(content)), rows=("1,Nero,nero_obv.png",))
    assert wizard.report(session).counts.picture_problems == 1
    assert not CoinImage.objects.exists()


@pytest.mark.parametrize("content", [b"PK\x03\x04 no zip at all", b"PK"], ids=["broken", "only its start"])
def test_damaged_zip_is_refused_at_once(alice: User, content: bytes) -> None:
    with pytest.raises(CoinStackError, match="damaged"):
        begin(alice, csv_upload(*TABLE, head=HEAD), pictures=[SimpleUploadedFile("p.zip", content)])


def test_too_many_pictures(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_files, "MAX_PICTURES", 2)
    with pytest.raises(InputRefused, match="At most 2"):
        begin(alice, csv_upload(*TABLE, head=HEAD), pictures=[named(f"{at}.png") for at in range(3)])


def test_pictures_can_be_brought_later(alice: User) -> None:
    session = begin(alice, csv_upload(*TABLE, head=HEAD))
    assert wizard.add_pictures(session, [named("nero_obv.png")]) == 1
    assert wizard.add_pictures(session, [named("nero_rev.png", "blue")]) == 2
    run_session(session)
    assert len(images()) == 2


def test_picture_that_fails_harms_nothing_else(alice: User) -> None:
    pictures = [
        SimpleUploadedFile("nero_obv.png", b"#!/bin/sh\nrm -rf"),
        named("nero_rev.png", "blue"),
    ]
    session = run_with(alice, *pictures)
    assert images() == {("Nero", "reverse", "nero_rev.png")}
    report = wizard.report(session)
    assert (report.state, report.counts.created, report.counts.picture_problems) == ("done", 2, 1)
    [row] = report.problem_rows
    assert (row.number, row.problems[0].column) == (2, "pictures")
    assert "nero_obv.png" in row.problems[0].message


def test_damaged_picture_in_a_zip_harms_nothing_else(alice: User) -> None:
    """What is wrong with a packed file shows when it is unpacked."""
    content = bytearray(_packed({"nero_obv.png": picture() * 50, "nero_rev.png": picture("blue")}).read())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo("nero_obv.png")
    at = info.header_offset + 30 + len(info.filename)
    content[at : at + 20] = b"\xff" * 20
    session = run_with(alice, SimpleUploadedFile("p.zip", bytes(content)))
    assert images() == {("Nero", "reverse", "nero_rev.png")}
    [row] = wizard.report(session).problem_rows
    assert "cannot be read" in row.problems[0].message


def test_two_uploads_at_once_forget_none_of_their_pictures(alice: User) -> None:
    session = begin(alice, csv_upload(*TABLE, head=HEAD))
    other = ImportSession.objects.get(pk=session.pk)
    wizard.add_pictures(session, [named("nero_obv.png")])
    assert wizard.add_pictures(other, [named("nero_rev.png", "blue")]) == 2
    run_session(other)
    assert {name for _, _, name in images()} == {"nero_obv.png", "nero_rev.png"}


def test_of_an_upload_that_is_refused_nothing_is_kept(alice: User) -> None:
    session = begin(alice, csv_upload(*TABLE, head=HEAD))
    with pytest.raises(InputRefused):
        wizard.add_pictures(session, [named("nero_obv.png"), SimpleUploadedFile("p.zip", b"PK no zip")])
    assert list((session.folder_path / "pictures").iterdir()) == []


def test_picture_that_was_named_and_not_brought(alice: User) -> None:
    session = run_with(alice, named("nero_obv.png"))
    told = [problem.message for row in wizard.report(session).problem_rows for problem in row.problems]
    assert told == ["No picture called nero_rev.png was brought with the table."]


@pytest.mark.parametrize("is_dry", [True, False])
def test_coin_is_told_by_its_photograph(alice: User, is_dry: bool) -> None:
    """The same picture under another name, in another table, with another spelling of the ruler."""
    run_with(alice, named("nero_obv.png"), rows=("1,Nero,nero_obv.png",))
    rows = ("7,Nero Claudius,x.png", "8,Galba,y.png", "9,Otho,lost.png")
    session = begin(alice, csv_upload(*rows, head=HEAD), pictures=(named("x.png"), named("y.png", "blue")))
    assert [row.duplicate for row in wizard.check(session).rows] == [None] * 3
    wizard.set_options(session, duplicate_rule="picture", dry_run=is_dry)
    known = [row.duplicate and row.duplicate.reason for row in wizard.check(session).rows]
    assert known == ["same photograph", None, None]
    result = run_session(session).result
    assert (result["created"], result["duplicates"]) == (2, 1)
    assert Coin.objects.count() == (1 if is_dry else 3)


def test_repeated_step_attaches_nothing_twice(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    session = begin(alice, csv_upload(*TABLE, head=HEAD), pictures=[named("nero_obv.png"), named("2.png", "blue")])
    job = wizard.start_run(session)
    monkeypatch.setattr(import_run, "STEP_SECONDS", 0.0)
    step = run_step(job, SilentProgress())
    assert isinstance(step, Again)
    job.cursor = step.cursor
    assert isinstance(run_step(job, SilentProgress()), Again)
    work_off(job)
    assert images() == {("Nero", "obverse", "nero_obv.png"), ("Galba", "obverse", "2.png")}


def test_undo_takes_the_coins_with_their_pictures(alice: User) -> None:
    session = run_with(alice, named("nero_obv.png"))
    assert wizard.undo(session).removed == 2


def updated(alice: User, *pictures: Any, weight: str = "3.5") -> ImportSession:
    """A coin that came with a.png, brought again with this weight and these pictures."""
    head = f"{HEAD},Weight"
    run_with(alice, named("a.png"), rows=("1,Nero,a.png,3.4",), head=head)
    session = begin(alice, csv_upload(f"1,Nero,a.png; b.png,{weight}", head=head), pictures=pictures)
    wizard.set_options(session, on_duplicate="update", duplicate_rule="picture")
    wizard.check(session)
    assert run_session(session).error == ""
    assert {name for _, _, name in images()} == {"a.png", "b.png"}
    return session


@pytest.mark.parametrize("weight", ["3.5", "3.4"], ids=["values differ", "only the pictures are new"])
def test_undo_of_an_update_takes_away_the_pictures_that_it_brought(alice: User, weight: str) -> None:
    session = updated(alice, named("a.png"), named("b.png", "green"), weight=weight)
    assert session.batch is not None
    assert session.batch.rows.get().result == "updated"
    assert wizard.undo(session).restored == 1
    assert [(image.file_name, image.is_primary) for image in CoinImage.objects.all()] == [("a.png", True)]
    assert str(Coin.objects.get().weight_g) == "3.400"


def test_undo_of_an_update_leaves_pictures_that_somebody_has_worked_on(alice: User) -> None:
    session = updated(alice, named("a.png"), named("b.png", "green"))
    describe(CoinImage.objects.get(file_name="b.png"), {"kind": "edge"}, change=Change(alice))
    assert wizard.undo(session).restored == 1
    assert {name for _, _, name in images()} == {"a.png", "b.png"}


def test_undo_leaves_the_pictures_of_a_coin_edited_since(alice: User) -> None:
    session = updated(alice, named("a.png", "red"), named("b.png", "green"))
    Coin.objects.all().update(version=99)  # edited since
    assert wizard.undo(session).kept == list(Coin.objects.all())
    assert {name for _, _, name in images()} == {"a.png", "b.png"}


# --- in the cells of a workbook


def sheet_with(*anchors: tuple[Any, str], rows: int = 4, heights: dict[int, float] | None = None) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["Ruler", "Obverse photo", "Reverse photo"])
    for name in ("Nero", "Galba", "Otho", "Vitellius")[: rows - 1]:
        page.append([name])
    for row, height in (heights or {}).items():
        page.row_dimensions[row].height = height
    for anchor, colour in anchors:
        image = SheetImage(io.BytesIO(picture(colour)))
        image.anchor = anchor
        page.add_image(image)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def spanning(column: int, first: int, top: int, last: int, bottom: int) -> TwoCellAnchor:
    """From `top` points inside the first row to `bottom` points inside the last, rows counted from 1."""
    anchor = TwoCellAnchor()
    anchor._from = AnchorMarker(col=column, row=first - 1, rowOff=top * 12_700)
    anchor.to = AnchorMarker(col=column, row=last - 1, rowOff=bottom * 12_700)
    return anchor


def test_pictures_above_cells_go_to_the_row_they_cover_most(alice: User, tmp_path: Path) -> None:
    one = OneCellAnchor(_from=AnchorMarker(col=1, row=3), ext=XDRPositiveSize2D(500_000, 60 * 12_700))
    content = sheet_with(
        (spanning(1, 1, 10, 2, 50), "red"),  # hangs a little over the heading
        (spanning(2, 2, 5, 3, 4), "blue"),  # and a little into the row below
        (one, "green"),
        heights={2: 60, 3: 60, 4: 60},
    )
    (tmp_path / "a.xlsx").write_bytes(content)
    found = [(each.row, each.column) for each in pictures_in(tmp_path / "a.xlsx", "Sheet")]
    assert found == [(2, 2), (2, 3), (4, 2)]
    session = begin(alice, SimpleUploadedFile("a.xlsx", content))
    run_session(session)
    assert {(issuer, kind) for issuer, kind, _ in images()} == {
        ("Nero", "obverse"),
        ("Nero", "reverse"),
        ("Otho", "obverse"),
    }


RICH = {
    "xl/metadata.xml": b"""<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:xlrd="http://schemas.microsoft.com/office/spreadsheetml/2017/richdata">
<metadataTypes count="1"><metadataType name="XLRICHVALUE"/></metadataTypes>
<futureMetadata name="XLRICHVALUE" count="1"><bk><extLst><ext uri="{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}">
<xlrd:rvb i="0"/></ext></extLst></bk></futureMetadata>
<valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>""",
    "xl/richData/rdrichvaluestructure.xml": b"""<rvStructures count="1"
 xmlns="http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"><s t="_localImage">
<k n="_rvRel:LocalImageIdentifier" t="i"/><k n="CalcOrigin" t="i"/></s></rvStructures>""",
    "xl/richData/rdrichvalue.xml": b"""<rvData count="1"
 xmlns="http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"><rv s="0"><v>0</v><v>5</v></rv></rvData>""",
    "xl/richData/richValueRel.xml": b"""<richValueRels
 xmlns="http://schemas.microsoft.com/office/spreadsheetml/2022/richvaluerel"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><rel r:id="rId1"/></richValueRels>""",
    "xl/richData/_rels/richValueRel.xml.rels": b"""<Relationships
 xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="../media/image1.png"/>
</Relationships>""",
}


def placed_in_cell() -> bytes:
    """A workbook as Excel writes it after "place in cell": the cell is an error with a rich value behind it."""
    plain = zipfile.ZipFile(io.BytesIO(sheet_with(rows=3)))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in plain.namelist():
            content = plain.read(name)
            if name == "xl/worksheets/sheet1.xml":
                cell = b'</c><c r="C3" t="e" vm="1"><v>#VALUE!</v></c></row>'
                before, _, after = content.rpartition(b"</c></row>")
                content = before + cell + after
            archive.writestr(name, content)
        for name, content in RICH.items():
            archive.writestr(name, content)
        archive.writestr("xl/media/image1.png", picture())
    return file.getvalue()


def test_placed_picture_of_a_workbook_that_lost_its_relation_is_none(alice: User, tmp_path: Path) -> None:
    whole = zipfile.ZipFile(io.BytesIO(placed_in_cell()))
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, whole.read(name).replace(b'<rel r:id="rId1"/>', b"<rel/>"))
    assert pictures_in(tmp_path / "a.xlsx", "Sheet") == []


def test_picture_placed_in_a_cell(alice: User, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(placed_in_cell())
    assert pictures_in(tmp_path / "a.xlsx", "Sheet") == [CellPicture(3, 3, "xl/media/image1.png")]
    session = begin(alice, SimpleUploadedFile("a.xlsx", placed_in_cell()))
    assert wizard.check(session).counters.attention == 0
    run_session(session)
    assert {(issuer, kind) for issuer, kind, _ in images()} == {("Galba", "reverse")}
    assert Coin.objects.get(issuer="Galba").personal_notes == ""


@pytest.mark.parametrize("part", ["xl/drawings/drawing1.xml", "xl/drawings/_rels/drawing1.xml.rels"])
@pytest.mark.parametrize("content", [b"<broken", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><a>&a;</a>"])
def test_drawing_that_cannot_be_understood_gives_no_picture(alice: User, part: str, content: bytes) -> None:
    whole = zipfile.ZipFile(io.BytesIO(sheet_with((spanning(1, 2, 0, 2, 10), "red"), rows=2)))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, content if name == part else whole.read(name))
    session = begin(alice, SimpleUploadedFile("a.xlsx", file.getvalue()))
    assert run_session(session).state == "done"
    assert (Coin.objects.count(), CoinImage.objects.count()) == (1, 0)


def test_archive_is_opened_once_for_all_of_its_pictures(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its list of contents is read with each opening: of a thousand pictures a thousand times."""
    rows = [f"{number},Nero,{number}.png" for number in range(30)]
    pictures = {f"{number}.png": picture(f"#0000{number:02x}") for number in range(30)}
    session = begin(alice, csv_upload(*rows, head=HEAD), pictures=[zipped(pictures)])
    opened: list[Any] = []
    real = zipfile.ZipFile

    def counting(*args: Any, **options: Any) -> Any:
        opened.append(args)
        return real(*args, **options)

    monkeypatch.setattr(zipfile, "ZipFile", counting)
    run_session(session)
    assert CoinImage.objects.count() == 30
    assert len(opened) <= 4
