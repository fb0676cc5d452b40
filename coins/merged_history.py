"""One coin's history with that of its references, provenance and pictures, merged by time and read page by page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value

from coins.models import Coin, CoinImage, CoinReference, ProvenanceEvent

KINDS: dict[str, Any] = {
    "coin": Coin,
    "reference": CoinReference,
    "provenance": ProvenanceEvent,
    "image": CoinImage,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One save: its history row, and the one before it of the same coin, reference, station or picture."""

    kind: str
    row: Any
    older: Any

    @property
    def is_first(self) -> bool:
        return self.older is None


def count_steps(coin: Coin) -> int:
    return _merged(coin).count()


def steps_of(coin: Coin, *, first: int, length: int) -> list[Step]:
    """A page of saves, newest first. At most nine queries, however long the history and whatever was changed."""
    page = list(_merged(coin).order_by("-history_date", "-history_id", "of")[first : first + length])
    found = {kind: _with_older(kind, [key[1] for key in page if key[2] == kind]) for kind in KINDS}
    return [found[kind][history_id] for _, history_id, kind in page if history_id in found[kind]]


def step_of_coin(coin: Coin, history_id: int) -> Step | None:
    """One save of the coin itself; None when it is not one of its own."""
    if not _rows(coin)["coin"].filter(history_id=history_id).exists():
        return None
    return _with_older("coin", [history_id])[history_id]


def _merged(coin: Coin) -> "QuerySet[Any, Any]":
    """(when, id, kind) of every save."""
    keys = [
        rows.order_by().annotate(of=Value(kind)).values_list("history_date", "history_id", "of")
        for kind, rows in _rows(coin).items()
    ]
    merged: QuerySet[Any, Any] = keys[0].union(*keys[1:], all=True)
    return merged


def _rows(coin: Coin) -> dict[str, "QuerySet[Any]"]:
    owned: dict[str, QuerySet[Any]] = {
        kind: model.history.filter(coin_id=coin.pk) for kind, model in KINDS.items() if kind != "coin"
    }
    return {"coin": Coin.history.filter(id=coin.pk), **owned}


def _with_older(kind: str, ids: Iterable[int]) -> dict[int, Step]:
    wanted = list(ids)
    if not wanted:
        return {}
    history = KINDS[kind].history
    before = history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    rows = list(
        history.filter(history_id__in=wanted)
        .select_related("history_user")
        .annotate(older_id=Subquery(before.values("history_id")[:1]))
    )
    older = {row.history_id: row for row in history.filter(history_id__in=[row.older_id for row in rows])}
    return {row.history_id: Step(kind, row, older.get(row.older_id)) for row in rows}
