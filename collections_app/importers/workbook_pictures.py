"""Pictures in the cells of a workbook: floating above a cell, or placed in it. Nothing is unpacked to the disk."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from coinstack.archives import UNREADABLE
from collections_app.importers.limits import MAX_PICTURES
from collections_app.importers.workbook_parts import blocks, read_xml, relations_of, sheet_parts

EMU_PER_POINT = 12_700
DEFAULT_HEIGHT = 15.0  # points
DRAWING = "/drawing"
ROW = re.compile(rb"<row\s[^>]*>")
CELL_WITH_VALUE = re.compile(rb'<c\s[^>]*?\bvm="(\d+)"[^>]*>')
ADDRESS = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
NUMBER = re.compile(rb'\br="(\d+)"')
HEIGHT = re.compile(rb'\bht="([\d.]+)"')
DAMAGED = (*UNREADABLE, KeyError, IndexError, etree.LxmlError)


@dataclass(frozen=True, slots=True, order=True)
class CellPicture:
    """`row` and `column` count from 1; `part` is the picture's name inside the workbook."""

    row: int
    column: int
    part: str


def pictures_in(path: Path, sheet: str) -> list[CellPicture]:
    """The pictures of a sheet, from top to bottom and left to right; none where the drawing cannot be understood.

    A floating picture belongs to the row that it covers most. Pictures of other sheets, linked ones and those that
    lie somewhere on the page without a cell are left out.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            part = sheet_parts(archive)[sheet]
            heights, placed = _survey(archive, part)
            found = {*_floating(archive, part, heights), *_placed(archive, placed)}
    except DAMAGED:
        return []
    return sorted(found)[:MAX_PICTURES]


def _survey(archive: zipfile.ZipFile, part: str) -> tuple[dict[int, float], dict[tuple[int, int], int]]:
    """Heights of rows in points where they are stated, and {(row, column): number of its rich value}."""
    heights: dict[int, float] = {}
    placed: dict[tuple[int, int], int] = {}
    for block in blocks(archive, part):
        for tag in ROW.findall(block):
            number, height = NUMBER.search(tag), HEIGHT.search(tag)
            if number and height:
                heights[int(number[1])] = float(height[1])
        for match in CELL_WITH_VALUE.finditer(block):
            if address := ADDRESS.search(match[0]):
                placed[int(address[2]), _column_number(address[1].decode())] = int(match[1])
    return heights, placed


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _floating(archive: zipfile.ZipFile, part: str, heights: dict[int, float]) -> Iterator[CellPicture]:
    for kind, drawing in relations_of(archive, part).values():
        if not kind.endswith(DRAWING):
            continue
        relations = relations_of(archive, drawing)
        for anchor in read_xml(archive, drawing).iterchildren(tag=etree.Element):
            start = anchor.find("{*}from")
            if start is None:
                continue
            row, column = _covered_row(anchor, start, heights), _int(start, "col") + 1
            for blip in anchor.iter("{*}blip"):
                embedded = next((value for name, value in blip.items() if name.endswith("}embed")), "")
                if embedded in relations:
                    yield CellPicture(row, column, relations[embedded][1])


def _int(place: Any, name: str) -> int:
    return int(place.findtext(f"{{*}}{name}") or 0)


def _covered_row(anchor: Any, start: Any, heights: dict[int, float]) -> int:
    """The row, counted from 1, of which the picture covers the most."""
    first, top = _int(start, "row") + 1, _int(start, "rowOff") / EMU_PER_POINT
    end = anchor.find("{*}to")
    if end is None:
        extent = anchor.find("{*}ext")
        height = int(extent.get("cy", 0)) / EMU_PER_POINT if extent is not None else 0.0
        last, bottom = first, top + height
        while bottom > heights.get(last, DEFAULT_HEIGHT) and last - first < 200:
            bottom -= heights.get(last, DEFAULT_HEIGHT)
            last += 1
    else:
        last, bottom = _int(end, "row") + 1, _int(end, "rowOff") / EMU_PER_POINT
    covered = {}
    for row in range(first, min(last, first + 200) + 1):
        height = heights.get(row, DEFAULT_HEIGHT)
        covered[row] = (min(bottom, height) if row == last else height) - (top if row == first else 0.0)
    return max(covered, key=lambda row: (covered[row], -row))


def _placed(archive: zipfile.ZipFile, values: dict[tuple[int, int], int]) -> Iterator[CellPicture]:
    """Pictures placed in cells: cell → value metadata → rich value → relation → picture."""
    if not values or "xl/metadata.xml" not in archive.namelist():
        return
    metadata = read_xml(archive, "xl/metadata.xml")
    blocks = [block for each in metadata.iter("{*}valueMetadata") for block in each.iter("{*}rc")]
    rich = [int(each.get("i", -1)) for each in metadata.iter("{*}rvb")]
    pictures = _rich_pictures(archive)
    for (row, column), number in values.items():
        index = int(blocks[number - 1].get("v", -1)) if 0 < number <= len(blocks) else -1
        if 0 <= index < len(rich) and rich[index] in pictures:
            yield CellPicture(row, column, pictures[rich[index]])


def _rich_pictures(archive: zipfile.ZipFile) -> dict[int, str]:
    """{number of the rich value: name of its picture}."""
    folder = "xl/richData/"
    keys = [
        [key.get("n", "") for key in structure.iter("{*}k")]
        for structure in read_xml(archive, f"{folder}rdrichvaluestructure.xml").iter("{*}s")
    ]
    relations = relations_of(archive, f"{folder}richValueRel.xml")
    parts = [
        relations[next((value for name, value in each.items() if name.endswith("}id")), "")][1]
        for each in read_xml(archive, f"{folder}richValueRel.xml").iter("{*}rel")
    ]
    found = {}
    for number, value in enumerate(read_xml(archive, f"{folder}rdrichvalue.xml").iter("{*}rv")):
        names = keys[int(value.get("s", 0))]
        if "_rvRel:LocalImageIdentifier" in names:
            texts = [each.text or "" for each in value.iter("{*}v")]
            found[number] = parts[int(texts[names.index("_rvRel:LocalImageIdentifier")])]
    return found
