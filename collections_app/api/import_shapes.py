"""What imports and their rows look like in JSON."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictInt

from coinstack.api_schemas import Part, Shown
from collections_app.importers.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS
from collections_app.services.wizard_shapes import Only


class OptionsOut(Shown):
    tags: list[str]
    status: str
    storage: str
    currency: str
    duplicate_rule: str
    on_duplicate: str
    dry_run: bool


class CountsOut(Shown):
    rows: int
    created: int
    updated: int
    duplicates: int
    skipped: int
    failed: int


class ReportOut(Shown):
    """`state` is running, done, cancelled, failed, undone or dry run; `edited_since` are coins that an undo keeps."""

    state: str
    counts: CountsOut
    error: str
    can_undo: bool
    edited_since: list[int]


class ImportOut(Shown):
    """`mapping` says what each column becomes: a field, a composite, "notes" or "ignore". `report` once it was run."""

    id: int
    file_name: str
    format: str
    step: str
    rows: int
    headers: list[str]
    mapping: dict[str, Any]
    options: OptionsOut
    job: int | None
    batch: int | None
    created_at: datetime
    finished_at: datetime | None
    report: ReportOut | None


class ImportListItem(Shown):
    id: int
    file_name: str
    format: str
    step: str
    job: Annotated[int | None, Field(validation_alias="job_id")]
    batch: Annotated[int | None, Field(validation_alias="batch_id")]
    created_at: datetime
    finished_at: datetime | None


class TransformIn(Part):
    kind: Annotated[str, Field(max_length=40)]
    value: Annotated[str, Field(max_length=200)] = ""


class ColumnIn(Part):
    target: Annotated[str, Field(max_length=60)]
    transforms: Annotated[list[TransformIn], Field(max_length=10)] = []


class OptionsIn(Part):
    tags: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)] = []
    status: Annotated[str, Field(max_length=40)] = ""
    storage: Annotated[str, Field(max_length=500)] = ""
    currency: Annotated[str, Field(max_length=12)] = ""
    duplicate_rule: Annotated[str, Field(max_length=40)] = "certificate"
    on_duplicate: Literal["skip", "update", "create"] = "skip"
    dry_run: StrictBool = False


class ImportPatch(Part):
    """`mapping` by column heading, where columns left out become notes; of the `options` those that are sent change."""

    mapping: dict[str, ColumnIn] = {}
    options: OptionsIn = OptionsIn()


class CheckIn(Part):
    only: Only = "all"
    page: Annotated[StrictInt, Field(ge=1, le=1_000_000)] = 1
    per_page: Annotated[StrictInt, Field(ge=1, le=200)] = 50


class CellOut(Shown):
    """`raw` as the file or an edit has it, `value` as the coin will have it; `state` ok, warning, error or ignored."""

    column: str
    raw: str
    value: str
    state: str
    message: str
    is_edited: bool


class RowOut(Shown):
    """`result` is new, update, duplicate, skip or problem; `known_coin` is the coin that the row is taken for.

    `decisions` are those that are possible for the row, beside "" for what the rules say.
    """

    number: int
    result: str
    decision: str
    decisions: list[str]
    known_coin: int | None
    known_by: str
    messages: list[str]
    cells: list[CellOut]


class RowPatch(Part):
    """`cells` by column heading, each as it would stand in the file; what the file itself says takes an edit back."""

    decision: Literal["", "skip", "create", "update"] = ""
    cells: Annotated[
        dict[str, Annotated[str, Field(max_length=MAX_CELL_CHARACTERS)]], Field(max_length=MAX_COLUMNS)
    ] = {}


class CountersOut(Shown):
    new: int
    update: int
    duplicate: int
    skip: int
    problem: int


class CheckOut(Shown):
    """While `job` works the rows of a long file are still being judged: there are none yet, ask again."""

    items: list[RowOut]
    count: int
    counters: CountersOut
    job: int | None


class UndoneOut(Shown):
    removed: int
    restored: int
    kept_because_edited: int
