"""The rows of an import by the JSON API: looked at, decided and corrected one by one."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from ninja.pagination import paginate

from coinstack.api_schemas import WRONG_ONE, WRONG_WRITE_ONE, Pages, Problem
from collections_app.api.import_shapes import RowOut, RowPatch
from collections_app.models import ImportSession
from collections_app.services.wizard import JudgedRows, change_row, look_at, sessions_of
from collections_app.services.wizard_shapes import CheckRow, Only

router = Router(tags=["imports"])

NOT_CHECKED = "The rows are told as they were checked last; 409 while the mapping or the rules have changed since."


def my_import(request: HttpRequest, import_id: int) -> ImportSession:
    found: ImportSession = get_object_or_404(sessions_of(request.user), pk=import_id)
    return found


def row_shape(row: CheckRow) -> dict[str, Any]:
    names = ("number", "result", "decision", "cells")
    return {
        **{name: getattr(row, name) for name in names},
        "decisions": list(row.decisions),
        "messages": list(row.messages),
        "known_coin": row.duplicate.coin_id if row.duplicate else None,
        "known_by": row.duplicate.reason if row.duplicate else "",
    }


@router.get(
    "/{int:import_id}/rows",
    response={200: list[RowOut], **WRONG_ONE, 409: Problem},
    operation_id="importrows_list",
    summary="The rows of an import, with what becomes of each",
    description=NOT_CHECKED,
)
@paginate(Pages, shape=row_shape)
def list_rows(request: HttpRequest, import_id: int, only: Only = "all") -> Any:
    return JudgedRows(my_import(request, import_id), only)


@router.get(
    "/{int:import_id}/rows/{int:number}",
    response={200: RowOut, **WRONG_ONE, 409: Problem},
    operation_id="importrows_get",
    summary="One row, by its number in the file",
    description=NOT_CHECKED,
)
def get_row(request: HttpRequest, import_id: int, number: int) -> Any:
    return row_shape(JudgedRows(my_import(request, import_id)).row(number))


@router.patch(
    "/{int:import_id}/rows/{int:number}",
    response={200: RowOut, **WRONG_WRITE_ONE, 409: Problem},
    operation_id="importrows_patch",
    summary="Decide what becomes of a row, correct its cells",
    description="Only this row is judged anew. All of it is done, or nothing.",
)
@transaction.atomic
def patch_row(request: HttpRequest, import_id: int, number: int, given: RowPatch) -> Any:
    session = my_import(request, import_id)
    row = JudgedRows(session).row(number)
    change_row(session, row, given.cells, given.sent.get("decision", row.decision))
    return row_shape(look_at(session, number))
