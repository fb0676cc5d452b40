"""Comments on cells and links behind them as columns of their own, so that nothing the collector wrote is lost.

In a column without a heading, which is kept as a note, a link joins its text instead.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from collections_app.importers.base import Problem
from collections_app.importers.columns import LINK_OF
from collections_app.importers.heading_rows import is_unnamed
from collections_app.importers.workbook_extras import Extras

SHOWN = 12
COMMENT_ON = "Comment on "
LINK = re.compile(r"[a-z]{2,8}:\S+|www\.\S+|\S+\.\w{2,5}", re.I)
Cells = tuple[Any, ...]
Rows = Iterator[tuple[int, Cells]]


@dataclass(frozen=True, slots=True)
class BesideColumns:
    """Columns behind those of the sheet: their headings, and what stands in them by row.

    `joined` are the links that join the texts of cells, by row and column, counted from 1 and from 0.
    """

    headers: tuple[str, ...]
    cells: Mapping[int, Mapping[int, str]]
    joined: Mapping[int, Mapping[int, str]]
    width: int

    def added(self, rows: Iterator[Cells]) -> Iterator[Cells]:
        """The rows with the further cells behind them; a row without any is handed on as it is."""
        for number, cells in enumerate(rows, 1):
            whole = _joined(cells, self.joined[number]) if number in self.joined else cells
            yield self._widened(whole, self.cells[number]) if number in self.cells else whole

    def _widened(self, cells: Cells, beside: Mapping[int, str]) -> Cells:
        padded = (*cells[: self.width], *[None] * (self.width - len(cells)))
        return (*padded, *(beside.get(index) for index in range(len(self.headers))))


def is_beside(header: str) -> bool:
    """Whether the column is one of these, by its heading."""
    return header.startswith((COMMENT_ON, LINK_OF))


def without_link(header: str, cell: Any) -> Any:
    """The cell of a column without a heading as it stood there before a link joined it."""
    if not isinstance(cell, str) or not header.startswith("column "):
        return cell
    text, _, link = cell.rpartition(" ")
    return text if text and LINK.match(link) else cell


def _joined(cells: Cells, links: Mapping[int, str]) -> Cells:
    return tuple(f"{cell} {links[at]}" if at in links and cell else cell for at, cell in enumerate(cells))


def beside_columns(extras: Extras, headers: Sequence[str], header_row: int) -> BesideColumns:
    """A column for each heading that has comments below it, and one for each that has links behind other texts."""
    names: list[str] = []
    cells: dict[int, dict[int, str]] = {}
    joined: dict[int, dict[int, str]] = {}
    links = {}
    for (row, column), link in extras.links.items():
        if row > header_row and column <= len(headers) and is_unnamed(headers[column - 1], column):
            joined.setdefault(row, {})[column - 1] = link
        else:
            links[row, column] = link
    for what, told in ((COMMENT_ON, extras.comments), (LINK_OF, links)):
        columns = sorted({column for row, column in told if row > header_row and column <= len(headers)})
        index = {column: len(names) + at for at, column in enumerate(columns)}
        names += [f"{what}{headers[column - 1]}"[:80] for column in columns]
        for (row, column), text in told.items():
            if row > header_row and column in index and text:
                cells.setdefault(row, {})[index[column]] = text
    return BesideColumns(tuple(_apart(names, headers)), cells, joined, len(headers))


def _apart(names: Sequence[str], taken: Sequence[str]) -> Iterator[str]:
    seen = set(taken)
    for name in names:
        copy, number = name, 2
        while copy in seen:
            copy, number = f"{name} ({number})", number + 1
        seen.add(copy)
        yield copy


def unseen(links: Mapping[tuple[int, int], str], rows: Iterator[Cells]) -> dict[tuple[int, int], str]:
    """The links of which the cell itself does not tell the address."""
    wanted: dict[int, list[int]] = defaultdict(list)
    for row, column in links:
        wanted[row].append(column)
    found = {}
    for number, cells in enumerate(rows, 1):
        for column in wanted.pop(number, ()):
            text = str(cells[column - 1] or "").strip().lower() if column <= len(cells) else ""
            if not text.startswith(("http:", "https:", "www.")):
                found[number, column] = links[number, column]
        if not wanted:
            break
    return found


def hidden_told(extras: Extras, header_row: int) -> list[Problem]:
    """A sentence each for hidden rows and columns: they are read, though the collector does not see them."""
    rows = [str(row) for row in extras.rows if row > header_row]
    told = []
    for what, hidden in (("row", rows), ("column", extras.columns)):
        if hidden:
            listed = ", ".join(hidden[:SHOWN]) + (" …" if len(hidden) > SHOWN else "")
            are = f"{what} is" if len(hidden) == 1 else f"{what}s are"
            message = f"{len(hidden)} {are} hidden in the spreadsheet ({listed}), and read like the others."
            told.append(Problem(header_row, "", "", message, "warning"))
    return told
