"""What a sheet says beside the values of its cells: comments, links behind a text, rows and columns that are hidden."""

import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.utils.exceptions import CellCoordinatesException

from coinstack.archives import UNREADABLE
from coinstack.text import clean_text
from collections_app.importers.workbook_parts import blocks, external_targets, read_xml, relations_of, sheet_parts

LONGEST = 4_000
MOST = 20_000
COMMENTS = "/comments"
DAMAGED = (*UNREADABLE, KeyError, IndexError, etree.LxmlError, CellCoordinatesException)
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\s[^>]*>")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*\bhidden=\"(?:1|true)\"[^>]*>")
_HIDDEN_COLUMNS = re.compile(rb"<(?:\w+:)?col\s[^>]*\bhidden=\"(?:1|true)\"[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_THREAD = re.compile(r"^\[Threaded comment\].*?\n(?:Comment|Kommentar|Commentaire|Commento|Comentario):\s*", re.S)

Cells = Mapping[tuple[int, int], str]


@dataclass
class Extras:
    """`comments` and `links` are {(row, column): text}, counted from 1; `rows` and `columns` are the hidden ones."""

    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)


def extras_in(path: Path, sheet: str) -> Extras:
    """What stands beside the sheet's values; nothing where the parts that hold it cannot be understood."""
    found = Extras()
    try:
        with zipfile.ZipFile(path) as archive:
            part = sheet_parts(archive)[sheet]
            found.comments = dict(_comments(archive, part))
            _survey(archive, part, external_targets(archive, part), found)
    except DAMAGED:
        return found
    return found


def _comments(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    for kind, name in relations_of(archive, part).values():
        if kind.endswith(COMMENTS):
            root = read_xml(archive, name)
            authors = {each.text for each in root.iter("{*}author")}
            for each in list(root.iter("{*}comment"))[:MOST]:
                text = "".join(run.text or "" for run in each.iter("{*}t"))
                yield _place(each.get("ref", "")), _said(text, authors)


def _said(text: str, authors: Collection[str | None]) -> str:
    """Without the author's name that Excel writes before a comment, and its apology before a thread."""
    plain = _THREAD.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    first, _, rest = plain.partition(":\n")
    return clean_text(rest if first in authors else plain, keep_lines=True)[:LONGEST]


def _survey(archive: zipfile.ZipFile, part: str, targets: Mapping[str, str], found: Extras) -> None:
    for block in blocks(archive, part):
        for tag in _LINK.findall(block)[: MOST if targets else 0]:
            told = _attributes(tag)
            target = next((targets.get(value, "") for name, value in told.items() if name.endswith(":id")), "")
            if target:
                found.links[_place(told["ref"].partition(":")[0])] = target[:LONGEST]
        found.rows += [int(told["r"]) for tag in _HIDDEN_ROW.findall(block) if (told := _attributes(tag)).get("r")]
        for tag in _HIDDEN_COLUMNS.findall(block):
            told = _attributes(tag)
            first, last = int(told["min"]), min(int(told["max"]), int(told["min"]) + 300)
            found.columns += [get_column_letter(number) for number in range(first, last + 1)]


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): value.decode(errors="replace") for name, value in _ATTRIBUTE.findall(tag)}


def _place(reference: str) -> tuple[int, int]:
    letters, row = coordinate_from_string(reference)
    return row, column_index_from_string(letters)
