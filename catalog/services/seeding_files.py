"""The starter files of the vocabulary, read into terms. Every line that cannot be meant is refused with its place."""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from catalog.choices import NameKind, RelationKind, TermKind
from coinstack.exceptions import CoinStackError
from coinstack.text import clean_text

DATA: Final = Path(__file__).resolve().parent.parent / "data"
# What others point to comes first.
FILES: Final[dict[str, TermKind]] = {
    "regions.csv": TermKind.REGION,
    "dynasties.csv": TermKind.DYNASTY,
    "materials.csv": TermKind.MATERIAL,
    "peoples.csv": TermKind.PEOPLE,
    "mints.csv": TermKind.MINT,
    "denominations.csv": TermKind.DENOMINATION,
    "deities.csv": TermKind.DEITY,
    "personifications.csv": TermKind.PERSONIFICATION,
    "rulers_roman.csv": TermKind.ISSUER,
    "rulers_byzantine.csv": TermKind.ISSUER,
    "rulers_hellenistic.csv": TermKind.ISSUER,
    "rulers_east.csv": TermKind.ISSUER,
    "moneyers.csv": TermKind.MONEYER,
}
DEALER: Final = "dealer"

_ALWAYS: Final = ("id", "name", "names")
_WORDS: Final = ("sphere", "role", "code", "ric", "family", "notes")
_STANDARD: Final = ("metal", "weight_g", "from", "to")
_TIES: Final = {"dynasty": RelationKind.DYNASTY, "gens": RelationKind.GENS}
_OTHERS: Final = ("start", "end", "latitude", "longitude", "region")
_COLUMNS: Final = frozenset((*_ALWAYS, *_WORDS, *_STANDARD, *_TIES, *_OTHERS))
_FIRST_YEAR: Final = -3000
_LAST_YEAR: Final = 2000


class StarterFileProblem(CoinStackError):
    """A starter file holds what cannot be read; the message names file and line."""

    code = "starter_file"


@dataclass(frozen=True, slots=True)
class StarterName:
    language: str
    text: str
    kind: NameKind


@dataclass(slots=True)
class StarterTerm:
    """One term as a file gives it. `key` is its Nomisma id, or its name where it has none; others point to that.

    Years are signed, −44 = 44 BC; `broader` and `ties` hold keys of other terms; `place` is "mints.csv, line 12".
    """

    kind: TermKind
    id: str
    name: str
    place: str
    names: list[StarterName]
    year_start: int | None = None
    year_end: int | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    broader: str = ""
    ties: list[tuple[RelationKind, str]] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.id or self.name


def fingerprint(files: Iterable[str], writing: str) -> int:
    """A number for the state of some files, small enough for the column that keeps it.

    `writing` says how they are written: another one has the same files written again.
    """
    digest = hashlib.sha256(writing.encode())
    for name in files:
        content = (DATA / name).read_bytes()
        digest.update(f"{name}:{len(content)}:".encode())
        digest.update(content)
    return int.from_bytes(digest.digest()[:7])


def read_starter(folder: Path = DATA) -> dict[str, list[StarterTerm]]:
    """Return the terms of every file, by file. Raises StarterFileProblem for a line that is malformed, for a term
    that is there twice and for one that points to nothing."""
    files = {name: _joined(read_file(folder / name, kind)) for name, kind in FILES.items()}
    everything = [term for terms in files.values() for term in terms]
    _refuse_doubles(everything)
    _refuse_loose_ends(everything)
    return files


def read_file(path: Path, kind: TermKind) -> Iterator[StarterTerm]:
    """The lines of one file as terms; raises StarterFileProblem, also for an unknown column."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        try:
            _check_header(rows.fieldnames or (), path.name)
            for row in rows:
                yield _term(row, kind, f"{path.name}, line {rows.line_num}")
        except (csv.Error, UnicodeDecodeError) as error:
            raise StarterFileProblem(f"{path.name}, line {rows.line_num + 1} or after it: {error}.") from error


def _check_header(header: Iterable[str], file: str) -> None:
    if not set(_ALWAYS) <= set(header) <= _COLUMNS:
        known = ", ".join(sorted(_COLUMNS - set(_ALWAYS)))
        raise StarterFileProblem(f"{file}, line 1: the columns are {', '.join(_ALWAYS)} and some of {known}.")


def _term(row: dict[str, Any], kind: TermKind, place: str) -> StarterTerm:
    if None in row or None in row.values():
        raise StarterFileProblem(f"{place}: more or fewer cells than the columns of line 1.")
    cells: dict[str, str] = {column: clean_text(cell) for column, cell in row.items()}
    if not cells["name"]:
        raise StarterFileProblem(f"{place}: a term without a name.")
    start, end = _years(cells.get("start") or cells.get("from", ""), cells.get("end") or cells.get("to", ""), place)
    return StarterTerm(
        kind=kind,
        id=cells["id"],
        name=cells["name"],
        place=place,
        names=list(_names(cells["name"], cells["names"], place)),
        year_start=start,
        year_end=end,
        latitude=_coordinate(cells, "latitude", 90, place),
        longitude=_coordinate(cells, "longitude", 180, place),
        broader=cells.get("region", ""),
        ties=[(kind, cells[column]) for column, kind in _TIES.items() if cells.get(column)],
        metadata=_metadata(cells, (start, end), place),
    )


def _names(name: str, cell: str, place: str) -> Iterator[StarterName]:
    yield StarterName("en", name, NameKind.PREFERRED)
    for part in filter(None, map(str.strip, cell.split("|"))):
        language, colon, text = part.partition(":")
        if not colon or not text.strip() or not language.isalpha() or not language.islower():
            raise StarterFileProblem(f"{place}: “{part}” is no spelling such as la:Traianus or dealer:Nerón.")
        is_dealers = language == DEALER
        kind = NameKind.DEALER if is_dealers else NameKind.ALTERNATE
        yield StarterName("" if is_dealers else language, text.strip(), kind)


def _years(start: str, end: str, place: str) -> tuple[int | None, int | None]:
    first, last = _year(start, place), _year(end, place)
    if first is not None and last is not None and first > last:
        raise StarterFileProblem(f"{place}: the years {first} to {last} are the wrong way round.")
    return first, last


def _year(cell: str, place: str) -> int | None:
    if not cell:
        return None
    try:
        year = int(cell)
    except ValueError:
        year = 0
    if year == 0 or not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise StarterFileProblem(f"{place}: “{cell}” is no year (signed, -44 for 44 BC, never 0).")
    return year


def _coordinate(cells: dict[str, str], column: str, limit: int, place: str) -> Decimal | None:
    cell = cells.get(column, "")
    if not cell:
        return None
    degrees = _decimal(cell)
    if degrees is None or abs(degrees) > limit:
        raise StarterFileProblem(f"{place}: “{cell}” is no {column} in degrees.")
    return degrees


def _decimal(cell: str) -> Decimal | None:
    try:
        number = Decimal(cell)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _metadata(cells: dict[str, str], years: tuple[int | None, int | None], place: str) -> dict[str, Any]:
    said: dict[str, Any] = {column: cells[column] for column in _WORDS if cells.get(column)}
    if "weight_g" in cells:
        said["standards"] = [_standard(cells, years, place)]
    return said


def _standard(cells: dict[str, str], years: tuple[int | None, int | None], place: str) -> dict[str, Any]:
    """What a denomination was struck to: its metals (any of them), expected weight in grams, from when to when."""
    weight = _decimal(cells["weight_g"]) if cells["weight_g"] else None
    if cells["weight_g"] and (weight is None or weight <= 0):
        raise StarterFileProblem(f"{place}: “{cells['weight_g']}” is no weight in grams.")
    return {
        "metals": cells.get("metal", "").split("|") if cells.get("metal") else [],
        "weight_g": float(weight) if weight else None,
        "year_start": years[0],
        "year_end": years[1],
        "sphere": cells.get("sphere", ""),
    }


def _joined(lines: Iterable[StarterTerm]) -> list[StarterTerm]:
    """Further lines of a denomination are further standards of it; nothing else has several lines."""
    terms: dict[str, StarterTerm] = {}
    for line in lines:
        term = terms.setdefault(line.key, line)
        if term is line:
            continue
        if "standards" not in line.metadata:
            raise StarterFileProblem(f"{line.place}: {line.key} is there already ({term.place}).")
        term.metadata["standards"].extend(line.metadata["standards"])
        term.names.extend(line.names)
        term.year_start, term.year_end = _wider(term, line)
    for term in terms.values():
        term.names = list({(name.language, name.text): name for name in reversed(term.names)}.values())[::-1]
    return list(terms.values())


def _wider(term: StarterTerm, line: StarterTerm) -> tuple[int | None, int | None]:
    starts = [year for year in (term.year_start, line.year_start) if year is not None]
    ends = [year for year in (term.year_end, line.year_end) if year is not None]
    return min(starts, default=None), max(ends, default=None)


def _refuse_doubles(terms: Iterable[StarterTerm]) -> None:
    seen: dict[str, StarterTerm] = {}
    for term in terms:
        if term.id and seen.setdefault(term.id, term) is not term:
            raise StarterFileProblem(f"{term.place}: {term.id} is there already ({seen[term.id].place}).")


def _refuse_loose_ends(terms: list[StarterTerm]) -> None:
    keys = {kind: {term.key for term in terms if term.kind == kind} for kind in (TermKind.REGION, TermKind.DYNASTY)}
    for term in terms:
        if term.broader and term.broader not in keys[TermKind.REGION]:
            raise StarterFileProblem(f"{term.place}: there is no region “{term.broader}”.")
        for _, key in term.ties:
            if key not in keys[TermKind.DYNASTY]:
                raise StarterFileProblem(f"{term.place}: there is no dynasty “{key}”.")
