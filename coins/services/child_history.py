"""References, provenance and pictures as they were before a batch of changes."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from coins.models import CoinImage, CoinReference, ProvenanceEvent
from coins.services.history import MACHINE_SOURCES, Change, delete_row
from coins.services.photo_rows import ensure_primary
from coinstack.accounts.models import User

CHILDREN: tuple[Any, ...] = (CoinReference, ProvenanceEvent, CoinImage)


@dataclass(frozen=True, slots=True)
class ChildStep:
    """One row: `older` is its history row before the batch, None when the batch added it."""

    model: Any
    pk: int
    coin_id: int
    older: Any
    is_untouched: bool

    @property
    def becomes_primary(self) -> bool:
        return bool(self.older and getattr(self.older, "is_primary", False))


def child_steps(batch: str, user: User) -> list[ChildStep]:
    """What the batch did to rows of the user's coins. Two queries a kind of row, and none more for more rows."""
    return [step for model in CHILDREN for step in _steps_of(model, batch, user)]


def _steps_of(model: Any, batch: str, user: User) -> list[ChildStep]:
    touched = model.history.filter(history_batch=batch, coin__owner_id=user.pk)
    ids = set(touched.values_list("id", flat=True))
    rows: dict[int, list[Any]] = defaultdict(list)
    people = model.history.exclude(history_source__in=MACHINE_SOURCES)
    for row in people.filter(id__in=ids).order_by("-history_id") if ids else ():
        rows[row.id].append(row)
    return [_step(model, pk, rows[pk], batch) for pk in sorted(ids)]


def _step(model: Any, pk: int, rows: list[Any], batch: str) -> ChildStep:
    first = next(row for row in reversed(rows) if row.history_batch == batch)
    older = next((row for row in rows if row.history_id < first.history_id), None)
    if older is not None and older.history_type == "-":
        older = None
    return ChildStep(model, pk, first.coin_id, older, rows[0].history_batch == batch)


def put_back(steps: list[ChildStep], change: Change) -> None:
    """Make the rows again what they were. Of a coin's rows one is primary: it comes last, when no other is any more.

    Raises IntegrityError when something else has become primary since.
    """
    for step in sorted(steps, key=lambda step: step.becomes_primary):
        present = step.model.objects.filter(pk=step.pk).first()
        if step.older is None:
            if present is not None:
                delete_row(present, change)
            continue
        former = without_lost_links(step.older.instance)
        former._state.adding = present is None
        change.mark(former)
        former.save(force_insert=present is None)
    for coin_id in {step.coin_id for step in steps if step.model is CoinImage}:
        ensure_primary(coin_id, change)


def without_lost_links(row: Any) -> Any:
    """The row, pointing at nothing where it pointed at something that is gone by now."""
    for column in type(row)._meta.concrete_fields:
        pk = getattr(row, column.attname)
        if column.is_relation and column.null and pk and not column.related_model.objects.filter(pk=pk).exists():
            setattr(row, column.attname, None)
    return row
