"""The base of pages whose rows are written by the services alone, as everywhere else."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from coins.services.history import Change
from coinstack.curation import CuratorAdmin
from coinstack.exceptions import CoinStackError

SOURCE = "administration"


def change_of(request: HttpRequest) -> Change:
    """Says in the history who wrote, and that it was here."""
    return Change(user=request.user, source=SOURCE)  # type: ignore[arg-type]


class ServedAdmin(CuratorAdmin):
    """What the services refuse is told. Many rows at once would pass them by."""

    actions = None

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except CoinStackError as refusal:
            return _told(request, refusal)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().delete_view(request, *args, **kwargs)
        except CoinStackError as refusal:
            return _told(request, refusal)


def _told(request: HttpRequest, refusal: CoinStackError) -> HttpResponse:
    messages.error(request, refusal.message)
    return HttpResponseRedirect(request.path)
