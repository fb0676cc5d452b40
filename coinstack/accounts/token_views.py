"""Making and revoking the tokens of the JSON API, on the settings page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coinstack.accounts.forms import TokenForm
from coinstack.accounts.models import ApiToken
from coinstack.accounts.tokens import issue_token, revoke_token
from coinstack.exceptions import InputRefused
from coinstack.htmx import HtmxRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HtmxRequest) -> HttpResponse:
    """The list with the form; a POST makes a token and shows its secret, this once."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            token, secret = issue_token(owner=request.user, **form.cleaned_data)
        except InputRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            return TemplateResponse(request, "accounts/token_shown.html", {"token": token, "secret": secret})
    mine = ApiToken.objects.visible_to(request.user)
    status = 422 if request.htmx and form.errors else 200
    return TemplateResponse(request, "accounts/token_list.html", {"form": form, "tokens": mine}, status=status)


@require_POST
def revoke(request: HtmxRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken.objects.visible_to(request.user), pk=pk)
    revoke_token(token)
    messages.success(request, f"“{token.name}” is revoked: nothing gets in by it any more.")
    return redirect("accounts:tokens")
