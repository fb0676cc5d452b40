"""What every importer speaks: a table read from a file, and a draft of one coin."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from coinstack.exceptions import CoinStackError

Severity = Literal["info", "warning", "error"]
Cell = Any  # str, int, float, bool, datetime, date or None, as the file holds it


class ImportFileProblem(CoinStackError):
    """The file as a whole cannot be read; the message says why and what would be right."""

    code = "import_file"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one cell. `row` is the row's number in the file as the collector's program shows it."""

    row: int
    column: str
    value: str
    message: str
    severity: Severity = "warning"

    def as_json(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
            "severity": self.severity,
        }


@dataclass(frozen=True, slots=True)
class SourceRow:
    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. `headers` are unique and never blank; `rows()` reads the file anew and lazily."""

    headers: tuple[str, ...]
    rows: Callable[[], Iterator[SourceRow]]
    count: int
    sheet: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class CoinDraft:
    """One row understood: `values` by coin field name, child rows beside them, what is odd in `problems`."""

    row: int
    row_hash: str
    raw: dict[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    references: list[dict[str, Any]] = field(default_factory=list)
    provenance: list[dict[str, Any]] = field(default_factory=list)
    storage: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_stub: bool = False
