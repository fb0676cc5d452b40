"""Taking the last action back, from its toast."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from coins.services.undo import UndoReport, undo
from coinstack.exceptions import CoinStackError, NotFound
from coinstack.htmx import HtmxRequest
from coinstack.toasts import toast
from coinstack.way_back import way_back

NAMED = 3


@require_POST
def undo_batch(request: HtmxRequest, batch: str) -> HttpResponse:
    try:
        report = undo(batch, user=request.user)
    except NotFound as unknown:
        raise Http404(unknown.message) from unknown
    except CoinStackError as refusal:
        toast(request, refusal.message, level="warning")
    else:
        again = report.batch if report.undone else None
        toast(request, told(report), undo=again, level="warning" if report.kept else "success")
    return redirect(way_back(request, reverse("coins:list")))


def told(report: UndoReport) -> str:
    """ "Undone for 3 coins. Kept as it is, because it was edited since: Nero, as." """
    done = "Undone." if report.undone == 1 else f"Undone for {report.undone} coins." if report.undone else ""
    if not report.kept:
        return done
    names = "; ".join(str(coin) for coin in report.kept[:NAMED])
    more = len(report.kept) - NAMED
    names += f" and {more} more" if more > 0 else ""
    verb = "it was" if len(report.kept) == 1 else "they were"
    return f"{done} Kept, because {verb} changed since: {names}.".strip()
