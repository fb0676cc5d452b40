"""Fragments that help while somebody types: values used before, and what a text is understood to say."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from coins.forms.echoes import ECHOES, echo
from coins.presenting import Formats
from coins.services.own_values import find_own_values, has_own_values
from coinstack.accounts.context_processors import preferences_of
from coinstack.htmx import HtmxRequest


@require_safe
def autocomplete(request: HtmxRequest, field: str) -> HttpResponse:
    if not has_own_values(field):
        raise Http404
    values = find_own_values(user=request.user, name=field, query=request.GET.get("q", ""))
    return TemplateResponse(request, "coins/_own_values.html", {"values": values})


@require_safe
def echo_of(request: HtmxRequest, field: str) -> HttpResponse:
    """Always 200: what cannot be read is an answer, too."""
    if field not in ECHOES:
        raise Http404
    said = echo(field, request.GET.dict(), Formats.of(preferences_of(request)))
    return TemplateResponse(request, "coins/_echo.html", {"echo": said})
