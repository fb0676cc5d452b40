"""Taking an import back, without losing what was done since."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from coins.choices import ImportState, RowResult
from coins.models import Coin, CoinReference, ImportBatch, ImportRow, ProvenanceEvent, StoragePlace, Tag
from coins.services.edit import edit_coin, trash_coins
from coins.services.history import Change
from coinstack.exceptions import CoinStackError, NotFound
from coinstack.jobs.progress import Progress, SilentProgress
from collections_app.models import ImportSession
from collections_app.services.import_batches import settle_batch
from collections_app.services.undoing_pictures import pictures_brought, take_back
from collections_app.services.writing import CHUNK, history_batch_of


@dataclass
class UndoReport:
    """`removed` coins went to the trash, `restored` got their values back.

    `kept` were edited since the import, or cannot have their values back: another coin has their number by now.
    """

    removed: int = 0
    restored: int = 0
    kept: list[Coin] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "removed": self.removed,
            "restored": self.restored,
            "kept_because_edited": len(self.kept),
            "kept": [{"coin": coin.pk, "title": coin.title} for coin in self.kept],
        }


def undo_import(*, batch_id: int, user: Any = None, progress: Progress | None = None) -> UndoReport:
    """Put the batch's coins into the trash, give updated ones their former values and take their new pictures away.

    Broken off in the middle, it can be done again: what is in the trash already stays there. A coin that was edited
    since the import stays as it is and is named in the report. Raises NotFound for an unknown batch, CoinStackError
    when it was undone before or is still running.
    """
    batch = ImportBatch.objects.select_related("job").filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(f"There is no import {batch_id}.")
    check_undoable(batch)
    report = UndoReport()
    change = Change(
        user=user or batch.owner, reason=f"Import {batch.pk} undone", source="undo", batch=f"undo:{batch.pk}"
    )
    progress = progress or SilentProgress()
    progress.total(batch.rows.filter(result__in=[RowResult.CREATED, RowResult.UPDATED]).count())
    last = -1
    while rows := _undo_next(batch, last, report, change):
        last = rows[-1].number
        progress.advance(len(rows), f"{report.removed} coins taken back")
        progress.check_cancelled()
    with transaction.atomic():
        batch.state, batch.undone_at = ImportState.UNDONE, timezone.now()
        batch.save(update_fields=["state", "undone_at", "updated_at"])
        ImportSession.objects.filter(batch=batch).update(judged_as="")  # its rows may be new again
    return report


def check_undoable(batch: ImportBatch) -> None:
    """Raises CoinStackError for an import that was undone before or still runs; one that was cut off is closed."""
    settle_batch(batch)
    if batch.state == ImportState.UNDONE:
        raise CoinStackError(f"Import {batch.pk} was undone already.", code="already_undone")
    if batch.state == ImportState.RUNNING:
        raise CoinStackError(f"Import {batch.pk} is still running; cancel it first.", code="running")


def _undo_next(batch: ImportBatch, last: int, report: UndoReport, change: Change) -> list[ImportRow]:
    with transaction.atomic():
        rows = _next_rows(batch, last)
        if rows:
            _undo_rows(rows, report, change)
        return rows


def _next_rows(batch: ImportBatch, last: int) -> list[ImportRow]:
    """Their coins are locked: one that is edited in this moment is seen as edited, or waits."""
    rows = batch.rows.filter(number__gt=last, result__in=[RowResult.CREATED, RowResult.UPDATED], coin__isnull=False)
    ids = list(rows.order_by("number").values_list("coin_id", flat=True)[:CHUNK])
    list(Coin.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    return list(rows.select_related("coin").order_by("number")[:CHUNK])


def _undo_rows(rows: list[ImportRow], report: UndoReport, change: Change) -> None:
    gone: list[Coin] = []
    updates = _updates_of(rows)
    changed = {coin_id for coin_id in updates if coin_id is not None}
    brought = pictures_brought(history_batch_of(rows[0].batch_id), changed)
    for row in rows:
        coin, of_coin = row.coin, updates.get(row.coin_id, [row])
        if coin is None or coin.deleted_at is not None or row != of_coin[-1]:
            continue  # a coin that several rows have updated is looked at once, with the last of them
        if coin.version != row.coin_version:
            report.kept.append(coin)
        elif row.result == RowResult.CREATED:
            gone.append(coin)
        elif _is_restored(coin, _before(of_coin), change):
            take_back(brought.get(coin.pk, ()), change)
            report.restored += 1
        else:
            report.kept.append(coin)
    report.removed += trash_coins(coins=gone, change=change)


def _updates_of(rows: list[ImportRow]) -> Mapping[int | None, list[ImportRow]]:
    """{coin: the rows of the import that updated it}, in the order of the file, whichever chunk they are in."""
    found: dict[int | None, list[ImportRow]] = defaultdict(list)
    coins = {row.coin_id for row in rows if row.result == RowResult.UPDATED}
    same = ImportRow.objects.filter(batch=rows[0].batch_id, result=RowResult.UPDATED, coin__in=coins)
    for row in same.order_by("number"):
        found[row.coin_id].append(row)
    return found


def _before(updates: list[ImportRow]) -> dict[str, Any]:
    """What the coin was before the first of the rows, or since it was edited between two of them."""
    *earlier, last = updates
    before = last.before
    for row in reversed(earlier):
        if row.coin_version != before.get("version"):
            break
        before = {
            "version": row.before.get("version"),
            "values": before.get("values", {}) | row.before.get("values", {}),
            **{name: [*before.get(name, ()), *row.before.get(name, ())] for name in ("references", "provenance")},
        }
    return before


def _is_restored(coin: Coin, before: dict[str, Any], change: Change) -> bool:
    """Give the coin its former values; False when its rules refuse them by now, and nothing was changed."""
    values = {name: _former(name, value) for name, value in before.get("values", {}).items()}
    try:
        edit_coin(coin_id=coin.pk, version=coin.version, values=values, change=change)
    except CoinStackError:
        return False
    children: list[type[CoinReference] | type[ProvenanceEvent]] = [CoinReference, ProvenanceEvent]
    for model, name in zip(children, ("references", "provenance"), strict=True):
        for child in model.objects.filter(pk__in=before.get(name, ())):
            change.mark(child)
            child.delete()
    return True


def _former(name: str, value: Any) -> Any:
    """The value as it was before; of a storage place or tag that is gone by now, nothing."""
    if name == "storage_place":
        return StoragePlace.objects.filter(pk=value).first()
    if name == "tags":
        return list(Tag.objects.filter(pk__in=value))
    return Coin.column(name).to_python(value)
