"""The ledger of an import in numbers, and how its batch stands: running, done, or broken off."""

from django.db.models import Count, Max
from django.utils import timezone

from coins.choices import ImportState, RowResult
from coins.models import Coin, CoinReference, ImportBatch, ImportRow
from coinstack.search.models import SearchDocument
from coinstack.table_counts import count_anew

MANY = 200  # coins that change how the database should go about a list
COUNTED = {
    RowResult.CREATED: "created",
    RowResult.UPDATED: "updated",
    RowResult.DUPLICATE: "duplicates",
    RowResult.SKIPPED: "skipped",
    RowResult.FAILED: "failed",
}


def count_rows(batch: ImportBatch) -> dict[str, int]:
    """What the ledger says, by result."""
    counts = dict.fromkeys(COUNTED.values(), 0)
    rows = ImportRow.objects.filter(batch=batch).order_by().values_list("result").annotate(Count("pk"))
    for result, count in rows:
        counts[COUNTED[RowResult(result)]] = count
    return counts


def last_written(batch: ImportBatch) -> int:
    """The number of the last row in the ledger, 0 before the first."""
    return batch.rows.aggregate(last=Max("number"))["last"] or 0


def close_batch(batch: ImportBatch, state: ImportState) -> None:
    """Write the counts of the ledger, and how the batch stands, on its row."""
    counts = count_rows(batch)
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=state,
        rows_count=sum(counts.values()),
        created_count=counts["created"],
        updated_count=counts["updated"],
        duplicate_count=counts["duplicates"],
        skipped_count=counts["skipped"] + counts["failed"] + counts["duplicates"],
        updated_at=timezone.now(),
    )
    batch.refresh_from_db()
    if counts["created"] >= MANY:
        count_anew(Coin, Coin.tags.through, CoinReference, SearchDocument)


def settle_batch(batch: ImportBatch) -> None:
    """Close a batch whose work ended without a word: cancelled between two steps, killed, or cut off for good."""
    if _is_cut_off(batch):
        batch.refresh_from_db()  # the work may have come to its end after the batch was read, and before its job was
    if _is_cut_off(batch):
        close_batch(batch, ImportState.FAILED)


def _is_cut_off(batch: ImportBatch) -> bool:
    return batch.state == ImportState.RUNNING and not (batch.job and batch.job.is_active)
