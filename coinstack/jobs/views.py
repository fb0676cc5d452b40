"""The jobs page, the fragment that long work polls, and the wish to stop."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coinstack.htmx import HtmxRequest, wants_fragment
from coinstack.jobs.models import Job
from coinstack.jobs.queue import cancel
from coinstack.paging import Pager, page_number

PER_PAGE = 50


@require_safe
def job_list(request: HtmxRequest) -> HttpResponse:
    mine = Job.objects.visible_to(request.user)
    count, address = mine.count(), reverse("jobs:list")
    pager = Pager.over(
        count,
        number=page_number(request.GET.get("page", "1")),
        per_page=PER_PAGE,
        url=lambda number: f"{address}?page={number}",
    )
    first = (pager.number - 1) * PER_PAGE
    jobs = list(mine[first : first + PER_PAGE])
    return TemplateResponse(request, "jobs/job_list.html", {"jobs": jobs, "pager": pager, "count": count})


@never_cache
@require_safe
def job_progress(request: HtmxRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    return TemplateResponse(request, "jobs/_progress.html", {"job": job})


@require_POST
def job_cancel(request: HtmxRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    cancel(job)
    if wants_fragment(request):
        job.refresh_from_db()
        return TemplateResponse(request, "jobs/_progress.html", {"job": job})
    return redirect("jobs:list")
