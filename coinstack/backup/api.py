"""Backups by the JSON API: made, listed, checked and fetched. They hold everybody's coins, so staff alone may."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router, Status
from ninja.pagination import paginate
from pydantic import Field

from coinstack.accounts.models import User
from coinstack.accounts.token_auth import only_reads
from coinstack.api_errors import RequestRefused
from coinstack.api_requests import BINARY, located
from coinstack.api_schemas import WRONG, WRONG_ACTION, WRONG_WRITE_ONE, Given, Listed, Pages, Problem, Shown
from coinstack.backup.archive import BACKUP_NAME, find_backup, list_backups, program_version
from coinstack.backup.databases import database_bytes, database_version, engine, live_counts
from coinstack.exceptions import NotFound
from coinstack.jobs.api import JobOut
from coinstack.jobs.models import Job
from coinstack.jobs.queue import enqueue

router = Router(tags=["settings"])

ZIP = "application/zip"
ARCHIVE = {"responses": {200: {"content": {ZIP: {"schema": BINARY}}}}}
RESTORE = (
    "A backup is not put back while CoinStack runs: the database would be exchanged under the programs that write to "
    "it. Stop CoinStack, run `manage.py restore {path}`, start it again. What was there before is kept as a backup."
)


class BackupOut(Shown):
    """`label` says why it was made; it is empty for one that was asked for."""

    name: str
    label: str
    bytes: int
    created: datetime


class BackupName(Given):
    """`name` as in the list; the newest one when it is left out."""

    name: Annotated[str, Field(max_length=80)] = ""


class DatabaseOut(Shown):
    """`bytes` is about how large it is, `free_bytes` what is left on the disk of the data folder."""

    engine: str
    version: str
    coinstack: str
    bytes: int
    free_bytes: int
    counts: dict[str, int]
    last_backup: BackupOut | None


def _staff(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not user.is_staff:
        raise RequestRefused(403, "forbidden", "Only staff may do this.")
    return user


def _superuser(request: HttpRequest) -> User:
    user = _staff(request)
    if not user.is_superuser:
        raise RequestRefused(403, "forbidden", "A backup holds everything of everybody: only a superuser may do this.")
    return user


def _started(response: HttpResponse, job: Job) -> Status[Job]:
    located(response, "jobs_get", job.pk)
    return Status(202, job)


def _shape(path: Path) -> dict[str, Any]:
    told, name = path.stat(), BACKUP_NAME.fullmatch(path.name)
    created = datetime.fromtimestamp(told.st_mtime, UTC)
    return {
        "name": path.name,
        "label": (name and name["label"]) or "",
        "bytes": told.st_size,
        "created": created.replace(microsecond=0),
    }


def _shapes() -> list[dict[str, Any]]:
    """The newest first; one that is pruned while it is looked at is left out."""
    found = []
    for path in reversed(list_backups()):
        try:
            found.append(_shape(path))
        except FileNotFoundError:
            continue
    return found


@router.get(
    "/backups",
    response={200: list[BackupOut], **WRONG, 403: Problem},
    operation_id="backups_list",
    summary="The backups in the data folder, the newest first (staff)",
)
@paginate(Pages)
def list_all(request: HttpRequest) -> Any:
    _staff(request)
    return Listed(_shapes())


@router.post(
    "/backup",
    response={202: JobOut, **WRONG_ACTION, 409: Problem},
    operation_id="backups_create",
    summary="Make a backup (staff)",
    description="The work is a job; its result tells the file. The five newest backups are kept.",
)
def create_backup(request: HttpRequest, response: HttpResponse) -> Any:
    owner = _staff(request)
    if Job.objects.active().filter(kind="backup").exists():
        raise RequestRefused(409, "running", "A backup is being made already.")
    return _started(response, enqueue("backup", owner=owner))


@router.get(
    "/backup",
    response={200: None, **WRONG, 403: Problem, 404: Problem},
    operation_id="backups_file",
    summary="A backup as a file, the newest one unless it is named (superusers)",
    openapi_extra=ARCHIVE,
)
def backup_file(request: HttpRequest, name: str = "") -> HttpResponseBase:
    _superuser(request)
    if only_reads(request):
        raise RequestRefused(403, "read_only_token", "A token that may only read one collection fetches no backup.")
    path = find_backup(name)
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise NotFound("This backup was removed just now.") from error
    response = FileResponse(file, as_attachment=True, filename=path.name, content_type=ZIP)
    response["Cache-Control"] = "no-store"
    return response


@router.post(
    "/backup/verify",
    response={202: JobOut, **WRONG_WRITE_ONE},
    operation_id="backups_verify",
    summary="Check that a backup is whole (staff)",
    description="The work is a job; its result has ok and the problems.",
)
def verify_backup(request: HttpRequest, response: HttpResponse, given: BackupName) -> Any:
    owner = _staff(request)
    return _started(response, enqueue("verify_backup", owner=owner, file=find_backup(given.name).name))


@router.post(
    "/restore",
    response={**WRONG_WRITE_ONE, 409: Problem},
    operation_id="backups_restore",
    summary="How a backup is put back (superusers)",
    description="Never done over HTTP: the answer is 409, with the command that does it while CoinStack is stopped.",
)
def restore_backup(request: HttpRequest, given: BackupName) -> NoReturn:
    _superuser(request)
    raise RequestRefused(409, "stop_first", RESTORE.format(path=find_backup(given.name)))


@router.get(
    "/database-info",
    response={200: DatabaseOut, **WRONG, 403: Problem},
    operation_id="database_get",
    summary="What the database is and how large (staff)",
)
def database_info(request: HttpRequest) -> Any:
    _staff(request)
    return {
        "engine": engine(),
        "version": database_version(),
        "coinstack": program_version(),
        "bytes": database_bytes(),
        "free_bytes": shutil.disk_usage(settings.DATA_DIR).free,
        "counts": live_counts(),
        "last_backup": next(iter(_shapes()), None),
    }
