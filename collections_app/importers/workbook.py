"""Reading .xlsx: macros, formulas and external links are never run; a formula counts as the value saved with it.

A damaged workbook is told as ImportFileProblem, wherever in it the damage is found.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from coinstack.archives import UNREADABLE
from collections_app.importers.base import ImportFileProblem
from collections_app.importers.limits import MAX_UNPACKED_BYTES
from collections_app.importers.workbook_parts import hidden_sheets, sheet_parts

OLE_MAGIC = b"\xd0\xcf\x11\xe0"
ZIP_MAGIC = b"PK\x03\x04"
BLOCK = 1 << 20
LINK_FORMULA = re.compile(r'=HYPERLINK\(\s*"((?:[^"]|"")+)"', re.I)
DAMAGED = (
    *UNREADABLE,
    InvalidFileException,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    StopIteration,
    etree.LxmlError,
    SyntaxError,
)


def check_archive(path: Path) -> None:
    """Refuse what is not a workbook, is encrypted, or would unpack to more than MAX_UNPACKED_BYTES."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except UNREADABLE as error:
        raise ImportFileProblem(f"{path.name} is damaged: it cannot be unpacked. Save it again and retry.") from error
    unpacked = sum(entry.file_size for entry in entries if not entry.filename.startswith("xl/media/"))
    if unpacked > MAX_UNPACKED_BYTES:
        raise ImportFileProblem(
            f"{path.name} would unpack to {unpacked // 1_000_000} MB, more than the "
            f"{MAX_UNPACKED_BYTES // 1_000_000} MB that are allowed. Split the workbook, or save it as CSV."
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise ImportFileProblem(f"{path.name} is protected by a password. Save it without one.")
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise ImportFileProblem(f"{path.name} is a zip archive but no Excel workbook (.xlsx).")


def sheet_names(path: Path) -> list[str]:
    return list(_sheets(path))


def _sheets(path: Path) -> dict[str, str]:
    with _damage_told(path), zipfile.ZipFile(path) as archive:
        found = sheet_parts(archive)
    if not found:
        raise ImportFileProblem(f"{path.name} is damaged: it has no sheet. Save it again in a spreadsheet program.")
    return found


def read_rows(path: Path, sheet: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet with the values last saved."""
    with _opened(path) as book:
        page = book[sheet]
        page.reset_dimensions()
        yield from page.iter_rows(values_only=True)


def row_count(path: Path, sheet: str) -> int:
    """The rows that a sheet has by its own account, filled or not; much quicker than reading them."""
    part = _sheets(path)[sheet]
    with _damage_told(path), zipfile.ZipFile(path) as archive:
        return sum(block.count(b"<row ") for block in _blocks(archive, part, overlap=len(b"<row ") - 1))


@dataclass(frozen=True, slots=True)
class Formulas:
    """`unsaved` are the (row, column), counted from 1, of formulas whose result the file does not hold; `links` the
    addresses in HYPERLINK formulas by (row, column)."""

    unsaved: tuple[tuple[int, int], ...] = ()
    links: dict[tuple[int, int], str] = field(default_factory=dict)


def formulas_in(path: Path, sheet: str) -> Formulas:
    """What the formulas of a sheet tell beside the values that were saved with them; none is ever run."""
    if not _has_formulas(path):
        return Formulas()
    unsaved, links = [], {}
    with _opened(path, values=False) as book, _opened(path) as saved:
        book[sheet].reset_dimensions()
        saved[sheet].reset_dimensions()
        pairs = zip(book[sheet].iter_rows(values_only=True), saved[sheet].iter_rows(values_only=True), strict=False)
        for number, (written, values) in enumerate(pairs, 1):
            for column, (formula, value) in enumerate(zip(written, values, strict=False), 1):
                if isinstance(formula, str) and formula.startswith("="):
                    if link := LINK_FORMULA.match(formula):
                        links[number, column] = link[1].replace('""', '"')
                    elif value is None:
                        unsaved.append((number, column))
    return Formulas(tuple(unsaved), links)


def first_rows(path: Path, count: int) -> dict[str, list[tuple[Any, ...]]]:
    """{name of a sheet that can be seen: its first rows}."""
    with _damage_told(path), zipfile.ZipFile(path) as archive:
        hidden = hidden_sheets(archive)
    found = {}
    names = [name for name in _sheets(path) if name not in hidden]
    with _opened(path) as book:
        for name in names:
            book[name].reset_dimensions()
            found[name] = list(book[name].iter_rows(max_row=count, values_only=True))
    return found


def _has_formulas(path: Path) -> bool:
    with _damage_told(path), zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        blocks = (block for name in sheets for block in _blocks(archive, name, overlap=len(b"<f>") - 1))
        return any(b"<f>" in block or b"<f " in block for block in blocks)


def _blocks(archive: zipfile.ZipFile, name: str, overlap: int) -> Iterator[bytes]:
    """The part in pieces, each of which begins with the last `overlap` bytes of the one before."""
    with archive.open(name) as part:
        tail = b""
        while chunk := part.read(BLOCK):
            block = tail + chunk
            yield block
            tail = block[-overlap:]


@contextmanager
def _opened(path: Path, *, values: bool = True) -> Iterator[Any]:
    # Handed over open: by its name, openpyxl refuses a workbook that is called anything but .xlsx.
    with _damage_told(path), path.open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True, data_only=values, keep_links=False)
        try:
            yield book
        finally:
            book.close()


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    try:
        yield
    except DAMAGED as error:
        raise ImportFileProblem(
            f"{path.name} is damaged: {_short(error)}. Open it in a spreadsheet program and save it again."
        ) from error


def _short(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:120].rstrip(".")
