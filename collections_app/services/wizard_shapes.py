"""What the pages of the import wizard are made of."""

from dataclasses import dataclass, field
from typing import Any, Literal

from coins.models import Coin, ImportBatch
from coinstack.jobs.models import Job
from collections_app.importers.base import Problem

CellState = Literal["ok", "warning", "error", "ignored"]
Only = Literal["all", "problems", "duplicates", "new"]


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One of the first rows of the file as it stands there, for choosing the row of headings."""

    number: int
    cells: tuple[str, ...]
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Detection:
    """How the file is read. `confidence` 0 to 1; `reasons` are sentences; `encoding` and `delimiter` are "" for a
    workbook, `sheets` empty for a text file; `rows` counts the data rows; `decimal_comma` None: no telling number."""

    format: str
    format_label: str
    confidence: float
    encoding: str
    delimiter: str
    decimal_comma: bool | None
    sheet: str
    sheets: tuple[str, ...]
    header_row: int
    rows: int
    reasons: tuple[str, ...]
    pictures: int = 0
    preview: tuple[PreviewRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TransformChoice:
    """A transform that a target allows. `values` are its choices; empty: any text (`constant`) or none needed."""

    kind: str
    label: str
    values: tuple[Choice, ...] = ()
    needs_text: bool = False


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column of the file. `target` is a field's or composite's name, "notes", "pictures" or "ignore".

    `transforms` are those chosen ({"kind", "value"}), `transform_choices` those the target allows; `problem` is the
    conflict with another column, "" when there is none.
    """

    header: str
    samples: tuple[str, ...]
    target: str
    confidence: float
    transforms: tuple[dict[str, str], ...]
    transform_choices: tuple[TransformChoice, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SavedView:
    """`match` is the share of this file's headings that the saved mapping knows, 0 to 1."""

    pk: int
    name: str
    match: float
    columns: int


@dataclass(frozen=True, slots=True)
class CheckCell:
    """`raw` as the file (or an edit) has it, `value` as the coin will have it; `message` says what is odd."""

    column: str
    raw: str
    value: str
    state: CellState
    message: str = ""
    is_edited: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """The coin of the collection that a row is taken for."""

    coin_id: int
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """`result` is new, update, duplicate, skip or problem; `decision` "" or skip, create, update.

    `messages` are about the row as a whole. `decisions` are those that are possible for the row.
    """

    number: int
    cells: tuple[CheckCell, ...]
    result: str
    duplicate: Known | None
    decision: str
    messages: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counters:
    """Rows by result; together they are all rows. `attention` counts rows with a warning or error besides."""

    new: int = 0
    update: int = 0
    duplicate: int = 0
    skip: int = 0
    problem: int = 0
    attention: int = 0

    @property
    def total(self) -> int:
        return self.new + self.update + self.duplicate + self.skip + self.problem


@dataclass(frozen=True, slots=True)
class CheckPage:
    """One page of the check. While `job` is active the rows are still being judged and `rows` is empty.

    `count` is how many rows `only` lets through, `pages` how many pages of `per_page` they fill.
    """

    rows: tuple[CheckRow, ...]
    counters: Counters
    headers: tuple[str, ...]
    only: str
    page: int
    per_page: int
    count: int
    job: Job | None = None
    warnings: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // self.per_page))


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A fact in the file and in the collection. `differs` is true when the file states it and it is another."""

    label: str
    in_file: str
    in_collection: str
    differs: bool


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """What is done with every row. `storage` is a path ("Cabinet 2 / Tray 5"); `currency` an ISO code or ""."""

    tags: tuple[str, ...] = ()
    status: str = ""
    storage: str = ""
    currency: str = ""
    duplicate_rule: str = "certificate"
    on_duplicate: str = "skip"
    dry_run: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "tags": list(self.tags),
            "status": self.status,
            "storage": self.storage,
            "currency": self.currency,
            "duplicate_rule": self.duplicate_rule,
            "on_duplicate": self.on_duplicate,
            "dry_run": self.dry_run,
        }


@dataclass(frozen=True, slots=True)
class ReportCounts:
    """`pictures` were attached; `picture_problems` could not be."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    duplicates: int = 0
    skipped: int = 0
    failed: int = 0
    pictures: int = 0
    picture_problems: int = 0


@dataclass(frozen=True, slots=True)
class ProblemRow:
    number: int
    result: str
    problems: tuple[Problem, ...]
    coin_id: int | None = None


@dataclass(frozen=True)
class Report:
    """What became of the import. `state` is running, done, cancelled, failed, undone or dry run.

    `problem_rows` are the first hundred of `problem_count`; `coins_url` lists the imported coins ("" when there are
    none); `can_continue`: the run stopped before its end and can go on. `unmapped` columns were kept as notes.
    """

    state: str
    counts: ReportCounts
    batch: ImportBatch | None
    job: Job | None
    problem_rows: tuple[ProblemRow, ...]
    problem_count: int
    coins_url: str
    can_undo: bool
    can_continue: bool
    seconds: float = 0.0
    rate: float = 0.0
    error: str = ""
    unmapped: tuple[str, ...] = ()
    edited_since: list[Coin] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """An import of the past, made by the wizard or by the command."""

    batch: ImportBatch
    state: str
    session_id: int | None
