"""A file as a stream of coin drafts, whatever its format."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from collections_app.importers import coinstack_json
from collections_app.importers.base import CoinDraft, ImportFileProblem, Problem
from collections_app.importers.columns import guess_columns, running_number_column
from collections_app.importers.rows import Layout, draft_coin
from collections_app.importers.spreadsheet import TableChoice, read_spreadsheet

FORMATS = ("auto", "spreadsheet", "coinstack")


@dataclass(frozen=True, slots=True)
class Source:
    """`drafts()` reads the file from its start; `mapping` is {column: field}, `unmapped` the columns kept as notes."""

    format: str
    count: int
    drafts: Callable[[], Iterator[CoinDraft]]
    mapping: Mapping[str, str] = field(default_factory=dict)
    unmapped: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    sheet: str = ""


def open_source(path: Path, *, file_format: str = "auto", sheet: str = "") -> Source:
    """Recognise and open the file. Raises ImportFileProblem with what is wrong and what would be right."""
    if not path.is_file():
        raise ImportFileProblem(f"There is no file {path}.")
    if file_format == "coinstack" or (file_format == "auto" and coinstack_json.is_export(path)):
        return _coinstack(path)
    return _spreadsheet(path, sheet)


def _coinstack(path: Path) -> Source:
    count = len(coinstack_json.load(path))
    return Source("coinstack", count, lambda: coinstack_json.read_drafts(path))


def _spreadsheet(path: Path, sheet: str) -> Source:
    table = read_spreadsheet(path, TableChoice(sheet=sheet))
    mapping = {guess.header: guess.target for guess in guess_columns(table.headers) if guess.target}
    sample = [row.cells for row in islice(table.first_rows(), 500)]
    if "inventory_number" not in mapping.values() and (number := running_number_column(table.headers, sample)):
        mapping[number] = "inventory_number"
    layout = Layout(table.headers, mapping)
    unmapped = tuple(header for header in table.headers if header not in mapping)
    return Source(
        "spreadsheet",
        table.count,
        lambda: (draft_coin(row, layout) for row in table.rows()),
        mapping,
        unmapped,
        table.problems,
        table.sheet,
    )
