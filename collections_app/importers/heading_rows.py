"""Which row of a table holds the headings, and what the columns are called: also where two rows say it together."""

from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from coinstack.text import clean_text, fold_key
from collections_app.importers.base import ImportFileProblem, Problem
from collections_app.importers.columns import guess_heading, header_score
from collections_app.importers.limits import HEADER_SEARCH_ROWS

LONGEST_HEADING = 60
PLAINLY = 0.85  # of a heading that names a field but for its unit or brackets

Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Headings:
    """`row` counts from 1 and is the lower one of two; `cells` is what the columns are headed by, None for nothing."""

    row: int
    cells: Cells


def best_score(head: list[Cells]) -> int:
    """How many known columns the best of the first rows names; 0 where none can be a row of headings."""
    return max((_score(cells) for cells in head[:HEADER_SEARCH_ROWS]), default=0)


def find_headings(name: str, head: list[Cells], *, is_lenient: bool = False) -> Headings:
    """The best match among the first rows, the first on a tie; lenient: the first row with a text where none matches.

    Raises ImportFileProblem, in which the file is called `name`, when no row can hold the headings.
    """
    best: tuple[int, int] | None = None
    for number, cells in enumerate(head[:HEADER_SEARCH_ROWS], 1):
        if is_lenient and best is None and any(isinstance(cell, str) for cell in cells):
            best = (0, number)
        score = _score(cells)
        if score and (best is None or score > best[0]):
            best = (score, number)
    if best is None:
        raise ImportFileProblem(_nothing_found(name, head))
    row = best[1] + 1 if _has_second_row(head, best[1]) else best[1]
    return headings_at(head, row)


def headings_at(head: list[Cells], row: int) -> Headings:
    """The headings of this row, each with the group above it where only both together say what the column is."""
    exact = head[row - 2] if row > 1 else ()
    cells = (*head[row - 1], *[None] * (len(exact) - len(head[row - 1])))
    groups = _groups(exact, len(cells))
    if groups is None:
        return Headings(row, cells)
    names = [_text(cell) for cell in cells]
    repeated = {fold_key(name) for name in names if sum(fold_key(other) == fold_key(name) for other in names) > 1}
    return Headings(
        row,
        tuple(
            (_text(exact[index]) if index < len(exact) else "") or None
            if not name
            else _together(group, name, is_repeated=fold_key(name) in repeated)
            for index, (name, group) in enumerate(zip(names, groups, strict=True))
        ),
    )


def _together(group: str, name: str, *, is_repeated: bool) -> str:
    whole = f"{group} {name}".strip()
    return whole if group and (is_repeated or guess_heading(whole).confidence >= PLAINLY) else name


def _groups(above: Cells, width: int) -> list[str] | None:
    """The group that each column stands under, or None: of merged cells the first holds the text."""
    texts = [_text(cell) for cell in above]
    named = [text for text in texts if text]
    if len(named) < 2 or any(not isinstance(cell, str) and cell is not None for cell in above):
        return None
    if any(len(text) > LONGEST_HEADING for text in named):
        return None
    groups, current = [], ""
    for index in range(max(width, len(texts))):
        current = (texts[index] if index < len(texts) else "") or current
        groups.append(current)
    return groups[:width]


def _has_second_row(head: list[Cells], row: int) -> bool:
    """Whether the row below divides this one: "Obverse" above "Legend" and "Description"."""
    if row >= len(head):
        return False
    below = head[row]
    texts = [_text(cell) for cell in below]
    groups = _groups(head[row - 1], len(below))
    if groups is None or any(cell is not None and not isinstance(cell, str) for cell in below):
        return False
    pairs = [(group, text) for group, text in zip(groups, texts, strict=True) if text]
    return len(pairs) >= 2 and all(guess_heading(f"{group} {text}").confidence >= PLAINLY for group, text in pairs)


def _score(cells: Cells) -> int:
    return header_score([_text(cell) for cell in cells if isinstance(cell, str)])


def _text(cell: Any) -> str:
    return clean_text(str(cell)) if cell is not None else ""


def _nothing_found(name: str, head: list[Cells]) -> str:
    if not any(cell not in (None, "") for cells in head for cell in cells):
        return f"{name} is empty: no cell of it holds anything."
    return (
        f"No row of headings was found in {name}: none of the first {HEADER_SEARCH_ROWS} rows names a "
        "column that CoinStack knows (Ruler, Denomination, Weight, Reference …). Write such headings above the "
        "columns and retry."
    )


def _unnamed(index: int) -> str:
    return f"column {get_column_letter(index)}"


def is_unnamed(header: str, index: int) -> bool:
    """Whether `unique_headers` gave the column, counted from 1, its name."""
    return header == _unnamed(index)


def unique_headers(headings: Headings, width: int) -> tuple[list[str], list[Problem]]:
    """Every column gets a name of its own: the heading, "column C" where it is blank, "Weight (2)" on a repeat."""
    headers: list[str] = []
    problems: list[Problem] = []
    padded = (*headings.cells, *[None] * (width - len(headings.cells)))
    for index, cell in enumerate(padded[:width], 1):
        heading = clean_text(str(cell))[:80] if cell not in (None, "") else _unnamed(index)
        name, copy = heading, 2
        while name in headers:
            name, copy = f"{heading} ({copy})", copy + 1
        if name != heading:
            message = f"This heading occurs more than once; the column is called {name!r} here."
            problems.append(Problem(headings.row, name, heading, message, "info"))
        headers.append(name)
    return headers, problems
