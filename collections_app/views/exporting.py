"""A list of coins as a file: exactly the coins of the list, or the selected ones of them, in its order."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.exceptions import BadRequest
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from coins.columns import list_columns
from coins.filters import CoinFilters
from coins.filters.sorting import page_ids
from coins.models import Coin
from coins.presenting import Formats
from coins.querysets import CoinQuerySet
from coins.views.trash import asked_coins
from coinstack.accounts.context_processors import preferences_of
from coinstack.htmx import HtmxRequest
from coinstack.toasts import toast
from collections_app.exporters.flat import readable, record_of
from collections_app.exporters.formats import BYTE_ORDER_MARK, LINES, csv_line, neutralised
from collections_app.exporters.workbook import write_xlsx

CHUNK = 500
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {
    "table": ("csv", "text/csv"),
    "csv": ("csv", "text/csv"),
    "xlsx": ("xlsx", EXCEL),
    "json": ("json", "application/json"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def export_coins(request: HtmxRequest) -> HttpResponseBase:
    """`format` is "table" (the columns of the list as they are shown), "csv", "xlsx" or "json" (every field).

    A POST exports the coins of `pks` alone. An address that cannot be read whole leads to its list, which says what
    is wrong: a file has no place to say that it holds more than was asked for.
    """
    parameters = request.GET.copy()
    kind = parameters.pop("format", ["csv"])[-1]
    if kind not in KINDS:
        raise BadRequest("Coins are exported as table, csv, xlsx or json.")
    filters = CoinFilters.from_querydict(parameters)
    if filters.problems:
        toast(request, "Nothing was exported: part of the address could not be read.", level="error")
        return redirect(f"{reverse('coins:list')}?{parameters.urlencode()}")
    mine = Coin.objects.visible_to(request.user).present()
    wanted = mine.filter(pk__in=[coin.pk for coin in asked_coins(request)]) if request.method == "POST" else None
    ids = ids_in_order(mine.matching(filters) if wanted is None else wanted, filters)
    if kind == "xlsx":
        return _workbook(mine, ids)
    # The eye hides amounts from whoever looks on; a file that its owner asks for is whole.
    formats = replace(Formats.of(preferences_of(request)), hides_money=False)
    lines = table_lines(mine, ids, formats) if kind == "table" else file_lines(mine, ids, kind)
    return _download(lines, kind, len(ids))


def ids_in_order(coins: CoinQuerySet, filters: CoinFilters) -> list[int]:
    total = coins.count()
    return page_ids(coins, filters.keys, first=0, length=total, total=total)


def file_lines(mine: CoinQuerySet, ids: Sequence[int], kind: str) -> Iterable[str]:
    """Every field of the coins, as the exporters write them."""
    return LINES[kind](_records(mine, ids))


def _records(mine: CoinQuerySet, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    return (record_of(coin) for chunk in _chunks(readable(mine), ids) for coin in chunk)


def _workbook(mine: CoinQuerySet, ids: Sequence[int]) -> FileResponse:
    """A workbook is an archive: it is written whole, to a file that is gone from the disk once it is sent."""
    with tempfile.TemporaryDirectory(prefix="coinstack-export-") as folder:
        path = Path(folder) / "coins.xlsx"
        write_xlsx(_records(mine, ids), path)
        file = path.open("rb")
    name = _file_name("xlsx", len(ids))
    return FileResponse(file, as_attachment=True, filename=name, content_type=EXCEL)


def _file_name(ending: str, count: int) -> str:
    return f"coins-{timezone.localdate().isoformat()}-{count}.{ending}"


def table_lines(mine: CoinQuerySet, ids: Sequence[int], formats: Formats) -> Iterator[str]:
    """The list's columns with the texts that stand in them."""
    columns = list_columns()
    yield csv_line(column.label for column in columns)
    for coins in _chunks(mine.for_list(), ids):
        for row in zip(*(column.texts(coins, formats) for column in columns), strict=True):
            yield csv_line(map(neutralised, row))


def _chunks(coins: CoinQuerySet, ids: Sequence[int]) -> Iterator[list[Coin]]:
    """The coins in the order of `ids`, some at a time; one that has gone meanwhile is left out."""
    for at in range(0, len(ids), CHUNK):
        yield coins.in_order_of(list(ids[at : at + CHUNK]))


def _download(lines: Iterable[str], kind: str, count: int) -> StreamingHttpResponse:
    ending, content_type = KINDS[kind]
    start = [BYTE_ORDER_MARK] if ending == "csv" else []
    name = _file_name(ending, count)
    response = StreamingHttpResponse(chain(start, lines), content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
