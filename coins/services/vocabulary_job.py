"""Matching whole collections to the vocabulary, in steps."""

import time
from typing import Any, Final

from django.db.models import Exists, OuterRef

from coins.models import Coin
from coins.services.history import Change
from coins.services.vocabulary import Matching, match_coins
from coinstack.accounts.models import User
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.progress import Progress
from coinstack.jobs.queue import enqueue
from coinstack.jobs.registry import Again

KIND: Final = "match_vocabulary"
STEP_SECONDS: Final = 30
BATCH: Final = 200


def match_step(job: Job, progress: Progress) -> dict[str, Any] | Again:
    """Match the owner's coins from the cursor on, those in the trash too, for half a minute."""
    cursor = job.cursor or {"after": 0, "coins": 0, "texts": 0, "assigned": 0, "pending": 0}
    started, matching = time.monotonic(), Matching()
    coins = Coin.objects.filter(owner_id=job.owner_id).order_by("pk").only("pk")
    progress.total(coins.count())
    change = Change(user=None, reason="Matched to the vocabulary", source="vocabulary")
    while batch := list(coins.filter(pk__gt=cursor["after"])[:BATCH]):
        progress.check_cancelled()
        matched = match_coins(batch, change=change, matching=matching)
        cursor = {
            "after": batch[-1].pk,
            "coins": cursor["coins"] + len(batch),
            "texts": cursor["texts"] + matched.texts,
            "assigned": cursor["assigned"] + matched.assigned,
            "pending": cursor["pending"] + matched.pending,
        }
        progress.advance(len(batch))
        if time.monotonic() - started > STEP_SECONDS:
            return Again(cursor)
    return {name: cursor[name] for name in ("coins", "texts", "assigned", "pending")}


def queue_matching() -> None:
    """Queue one job for each collector with coins, unless theirs waits already."""
    waiting = Job.objects.filter(kind=KIND, state=JobState.QUEUED, owner__isnull=False).values("owner")
    has_coins = Exists(Coin.objects.filter(owner=OuterRef("pk")))
    for owner in User.objects.filter(has_coins).exclude(pk__in=waiting):
        enqueue(KIND, owner=owner)
