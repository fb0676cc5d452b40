"""Importing a file by the JSON API: the same steps as on the pages, as few as a file needs."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router, Status
from ninja.pagination import paginate

from coinstack.api_parameters import check_parts
from coinstack.api_requests import BINARIES, BINARY, MULTIPART, located, multipart_body, wrong_type
from coinstack.api_schemas import GONE, WRONG, WRONG_ACTION_ONE, WRONG_ONE, WRONG_WRITE, WRONG_WRITE_ONE, Pages, Problem
from coinstack.exceptions import InputRefused
from coinstack.jobs.api import JobOut
from coinstack.jobs.models import Job
from collections_app.api.import_rows import my_import, row_shape
from collections_app.api.import_shapes import (
    CheckIn,
    CheckOut,
    ImportListItem,
    ImportOut,
    ImportPatch,
    UndoneOut,
)
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
    take_back,
)
from collections_app.services.wizard_shapes import CheckPage

router = Router(tags=["imports"])

MOST_PICTURES = 100
CHANGED: dict[int, Any] = {**WRONG_WRITE_ONE, 409: Problem}
ACTED: dict[int, Any] = {**WRONG_ACTION_ONE, 409: Problem}
FILES = {"requestBody": {"required": True, "content": multipart_body("file", file=BINARY, pictures=BINARIES)}}


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
    rows = [row_shape(row) for row in page.rows]
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
    response={201: ImportOut, **WRONG_WRITE},
    operation_id="imports_create",
    summary="Upload a table, with the pictures that belong to it",
    description="Nothing is imported yet: the answer tells how the file is read and what its columns would become.",
    openapi_extra=FILES,
)
def create_import(request: HttpRequest, response: HttpResponse) -> Any:
    if request.content_type != MULTIPART:
        raise wrong_type(MULTIPART)
    check_parts(request, files=("file", "pictures"))
    files, pictures = request.FILES.getlist("file"), request.FILES.getlist("pictures")
    if len(files) != 1 or len(pictures) > MOST_PICTURES:
        told = f"Send one table and at most {MOST_PICTURES} pictures, or a zip file of them."
        raise InputRefused(told, fields={"file": told})
    owner: Any = request.user
    session = start_session(owner, files[0], pictures=pictures)
    located(response, "imports_get", session.pk)
    return Status(201, _shape(session))


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
    response={202: ImportOut, **ACTED},
    operation_id="imports_confirm",
    summary="Import the rows that were checked",
    description="The work is a job; ask for the import again to see how it stands.",
)
def confirm_import(request: HttpRequest, response: HttpResponse, import_id: int) -> Any:
    job = start_run(my_import(request, import_id))
    located(response, "jobs_get", job.pk)
    return Status(202, _shape(my_import(request, import_id)))


@router.post(
    "/{int:import_id}/undo",
    response={200: UndoneOut, 202: JobOut, **ACTED},
    operation_id="imports_undo",
    summary="Take an import back; coins edited since are kept",
    description="Of many coins the work is a job (202); its result is what is answered at once for few.",
)
def undo_import(request: HttpRequest, response: HttpResponse, import_id: int) -> Any:
    undone = take_back(my_import(request, import_id))
    if not isinstance(undone, Job):
        return undone.as_json()
    located(response, "jobs_get", undone.pk)
    return Status(202, undone)


@router.delete(
    "/{int:import_id}",
    response={**GONE, 409: Problem},
    operation_id="imports_delete",
    summary="Give an import up; coins that it added stay",
)
def delete_import(request: HttpRequest, import_id: int) -> Any:
    discard(my_import(request, import_id))
    return Status(204, None)
