"""Taking one action on a page back: what the history rows of its batch changed becomes what it was before.

Coins and what hangs off them are put back together or not at all; what was edited since is kept and named.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from coins.models import Coin
from coins.services.child_history import ChildStep, child_steps, put_back
from coins.services.edit import edit_coin, edit_many
from coins.services.former import former_values
from coins.services.history import MACHINE_SOURCES, WEB_BATCH, Change
from coins.services.owned_rows import remove_unused
from coins.services.readings import read_coin
from coinstack.accounts.models import User
from coinstack.exceptions import CoinStackError, InputRefused, NotFound
from coinstack.search.index import indexed_together

COUNT = "~"
ACTION = re.compile(rf"{WEB_BATCH}[0-9a-f]{{32}}(?:{COUNT}[0-9]{{1,4}})?")


@dataclass
class UndoReport:
    """How many coins are as they were before, and which ones were kept because they were edited since.

    `batch` names the undoing itself, so that it can be undone in its turn.
    """

    batch: str
    undone: int = 0
    kept: list[Coin] = field(default_factory=list)


@dataclass
class _Step:
    """What one coin was before the batch: field values (none of them when only its children changed)."""

    coin: Coin
    values: dict[str, Any] = field(default_factory=dict)
    children: list[ChildStep] = field(default_factory=list)
    is_untouched: bool = True


def undo(batch: str, *, user: User) -> UndoReport:
    """Undo the user's action that wrote its history under `batch`; a coin it created goes to the trash.

    Raises NotFound when the user did nothing under that name, CoinStackError when it was undone before.
    """
    if not ACTION.fullmatch(batch):
        raise NotFound("There is no such action to undo.")
    report = UndoReport(batch=undoing_of(batch))
    change = Change(user=user, reason="Undone", source="undo", batch=report.batch)
    with transaction.atomic(), indexed_together():
        steps = _steps(batch, user, change)
        if _is_undone(report.batch, user):
            raise CoinStackError("This was undone already.", code="already_undone")
        report.kept = [step.coin for step in steps if not step.is_untouched]
        for group in _alike(step for step in steps if step.is_untouched):
            _undo_group(group, report, change)
        # Of what this undoing itself made again, a coin that was kept in the end uses nothing.
        for name in (batch, report.batch):
            remove_unused(name, user, change)
    return report


def undoing_of(batch: str) -> str:
    """The batch under which undoing `batch` is written: the name with a count, so that it can be found again."""
    name, _, times = batch.partition(COUNT)
    return f"{name}{COUNT}{int(times or 0) + 1}"


def _is_undone(undoing: str, user: User) -> bool:
    own = Coin.history.filter(history_batch=undoing, owner_id=user.pk).exists()
    return own or bool(child_steps(undoing, user))


def _steps(batch: str, user: User, change: Change) -> list[_Step]:
    """What to do coin by coin. The coins are locked before anything else of them is read."""
    own = Coin.history.filter(history_batch=batch, owner_id=user.pk)
    is_mine = Q(pk__in=own.values("id")) | Q(pk__in={step.coin_id for step in child_steps(batch, user)})
    coins = list(Coin.objects.select_for_update().filter(is_mine, owner_id=user.pk).order_by("pk"))
    if not coins:
        raise NotFound("There is no such action to undo.")
    rows: dict[int, list[Any]] = defaultdict(list)
    people = Coin.history.exclude(history_source__in=MACHINE_SOURCES)
    for row in people.filter(id__in=own.values("id")).order_by("-history_id"):
        rows[row.id].append(row)
    children: dict[int, list[ChildStep]] = defaultdict(list)
    for step in child_steps(batch, user):
        children[step.coin_id].append(step)
    now = timezone.now()
    return [_step(coin, rows[coin.pk], batch, children[coin.pk], now, change) for coin in coins]


def _step(coin: Coin, rows: list[Any], batch: str, children: list[ChildStep], now: datetime, change: Change) -> _Step:
    """`rows` are the coin's history, newest first; empty when the batch changed only what hangs off it."""
    mine = [row for row in rows if row.history_batch == batch]
    is_untouched = rows[:1] == mine[:1] and all(child.is_untouched for child in children)
    if not mine or not is_untouched:
        return _Step(coin, {}, children, is_untouched)
    if mine[-1].history_type == "+":
        return _Step(coin, {"deleted_at": now})
    older = next((row for row in rows if row.history_id < mine[-1].history_id), None)
    return _Step(coin, former_values(older, mine, change), children, older is not None)


def _alike(steps: Iterable[_Step]) -> list[list[_Step]]:
    """Coins that become the same are written together: a trashed selection is one group."""
    groups: dict[str, list[_Step]] = defaultdict(list)
    for step in steps:
        is_single = step.children or "tags" in step.values
        groups[f"{step.coin.pk}" if is_single else _told(step.values)].append(step)
    return list(groups.values())


def _told(values: Mapping[str, Any]) -> str:
    """The same text for the same values; of rows their numbers count, for two terms may have one name."""
    return repr(sorted((name, getattr(value, "pk", value)) for name, value in values.items()))


def _undo_group(group: list[_Step], report: UndoReport, change: Change) -> None:
    if len(group) > 1 and _is_written(group, change):
        report.undone += len(group)
        return
    for step in group:
        if _is_written([step], change):
            report.undone += 1
        else:
            report.kept.append(step.coin)


def _is_written(steps: list[_Step], change: Change) -> bool:
    """False when a value cannot come back, as an inventory number that another coin has by now."""
    try:
        with transaction.atomic():
            _write([step.coin for step in steps], steps[0].values, change)
            for step in steps:
                put_back(step.children, change)
                if step.children:
                    read_coin(step.coin, change)
    except (InputRefused, IntegrityError):
        return False
    return True


def _write(coins: list[Coin], values: Mapping[str, Any], change: Change) -> None:
    if not values:
        return
    if len(coins) == 1:
        edit_coin(coin_id=coins[0].pk, version=coins[0].version, values=values, change=change)
    else:
        edit_many(coins=coins, values=values, change=change)
