"""Reading the references of whole collections, in steps."""

import time
from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from django.db.models import Exists, OuterRef

from coins.models import Coin, CoinReference, ImportBatch
from coins.querysets import CoinQuerySet
from coins.services.equivalents import suggest_equivalents
from coins.services.history import Change
from coins.services.readings import read_coins
from coinstack.accounts.models import User
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.progress import Progress
from coinstack.jobs.queue import enqueue
from coinstack.jobs.registry import Again

KIND: Final = "read_references"
STEP_SECONDS: Final = 30
BATCH: Final = 100


def read_step(job: Job, progress: Progress) -> dict[str, Any] | Again:
    """Read the references of the owner's coins from the cursor on, for half a minute.

    The job's `coins` narrow it to these ids, its `batch` to the coins of one import.
    """
    cursor = job.cursor or {"after": 0, "coins": 0, "linked": 0}
    started = time.monotonic()
    coins = _cited().filter(owner_id=job.owner_id).order_by("pk").values_list("pk", flat=True)
    if ids := job.args.get("coins"):
        coins = coins.filter(pk__in=ids)
    if batch_id := job.args.get("batch"):
        coins = coins.filter(import_batch=batch_id)
    progress.total(coins.count())
    change = Change(user=None, reason="References read", source="references")
    while batch := list(coins.filter(pk__gt=cursor["after"])[:BATCH]):
        progress.check_cancelled()
        linked = read_coins(batch, change)
        cursor = {
            "after": batch[-1],
            "coins": cursor["coins"] + len(batch),
            "linked": cursor["linked"] + linked,
        }
        progress.advance(len(batch))
        if time.monotonic() - started > STEP_SECONDS:
            return Again(cursor)
    suggest_equivalents()
    return {"coins": cursor["coins"], "linked": cursor["linked"]}


def read_all(job: Job, progress: Progress) -> dict[str, Any]:
    """Read the references of all coins of the job's owner in one go."""
    while isinstance(outcome := read_step(job, progress), Again):
        job.cursor = outcome.cursor
    return outcome


def queue_reading(owner: User, *, coins: Sequence[int] = (), batch: int | None = None) -> Job:
    """Queue the reading of the references of these coins, of one import, or of all coins of `owner`."""
    narrowed: dict[str, Any] = {"coins": list(coins)} if coins else {}
    return enqueue(KIND, owner=owner, **narrowed, **({"batch": batch} if batch else {}))


def queue_reading_of(coins: Sequence[int]) -> None:
    """Queue the reading of these coins' references, a job for each owner; coins without references need none."""
    cited = _cited().filter(pk__in=coins).order_by("owner", "pk")
    for owner, found in groupby(cited.select_related("owner"), key=lambda coin: coin.owner):
        queue_reading(owner, coins=[coin.pk for coin in found])


def queue_reading_of_import(batch: ImportBatch) -> None:
    """Queue the reading of the references that came with an import, if it brought any."""
    if CoinReference.objects.filter(coin__import_batch=batch).exists():
        queue_reading(batch.owner, batch=batch.pk)


def queue_all() -> None:
    """Queue one job for each collector with references, unless theirs waits already."""
    waiting = Job.objects.filter(kind=KIND, state=JobState.QUEUED, args={}, owner__isnull=False).values("owner")
    has_references = Exists(CoinReference.objects.filter(coin__owner=OuterRef("pk")))
    for owner in User.objects.filter(has_references).exclude(pk__in=waiting):
        queue_reading(owner)


def _cited() -> CoinQuerySet:
    """Coins with references. Joined to them, every column of the widest table would have to be made distinct."""
    cited: CoinQuerySet = Coin.objects.filter(Exists(CoinReference.objects.filter(coin=OuterRef("pk"))))
    return cited
