"""Importing a file by the JSON API: the same steps as on the pages, as few as a file needs."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from ninja.pagination import paginate
from pydantic import Field, StrictBool, StrictInt

from coinstack.api_requests import MULTIPART, wrong_type
from coinstack.api_schemas import WRONG, WRONG_ONE, WRONG_WRITE, WRONG_WRITE_ONE, Pages, Part, Problem, Shown
from coinstack.exceptions import InputRefused
from collections_app.models import ImportSession
from collections_app.services.wizard import (
    check,
    discard,
    options_of,
    report,
    set_mapping,
    set_options,
    start_run,
    start_session,
    undo,
)
from collections_app.services.wizard_shapes import CheckPage

router = Router(tags=["imports"])

MOST_PICTURES = 100
CHANGED: dict[int, Any] = {**WRONG_WRITE_ONE, 409: Problem}
FILES = {
    "requestBody": {
        "required": True,
        "content": {
            MULTIPART: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "pictures": {"type": "array", "items": {"type": "string", "format": "binary"}},
                    },
                }
            }
        },
    }
}


class OptionsOut(Shown):
    tags: list[str]
    status: str
    storage: str
    currency: str
    duplicate_rule: str
    on_duplicate: str
    dry_run: bool


class CountsOut(Shown):
    rows: int
    created: int
    updated: int
    duplicates: int
    skipped: int
    failed: int


class ReportOut(Shown):
    """`state` is running, done, cancelled, failed, undone or dry run; `edited_since` are coins that an undo keeps."""

    state: str
    counts: CountsOut
    error: str
    can_undo: bool
    edited_since: list[int]


class ImportOut(Shown):
    """`mapping` says what each column becomes: a field, a composite, "notes" or "ignore". `report` once it was run."""

    id: int
    file_name: str
    format: str
    step: str
    rows: int
    headers: list[str]
    mapping: dict[str, Any]
    options: OptionsOut
    job: int | None
    batch: int | None
    created_at: datetime
    finished_at: datetime | None
    report: ReportOut | None


class ImportListItem(Shown):
    id: int
    file_name: str
    format: str
    step: str
    job: Annotated[int | None, Field(validation_alias="job_id")]
    batch: Annotated[int | None, Field(validation_alias="batch_id")]
    created_at: datetime
    finished_at: datetime | None


class TransformIn(Part):
    kind: Annotated[str, Field(max_length=40)]
    value: Annotated[str, Field(max_length=200)] = ""


class ColumnIn(Part):
    target: Annotated[str, Field(max_length=60)]
    transforms: Annotated[list[TransformIn], Field(max_length=10)] = []


class OptionsIn(Part):
    tags: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)] = []
    status: Annotated[str, Field(max_length=40)] = ""
    storage: Annotated[str, Field(max_length=500)] = ""
    currency: Annotated[str, Field(max_length=12)] = ""
    duplicate_rule: Annotated[str, Field(max_length=40)] = "certificate"
    on_duplicate: Literal["skip", "update", "create"] = "skip"
    dry_run: StrictBool = False


class ImportPatch(Part):
    """`mapping` by column heading, where columns left out become notes; of the `options` those that are sent change."""

    mapping: dict[str, ColumnIn] = {}
    options: OptionsIn = OptionsIn()


class CheckIn(Part):
    only: Literal["all", "problems", "duplicates", "new"] = "all"
    page: Annotated[StrictInt, Field(ge=1, le=1_000_000)] = 1
    per_page: Annotated[StrictInt, Field(ge=1, le=200)] = 50


class CellOut(Shown):
    column: str
    raw: str
    value: str
    state: str
    message: str


class RowOut(Shown):
    """`result` is new, update, duplicate, skip or problem; `known_coin` is the coin that the row is taken for."""

    number: int
    result: str
    decision: str
    known_coin: int | None
    messages: list[str]
    cells: list[CellOut]


class CountersOut(Shown):
    new: int
    update: int
    duplicate: int
    skip: int
    problem: int


class CheckOut(Shown):
    """While `job` works the rows of a long file are still being judged: there are none yet, ask again."""

    items: list[RowOut]
    count: int
    counters: CountersOut
    job: int | None


class UndoneOut(Shown):
    removed: int
    restored: int
    kept_because_edited: int


def my_import(request: HttpRequest, import_id: int) -> ImportSession:
    mine = ImportSession.objects.visible_to(request.user).select_related("owner", "job", "check_job", "batch")
    found: ImportSession = get_object_or_404(mine, pk=import_id)
    return found


def _shape(session: ImportSession) -> dict[str, Any]:
    names = ("id", "file_name", "format", "step", "mapping", "created_at", "finished_at")
    return {
        **{name: getattr(session, name) for name in names},
        "rows": session.detection.get("rows", 0),
        "headers": session.detection.get("headers", []),
        "options": options_of(session),
        "job": session.job_id,
        "batch": session.batch_id,
        "report": _report(session) if session.job_id or session.batch_id else None,
    }


def _report(session: ImportSession) -> dict[str, Any]:
    found = report(session)
    names = ("state", "counts", "error", "can_undo")
    return {
        **{name: getattr(found, name) for name in names},
        "edited_since": [coin.pk for coin in found.edited_since],
    }


def _checked(page: CheckPage) -> dict[str, Any]:
    rows = [
        {
            **{name: getattr(row, name) for name in ("number", "result", "decision", "cells")},
            "messages": list(row.messages),
            "known_coin": row.duplicate.coin_id if row.duplicate else None,
        }
        for row in page.rows
    ]
    return {"items": rows, "count": page.count, "counters": page.counters, "job": page.job.pk if page.job else None}


@router.get(
    "",
    response={200: list[ImportListItem], **WRONG},
    operation_id="imports_list",
    summary="Your imports, the latest first",
)
@paginate(Pages)
def list_imports(request: HttpRequest) -> Any:
    return ImportSession.objects.visible_to(request.user)


@router.post(
    "",
    response={201: ImportOut, **WRONG_WRITE, 413: Problem},
    operation_id="imports_create",
    summary="Upload a table, with the pictures that belong to it",
    description="Nothing is imported yet: the answer tells how the file is read and what its columns would become.",
    openapi_extra=FILES,
)
def create_import(request: HttpRequest) -> Any:
    if request.content_type != MULTIPART:
        raise wrong_type(MULTIPART)
    wrong = {*request.POST, *request.FILES} - {"file", "pictures"}
    if wrong:
        raise InputRefused("The parts are called file and pictures.", fields=dict.fromkeys(wrong, "No such part."))
    files, pictures = request.FILES.getlist("file"), request.FILES.getlist("pictures")
    if len(files) != 1 or len(pictures) > MOST_PICTURES:
        told = f"Send one table and at most {MOST_PICTURES} pictures, or a zip file of them."
        raise InputRefused(told, fields={"file": told})
    owner: Any = request.user
    return Status(201, _shape(start_session(owner, files[0], pictures=pictures)))


@router.get(
    "/{int:import_id}",
    response={200: ImportOut, **WRONG_ONE},
    operation_id="imports_get",
    summary="How an import stands, and what came of it",
)
def get_import(request: HttpRequest, import_id: int) -> Any:
    return _shape(my_import(request, import_id))


@router.patch(
    "/{int:import_id}",
    response={200: ImportOut, **CHANGED},
    operation_id="imports_patch",
    summary="Say what the columns become, and what is done with every row",
)
@transaction.atomic
def patch_import(request: HttpRequest, import_id: int, given: ImportPatch) -> Any:
    session, sent = my_import(request, import_id), given.sent
    if "mapping" in sent:
        set_mapping(session, {header: column.model_dump() for header, column in given.mapping.items()})
    if "options" in sent:
        set_options(session, **{**options_of(session).as_json(), **given.options.sent})
    return _shape(session)


@router.post(
    "/{int:import_id}/check",
    response={200: CheckOut, **CHANGED},
    operation_id="imports_check",
    summary="What would become of each row",
)
def check_import(request: HttpRequest, import_id: int, given: CheckIn) -> Any:
    return _checked(check(my_import(request, import_id), **given.model_dump()))


@router.post(
    "/{int:import_id}/confirm",
    response={200: ImportOut, **CHANGED},
    operation_id="imports_confirm",
    summary="Import the rows that were checked",
    description="The work is a job; ask for the import again to see how it stands.",
)
def confirm_import(request: HttpRequest, import_id: int) -> Any:
    session = my_import(request, import_id)
    start_run(session)
    return _shape(my_import(request, import_id))


@router.post(
    "/{int:import_id}/undo",
    response={200: UndoneOut, **CHANGED},
    operation_id="imports_undo",
    summary="Take an import back; coins edited since are kept",
)
def undo_import(request: HttpRequest, import_id: int) -> Any:
    return undo(my_import(request, import_id)).as_json()


@router.delete(
    "/{int:import_id}",
    response={204: None, 401: Problem, 403: Problem, 404: Problem, 409: Problem},
    operation_id="imports_delete",
    summary="Give an import up; coins that it added stay",
)
def delete_import(request: HttpRequest, import_id: int) -> Any:
    discard(my_import(request, import_id))
    return Status(204, None)
