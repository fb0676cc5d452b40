"""The files of starter types, read. Every line that cannot be meant is refused with its place."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from catalog.legends.text import normalise_legend
from catalog.references import SYSTEMS
from catalog.references.type_ids import TypeKey, read_type_id, type_display
from catalog.services.seeding_files import DATA, StarterFileProblem
from coinstack.text import clean_text

FILES: Final = ("types_rrc.csv", "types_ric.csv", "types_rpc.csv", "types_greek.csv", "types_byzantine.csv")
KEY: Final = ("system", "volume", "edition", "section", "number", "suffix", "qualifier")
# The columns that hold Nomisma ids, with the field of a type that each fills.
TERM_FIELDS: Final = {
    "authority": "authority",
    "portrait": "obverse_portrait",
    "mint": "mint",
    "denomination": "denomination",
    "material": "material",
}
YEARS: Final = ("year_start", "year_end")
LEGENDS: Final = ("obverse_legend", "reverse_legend")
TEXTS: Final = ("obverse_legend", "obverse_description", "reverse_legend", "reverse_description")
_COLUMNS: Final = ("uri", *KEY, "display", *TERM_FIELDS, "start", "end", *TEXTS)


@dataclass(frozen=True, slots=True)
class StarterType:
    """One line. `cited` holds Nomisma ids by the type's column, `plain` its years (signed, −44 = 44 BC) and texts."""

    place: str
    uri: str
    key: TypeKey
    display: str
    cited: dict[str, str]
    plain: dict[str, Any]


def read_types(folder: Path = DATA) -> list[StarterType]:
    """Return the types of all files. Raises StarterFileProblem for a malformed line and a type that is there twice."""
    starters = [starter for name in FILES for starter in read_type_file(folder / name)]
    seen: dict[tuple[str, str], str] = {}
    for starter in starters:
        label = (starter.key.system, starter.display)
        if label in seen:
            raise StarterFileProblem(f"{starter.place}: {starter.display} is there already ({seen[label]}).")
        seen[label] = starter.place
    return starters


def read_type_file(path: Path) -> Iterator[StarterType]:
    """The lines of one file; raises StarterFileProblem with file and line."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        try:
            if not set(rows.fieldnames or ("",)) <= set(_COLUMNS):
                raise StarterFileProblem(f"{path.name}, line 1: the columns are some of {', '.join(_COLUMNS)}.")
            for row in rows:
                yield _type(row, f"{path.name}, line {rows.line_num}")
        except (csv.Error, UnicodeDecodeError) as error:
            raise StarterFileProblem(f"{path.name}, line {rows.line_num + 1}: {error}.") from error


def _type(row: dict[str, Any], place: str) -> StarterType:
    if None in row or None in row.values():
        raise StarterFileProblem(f"{place}: more or fewer cells than the columns of line 1.")
    cells = dict.fromkeys(_COLUMNS, "") | {column: clean_text(cell) for column, cell in row.items()}
    key = _key(cells, place)
    years = (_year(cells["start"], place), _year(cells["end"], place))
    if None not in years and years != tuple(sorted(years, key=lambda year: year or 0)):
        raise StarterFileProblem(f"{place}: the years {years[0]} to {years[1]} are the wrong way round.")
    legends = {f"{column}_norm": normalise_legend(cells[column]) for column in LEGENDS}
    return StarterType(
        place=place,
        uri=cells["uri"],
        key=key,
        display=cells["display"] or type_display(key),
        cited={field: cells[column] for column, field in TERM_FIELDS.items() if cells[column]},
        plain={**dict(zip(YEARS, years, strict=True)), **{column: cells[column] for column in TEXTS}, **legends},
    )


def _key(cells: dict[str, str], place: str) -> TypeKey:
    """What the address says fills the columns that are blank, and may not contradict the others."""
    if cells["uri"]:
        key = read_type_id(cells["uri"])
        if key is None:
            raise StarterFileProblem(f"{place}: {cells['uri']} is not the address of a type.")
        for column in KEY:
            said = getattr(key, column)
            if cells[column] and cells[column] != ("" if said is None else str(said)):
                raise StarterFileProblem(f"{place}: {column} is “{cells[column]}”, but the address says “{said}”.")
        return key
    if cells["system"] not in SYSTEMS or not cells["number"]:
        raise StarterFileProblem(f"{place}: a type needs an address, or a known system and a number.")
    edition = _whole(cells["edition"], place) if cells["edition"] else None
    return TypeKey(**{column: cells[column] for column in KEY} | {"edition": edition})  # type: ignore[arg-type]


def _year(cell: str, place: str) -> int | None:
    year = _whole(cell, place) if cell else None
    if year == 0:
        raise StarterFileProblem(f"{place}: there is no year 0.")
    return year


def _whole(cell: str, place: str) -> int:
    try:
        return int(cell)
    except ValueError:
        raise StarterFileProblem(f"{place}: “{cell}” is no whole number.") from None
