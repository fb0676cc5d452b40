"""The step Check: every row before it is written, its cells corrected in place, what is done with it decided."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coinstack.exceptions import CoinStackError, InputRefused, NotFound
from coinstack.htmx import HtmxRequest
from coinstack.paging import page_number
from coinstack.toasts import toast
from collections_app.choices import WizardStep
from collections_app.forms.importing import OptionsForm
from collections_app.models import ImportSession
from collections_app.presenting.import_check import check_page, row_answer
from collections_app.presenting.import_check_rows import Here
from collections_app.presenting.import_row import cells_from, row_page
from collections_app.presenting.import_steps import step_url
from collections_app.services.import_check import counters_of
from collections_app.services.import_options import currency_of
from collections_app.services.wizard import (
    change_row,
    check,
    decide,
    edit_cell,
    go_to,
    look_at,
    options_of,
    set_options,
    side_by_side,
    start_run,
)
from collections_app.services.wizard_shapes import CheckRow
from collections_app.views.import_access import is_number, on_step

PER_PAGE = 50
ONLY = ("all", "problems", "duplicates", "new")


@gzip_page
@never_cache
@require_safe
@on_step(WizardStep.CHECK)
def import_check(request: HtmxRequest, session: ImportSession) -> HttpResponse:
    go_to(session, WizardStep.CHECK)
    return _page(request, session, asked(request.GET), retry="retry" in request.GET)


def _page(
    request: HtmxRequest, session: ImportSession, here: Here, form: OptionsForm | None = None, *, retry: bool = False
) -> HttpResponse:
    try:
        found = check(session, only=here.only, page=here.page, per_page=PER_PAGE, retry=retry)
    except CoinStackError as refusal:
        toast(request, refusal.message, level="error")
        return redirect(step_url(session, WizardStep.FILE))
    options = options_of(session)
    page = check_page(session, found, form or OptionsForm(options, currency_of(session)), options)
    status = 422 if form is not None else 200
    return TemplateResponse(request, "collections_app/import_check.html", {"page": page}, status=status)


def _here(request: HtmxRequest) -> Here:
    """Which rows the page shows that something is sent from."""
    return asked(QueryDict(request.POST.get("back", "") or request.GET.get("back", "")))


def asked(sent: QueryDict) -> Here:
    """Anything that cannot be is taken for the first page of all rows."""
    only = sent.get("only", "all")
    first = (int(place) for place in sent.getlist("first") if is_number(place))
    return Here(only if only in ONLY else "all", page_number(sent.get("page", "1")), tuple(first))


def _back(session: ImportSession, here: Here) -> str:
    return f"{step_url(session, WizardStep.CHECK)}?{here}"


@require_POST
@on_step(WizardStep.CHECK)
def import_options(request: HtmxRequest, session: ImportSession) -> HttpResponse:
    """Set the options; the button of the page's foot sets them, too, and starts the run."""
    form = OptionsForm(options_of(session), currency_of(session), request.POST)
    here = _here(request)
    if form.is_valid():
        try:
            set_options(session, **form.cleaned_data)
            if request.POST.get("then") == "run":
                start_run(session)
                return redirect(step_url(session, WizardStep.RUN))
        except CoinStackError as refusal:
            if refusal.code == "unchecked":
                toast(request, "The rules have changed: look at the rows again, then import.", level="info")
                return redirect(_back(session, here))
            form.refuse(refusal)
        else:
            return redirect(_back(session, here))
    return _page(request, session, here, form)


@require_safe
@on_step(WizardStep.CHECK)
def import_rows(request: HtmxRequest, session: ImportSession) -> HttpResponse:
    """Where the button of a cell leads without scripts: to the page of its row ("12.3" is row 12, column 3)."""
    cell = request.GET.get("cell", "")
    number = cell.partition(".")[0]
    if not is_number(number):
        raise Http404("There is no such row.")
    path = reverse("collections:import_row", args=[session.pk, int(number)])
    return redirect(f"{path}?{urlencode({'cell': cell, 'back': str(_here(request))})}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_step(WizardStep.CHECK)
def import_row(request: HtmxRequest, session: ImportSession, number: int) -> HttpResponse:
    here = _here(request)
    row = _row(session, number)
    refusal = ""
    if request.method == "POST":
        try:
            change_row(session, row, cells_from(request.POST, row), request.POST.get("decision", row.decision))
        except InputRefused as refused:
            refusal, row = refused.message, _row(session, number)
        else:
            return redirect(f"{_back(session, here)}#row-{number}")
    facts = side_by_side(session, number) if row.duplicate else []
    page = row_page(session, row, facts, here=here, focus=request.GET.get("cell", ""), refusal=refusal)
    status = 422 if refusal else 200
    return TemplateResponse(request, "collections_app/import_row.html", {"page": page}, status=status)


def _row(session: ImportSession, number: int) -> CheckRow:
    try:
        return look_at(session, number)
    except NotFound as unknown:
        raise Http404(unknown.message) from unknown


@require_POST
@on_step(WizardStep.CHECK)
def import_cell(request: HtmxRequest, session: ImportSession, number: int) -> HttpResponse:
    """One cell written over: the answer is its row, judged anew. `cell` is row and column, as on the page."""
    place = request.POST.get("cell", "").rpartition(".")[2]
    headers = session.detection["headers"]
    if not is_number(place) or int(place) >= len(headers):
        raise Http404("There is no such cell.")
    column, value = headers[int(place)], request.POST.get("value", "")
    return _answer(request, session, number, lambda: edit_cell(session, number, column, value))


@require_POST
@on_step(WizardStep.CHECK)
def import_decide(request: HtmxRequest, session: ImportSession, number: int) -> HttpResponse:
    return _answer(request, session, number, lambda: decide(session, number, request.POST.get("decision", "")))


def _answer(request: HtmxRequest, session: ImportSession, number: int, change: Callable[[], CheckRow]) -> HttpResponse:
    here = _here(request)
    try:
        row = change()
    except NotFound as unknown:
        raise Http404(unknown.message) from unknown
    except CoinStackError as refusal:
        if request.htmx:
            return HttpResponse(refusal.message, status=409, content_type="text/plain; charset=utf-8")
        toast(request, refusal.message, level="error")
        return redirect(_back(session, here))
    if not request.htmx:
        return redirect(f"{_back(session, here)}#row-{number}")
    answer = row_answer(session, row, counters_of(session), options_of(session), here)
    return TemplateResponse(request, "collections_app/_import_row_answer.html", {"answer": answer})
