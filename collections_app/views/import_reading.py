"""The steps File and Map: how the file is read, and which column becomes which field.

No page of the wizard is kept by the browser: going back shows it as it stands now.
"""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST

from coinstack.exceptions import CoinStackError, InputRefused
from coinstack.htmx import HtmxRequest, wants_fragment
from coinstack.toasts import toast
from collections_app.choices import WizardStep
from collections_app.forms.importing import PicturesForm, ReadingForm
from collections_app.models import ImportSession
from collections_app.presenting.import_file import file_page
from collections_app.presenting.import_map import map_page, mapping_from
from collections_app.presenting.import_steps import step_url
from collections_app.services.wizard import (
    add_pictures,
    apply_saved,
    choose_reading,
    columns_of,
    detection_of,
    go_to,
    save_mapping,
    set_mapping,
)
from collections_app.views.import_access import is_number, on_step


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_step(WizardStep.FILE)
def import_file(request: HtmxRequest, session: ImportSession) -> HttpResponse:
    detection = detection_of(session)
    if request.method != "POST":
        return _file(request, session, ReadingForm(detection))
    form = ReadingForm(detection, request.POST)
    if form.is_valid():
        try:
            choose_reading(session, **form.changes())
        except CoinStackError as refusal:
            form.add_error(None, refusal.message)
        else:
            if not wants_fragment(request):
                return redirect(step_url(session, WizardStep.FILE))
            form = ReadingForm(detection_of(session))
    return _file(request, session, form)


def _file(request: HtmxRequest, session: ImportSession, form: ReadingForm) -> HttpResponse:
    page = file_page(session, detection_of(session), form, PicturesForm())
    template = "collections_app/import_file.html"
    return TemplateResponse(request, template, {"page": page}, status=422 if form.errors else 200)


@require_POST
@on_step(WizardStep.FILE)
def import_pictures(request: HtmxRequest, session: ImportSession) -> HttpResponse:
    """Further pictures. A script that sends them a few at a time hears of a refusal by its status."""
    form = PicturesForm(request.POST, request.FILES)
    form.is_valid()
    try:
        count = add_pictures(session, form.all_pictures)
    except CoinStackError as refusal:
        if request.htmx:
            return HttpResponse(refusal.message, status=422, content_type="text/plain; charset=utf-8")
        toast(request, refusal.message, level="error")
    else:
        if request.htmx:
            return HttpResponse(status=204)
        toast(request, f"{count} pictures are with this import." if count != 1 else "1 picture is with this import.")
    return redirect(step_url(session, WizardStep.FILE))


@gzip_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_step(WizardStep.MAP)
def import_map(request: HtmxRequest, session: ImportSession) -> HttpResponse:
    """A mapping that cannot be kept is shown as it was sent, with the reason at its columns."""
    go_to(session, WizardStep.MAP)
    if request.method != "POST":
        return _map(request, session)
    mapping = mapping_from(request.POST, columns_of(session))
    try:
        set_mapping(session, mapping)
        if request.POST.get("then") == "save":
            _save(request, session)
    except InputRefused as refusal:
        session.mapping = mapping
        return _map(request, session, refusal.message)
    if request.POST.get("then") == "check":
        return redirect(step_url(session, WizardStep.CHECK))
    if not wants_fragment(request):
        return redirect(step_url(session, WizardStep.MAP))
    return _map(request, session)


def _map(request: HtmxRequest, session: ImportSession, refusal: str = "") -> HttpResponse:
    page = map_page(session, refusal)
    template = "collections_app/import_map.html"
    return TemplateResponse(request, template, {"page": page}, status=422 if refusal else 200)


def _save(request: HtmxRequest, session: ImportSession) -> None:
    saved = save_mapping(session, request.POST.get("name", ""))
    toast(request, f"The mapping is saved as “{saved.name}” and will be offered for files with these headings.")


@require_POST
@on_step(WizardStep.MAP)
def import_saved(request: HtmxRequest, session: ImportSession) -> HttpResponse:
    """Use a saved mapping; what is no number is none."""
    chosen = request.POST.get("saved", "")
    try:
        apply_saved(session, int(chosen) if is_number(chosen) else 0)
    except CoinStackError as refusal:
        toast(request, refusal.message, level="error")
    else:
        toast(request, "The saved mapping is in use; columns that it does not know keep theirs.")
    return redirect(step_url(session, WizardStep.MAP))
