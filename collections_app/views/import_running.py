"""The steps Run and Report: how far the import is, what came of it, and taking it back."""

from collections.abc import Callable
from itertools import chain

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coins.models import ImportBatch
from coinstack.exceptions import CoinStackError
from coinstack.htmx import HtmxRequest, wants_fragment
from coinstack.jobs.models import Job
from coinstack.jobs.queue import cancel
from coinstack.toasts import toast
from collections_app.choices import WizardStep
from collections_app.exporters.formats import BYTE_ORDER_MARK
from collections_app.models import ImportSession
from collections_app.presenting.import_report import report_page, run_page, undone_said
from collections_app.presenting.import_steps import step_url
from collections_app.services.import_looking import problems_so_far
from collections_app.services.import_taking_back import take_back_batch, undo_job
from collections_app.services.undoing import UndoReport
from collections_app.services.wizard import (
    is_open,
    options_of,
    problem_rows_csv,
    report,
    set_options,
    start_run,
    take_back,
)
from collections_app.views.import_access import lead_to, on_step, session_of, to_open_step


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_run(request: HtmxRequest, pk: int) -> HttpResponse:
    """The progress, asked for again and again; once the work is over it leads to the report. A POST goes on."""
    session = session_of(request, pk)
    if request.method == "POST":
        return _go_on(request, session)
    job = session.job
    if job is not None and not job.is_active:
        return lead_to(request, step_url(session, WizardStep.REPORT))
    if job is None:
        return to_open_step(request, session, WizardStep.RUN)
    template = "collections_app/import_run.html"
    page = run_page(session, job, problems_so_far(session))
    return TemplateResponse(request, f"{template}#import-run" if wants_fragment(request) else template, {"page": page})


def _go_on(request: HtmxRequest, session: ImportSession) -> HttpResponse:
    if not is_open(session, WizardStep.CHECK):
        return to_open_step(request, session, WizardStep.RUN)
    try:
        if "for_real" in request.POST:
            set_options(session, **{**options_of(session).as_json(), "dry_run": False})
        start_run(session)
    except CoinStackError as refusal:
        toast(request, refusal.message, level="error")
        return redirect(step_url(session, WizardStep.CHECK))
    return redirect(step_url(session, WizardStep.RUN))


@require_POST
def import_cancel(request: HtmxRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    if session.job is not None:
        cancel(session.job)
    return redirect(step_url(session, WizardStep.RUN))


@never_cache
@require_safe
@on_step(WizardStep.REPORT)
def import_report(request: HtmxRequest, session: ImportSession) -> HttpResponse:
    page = report_page(session, report(session), undo_job(session.batch))
    return TemplateResponse(request, "collections_app/import_report.html", {"page": page})


@require_safe
@on_step(WizardStep.REPORT)
def import_problems(request: HtmxRequest, session: ImportSession) -> HttpResponseBase:
    lines = chain([BYTE_ORDER_MARK], problem_rows_csv(session))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{session.pk}-problems.csv"'
    return response


@require_POST
@on_step(WizardStep.REPORT)
def import_undo(request: HtmxRequest, session: ImportSession) -> HttpResponse:
    _undo(request, lambda: take_back(session))
    return redirect(step_url(session, WizardStep.REPORT))


@require_POST
def import_undo_batch(request: HtmxRequest, pk: int) -> HttpResponse:
    """For an import of the past that has no report: one that the command made, or whose wizard was given up."""
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk)
    _undo(request, lambda: take_back_batch(batch))
    return redirect("collections:import")


def _undo(request: HtmxRequest, undo_it: Callable[[], UndoReport | Job]) -> None:
    try:
        undone = undo_it()
    except CoinStackError as refusal:
        toast(request, refusal.message, level="warning")
        return
    if isinstance(undone, Job):
        toast(
            request,
            "The import is being undone; that takes a while.",
            link=("Show the job", reverse("jobs:list")),
            level="info",
        )
        return
    trash = ("Open the trash", reverse("coins:trash")) if undone.removed else None
    toast(request, undone_said(undone), link=trash, level="warning" if undone.kept else "success")
