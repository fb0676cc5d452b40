"""The trash: coins wait there for 30 days with everything that hangs off them, then they are deleted for good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from coins.models import Coin, CoinImage, CoinReference, ProvenanceEvent, StoragePlace, Tag
from coins.querysets import CoinQuerySet
from coins.services.edit import restore_coins
from coins.services.history import BATCH_SIZE, Change
from coins.services.picture_files import files_of, forget_files
from coinstack.exceptions import InputRefused
from coinstack.jobs.progress import Progress, SilentProgress
from coinstack.search.index import indexed_together

DAYS_KEPT = 30


@dataclass
class Restored:
    """`refused` are the coins that could not come back, each with the sentence that says why."""

    coins: list[Coin] = field(default_factory=list)
    refused: list[tuple[Coin, str]] = field(default_factory=list)


@dataclass
class Purged:
    coins: int = 0
    files: int = 0


def gone_after(deleted_at: datetime) -> datetime:
    """When a coin that went to the trash at `deleted_at` is deleted for good."""
    return deleted_at + timedelta(days=DAYS_KEPT)


def expired_coins() -> CoinQuerySet:
    """All collectors' coins whose time in the trash is over."""
    coins: CoinQuerySet = Coin.objects.filter(deleted_at__lt=timezone.now() - timedelta(days=DAYS_KEPT))
    return coins


def restore_what_fits(*, coins: Sequence[Coin], change: Change) -> Restored:
    """Take coins out of the trash; one whose inventory number was given to another since stays there.

    One that was deleted for good meanwhile is in neither list.
    """
    try:
        restore_coins(coins=coins, change=change)
    except InputRefused:
        return _restore_singly(coins, change)
    there = set(Coin.objects.filter(pk__in=[coin.pk for coin in coins]).values_list("pk", flat=True))
    return Restored(coins=[coin for coin in coins if coin.pk in there])


def _restore_singly(coins: Sequence[Coin], change: Change) -> Restored:
    report = Restored()
    for coin in coins:
        try:
            if restore_coins(coins=[coin], change=change):
                report.coins.append(coin)
        except InputRefused as refusal:
            report.refused.append((coin, refusal.message))
    return report


def purge_coins(*, coins: Iterable[Coin], progress: Progress | None = None) -> Purged:
    """Delete coins for good: the records, their history, and the files of their pictures.

    A coin that left the trash meanwhile is spared. The files go when the records are gone for certain.
    """
    progress = progress or SilentProgress()
    ids = [coin.pk for coin in coins]
    progress.total(len(ids))
    purged = Purged()
    for at in range(0, len(ids), BATCH_SIZE):
        progress.check_cancelled()
        done = _purge_batch(ids[at : at + BATCH_SIZE])
        purged.coins += done.coins
        purged.files += done.files
        progress.advance(len(ids[at : at + BATCH_SIZE]))
    return purged


def forget_collector(owner_id: int) -> None:
    """What deleting a collector leaves behind: the history of all that was theirs, and the files of their pictures."""
    with transaction.atomic():
        while ids := list(Coin.history.filter(owner_id=owner_id).values_list("id", flat=True).distinct()[:BATCH_SIZE]):
            files = files_of(coin_id__in=ids)
            _forget_history(ids)
            forget_files(files)
        for model in (Tag, StoragePlace):
            model.history.filter(owner_id=owner_id).delete()


def _purge_batch(ids: list[int]) -> Purged:
    with transaction.atomic(), indexed_together():
        found = list(Coin.objects.select_for_update().trashed().filter(pk__in=ids).values_list("pk", flat=True))
        files = files_of(coin__in=found)
        Coin.objects.filter(pk__in=found).delete()
        _forget_history(found)
        return Purged(len(found), forget_files(files))


def _forget_history(ids: list[int]) -> None:
    for model in (CoinReference, ProvenanceEvent, CoinImage):
        model.history.filter(coin_id__in=ids).delete()
    Coin.history.filter(id__in=ids).delete()
