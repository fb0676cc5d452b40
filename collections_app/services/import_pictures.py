"""Photographs that come with a table: in its cells, beside it, or in a zip file; put on the coins after the rows."""

import hashlib
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Self

from django.core.files.base import ContentFile
from django.db.models import Q

from coins.choices import RowResult, RowSource
from coins.models import Coin, ImportBatch, ImportRow
from coins.picture_names import KIND_BY_WORD, kind_of_name
from coins.services.history import Change
from coins.services.photographs import add_photographs
from coinstack.archives import UNREADABLE
from coinstack.exceptions import InputRefused
from coinstack.jobs.progress import Progress
from coinstack.text import fold_key
from collections_app.choices import RowDecision
from collections_app.importers.base import CoinDraft, Problem
from collections_app.importers.composites import read_pictures
from collections_app.importers.limits import MAX_PICTURE_BYTES
from collections_app.importers.rows import PICTURES
from collections_app.importers.workbook_pictures import CellPicture, pictures_in
from collections_app.models import ImportSession
from collections_app.services.import_files import picture_entries
from collections_app.services.import_mapping import layout_of
from collections_app.services.import_options import options_of
from collections_app.services.import_rows import cells_of
from collections_app.services.writing import change_of

CHUNK = 50
PICTURE_COLUMN = "pictures"
SEPARATORS = "_-. ()[]"


@dataclass(frozen=True, slots=True)
class Brought:
    """A picture that came with the table: the file it lies in, and its name inside where that is an archive."""

    name: str
    path: Path
    entry: str = ""


class PictureReader:
    """Reads pictures one after the other; an archive is opened for the first of its pictures, and closed at the end."""

    def __init__(self) -> None:
        self.archives: dict[Path, zipfile.ZipFile] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for archive in self.archives.values():
            archive.close()

    def read(self, picture: Brought) -> bytes:
        """Its bytes, at most one more than MAX_PICTURE_BYTES. Raises one of UNREADABLE, KeyError for a lost entry."""
        if not picture.entry:
            with picture.path.open("rb") as file:
                return file.read(MAX_PICTURE_BYTES + 1)
        if picture.path not in self.archives:
            self.archives[picture.path] = zipfile.ZipFile(picture.path)
        with self.archives[picture.path].open(picture.entry) as part:
            return part.read(MAX_PICTURE_BYTES + 1)


@dataclass
class PictureShelf:
    """Everything that was brought, found by name, by inventory number, and by row of the workbook."""

    by_name: dict[str, Brought] = field(default_factory=dict)
    by_stem: dict[str, list[Brought]] = field(default_factory=dict)
    by_number: dict[str, list[Brought]] = field(default_factory=dict)
    by_row: dict[int, list[Brought]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_name or self.by_row)

    def add(self, picture: Brought) -> None:
        self.by_name.setdefault(picture.name.casefold(), picture)
        self.by_stem.setdefault(PurePosixPath(picture.name).stem.casefold(), []).append(picture)
        self.by_number.setdefault(number_in(picture.name), []).append(picture)

    def named(self, name: str) -> list[Brought]:
        """The picture of this name; written without its ending, those that have any."""
        if exact := self.by_name.get(name.casefold()):
            return [exact]
        return self.by_stem.get(name.casefold(), [])

    def of_row(self, row: int, names: Sequence[str], inventory_number: str) -> list[Brought]:
        """What lies in the row's cells, what it names, and, where it names nothing, what has the coin's number."""
        found = [*self.by_row.get(row, []), *chain.from_iterable(self.named(name) for name in names)]
        number = fold_key(inventory_number)
        if not names and number:
            found += self.by_number.get(number, [])
        return list(dict.fromkeys(found))


def number_in(name: str) -> str:
    """What is left of a file's name without its ending and the word for the side: "12-obv.jpg" is number 12."""
    stem = PurePosixPath(name).stem
    for separator in SEPARATORS:
        stem = stem.replace(separator, " ")
    words = stem.split()
    return fold_key(" ".join(word for word in words if word.lower() not in KIND_BY_WORD))


def shelf_of(session: ImportSession) -> PictureShelf:
    """What came with the session's table; pictures that cannot be listed any more are missing from it."""
    shelf = PictureShelf()
    for entry in session.pictures:
        path = session.folder_path / "pictures" / str(entry["file"])
        for picture in _listed(path, str(entry["name"]), is_zip=bool(entry.get("is_zip"))):
            shelf.add(picture)
    if session.format == "xlsx" and session.path.is_file():
        headers = list(session.detection["headers"])
        for each in pictures_in(session.path, session.sheet):
            shelf.by_row.setdefault(each.row, []).append(_in_cell(session.path, each, headers))
    return shelf


def _listed(path: Path, name: str, *, is_zip: bool) -> Iterator[Brought]:
    if not is_zip:
        yield Brought(name, path)
        return
    try:
        entries = picture_entries(path, name)
    except InputRefused:
        return
    for entry in entries:
        yield Brought(entry.filename.replace("\\", "/").rpartition("/")[2], path, entry.filename)


def _in_cell(path: Path, picture: CellPicture, headers: list[str]) -> Brought:
    """Named after its heading, so that a column called "Reverse" tells the side."""
    heading = headers[picture.column - 1] if picture.column <= len(headers) else ""
    side = kind_of_name(f"{heading}.x")
    return Brought(f"row {picture.row} {side}".strip() + PurePosixPath(picture.part).suffix, path, picture.part)


def attach_pictures(
    session: ImportSession, batch: ImportBatch, progress: Progress, *, after: int, until: float
) -> int | None:
    """Put the pictures of rows behind number `after` on their coins; None when all are done, else where to go on.

    A picture that fails becomes a problem of its row and harms nothing else; one that the coin has already is left
    out, so that a repeated step adds nothing twice.
    """
    shelf = shelf_of(session)
    named = [header for header, target in layout_of(session).mapping.items() if target == PICTURES]
    if not shelf and not named:
        return None
    rows = batch.rows.filter(_takes_pictures(session), coin__isnull=False)
    if not after:
        progress.total(session.rows.count() + rows.count())
    change = change_of(batch, session.owner)
    with PictureReader() as reader:
        while found := list(rows.filter(number__gt=after).select_related("coin").order_by("number")[:CHUNK]):
            cells = {row.number: cells_of(row) for row in session.rows.filter(number__in=[row.number for row in found])}
            for row in found:
                progress.check_cancelled()
                _attach(row, _wanted(row, cells.get(row.number, {}), named, shelf), reader, change)
                progress.advance(1, "Attaching pictures")
                after = row.number
                if time.monotonic() > until:
                    return after
    return None


def _takes_pictures(session: ImportSession) -> Q:
    """New coins, and those to be updated, be it that only a picture is new to them."""
    told = Q(result__in=[RowResult.CREATED, RowResult.UPDATED])
    unchanged = Q(result=RowResult.DUPLICATE)
    if options_of(session).on_duplicate == "update":
        return told | unchanged
    return told | unchanged & Q(number__in=session.rows.filter(decision=RowDecision.UPDATE).values("number"))


def _wanted(
    row: ImportRow, cells: dict[str, object], named: list[str], shelf: PictureShelf
) -> tuple[list[Brought], list[Problem]]:
    """The row's pictures, and names for which no picture was brought."""
    asked = CoinDraft(row.number, "", {})
    for header in named:
        if header in cells:
            read_pictures(cells[header], asked)
    missing = [
        Problem(row.number, PICTURE_COLUMN, name[:120], f"No picture called {name[:80]} was brought with the table.")
        for name in asked.pictures
        if not shelf.named(name)
    ]
    return shelf.of_row(row.number, asked.pictures, row.coin.inventory_number if row.coin else ""), missing


def _attach(row: ImportRow, wanted: tuple[list[Brought], list[Problem]], reader: PictureReader, change: Change) -> None:
    pictures, problems = wanted
    coin = row.coin
    if coin is None or (not pictures and not problems):
        return
    is_unchanged = row.result == RowResult.DUPLICATE
    had = coin.images.count() if is_unchanged else 0
    for picture in pictures:
        if told := _added(coin, picture, reader, change):
            problems.append(Problem(row.number, PICTURE_COLUMN, picture.name[:120], told))
    kept = [told for told in row.problems if told["column"] != PICTURE_COLUMN]
    row.problems = [*kept, *(problem.as_json() for problem in problems)]
    if is_unchanged and coin.images.count() > had:
        row.result, row.before = RowResult.UPDATED, {"version": coin.version}
    row.save(update_fields=["problems", "result", "before", "updated_at"])


def _added(coin: Coin, picture: Brought, reader: PictureReader, change: Change) -> str:
    """Why the picture could not be added; "" when it is there now."""
    try:
        content = reader.read(picture)
    except (*UNREADABLE, KeyError):
        return f"The picture {picture.name[:80]} cannot be read: its file or archive is damaged."
    if len(content) > MAX_PICTURE_BYTES:
        return f"The picture {picture.name[:80]} has more than {MAX_PICTURE_BYTES // 1_000_000} MB."
    if coin.images.filter(sha256=hashlib.sha256(content).hexdigest()).exists():
        return ""
    file = ContentFile(content, name=picture.name)
    added = add_photographs(coin, [file], change=change, source=RowSource.IMPORT)
    return " ".join(f"{refused.name}: {refused.message}" for refused in added.refused)
