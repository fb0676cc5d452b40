"""Imports under way: begun with a file, read as the collector wants it, left and taken up again, given up."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from coins.querysets import OwnedQuerySet
from coinstack.accounts.models import User
from coinstack.exceptions import CoinStackError, InputRefused
from coinstack.jobs.queue import cancel
from collections_app.choices import WizardStep
from collections_app.importers.spreadsheet import TableChoice
from collections_app.models import ImportSession
from collections_app.services.import_files import (
    check_present,
    forget_folder,
    lost_folders,
    new_folder,
    store_pictures,
    store_table,
)
from collections_app.services.import_reading import found_out, guessed_mapping, read_file
from collections_app.services.import_steps import check_changeable
from collections_app.services.wizard_shapes import Choice, Detection, PreviewRow

DAYS_KEPT = 30
# What reading the file finds out, as columns of the session.
READ = ("format", "detection", "sheet", "header_row", "encoding", "delimiter", "decimal_comma", "mapping")
ENCODINGS = (
    Choice("utf-8-sig", "UTF-8"),
    Choice("cp1252", "Windows-1252 (Western European)"),
    Choice("utf-16", "UTF-16"),
    Choice("cp1250", "Windows-1250 (Central European)"),
    Choice("cp1253", "Windows-1253 (Greek)"),
    Choice("cp1251", "Windows-1251 (Cyrillic)"),
    Choice("mac_roman", "Mac Roman"),
)
DELIMITERS = (Choice(",", "Comma"), Choice(";", "Semicolon"), Choice("\t", "Tab"), Choice("|", "Upright bar"))


def start_session(
    owner: User, upload: "UploadedFile[Any]", *, pictures: Sequence["UploadedFile[Any]"] = ()
) -> ImportSession:
    """Keep the uploaded table and find out how it is to be read.

    `pictures` are picture files that belong to it, or zip files of them. Raises InputRefused or ImportFileProblem
    with what is wrong and what would be right; nothing is stored then.
    """
    try:
        folder = new_folder()
    except OSError as error:
        raise InputRefused("There is no space to keep the file, or the data folder cannot be written.") from error
    try:
        path, digest = store_table(folder, upload)
        session = ImportSession(
            owner=owner,
            folder=folder.name,
            file_name=(upload.name or path.name).replace("\\", "/").rpartition("/")[2][-255:],
            sha256=digest,
            size=path.stat().st_size,
        )
        _read(session, TableChoice(any_headings=True, glance=True))
        session.pictures = store_pictures(folder, pictures) if pictures else []
        session.save()
    except BaseException:  # cleaned up after an interrupt, too, and raised again
        forget_folder(folder.name)
        raise
    return session


def add_pictures(session: ImportSession, uploads: Sequence["UploadedFile[Any]"]) -> int:
    """Put further pictures beside the table; how many there are now. Raises InputRefused."""
    check_changeable(session)
    check_present(session)
    added = store_pictures(session.folder_path, uploads, had=len(session.pictures))
    with transaction.atomic():  # of two uploads at once, neither forgets the other's pictures
        session.pictures = [*ImportSession.objects.select_for_update().get(pk=session.pk).pictures, *added]
        session.save(update_fields=["pictures", "updated_at"])
    return picture_count(session)


def picture_count(session: ImportSession) -> int:
    return sum(int(entry["count"]) for entry in session.pictures)


def _read(session: ImportSession, choice: TableChoice) -> None:
    kind, table = read_file(session.path, session.file_name, choice)
    session.format = kind.format
    session.detection = found_out(session.path, kind, table, choice)
    session.sheet, session.header_row = table.sheet[:120], table.header_row
    session.encoding, session.delimiter = table.encoding, table.delimiter
    session.decimal_comma = session.detection["decimal_comma"]
    session.mapping = guessed_mapping(session.detection)


def detection_of(session: ImportSession) -> Detection:
    """How the file is read at present, and why; nothing is read again for it."""
    told = session.detection
    return Detection(
        format=session.format,
        format_label=told["label"],
        confidence=told["confidence"],
        encoding=session.encoding,
        delimiter=session.delimiter,
        decimal_comma=session.decimal_comma,
        sheet=session.sheet,
        sheets=tuple(told["sheets"]),
        header_row=session.header_row,
        rows=told["rows"],
        reasons=tuple(told["reasons"]),
        pictures=picture_count(session),
        preview=tuple(
            PreviewRow(number, tuple(cells), number == session.header_row)
            for number, cells in enumerate(told["preview"], 1)
        ),
    )


def choose_reading(
    session: ImportSession,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal_comma: bool | None = None,
) -> None:
    """Read the file another way; None leaves a choice as it is.

    Another sheet or heading row gives other columns: the mapping is guessed anew but for headings that stay, and
    the rows with what was edited in them are read again. Raises InputRefused or ImportFileProblem; the session
    stays as it was then.
    """
    check_changeable(session)
    check_present(session)
    _check_choice(session, encoding, delimiter, header_row)
    is_other_sheet = sheet is not None and sheet != session.sheet
    row = header_row if header_row is not None else (0 if is_other_sheet else session.header_row)
    before = session.mapping
    _read(
        session,
        TableChoice(
            sheet=session.sheet if sheet is None else sheet,
            header_row=row,
            encoding=session.encoding if encoding is None else encoding,
            delimiter=session.delimiter if delimiter is None else delimiter,
            any_headings=True,
            glance=True,
        ),
    )
    if decimal_comma is not None:
        session.decimal_comma = decimal_comma
    session.mapping |= {header: entry for header, entry in before.items() if header in session.mapping}
    with transaction.atomic():
        session.rows.all().delete()
        session.has_rows, session.judged_as, session.step = False, "", WizardStep.MAP
        session.save(update_fields=[*READ, "has_rows", "judged_as", "step", "updated_at"])


def _check_choice(session: ImportSession, encoding: str | None, delimiter: str | None, header_row: int | None) -> None:
    if encoding is not None and encoding not in {"", *(choice.value for choice in ENCODINGS)}:
        raise InputRefused(f"CoinStack knows no encoding called {encoding[:30]!r}.")
    if delimiter is not None and delimiter not in {"", *(choice.value for choice in DELIMITERS)}:
        raise InputRefused(f"Columns cannot be parted by {delimiter[:5]!r}.")
    if header_row is not None and not 0 <= header_row <= session.detection["rows"] + session.header_row + 1000:
        raise InputRefused(f"The file has no row {header_row}.")


def sessions_of(user: Any) -> OwnedQuerySet:
    """The user's imports with all that their pages ask about them."""
    found: OwnedQuerySet = ImportSession.objects.visible_to(user).select_related("owner", "job", "check_job", "batch")
    return found


def unfinished(owner: User) -> Any:
    """The owner's imports that can be taken up again, newest first."""
    return ImportSession.objects.visible_to(owner).filter(finished_at__isnull=True).select_related("job")


def discard(session: ImportSession) -> None:
    """Give an import up: its file and rows go at once. Coins it has added already stay, as a batch to be undone."""
    if session.job and session.job.is_active:
        raise CoinStackError("This import is running; cancel it first.", code="running")
    if session.check_job and session.check_job.is_active:
        cancel(session.check_job)
    forget_folder(session.folder)
    session.delete()


def finish(session: ImportSession) -> None:
    """The import is done: its file and its rows are needed no more, the ledger has them."""
    forget_folder(session.folder)
    with transaction.atomic():
        session.rows.all().delete()
        session.finished_at, session.step, session.has_rows = timezone.now(), WizardStep.REPORT, False
        session.save(update_fields=["finished_at", "step", "has_rows", "updated_at"])


def expired_sessions() -> Any:
    """Everybody's imports that nobody has touched for DAYS_KEPT days and that never came to an end."""
    return ImportSession.objects.filter(
        finished_at__isnull=True, updated_at__lt=timezone.now() - timedelta(days=DAYS_KEPT)
    )


def is_something_to_prune() -> bool:
    return expired_sessions().exists() or bool(_lost())


def _lost() -> list[str]:
    return lost_folders(ImportSession.objects.values_list("folder", flat=True))


def prune_sessions() -> dict[str, int]:
    """Give up expired sessions, and remove folders that belong to none."""
    gone = 0
    for session in expired_sessions().select_related("job", "check_job"):
        if not (session.job and session.job.is_active):
            discard(session)
            gone += 1
    lost = _lost()
    for folder in lost:
        forget_folder(folder)
    return {"sessions": gone, "folders": len(lost)}
