"""The settings page of the catalogues: what is loaded, and loading more. For staff: everybody shares the catalogue."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from catalog.forms.loading import FILE, TypesLoadForm, VocabularyLoadForm
from catalog.services.loading_kinds import TYPES, VOCABULARY
from catalog.services.loading_requests import current_jobs, loaded_types, loaded_vocabulary, request_load
from coinstack.exceptions import CoinStackError
from coinstack.htmx import HtmxRequest
from coinstack.toasts import toast


@require_safe
def catalogue_list(request: HtmxRequest) -> HttpResponse:
    _check_staff(request)
    return _page(request, VocabularyLoadForm(), TypesLoadForm())


@require_POST
def vocabulary_load(request: HtmxRequest) -> HttpResponse:
    _check_staff(request)
    form = VocabularyLoadForm(request.POST, request.FILES)
    if form.is_valid() and _is_queued(request, form, VOCABULARY):
        return redirect("catalog:catalogues")
    return _page(request, form, TypesLoadForm())


@require_POST
def types_load(request: HtmxRequest) -> HttpResponse:
    _check_staff(request)
    form = TypesLoadForm(request.POST, request.FILES)
    if form.is_valid() and _is_queued(request, form, TYPES, series=form.cleaned_data["series"]):
        return redirect("catalog:catalogues")
    return _page(request, VocabularyLoadForm(), form)


def _check_staff(request: HtmxRequest) -> None:
    if not request.user.is_staff:
        raise PermissionDenied


def _is_queued(request: HtmxRequest, form: VocabularyLoadForm, kind: str, **args: Any) -> bool:
    upload = form.cleaned_data["file"] if form.source == FILE else None
    try:
        request_load(kind, upload=upload, **args)
    except CoinStackError as refusal:
        form.add_error(None, refusal.message)
        return False
    toast(request, "The load is queued; it goes on when you leave this page.")
    return True


def _page(request: HtmxRequest, vocabulary_form: VocabularyLoadForm, types_form: TypesLoadForm) -> HttpResponse:
    context = {
        "jobs": current_jobs(),
        "loaded": [loaded_vocabulary(), *loaded_types()],
        "vocabulary_form": vocabulary_form,
        "types_form": types_form,
        "is_offline": settings.OFFLINE,
    }
    has_errors = vocabulary_form.errors or types_form.errors
    return TemplateResponse(request, "catalog/catalogue_list.html", context, status=422 if has_errors else 200)
