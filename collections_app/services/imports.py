"""Bringing a file into the collection: batch, ledger, duplicates, report."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from coins.choices import ImportState, RowResult
from coins.models import ImportBatch
from coins.services.readings_job import queue_reading_of_import
from coinstack.accounts.models import User
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress
from collections_app.importers.base import CoinDraft, Problem
from collections_app.importers.sources import Source, open_source
from collections_app.services.import_batches import close_batch
from collections_app.services.import_options import usual_currency
from collections_app.services.writing import CHUNK, OnDuplicate, RowWriter, WritingRules


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`currency` is the code for prices without one; "" means the owner's preference. A dry run writes nothing."""

    file_format: str = "auto"
    sheet: str = ""
    currency: str = ""
    dry_run: bool = False
    on_duplicate: OnDuplicate = "skip"


@dataclass
class ImportReport:
    """What happened, counted by rows. `skipped` are the rows not imported, stubs and duplicates included."""

    source: Source
    batch: ImportBatch | None
    rows: int = 0
    created: int = 0
    updated: int = 0
    skipped: int = 0
    duplicates: int = 0
    problems: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "batch": self.batch.pk if self.batch else None,
            "format": self.source.format,
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "skipped": self.skipped,
            "duplicates": self.duplicates,
            "mapping": dict(self.source.mapping),
            "unmapped": list(self.source.unmapped),
            "problems": [problem.as_json() for problem in self.problems],
        }

    def count(self, result: RowResult) -> None:
        self.rows += 1
        self.created += result == RowResult.CREATED
        self.updated += result == RowResult.UPDATED
        self.duplicates += result == RowResult.DUPLICATE
        self.skipped += result in {RowResult.SKIPPED, RowResult.DUPLICATE, RowResult.FAILED}


def import_file(
    *, path: Path, owner: User, options: ImportOptions, progress: Progress, job: Job | None = None
) -> ImportReport:
    """Read `path` and add its coins to the owner's collection, in transactions of CHUNK rows.

    Raises ImportFileProblem before anything is written when the file cannot be read. A cancelled or interrupted
    run keeps the chunks that were finished, as a batch that can be undone.
    """
    source = open_source(path, file_format=options.file_format, sheet=options.sheet)
    batch = None if options.dry_run else _open_batch(path, owner, options, source, job)
    report = ImportReport(source, batch, problems=list(source.problems))
    progress.total(source.count)
    currency, is_assumed = (options.currency, False) if options.currency else usual_currency(owner.pk)
    rules = WritingRules(currency, is_chosen=bool(options.currency), on_duplicate=options.on_duplicate)
    writer = RowWriter(owner, batch, rules)
    completed = False
    try:
        for drafts in _chunks(source.drafts()):
            progress.check_cancelled()
            for row in writer.write(drafts):
                report.count(RowResult(row.result))
            report.problems += [problem for draft in drafts for problem in draft.problems]
            progress.advance(len(drafts), f"{report.created} coins added")
        completed = True
    finally:
        if batch is not None:
            close_batch(batch, ImportState.DONE if completed else ImportState.FAILED)
            queue_reading_of_import(batch)
    if is_assumed and writer.without_currency:
        report.problems.append(_assumed(currency, writer.without_currency))
    return report


def _chunks(drafts: Iterator[CoinDraft]) -> Iterator[list[CoinDraft]]:
    while chunk := list(islice(drafts, CHUNK)):
        yield chunk


def _open_batch(path: Path, owner: User, options: ImportOptions, source: Source, job: Job | None) -> ImportBatch:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ImportBatch.objects.create(
        owner=owner,
        job=job,
        format=source.format,
        file_name=path.name[:255],
        file_sha256=digest,
        sheet=source.sheet[:120],
        state=ImportState.RUNNING,
        options={"currency": options.currency, "on_duplicate": options.on_duplicate},
        mapping=dict(source.mapping),
        unmapped=list(source.unmapped),
        problems=[problem.as_json() for problem in source.problems],
    )


def _assumed(currency: str, count: int) -> Problem:
    told = (
        f"Prices that state no currency: {count}. {currency} is assumed; set yours in the settings or pass --currency."
    )
    return Problem(0, "currency", currency, told, "warning")
