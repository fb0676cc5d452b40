"""The trash: putting coins in, looking at it, taking them out, deleting them for good."""

from collections.abc import Sequence

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from coins.models import Coin
from coins.presenting import Formats
from coins.presenting.trash import trash_page
from coins.services.edit import trash_coins as move_to_trash
from coins.services.history import Change, new_batch
from coins.services.trash import DAYS_KEPT, Restored, purge_coins, restore_what_fits
from coinstack.accounts.context_processors import preferences_of
from coinstack.htmx import HtmxRequest
from coinstack.paging import Pager
from coinstack.toasts import toast
from coinstack.way_back import way_back

PER_PAGE = 50
MOST_AT_ONCE = 1000
MOST_REASONS = 3
BIGGEST_ID = 2**63 - 1


@require_safe
def trash(request: HtmxRequest) -> HttpResponse:
    mine = Coin.objects.visible_to(request.user).trashed()
    count = mine.count()
    pager = Pager.asked(request.GET, reverse("coins:trash"), count=count, per_page=PER_PAGE)
    coins = list(mine.for_trash().order_by("-deleted_at", "-pk")[pager.part])
    page = trash_page(coins, pager, count, Formats.of(preferences_of(request)), most=MOST_AT_ONCE)
    return TemplateResponse(request, "coins/coin_trash.html", {"page": page})


@require_POST
def trash_coins(request: HtmxRequest) -> HttpResponse:
    coins = [coin for coin in asked_coins(request) if coin.deleted_at is None]
    if not coins:
        toast(request, "Nothing was moved to the trash.", level="info")
        return _back(request, reverse("coins:list"))
    batch = new_batch()
    source = "typed" if len(coins) == 1 else "bulk"
    move_to_trash(coins=coins, change=Change(user=request.user, reason="To the trash", source=source, batch=batch))
    verb = "is" if len(coins) == 1 else "are"
    text = f"{_named(coins)} {verb} in the trash, to be restored within {DAYS_KEPT} days."
    toast(request, text, link=("Open the trash", reverse("coins:trash")), undo=batch)
    return _back(request, reverse("coins:list"))


@require_POST
def restore(request: HtmxRequest) -> HttpResponse:
    is_all = request.POST.get("which") == "all"
    coins = _all_trashed(request) if is_all else [coin for coin in asked_coins(request) if coin.deleted_at is not None]
    batch = new_batch()
    change = Change(user=request.user, reason="Out of the trash", batch=batch)
    _tell_restored(request, restore_what_fits(coins=coins, change=change), batch)
    return _back(request, reverse("coins:trash"))


@require_POST
def purge(request: HtmxRequest) -> HttpResponse:
    """Delete for good what lies in the trash: there is no undo, so the page asks before."""
    coins = asked_coins(request)
    purged = purge_coins(coins=coins)
    what = _named(coins) if purged.coins == len(coins) else f"{purged.coins} of {len(coins)} coins"
    text = f"{what} deleted for good." if purged.coins else "Nothing was deleted: only what lies in the trash can be."
    toast(request, text, level="info")
    return redirect("coins:trash")


def _all_trashed(request: HtmxRequest) -> list[Coin]:
    return list(Coin.objects.visible_to(request.user).trashed().order_by("-deleted_at", "-pk")[:MOST_AT_ONCE])


def asked_coins(request: HtmxRequest) -> list[Coin]:
    """The coins of the posted `pks`; 404 when one is not the visitor's, or not there."""
    posted = request.POST.getlist("pks")
    if len(posted) > MOST_AT_ONCE:
        raise BadRequest(f"At most {MOST_AT_ONCE} coins at once.")
    if not all(pk.isascii() and pk.isdigit() and len(pk) < 20 and int(pk) <= BIGGEST_ID for pk in posted):
        raise Http404("There is no such coin.")
    ids = {int(pk) for pk in posted}
    coins: list[Coin] = list(Coin.objects.visible_to(request.user).filter(pk__in=ids).order_by("pk"))
    if len(coins) != len(ids):
        raise Http404("There is no such coin.")
    return coins


def _named(coins: Sequence[Coin]) -> str:
    return str(coins[0]) if len(coins) == 1 else f"{len(coins)} coins"


def _tell_restored(request: HtmxRequest, report: Restored, batch: str) -> None:
    if report.coins:
        verb, one = ("is", report.coins[0]) if len(report.coins) == 1 else ("are", None)
        link = (str(one), reverse("coins:detail", args=[one.pk])) if one else ("All coins", reverse("coins:list"))
        toast(request, f"{_named(report.coins)} {verb} out of the trash.", link=link, undo=batch)
    for coin, reason in report.refused[:MOST_REASONS]:
        toast(request, f"{coin} stays in the trash. {reason}", level="error")
    if more := len(report.refused[MOST_REASONS:]):
        toast(request, f"{more} more stay{'s' if more == 1 else ''} in the trash, too.", level="error")
    if not report.coins and not report.refused:
        toast(request, "Nothing was restored.", level="info")


def _back(request: HtmxRequest, otherwise: str) -> HttpResponse:
    address = way_back(request, otherwise)
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
