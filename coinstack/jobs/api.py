"""Jobs, by the JSON API: what works in the background, and the wish to stop it."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from ninja.pagination import paginate

from coinstack.api_schemas import WRONG, WRONG_ACTION_ONE, WRONG_ONE, Pages, Shown
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.queue import cancel

router = Router(tags=["jobs"])


State: Any = Literal[tuple(JobState.values)]


class JobOut(Shown):
    """`result` is what the finished work says of itself; `total` is null while it is not known.

    Work is over in the states done, failed (`error` says why) and cancelled.
    """

    id: int
    kind: str
    kind_label: str
    state: State
    done: int
    total: int | None
    percent: int | None
    message: str
    error: str
    result: dict[str, Any]
    cancel_requested: bool
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


@router.get("", response={200: list[JobOut], **WRONG}, operation_id="jobs_list", summary="Jobs, the newest first")
@paginate(Pages)
def list_jobs(request: HttpRequest) -> Any:
    return Job.objects.visible_to(request.user)


@router.get("/{int:job_id}", response={200: JobOut, **WRONG_ONE}, operation_id="jobs_get", summary="One job")
def get_job(request: HttpRequest, job_id: int) -> Any:
    return get_object_or_404(Job.objects.visible_to(request.user), pk=job_id)


@router.post(
    "/{int:job_id}/cancel",
    response={200: JobOut, **WRONG_ACTION_ONE},
    operation_id="jobs_cancel",
    summary="Cancel a waiting job, ask a running one to stop",
)
def cancel_job(request: HttpRequest, job_id: int) -> Any:
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=job_id)
    cancel(job)
    job.refresh_from_db()
    return job
