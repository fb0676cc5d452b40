"""What every importer speaks: a table read from a file, and a draft of one coin."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, Self

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

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        return cls(told["row"], told["column"], told["value"], told["message"], told["severity"])


@dataclass(frozen=True, slots=True)
class SourceRow:
    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. `headers` are unique and never blank; `rows()` reads the file anew and lazily.

    `header_row` is where the headings stand, counted from 1; `encoding` and `delimiter` are "" for a workbook. `head`
    is the beginning of the file as it stands there, headings and what is above them included.
    """

    headers: tuple[str, ...]
    rows: Callable[[], Iterator[SourceRow]]
    count: int
    sheet: str = ""
    problems: tuple[Problem, ...] = ()
    header_row: int = 1
    encoding: str = ""
    delimiter: str = ""
    head: tuple[tuple[Cell, ...], ...] = ()

    def first_rows(self) -> Iterator[SourceRow]:
        """The data rows among those that were read already."""
        for number, cells in enumerate(self.head, 1):
            if number > self.header_row and any(cell not in (None, "") for cell in cells):
                yield SourceRow(number, cells)


@dataclass(slots=True)
class CoinDraft:
    """One row understood: `values` by coin field name, child rows beside them, what is odd in `problems`.

    `pictures` are the file names that the row gives for its photographs; `picture_sha256` are the hashes of those that
    came with the table, where somebody looked. `notes` are what no field takes; `personal_notes` among the values has
    them behind what the row itself says there, which is `own_notes`. `no_coin` says why the row is none. What a row
    that `is_exported` lacks, the collection had not either, be it the currency of a price. `former_hash` is what the
    row's hash was before comments on cells and links behind them were read; "" where it has none.
    """

    row: int
    row_hash: str
    raw: dict[str, Any]
    former_hash: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    references: list[dict[str, Any]] = field(default_factory=list)
    provenance: list[dict[str, Any]] = field(default_factory=list)
    storage: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    picture_sha256: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    own_notes: str = ""
    problems: list[Problem] = field(default_factory=list)
    no_coin: str = ""
    is_exported: bool = False

    @property
    def is_stub(self) -> bool:
        return bool(self.no_coin)
