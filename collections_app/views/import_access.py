"""Which import a page is about, and whether its step can be opened now."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django_htmx.http import HttpResponseClientRedirect

from coinstack.htmx import HtmxRequest
from coinstack.paging import MOST_DIGITS
from coinstack.toasts import toast
from collections_app.choices import WizardStep
from collections_app.models import ImportSession
from collections_app.presenting.import_steps import step_url
from collections_app.services.wizard import first_open_step, is_open, sessions_of

More = ParamSpec("More")
StepView = Callable[Concatenate[HtmxRequest, ImportSession, More], Any]
PageView = Callable[Concatenate[HtmxRequest, int, More], Any]


def session_of(request: HtmxRequest, pk: int) -> ImportSession:
    """404 for another collector's import."""
    session: ImportSession = get_object_or_404(sessions_of(request.user), pk=pk)
    return session


def on_step(step: WizardStep) -> Callable[[StepView[More]], PageView[More]]:
    """The view gets the import itself while its step can be opened; else the visitor is led to the one that can."""

    def decorate(view: StepView[More]) -> PageView[More]:
        @wraps(view)
        def open_step(request: HtmxRequest, pk: int, *args: More.args, **kwargs: More.kwargs) -> Any:
            session = session_of(request, pk)
            if not is_open(session, step):
                return to_open_step(request, session, step)
            return view(request, session, *args, **kwargs)

        return cast(PageView[More], open_step)

    return decorate


def to_open_step(request: HtmxRequest, session: ImportSession, wanted: WizardStep) -> HttpResponse:
    current = first_open_step(session)
    if current == WizardStep.REPORT:
        text = "This import is done; here is its report."
    elif current == WizardStep.RUN:
        text = "This import is running; wait for its end, or cancel it."
    else:
        text = f"“{wanted.label}” cannot be opened yet: this import is at “{current.label}”."
    toast(request, text, level="info")
    return lead_to(request, step_url(session, current))


def is_number(text: str) -> bool:
    """Whether a text that was sent can be the number of something."""
    return text.isascii() and text.isdigit() and len(text) < MOST_DIGITS


def lead_to(request: HtmxRequest, address: str) -> HttpResponse:
    """A new page, also when htmx asked for a piece of one."""
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
