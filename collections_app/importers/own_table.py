"""CoinStack's own export as CSV or workbook, read back to the letter: no text in it is cleaned or interpreted.

What somebody has written into it since, in another manner, is read like any other spreadsheet.
"""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from io import StringIO

from coins.field_spec import FieldSpec
from coins.fields import BY_NAME
from coins.models.owned import LONGEST_TAG
from coins.pedigree import parse_pedigree
from coins.place_paths import DEEPEST, LONGEST_NAME
from collections_app.exporters.formats import HEADINGS, LIST_SEPARATOR, PLACE_SEPARATOR
from collections_app.importers.base import Cell, CoinDraft
from collections_app.importers.guarding import unguarded
from collections_app.importers.prices import read_currency
from collections_app.importers.values import CURRENCY_FIELDS, Reading, read_field

# No other program's list is headed by these.
TELLING = {"obverse_legend_expanded", "certification_number", "year_start", "references", "provenance"}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def is_own_table(headers: Sequence[str]) -> bool:
    """True for the headings of our own export, whatever columns were added to it or taken away."""
    return set(headers) >= TELLING


def read_own(name: str, cell: Cell, draft: CoinDraft) -> Reading | None:
    """The cell of the column `name` as it was exported; None where it holds what no export would write there."""
    if name not in HEADINGS or cell is None or cell == "":
        return None
    text = unguarded(cell) if isinstance(cell, str) else str(cell)
    if name in CHILDREN:
        return CHILDREN[name](text, draft)
    spec = BY_NAME[name]
    read = READERS.get(spec.kind)
    return read(spec, text) if read and (isinstance(cell, str) or read is _number) else None


def _text(spec: FieldSpec, text: str) -> Reading | None:
    if spec.name in CURRENCY_FIELDS and read_currency(text) not in {"", text}:
        return None
    longest = spec.column.max_length
    return None if longest and len(text) > longest else Reading({spec.name: text})


def _choice(spec: FieldSpec, text: str) -> Reading | None:
    return Reading({spec.name: text}) if text in spec.choices else None


def _list(spec: FieldSpec, text: str) -> Reading:
    return Reading({spec.name: _parts(text)})


def _year(spec: FieldSpec, text: str) -> Reading | None:
    return Reading({spec.name: int(text)}) if _NUMBER.fullmatch(text) and "." not in text else None


def _number(spec: FieldSpec, text: str) -> Reading | None:
    """As a number of the file, which the column's own limits are held against."""
    return read_field(spec, Decimal(text)) if _NUMBER.fullmatch(text) else None


def _nothing(spec: FieldSpec, text: str) -> Reading:
    return Reading({})  # matches with the vocabulary are made anew from the names


def _parts(text: str) -> list[str]:
    """The parts of a list, of which those with a separator or a line's end in them stand in quotes."""
    rows = csv.reader(StringIO(text, newline=""), delimiter=LIST_SEPARATOR.strip(), skipinitialspace=True)
    return [part for row in rows for part in row if part.strip()]


def _lines(text: str) -> Iterable[str]:
    return filter(str.strip, text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _references(text: str, draft: CoinDraft) -> Reading:
    for line in _lines(text):
        draft.references.append({"text": line, "order": len(draft.references), "is_primary": not draft.references})
    return Reading({})


def _provenance(text: str, draft: CoinDraft) -> Reading:
    """A station a line, which keeps its wording."""
    for line in _lines(text):
        events = parse_pedigree(line).events
        columns = events[0].columns if len(events) == 1 else {}
        draft.provenance.append({**columns, "raw_text": line, "order": len(draft.provenance)})
    return Reading({})


def _place(text: str, draft: CoinDraft) -> Reading | None:
    names = text.split(PLACE_SEPARATOR)
    if not all(map(str.strip, names)):
        return None
    draft.storage = tuple(name[:LONGEST_NAME] for name in names)[:DEEPEST]
    return Reading({})


def _tags(text: str, draft: CoinDraft) -> Reading:
    draft.tags = tuple(dict.fromkeys(name[:LONGEST_TAG] for name in _parts(text)))
    return Reading({})


CHILDREN: dict[str, Callable[[str, CoinDraft], Reading | None]] = {
    "references": _references,
    "provenance": _provenance,
    "storage_place": _place,
    "tags": _tags,
}
READERS: dict[str, Callable[[FieldSpec, str], Reading | None]] = {
    "text": _text,
    "prose": _text,
    "choice": _choice,
    "list": _list,
    "year": _year,
    "integer": _number,
    "decimal": _number,
    "term": _nothing,
}
