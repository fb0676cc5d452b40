"""The parts of a workbook: what it consists of, and which part refers to which. Nothing of it is ever run."""

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

BOOK = "xl/workbook.xml"
WORKSHEET = "/worksheet"
MAX_PART_BYTES = 50_000_000
BLOCK_BYTES = 1_000_000


def read_xml(archive: zipfile.ZipFile, name: str) -> Any:
    """The root of a part. Raises KeyError, ValueError or LxmlError when it is missing, too big or no XML."""
    if archive.getinfo(name).file_size > MAX_PART_BYTES:
        raise ValueError(f"{name} is too big")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(archive.read(name), parser)


def relations_of(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """{id: (kind, name of the part)} of what a part refers to inside the workbook."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in archive.namelist():
        return {}
    found = {}
    for each in read_xml(archive, rels).iter("{*}Relationship"):
        if each.get("TargetMode") != "External":
            target = each.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[each.get("Id", "")] = (each.get("Type", ""), posixpath.normpath(whole))
    return found


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """{name of a sheet of cells: its part}, in the order of the workbook."""
    relations = relations_of(archive, BOOK)
    found = {}
    for each in read_xml(archive, BOOK).iter("{*}sheet"):
        kind, part = relations[next(value for name, value in each.items() if name.endswith("}id"))]
        if kind.endswith(WORKSHEET):
            found[each.get("name", "")] = part
    return found


def external_targets(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """{id: address} of what a part refers to outside of the workbook."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in archive.namelist():
        return {}
    found = read_xml(archive, rels).iter("{*}Relationship")
    return {each.get("Id", ""): each.get("Target", "") for each in found if each.get("TargetMode") == "External"}


def hidden_sheets(archive: zipfile.ZipFile) -> set[str]:
    """The names of sheets that the collector does not see."""
    return {
        each.get("name", "")
        for each in read_xml(archive, BOOK).iter("{*}sheet")
        if each.get("state", "visible") != "visible"
    }


def blocks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part too large to be read at once, in pieces that end where a tag ends."""
    with archive.open(part) as file:
        begun: list[bytes] = []  # joined once, however long a text is
        while piece := file.read(BLOCK_BYTES):
            cut = piece.rfind(b">") + 1
            if cut:
                yield b"".join([*begun, piece[:cut]])
                begun = []
            begun.append(piece[cut:])
