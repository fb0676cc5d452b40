"""Signing in and out, the first account, the collector's own settings, and the list of collectors."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import PermissionDenied
from django.db.models.functions import Lower
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coinstack.accounts.forms import CollectorForm, PreferencesForm, SetupForm, SignInForm, preferences_form
from coinstack.accounts.middleware import open_before_setup
from coinstack.accounts.models import User
from coinstack.accounts.services import (
    any_account,
    change_preferences,
    create_collector,
    create_first_account,
    shut_out_everywhere,
)
from coinstack.accounts.settings_sections import sections_for
from coinstack.accounts.setup_code import check_code, current_code, forget_code, is_code_needed
from coinstack.accounts.tokens import tokens_revoked
from coinstack.exceptions import CoinStackError
from coinstack.htmx import HtmxRequest
from coinstack.way_back import own_page

BACKEND = "coinstack.accounts.backends.CollectorBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HtmxRequest) -> HttpResponse:
    destination = _destination(request)
    if request.user.is_authenticated:
        return redirect(destination)
    form = SignInForm(request, data=_posted(request))
    if form.is_valid():
        login(request, form.get_user())
        return redirect(destination)
    return _form_page(request, "accounts/login.html", form, next=destination)


@require_POST
def sign_out(request: HtmxRequest) -> HttpResponse:
    logout(request)
    return redirect("accounts:login")


@require_POST
def sign_out_everywhere(request: HtmxRequest) -> HttpResponse:
    revoked = shut_out_everywhere(request.user)
    logout(request)
    tokens = f" {tokens_revoked(revoked)}" if revoked else ""
    messages.success(request, f"You are signed out in every browser.{tokens}")
    return redirect("accounts:login")


@open_before_setup
@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HtmxRequest) -> HttpResponse:
    if any_account():
        raise Http404("the first account exists already")
    with_code = is_code_needed(request)
    if with_code:
        current_code()
    form = SetupForm(_posted(request), with_code=with_code)
    if form.is_valid():
        owner = _set_up(form)
        if owner:
            login(request, owner, backend=BACKEND)
            return redirect("dashboard")
    return _form_page(request, "accounts/setup.html", form)


def _set_up(form: SetupForm) -> User | None:
    """Make the first account, or mark the form. Raises Http404 when somebody was faster."""
    values = dict(form.cleaned_data)
    try:
        if "code" in values:
            check_code(values.pop("code"))
        owner = create_first_account(**values)
    except CoinStackError as error:
        if error.code == "already_set_up":
            raise Http404("the first account exists already") from error
        form.refuse(error)
        return None
    forget_code()
    return owner


@require_safe
def settings_page(request: HtmxRequest) -> HttpResponse:
    return _settings_page(request, preferences_form(request.user))


@require_POST
def preferences(request: HtmxRequest) -> HttpResponse:
    form = preferences_form(request.user, request.POST)
    if not form.is_valid():
        return _settings_page(request, form)
    change_preferences(collector=request.user, values=form.cleaned_data)
    messages.success(request, "Preferences saved.")
    return redirect("settings")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HtmxRequest) -> HttpResponse:
    form = PasswordChangeForm(request.user, _posted(request))
    if form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, "Password changed. Other browsers are signed out; API tokens stay valid.")
        return redirect("settings")
    return _form_page(request, "accounts/password_change.html", form)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def collectors(request: HtmxRequest) -> HttpResponse:
    if not request.user.is_staff:
        raise PermissionDenied
    form = CollectorForm(_posted(request))
    if form.is_valid():
        try:
            added = create_collector(**form.cleaned_data)
        except CoinStackError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{added.username} may sign in now.")
            return redirect("accounts:collectors")
    everyone = User.objects.order_by(Lower("username"), "pk")
    return _form_page(request, "accounts/collectors.html", form, collectors=everyone)


def _settings_page(request: HtmxRequest, form: PreferencesForm) -> HttpResponse:
    context = {"preferences_form": form, "sections": _settings_sections(request.user)}
    return TemplateResponse(request, "accounts/settings.html", context, status=_status(request, form))


def _settings_sections(user: User) -> list[dict[str, Any]]:
    if not user.is_staff:
        return sections_for(user)
    return [
        {
            "title": "Administration",
            "text": "Who may sign in, and the shared catalogue.",
            "links": [
                {"label": "Collectors", "url": reverse("accounts:collectors")},
                {"label": "Administration pages", "url": reverse("admin:index")},
            ],
        },
        *sections_for(user),
    ]


def _form_page(request: HtmxRequest, template: str, form: BaseForm, **context: object) -> HttpResponse:
    return TemplateResponse(request, template, {"form": form, **context}, status=_status(request, form))


def _status(request: HtmxRequest, form: BaseForm) -> int:
    return 422 if request.htmx and form.errors else 200


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _destination(request: HttpRequest) -> str:
    """Where `next` leads, when that is a page of this site; else the start page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return own_page(request, wanted) or resolve_url("dashboard")
