"""Tables of types (CSV, or columns parted by "#") as the same facts that RDF would give."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from catalog.loaders.facts import Fact
from catalog.loaders.kinds import TYPE
from catalog.loaders.nomisma_rdf import NOMISMA
from catalog.loaders.sources import Source, SourceUnreadable
from catalog.loaders.type_series import NO_TERM

_ADDRESSES: Final = ("uri", "uri_derived", "id")
_TERMS: Final = {
    "denomination": "hasDenomination",
    "metal": "hasMaterial",
    "material": "hasMaterial",
    "authority": "hasAuthority",
    "issuer": "hasIssuer",
    "mint": "hasMint",
    "region": "hasRegion",
}
_YEARS: Final = {
    "startdate": "hasStartDate",
    "start_date": "hasStartDate",
    "year_start": "hasStartDate",
    "enddate": "hasEndDate",
    "end_date": "hasEndDate",
    "year_end": "hasEndDate",
}
_SIDES: Final = {
    "obverse": {
        "hasLegend": ("obverse_legend", "obvlegend"),
        "description": ("obverse_description", "obverse_type", "obvtype"),
        "hasPortrait": ("obverse_portrait", "obvportraitid"),
    },
    "reverse": {
        "hasLegend": ("reverse_legend", "revlegend"),
        "description": ("reverse_description", "reverse_type", "revtype"),
        "hasPortrait": ("reverse_portrait", "revportraitid"),
    },
}
_LONGEST_CELL: Final = 1 << 20


def read_type_table(source: Source) -> Iterator[Fact]:
    """Raises SourceUnreadable, naming the line. A row with fewer or more cells than the head is refused: a parting sign
    within a text would put every later cell into the wrong column."""
    text = io.TextIOWrapper(io.BufferedReader(_Raw(source)), encoding="utf-8-sig", newline="")
    csv.field_size_limit(_LONGEST_CELL)
    try:
        yield from _rows(text, source.name)
    except UnicodeDecodeError as error:
        raise SourceUnreadable(f"{source.name} is not UTF-8 ({error.reason}).") from error
    except csv.Error as error:
        raise SourceUnreadable(f"{source.name} is not a readable table: {error}.") from error


def _rows(text: Iterable[str], name: str) -> Iterator[Fact]:
    lines = iter(text)
    head = next(lines, "").rstrip("\r\n")  # a tab at its end is a column without a name
    sign = max("#,;\t", key=head.count)
    columns = [cell.strip().strip('"').casefold() for cell in head.split(sign)]
    # Quotes are letters in tables that are parted by "#".
    reader = csv.reader(lines, delimiter=sign, quoting=csv.QUOTE_NONE if sign == "#" else csv.QUOTE_MINIMAL)
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(columns):
            place = f"line {reader.line_num + 1}"
            raise SourceUnreadable(f"{name}, {place}: {len(cells)} cells under {len(columns)} column names.")
        row = dict(zip(columns, cells, strict=True))
        uri = next((row[column] for column in _ADDRESSES if row.get(column, "").startswith("http")), "")
        if uri:
            yield from _facts(uri.strip(), row)


def _facts(uri: str, row: dict[str, str]) -> Iterator[Fact]:
    yield Fact(uri, "type", TYPE)
    yield Fact(uri, "prefLabel", row.get("label", ""), "en")
    for column, predicate in _TERMS.items():
        if (term := row.get(column, "").strip()) not in NO_TERM:
            yield Fact(uri, predicate, term if term.startswith("http") else NOMISMA + term)
    for column, predicate in _YEARS.items():
        if year := row.get(column, "").strip():
            yield Fact(uri, predicate, year)
    for side, columns in _SIDES.items():
        part = f"{uri}#{side}"
        yield Fact(uri, f"has{side.capitalize()}", part)
        for predicate, names in columns.items():
            value = next((row[name] for name in names if row.get(name, "").strip()), "")
            if value:
                yield Fact(part, predicate, value)


class _Raw(io.RawIOBase):
    """The stream of a source, for the reader of text."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        piece = self.source.stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
