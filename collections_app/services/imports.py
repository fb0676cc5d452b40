"""Bringing a file into the collection: batch, ledger, duplicates, report."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from coins.choices import ImportState, RowResult
from coins.models import Coin, ImportBatch, ImportRow
from coins.services.history import Change
from coins.services.register import NewCoin, Shelves, register_coins
from coins.services.values import refused_by
from coinstack.accounts.models import Preferences, User
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress
from collections_app.importers.base import CoinDraft, Problem
from collections_app.importers.sources import Source, open_source
from collections_app.services.matching import KnownAs, known_coins
from collections_app.services.updating import update_from_draft

OnDuplicate = Literal["skip", "update", "create"]
CHUNK = 300
FALLBACK_CURRENCY = "USD"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`currency` is for prices without one; "" means the owner's preference. A dry run writes nothing."""

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
    run = _Run(owner, options, report, _currency(owner, options, report))
    completed = False
    try:
        for drafts in _chunks(source.drafts()):
            progress.check_cancelled()
            run.chunk(drafts)
            progress.advance(len(drafts), f"{report.created} coins added")
        completed = True
    finally:
        if batch is not None:
            _close_batch(batch, report, ImportState.DONE if completed else ImportState.FAILED)
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


def _close_batch(batch: ImportBatch, report: ImportReport, state: ImportState) -> None:
    batch.state = state
    batch.rows_count, batch.created_count, batch.updated_count = report.rows, report.created, report.updated
    batch.skipped_count, batch.duplicate_count = report.skipped, report.duplicates
    batch.save()


def _currency(owner: User, options: ImportOptions, report: ImportReport) -> str:
    """The currency of prices that state none: the option, the owner's setting, else assumed and told."""
    if options.currency:
        return options.currency.upper()
    preferences = Preferences.objects.filter(owner=owner).first()
    if preferences:
        return preferences.currency
    told = f"The file states no currency; {FALLBACK_CURRENCY} assumed. Set yours in the settings or pass --currency."
    report.problems.append(Problem(0, "currency", FALLBACK_CURRENCY, told, "warning"))
    return FALLBACK_CURRENCY


@dataclass
class _Run:
    owner: User
    options: ImportOptions
    report: ImportReport
    currency: str

    def __post_init__(self) -> None:
        batch = self.report.batch
        self.shelves = Shelves(self.owner)
        name = batch.file_name if batch else ""
        self.change = Change(
            user=self.owner,
            reason=f"Imported from {name}",
            source="import",
            batch=f"import:{batch.pk}" if batch else "",
        )
        self.numbers = set(
            Coin.objects.visible_to(self.owner)
            .present()
            .exclude(inventory_number="")
            .values_list("inventory_number", flat=True)
        )

    def chunk(self, drafts: list[CoinDraft]) -> None:
        """Judge and write one chunk: everything of it, or nothing."""
        for draft in drafts:
            if "price" in draft.values:
                draft.values.setdefault("currency", self.currency)
        real = [draft for draft in drafts if not draft.is_stub]
        known = known_coins(self.owner, real, batch=self.report.batch) if self._looks_for_doubles else {}
        new = [draft for draft in real if draft.row not in known]
        for draft in new:
            self._claim_number(draft)
        with transaction.atomic():
            rows = self._created(new) + [self._stub(draft) for draft in drafts if draft.is_stub]
            rows += [self._known(draft, known[draft.row]) for draft in real if draft.row in known]
            if self.report.batch is not None:
                ImportRow.objects.bulk_create(rows, batch_size=CHUNK)
        for row in sorted(rows, key=lambda row: row.number):
            self.report.count(RowResult(row.result))
        self.report.problems += [problem for draft in drafts for problem in draft.problems]

    @property
    def _looks_for_doubles(self) -> bool:
        return self.options.on_duplicate != "create"

    def _claim_number(self, draft: CoinDraft) -> None:
        """An inventory number that another coin has is told and kept as a note: numbers are unique."""
        number = draft.values.get("inventory_number", "")
        if not number:
            return
        if number in self.numbers:
            del draft.values["inventory_number"]
            told = f"Another coin has the inventory number {number}; kept in the notes."
            draft.problems.append(Problem(draft.row, "inventory_number", number, told, "warning"))
            notes = draft.values.get("personal_notes", "")
            draft.values["personal_notes"] = f"{notes}\nInventory number in the file: {number}".strip()
        self.numbers.add(number)

    def _created(self, drafts: list[CoinDraft]) -> list[ImportRow]:
        if self.options.dry_run:
            return [self._row(draft, RowResult.CREATED) for draft in drafts]
        try:
            coins = self._register(drafts)
        except (ValidationError, IntegrityError):
            return [self._one(draft) for draft in drafts]
        return [self._row(draft, RowResult.CREATED, coin) for draft, coin in zip(drafts, coins, strict=True)]

    def _one(self, draft: CoinDraft) -> ImportRow:
        """A row on its own, after its chunk was refused as a whole: only the wrong one fails."""
        try:
            return self._row(draft, RowResult.CREATED, self._register([draft])[0])
        except ValidationError as error:
            message = " ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
        except IntegrityError as error:
            message = refused_by(error, draft.values).message
        draft.problems.append(Problem(draft.row, "", "", f"Not imported. {message}", "error"))
        return self._row(draft, RowResult.FAILED)

    def _register(self, drafts: list[CoinDraft]) -> list[Coin]:
        new = [NewCoin(draft.values, draft.references, draft.provenance, draft.storage, draft.tags) for draft in drafts]
        return register_coins(shelves=self.shelves, new=new, change=self.change, batch=self.report.batch)

    def _stub(self, draft: CoinDraft) -> ImportRow:
        told = "The row holds only a number or a place and no coin; not imported."
        draft.problems.append(Problem(draft.row, "", "", told, "info"))
        return self._row(draft, RowResult.SKIPPED)

    def _known(self, draft: CoinDraft, known: KnownAs) -> ImportRow:
        if self.options.on_duplicate == "update":
            return self._updated(draft, known)
        told = f"Already in the collection (coin {known.coin_id}: {known.reason}); skipped."
        draft.problems.append(Problem(draft.row, "", "", told, "info"))
        return self._row(draft, RowResult.DUPLICATE, Coin(pk=known.coin_id))

    def _updated(self, draft: CoinDraft, known: KnownAs) -> ImportRow:
        if self.options.dry_run:
            return self._row(draft, RowResult.UPDATED)
        coin, before = update_from_draft(known.coin_id, draft, self.shelves, self.change)
        row = self._row(draft, RowResult.UPDATED if before else RowResult.DUPLICATE, coin)
        row.before = before
        return row

    def _row(self, draft: CoinDraft, result: RowResult, coin: Coin | None = None) -> ImportRow:
        return ImportRow(
            batch=self.report.batch,
            number=draft.row,
            raw=draft.raw,
            row_hash=draft.row_hash,
            result=result,
            coin=coin,
            coin_version=coin.version if coin else None,
            problems=[problem.as_json() for problem in draft.problems],
        )
