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
from coinstack.paging import Pager

PER_PAGE = 50


@require_safe
def job_list(request: HtmxRequest) -> HttpResponse:
    mine = Job.objects.visible_to(request.user)
    count = mine.count()
    pager = Pager.asked(request.GET, reverse("jobs:list"), count=count, per_page=PER_PAGE)
    context = {"jobs": list(mine[pager.part]), "pager": pager, "count": count}
    return TemplateResponse(request, "jobs/job_list.html", context)


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
