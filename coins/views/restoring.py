"""Giving one field an earlier value back, from the history."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from coins.models import Coin
from coins.presenting.labels import is_labelled, label_of
from coins.services.edit import StaleEdit
from coins.services.history import Change, new_batch
from coins.services.restore_value import restore_value as give_back
from coinstack.exceptions import InputRefused, NotFound
from coinstack.htmx import HtmxRequest
from coinstack.toasts import toast
from coinstack.way_back import way_back


@require_POST
def restore_value(request: HtmxRequest, pk: int, history_id: int) -> HttpResponse:
    coin = get_object_or_404(Coin.objects.visible_to(request.user).present(), pk=pk)
    name, batch = request.POST.get("field", ""), new_batch()
    if not is_labelled(name):
        raise Http404("There is no such field.")
    label = label_of(name)
    change = Change(user=request.user, reason=f"{label} restored from the history", batch=batch)
    try:
        saved = give_back(coin=coin, history_id=history_id, name=name, change=change)
    except NotFound as unknown:
        raise Http404(unknown.message) from unknown
    except (InputRefused, StaleEdit) as refusal:
        toast(request, f"{label} was not restored. {refusal.message}", level="error")
    else:
        link = (str(coin), reverse("coins:detail", args=[pk]))
        if saved.changed:
            toast(request, f"{label} is as it was before.", link=link, undo=batch)
        else:
            toast(request, f"{label} has this value already.", link=link, level="info")
    return redirect(way_back(request, reverse("coins:history", args=[pk])))
