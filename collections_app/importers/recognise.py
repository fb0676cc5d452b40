"""What kind of file somebody brings, by its first bytes and its parts; what cannot be read yet is told by name."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from coinstack.archives import UNREADABLE
from coinstack.text import fold_key
from collections_app.importers.base import ImportFileProblem

SAMPLE = 4096
SAVE_AS = "Export it there as .xlsx or .csv, and bring that file."
NOT_YET = "CoinStack cannot read this kind of file yet."

# (first bytes, what it is, what would be right)
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"SQLite format 3\x00", "a database of OpenNumismat or another program", f"{NOT_YET} {SAVE_AS}"),
    (b"\x00\x01\x00\x00Standard Jet DB", "an Access database, as CoinManage keeps it", f"{NOT_YET} {SAVE_AS}"),
    (b"\x00\x01\x00\x00Standard ACE DB", "an Access database", f"{NOT_YET} {SAVE_AS}"),
    (b"%PDF", "a PDF document", "Bring the table it was made from, as .xlsx or .csv."),
    (b"\xff\xd8\xff", "a JPEG picture", "Bring the table as .xlsx or .csv; pictures go beside it."),
    (b"\x89PNG", "a PNG picture", "Bring the table as .xlsx or .csv; pictures go beside it."),
    (b"Rar!", "a RAR archive", "Unpack it and bring the table that is in it."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it and bring the table that is in it."),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it and bring the table that is in it."),
    (b"{\\rtf", "a text document (RTF)", "Save the table as .xlsx or .csv."),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# (a part that only this kind of zip file has, what it is, what would be right)
PACKAGES = (
    ("content.xml", "an OpenDocument spreadsheet (.ods)", f"{NOT_YET} Save it as .xlsx."),
    ("Index/Document.iwa", "a Numbers document", f"{NOT_YET} Export it as .xlsx."),
    ("tellico.xml", "a Tellico collection", f"{NOT_YET} {SAVE_AS}"),
    ("word/document.xml", "a Word document", "Save the table as .xlsx or .csv."),
    ("xl/workbook.bin", "a binary workbook (.xlsb)", f"{NOT_YET} Save it as .xlsx."),
)
# Headings that only the export of one program has, folded.
PROGRAMS = {
    "a Numista export": ("nnumber", "numistanumber", "nnumberwithlink"),
    "a uCoin export": ("ucoinid",),
    "a Colnect export": ("colnectid", "colnecturl"),
    "an OpenNumismat export": ("saledate", "paydate", "passdate"),
    "a CoinStack export": ("obverselegendexpanded", "certificationnumber"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """`format` is "xlsx" or "csv"; `reason` is a sentence."""

    format: str
    label: str
    reason: str


def recognise(path: Path, name: str) -> Kind:
    """The kind of a file that can be read; `name` is how its owner calls it.

    Raises ImportFileProblem for every other kind, saying what it seems to be and what would be right.
    """
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    if not head:
        raise ImportFileProblem(f"{name} is empty.")
    for signature, what, remedy in SIGNATURES:
        if head.startswith(signature):
            raise ImportFileProblem(f"{name} is {what}. {remedy}")
    if head.startswith(OLE):
        raise ImportFileProblem(_ole(path, name))
    if head.startswith(b"PK"):
        return _package(path, name)
    return _text(head, name)


def _ole(path: Path, name: str) -> str:
    with path.open("rb") as file:
        is_encrypted = ENCRYPTED in file.read(1 << 20)
    if is_encrypted:
        return f"{name} is an encrypted workbook. Save it as .xlsx without a password."
    return f"{name} is an old .xls workbook (or another old Office document). Save it as .xlsx."


def _package(path: Path, name: str) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = set(archive.namelist())
    except UNREADABLE as error:
        raise ImportFileProblem(f"{name} is damaged: it cannot be unpacked. Save it again and retry.") from error
    for part, what, remedy in PACKAGES:
        if part in parts and "xl/workbook.xml" not in parts:
            raise ImportFileProblem(f"{name} is {what}. {remedy}")
    if "xl/workbook.xml" not in parts:
        told = "Bring the table itself as .xlsx or .csv; a zip of pictures goes beside it."
        raise ImportFileProblem(f"{name} is a zip archive but no Excel workbook (.xlsx). {told}")
    return Kind("xlsx", "Excel workbook", "It is an Excel workbook by its content.")


def _text(head: bytes, name: str) -> Kind:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table")):
        told = "Open it in a spreadsheet program and save it as .xlsx."
        raise ImportFileProblem(f"{name} is a web page, whatever its name says. {told}")
    if start.startswith(b"<"):
        raise ImportFileProblem(f"{name} is an XML file. {NOT_YET} {SAVE_AS}")
    if start.startswith((b"{", b"[")) or Path(name).suffix.lower() == ".json":
        raise ImportFileProblem(
            f"{name} is a JSON file. The command import_collection reads CoinStack's own; here, bring a table."
        )
    if Path(name).suffix.lower() not in {".csv", ".tsv", ".txt"}:
        raise ImportFileProblem(f"{name} is no spreadsheet that CoinStack reads. Save the table as .xlsx or .csv.")
    return Kind("csv", "Text table", "It is a text file with one row a line.")


def program_of(headers: tuple[str, ...]) -> str:
    """The program whose export has such headings, "" when none is known to."""
    keys = {fold_key(header) for header in headers}
    return next((program for program, telling in PROGRAMS.items() if keys & {fold_key(word) for word in telling}), "")
