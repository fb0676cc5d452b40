"""Which coins a request asks for: the same filters as the list of the pages, but nothing unreadable is let pass."""

from functools import cache
from typing import Any

from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from coins.fields import FIELDS
from coins.filters import CoinFilters
from coins.filters.sorting import page_ids
from coins.models import Coin
from coins.querysets import CoinQuerySet
from coinstack.api_errors import RequestRefused
from coinstack.exceptions import InputRefused

IN_TRASH = "This coin lies in the trash. Restore it first."


def filters_of(request: HttpRequest, *, without: tuple[str, ...] = ()) -> CoinFilters:
    """The filters of the address. Raises InputRefused that names each parameter that cannot be used."""
    parameters = request.GET.copy()
    for name in without:
        parameters.pop(name, None)
    filters = CoinFilters.from_querydict(parameters)
    if filters.problems:
        raise InputRefused(" ".join(filters.problems), code="bad_filter", fields=_wrong_ones(parameters))
    return filters


def _wrong_ones(parameters: QueryDict) -> dict[str, str]:
    found = {}
    for name, values in parameters.lists():
        alone = QueryDict(mutable=True)
        alone.setlist(name, values)
        if problems := CoinFilters.from_querydict(alone).problems:
            found[name] = " ".join(problems)
    return found


class FoundCoins:
    """The coins that match, in order, to be cut into pages."""

    def __init__(self, mine: CoinQuerySet, filters: CoinFilters) -> None:
        self.mine, self.filters = mine, filters
        self.matching = mine.matching(filters)
        self._total: int | None = None

    def count(self) -> int:
        if self._total is None:
            self._total = self.matching.count()
        return self._total

    def __getitem__(self, part: slice) -> list[Coin]:
        first, length, total = part.start, part.stop - part.start, self.count()
        if first >= total:
            return []
        ids = page_ids(self.matching, self.filters.keys, first=first, length=length, total=total)
        return self.mine.for_list().in_order_of(ids)


def my_coins(request: HttpRequest) -> CoinQuerySet:
    coins: CoinQuerySet = Coin.objects.visible_to(request.user)
    return coins


def my_coin(request: HttpRequest, coin_id: int) -> Coin:
    """A coin of the collector's that is not in the trash. Raises Http404, or 409 for one that is."""
    coin: Coin = get_object_or_404(my_coins(request), pk=coin_id)
    if coin.deleted_at is not None:
        raise RequestRefused(409, "in_trash", IN_TRASH)
    return coin


def my_row(request: HttpRequest, model: Any, pk: int) -> Any:
    """A row of a coin of the collector's. Raises Http404, or 409 where the coin lies in the trash."""
    row = get_object_or_404(model.objects.visible_to(request.user).select_related("coin"), pk=pk)
    if row.coin.deleted_at is not None:
        raise RequestRefused(409, "in_trash", IN_TRASH)
    return row


def shown_coin(request: HttpRequest, coin_id: int) -> Coin:
    """The coin with all that is shown of it, also one from the trash."""
    coin: Coin = get_object_or_404(my_coins(request).for_detail(), pk=coin_id)
    return coin


def filter_parameters() -> list[dict[str, Any]]:
    """The filter language for an operation of the OpenAPI document: by reference, since several operations take it."""
    return [{"$ref": f"#/components/parameters/{name}"} for name in filter_components()]


@cache
def filter_components() -> dict[str, dict[str, Any]]:
    """{name: parameter} that `filter_parameters` refers to; `not_<field>` goes with each field and is not repeated."""
    found = [
        _parameter("q", "Words to be found anywhere in the coin; “…” for words that follow each other."),
        _parameter(
            "sort", "Field names, the first counts most, each with a minus for falling order.", "-year_start,mint"
        ),
        _parameter("none", "A field that is to be blank; may be repeated.", many=True),
    ]
    for spec in FIELDS:
        found += _filters(spec.name, spec.label, is_range=spec.is_range)
    for name, label in RANGES_BESIDE_FIELDS.items():
        found += _filters(name, label, is_range=True)
    for name, label in BESIDE_FIELDS.items():
        found += _filters(name, label)
    return {each["name"]: each for each in found}


RANGES_BESIDE_FIELDS = {
    "year": "The date, else the reign, overlaps; −44 or 44 BC",
    "total_cost": "Price with premium, tax and shipping",
    "created_at": "Day on which it was added",
    "updated_at": "Day of the last change",
}
BESIDE_FIELDS = {
    "cites": "A reference, or what is the same in another work, as RSC 162",
    "is_draft": "Still a draft",
    "import": "Number of the import that it came by",
}


def _filters(name: str, label: str, *, is_range: bool = False) -> list[dict[str, Any]]:
    told = f"{label}. Repeat it for alternatives; not_{name}= for the opposite."
    bounds = ("min", "max") if is_range else ()
    return [
        _parameter(name, told, many=True),
        *(_parameter(f"{name}_{side}", f"{label}: {side}imum") for side in bounds),
    ]


def _parameter(name: str, told: str, example: str = "", *, many: bool = False) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    found: dict[str, Any] = {
        "in": "query",
        "name": name,
        "required": False,
        "schema": {"type": "array", "items": text} if many else text,
    }
    return found | ({"description": told} if told else {}) | ({"example": example} if example else {})
