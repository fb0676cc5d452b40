"""The eye: whether pages print prices and costs."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from coinstack.accounts.services import hide_money
from coinstack.htmx import HtmxRequest
from coinstack.way_back import way_back


@require_POST
def toggle_money(request: HtmxRequest) -> HttpResponse:
    hide_money(collector=request.user, hidden=request.POST.get("hidden") == "1")
    return redirect(way_back(request, reverse("coins:list")))
