"""The order of a list of coins. What is unknown comes last in both directions; the id settles ties.

A page, the coin before and the coin after are read as ranges of an index on the first sort column: its known
values in order, then its unknown ones. No query sorts or counts the whole collection to find a neighbour. A short
list, in which the next coin may lie far off in that index, is found by its filters and then sorted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, CharField, Count, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from coins.fields import BY_NAME
from coins.models import Coin
from coins.querysets import CoinQuerySet

Direction = Literal["forward", "backward"]

OWN_COLUMN = {
    "inventory_number": "inventory_sort",
    "grade": "grade_rank",
    "year": "dated_from",
    "storage_place": "storage_place__path_norm",
}
BESIDE_FIELDS = ("id", "year", "total_cost", "created_at", "updated_at")
UNSORTABLE = {"prose", "list", "tags"}
SHORT = 5000


@dataclass(frozen=True, slots=True)
class SortKey:
    """One column of the order. `is_text` columns of the coin are unknown when empty, all others when NULL."""

    column: str
    is_descending: bool
    is_text: bool

    @property
    def unknown(self) -> Q:
        return Q(**{self.column: ""}) if self.is_text else Q(**{f"{self.column}__isnull": True})

    @property
    def known(self) -> Q:
        return Q(**{f"{self.column}__gt": ""}) if self.is_text else Q(**{f"{self.column}__isnull": False})

    def value_of(self, coin: Coin) -> Any:
        value: Any = coin
        for part in self.column.split("__"):
            value = getattr(value, part, None)
        return value

    def same_as(self, coin: Coin) -> Q:
        return Q(**{self.column: self.value_of(coin)}) if self.is_known_for(coin) else self.unknown

    def is_known_for(self, coin: Coin) -> bool:
        return self.value_of(coin) not in (None, "")

    def beyond(self, coin: Coin, direction: Direction) -> Q:
        lookup = "lt" if self.is_descending == (direction == "forward") else "gt"
        return Q(**{f"{self.column}__{lookup}": self.value_of(coin)}) & self.known

    def terms(self, direction: Direction) -> list[Any]:
        """ORDER BY terms that put unknown values last, or first when the list is walked backwards."""
        column = F(self.column)
        falls = self.is_descending == (direction == "forward")
        last = direction == "forward"
        if not self.is_text:
            places: dict[str, Any] = {"nulls_last": True} if last else {"nulls_first": True}
            return [column.desc(**places) if falls else column.asc(**places)]
        is_unknown = ExpressionWrapper(self.unknown, output_field=BooleanField())
        return [is_unknown.asc() if last else is_unknown.desc(), *self.plain_terms(direction)]

    def plain_terms(self, direction: Direction) -> list[Any]:
        """The same among known values: an index gives this order without sorting."""
        falls = self.is_descending == (direction == "forward")
        return [F(self.column).desc() if falls else F(self.column).asc()]


def sort_key(name: str) -> SortKey | None:
    """The key for "weight_g" or "-weight_g"; None when nothing sorts by that name."""
    bare = name.removeprefix("-")
    spec = BY_NAME.get(bare)
    if (spec is None and bare not in BESIDE_FIELDS) or (spec is not None and spec.kind in UNSORTABLE):
        return None
    column = OWN_COLUMN.get(bare, bare)
    if spec is not None and spec.kind == "term":
        column = f"{bare}__name"
    elif has_folded(bare):
        column = f"{bare}_norm"
    is_text = "__" not in column and isinstance(Coin.column(column), CharField)
    return SortKey(column, name.startswith("-"), is_text)


def has_folded(name: str) -> bool:
    try:
        return bool(Coin.column(f"{name}_norm"))
    except FieldDoesNotExist:
        return False


def page_ids(coins: CoinQuerySet, keys: Sequence[SortKey], *, first: int, length: int, total: int) -> list[int]:
    """Ids of `length` coins from place `first` (from 0) on, in order; `coins` are `total` in number.

    The list is read from its nearer end, so that the last page costs as little as the first.
    """
    length = max(0, min(length, total - first))
    if total <= SHORT and _is_filtered(coins):
        return _ids(_found_first(coins), _order_below(keys, -1, "forward"), first, length)
    behind = total - first - length
    if behind < first:
        return _walk(coins, keys, "backward", behind, length)[::-1]
    return _walk(coins, keys, "forward", first, length)


def _is_filtered(coins: CoinQuerySet) -> bool:
    """Whether more is asked than whose coins and that they are not in the trash; only decides on the way to read."""
    return len(coins.query.where) > 2


def _found_first(coins: CoinQuerySet) -> CoinQuerySet:
    """The same coins as a list of ids: no index on a sort column tempts the database to look through all others."""
    return Coin.objects.filter(pk__in=coins.order_by().values("pk"))


def _walk(coins: CoinQuerySet, keys: Sequence[SortKey], direction: Direction, skip: int, length: int) -> list[int]:
    """Known and unknown values of the first key are two ranges of its index, walked one after the other."""
    if not keys:
        return _ids(coins, _tie(keys, direction), skip, length)
    ranges = [
        (coins.filter(keys[0].known), _known_order(keys, 0, direction)),
        (coins.filter(keys[0].unknown), _order_below(keys, 0, direction)),
    ]
    (near, near_order), (far, far_order) = ranges if direction == "forward" else ranges[::-1]
    found = _ids(near, near_order, skip, length)
    if len(found) == length:
        return found
    skip = 0 if found or not skip else max(0, skip - near.count())
    return found + _ids(far, far_order, skip, length - len(found))


def neighbours(coins: CoinQuerySet, keys: Sequence[SortKey], coin: Coin) -> tuple[int | None, int | None]:
    """Ids of the coins before and after `coin` in the list `coins` ordered by `keys`, whether it is in it or not."""
    if _is_filtered(coins) and (total := coins.order_by()[: SHORT + 1].count()) <= SHORT:
        ids = page_ids(coins, keys, first=0, length=total, total=total)
        if coin.pk in ids:
            at = ids.index(coin.pk)
            return (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < total else None)
        coins = _found_first(coins)
    elif len(keys) > 1 and (found := _neighbours_among_alike(coins, keys, coin)):
        return found
    before, after = _asked(coin, _nearest(coins, keys, coin, "backward"), _nearest(coins, keys, coin, "forward"))
    return before, after


def _neighbours_among_alike(
    coins: CoinQuerySet, keys: Sequence[SortKey], coin: Coin
) -> tuple[int | None, int | None] | None:
    """The same by way of the coins that are like this one in the first key; None where these are many, or it is not in
    the list.

    At the ends of one ruler's coins the way along the index of the second key leads through everybody else's.
    """
    owned = Coin.objects.filter(owner=coin.owner_id, deleted_at=None).order_by()
    alike = owned.filter(keys[0].same_as(coin))
    if alike[: SHORT + 1].count() > SHORT:
        return None
    in_the_list = Exists(coins.order_by().filter(pk=OuterRef("pk")))
    listed = Coin.objects.filter(in_the_list, pk__in=alike.values("pk"))
    ids = _ids(listed, _order_below(keys, 0, "forward"), 0, SHORT)
    if coin.pk not in ids:
        return None
    at, has_unknown = ids.index(coin.pk), owned.filter(keys[0].unknown).exists()
    before = ids[at - 1] if at else _beyond(coins, keys, coin, "backward", has_unknown)
    return before, ids[at + 1] if at + 1 < len(ids) else _beyond(coins, keys, coin, "forward", has_unknown)


def _beyond(
    coins: CoinQuerySet, keys: Sequence[SortKey], coin: Coin, direction: Direction, has_unknown: bool
) -> int | None:
    """The nearest coin with another value of the first key."""
    steps = [
        Subquery(coins.filter(step).order_by(*order).values("pk")[:1])
        for step, order in _steps_at(keys, 0, coin, direction)
        if has_unknown or step != keys[0].unknown
    ]
    if not steps:
        return None
    [found] = _asked(coin, Coalesce(*steps) if len(steps) > 1 else steps[0])
    return found


def _asked(coin: Coin, *subqueries: Any) -> tuple[int | None, ...]:
    found: tuple[int | None, ...] = Coin.objects.filter(pk=coin.pk).values_list(*subqueries)[0]
    return found


def place_of(coins: CoinQuerySet, keys: Sequence[SortKey], coin: Coin) -> tuple[int, int]:
    """The coin's place in the list (from 1, or 0 when it is not in it) and the list's length."""
    earlier = Q(pk__in=[])
    for step, _ in _steps(keys, coin, "backward"):
        earlier |= step
    found = coins.aggregate(
        all=Count("pk"), earlier=Count("pk", filter=earlier), here=Count("pk", filter=Q(pk=coin.pk))
    )
    return (found["earlier"] + 1 if found["here"] else 0), found["all"]


def _nearest(coins: CoinQuerySet, keys: Sequence[SortKey], coin: Coin, direction: Direction) -> Any:
    found = [
        Subquery(coins.filter(step).order_by(*order).values("pk")[:1]) for step, order in _steps(keys, coin, direction)
    ]
    return Coalesce(*found) if len(found) > 1 else found[0]


def _steps(keys: Sequence[SortKey], coin: Coin, direction: Direction) -> Iterator[tuple[Q, list[Any]]]:
    """Where the next coin may stand, nearest first: the same in all keys, then beyond in the last key, and so on."""
    rises = _is_rising(keys) == (direction == "forward")
    yield _same(keys, coin) & Q(**{"pk__gt" if rises else "pk__lt": coin.pk}), _tie(keys, direction)
    for at in reversed(range(len(keys))):
        yield from _steps_at(keys, at, coin, direction)


def _steps_at(keys: Sequence[SortKey], at: int, coin: Coin, direction: Direction) -> Iterator[tuple[Q, list[Any]]]:
    """Those that go on in key `at`, the keys above being the same."""
    key, above = keys[at], _same(keys[:at], coin)
    if key.is_known_for(coin):
        yield above & key.beyond(coin, direction), _known_order(keys, at, direction)
        if direction == "forward":
            yield above & key.unknown, _order_below(keys, at, direction)
    elif direction == "backward":
        yield above & key.known, _known_order(keys, at, direction)


def _same(keys: Sequence[SortKey], coin: Coin) -> Q:
    same = Q()
    for key in keys:
        same &= key.same_as(coin)
    return same


def _known_order(keys: Sequence[SortKey], at: int, direction: Direction) -> list[Any]:
    """ORDER BY among coins whose earlier keys are equal and whose key `at` is known."""
    return [*keys[at].plain_terms(direction), *_order_below(keys, at, direction)]


def _order_below(keys: Sequence[SortKey], at: int, direction: Direction) -> list[Any]:
    """ORDER BY among coins that are equal up to and with key `at`; among all coins for −1."""
    return [*(term for key in keys[at + 1 :] for term in key.terms(direction)), *_tie(keys, direction)]


def _tie(keys: Sequence[SortKey], direction: Direction) -> list[str]:
    """The id runs with the last key, so that an index on key and id serves both directions."""
    return ["pk"] if _is_rising(keys) == (direction == "forward") else ["-pk"]


def _is_rising(keys: Sequence[SortKey]) -> bool:
    return not (keys and keys[-1].is_descending)


def _ids(coins: CoinQuerySet, order: Sequence[Any], first: int, length: int) -> list[int]:
    return list(coins.order_by(*order).values_list("pk", flat=True)[first : first + length])
