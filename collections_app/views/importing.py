"""The start of the wizard: a new file, imports that are unfinished, those of the past."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from coins.presenting import Formats
from coinstack.accounts.context_processors import preferences_of
from coinstack.exceptions import CoinStackError
from coinstack.htmx import HtmxRequest
from coinstack.paging import Pager
from coinstack.toasts import toast
from collections_app.choices import WizardStep
from collections_app.forms.importing import StartForm
from collections_app.importers.limits import MAX_FILE_BYTES, MAX_WORKBOOK_BYTES
from collections_app.presenting.import_start import StartPage, past_of, unfinished_of
from collections_app.presenting.import_steps import step_url
from collections_app.services.demo import add_demo_coins
from collections_app.services.wizard import History, discard, first_open_step, start_session, unfinished
from collections_app.views.import_access import session_of

PER_PAGE = 20
MB = 1_000_000


@require_http_methods(["GET", "HEAD", "POST"])
def import_start(request: HtmxRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, StartForm())
    form = StartForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            session = start_session(request.user, form.cleaned_data["file"], pictures=form.all_pictures)
        except CoinStackError as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect(step_url(session, WizardStep.FILE))
    return _page(request, form)


def _page(request: HtmxRequest, form: StartForm) -> HttpResponse:
    formats = Formats.of(preferences_of(request))
    history = History(request.user)
    count = history.count()
    pager = Pager.asked(request.GET, reverse("collections:import"), count=count, per_page=PER_PAGE)
    page = StartPage(
        form=form,
        largest=f"{MAX_FILE_BYTES // MB} MB, with pictures in its cells {MAX_WORKBOOK_BYTES // MB} MB",
        unfinished=[unfinished_of(session, first_open_step(session), formats) for session in unfinished(request.user)],
        history=[past_of(entry, formats) for entry in history[pager.part]],
        pager=pager,
        count=count,
    )
    return TemplateResponse(
        request, "collections_app/import_start.html", {"page": page}, status=422 if form.errors else 200
    )


@require_POST
def import_demo(request: HtmxRequest) -> HttpResponse:
    try:
        added = add_demo_coins(owner=request.user).created
    except CoinStackError as refusal:
        toast(request, refusal.message, level="warning")
        return redirect("coins:list")
    imports = ("Take them out again under Import", reverse("collections:import"))
    toast(request, f"{added} demo coins to try things on.", link=imports)
    return redirect("coins:list")


@require_POST
def import_discard(request: HtmxRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    try:
        discard(session)
    except CoinStackError as refusal:
        toast(request, refusal.message, level="warning")
    else:
        toast(request, f"The import of {session.file_name} was discarded.")
    return redirect("collections:import")
