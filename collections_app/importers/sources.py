"""A file as a stream of coin drafts, whatever its format."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from collections_app.importers import coinstack_json
from collections_app.importers.base import CoinDraft, ImportFileProblem, Problem
from collections_app.importers.columns import guess_columns, running_number_column
from collections_app.importers.proposals import SAMPLE_ROWS, decimal_comma_of, proposed_transforms, samples_of
from collections_app.importers.recognise import recognise
from collections_app.importers.rows import Layout, draft_coin
from collections_app.importers.spreadsheet import TableChoice, read_spreadsheet
from collections_app.importers.transforms import KINDS, Transform

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
    recognise(path, path.name)
    table = read_spreadsheet(path, TableChoice(sheet=sheet))
    sample = [row.cells for row in islice(table.first_rows(), SAMPLE_ROWS)]
    guesses = guess_columns(table.headers, samples_of(table.headers, sample))
    mapping = {guess.header: guess.target for guess in guesses if guess.target}
    if "inventory_number" not in mapping.values() and (number := running_number_column(table.headers, sample)):
        mapping[number] = "inventory_number"
    transforms = proposed_transforms(table.headers, mapping, sample)
    comma = decimal_comma_of(sample, table.headers, mapping) if table.delimiter else None
    layout = Layout(table.headers, mapping, {header: (each,) for header, each in transforms.items()}, comma)
    unmapped = tuple(header for header in table.headers if header not in mapping)
    return Source(
        "spreadsheet",
        table.count,
        lambda: (draft_coin(row, layout) for row in table.rows()),
        mapping,
        unmapped,
        (*table.problems, *_assumed(transforms, table.header_row)),
        table.sheet,
    )


def _assumed(transforms: Mapping[str, Transform], header_row: int) -> Iterator[Problem]:
    """What is done to all cells of a column because its heading or its cells suggest it."""
    for header, each in transforms.items():
        told = f"{KINDS[each.kind].label}: {each.value}, as the heading or the cells of the column tell."
        yield Problem(header_row, header, each.value, told, "info")
