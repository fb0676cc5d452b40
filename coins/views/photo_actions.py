"""Actions on the cards of a coin's photographs: naming, turning, moving and removing them, choosing the main one."""

from collections.abc import Callable, Sequence

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import reswap, retarget

from coins.models import Coin, CoinImage
from coins.presenting.photo_sheet import name_of
from coins.services.history import Change
from coins.services.photo_looks import turn
from coins.services.photo_rows import GONE, pictures_of
from coins.services.photographs import remove, reorder, set_kind, set_primary
from coins.services.twins import find_twins
from coins.views.photographs import PLAIN, batch_of, cards_of, coin_of, photo_of, photos_of
from coinstack.exceptions import CoinStackError, InputRefused, NotFound
from coinstack.htmx import HtmxRequest, wants_fragment
from coinstack.toasts import toast, toast_header
from coinstack.way_back import way_back

# What an action did, in a sentence; "" when there was nothing to do.
Action = Callable[[CoinImage, QueryDict, Change], str]


@require_POST
def change_photo(request: HtmxRequest, pk: int) -> HttpResponse:
    image = photo_of(request, pk)
    name = request.POST.get("do", "")
    if name not in ACTIONS:
        raise BadRequest(f"There is no action “{name}”.")
    alone = image.pk if name in ON_THE_CARD else None
    return _act(request, image.coin_id, lambda change: ACTIONS[name](image, request.POST, change), card=alone)


@require_POST
def choose_main(request: HtmxRequest, pk: int) -> HttpResponse:
    coin = coin_of(request, pk)
    posted = request.POST.get("main", "")
    image = next((image for image in coin.images.all() if str(image.pk) == posted), None)
    if image is None:
        raise Http404("This coin has no such picture.")
    return _act(request, pk, lambda change: _made_main(image, change))


@require_POST
def order_photos(request: HtmxRequest, pk: int) -> HttpResponse:
    """The pictures in the order of the posted `ids`; with the `batch` of an upload the order is part of that."""
    coin = coin_of(request, pk)
    posted = request.POST.getlist("ids")
    if not all(each.isascii() and each.isdigit() and len(each) < 20 for each in posted):
        raise BadRequest("A picture is named by its number.")
    return _act(request, pk, lambda change: _ordered(coin, [int(each) for each in posted], change), swaps=False)


def _act(
    request: HtmxRequest, coin_id: int, act: Callable[[Change], str], *, card: int | None = None, swaps: bool = True
) -> HttpResponse:
    """Do it and show what changed: one card, or the list of them."""
    batch = batch_of(request)
    try:
        told = act(Change(user=request.user, batch=batch))
    except (InputRefused, NotFound) as refusal:
        return _not_done(request, coin_id, refusal)
    is_quiet = batch == request.POST.get("batch")
    if not wants_fragment(request):
        _tell(request, told, batch)
        return redirect(way_back(request, reverse("coins:photos", args=[coin_id])))
    response = _fragment(request, coin_id, card) if swaps else HttpResponse(status=204)
    return toast_header(response, told, undo=batch) if told and not is_quiet else response


def _tell(request: HtmxRequest, told: str, batch: str) -> None:
    if told:
        toast(request, told, undo=batch)
    else:
        toast(request, "Nothing was changed.", level="info")


def _not_done(request: HtmxRequest, coin_id: int, refusal: CoinStackError) -> HttpResponse:
    if wants_fragment(request):
        return HttpResponse(refusal.message, status=409, content_type=PLAIN)
    toast(request, refusal.message, level="error")
    return redirect(way_back(request, reverse("coins:photos", args=[coin_id])))


def _fragment(request: HtmxRequest, coin_id: int, card: int | None) -> HttpResponse:
    if card:
        return cards_of(request, coin_id, [card], find_twins([photo_of(request, card)]))
    context = {"photos": photos_of(coin_of(request, coin_id))}
    response = TemplateResponse(request, "coins/_photo_list.html", context)
    return reswap(retarget(response, "#photo-list"), "outerHTML")


def _turned(image: CoinImage, quarters: int, change: Change) -> str:
    turn(image, quarters, change=change)
    return f"{name_of(image)} turned {'right' if quarters > 0 else 'left'}."


def _named(image: CoinImage, posted: QueryDict, change: Change) -> str:
    kind = posted.get("kind", "")
    if kind == image.kind:
        return ""
    return f"This picture shows: {set_kind(image, kind, change=change).get_kind_display().lower()}."


def _made_main(image: CoinImage, change: Change) -> str:
    if image.is_primary:
        return ""
    set_primary(image, change=change)
    return f"{name_of(image)} is the main picture."


def _moved(image: CoinImage, step: int, change: Change) -> str:
    ids: list[int] = [other.pk for other in pictures_of(image.coin_id)]
    if image.pk not in ids:
        raise NotFound(GONE)
    at = ids.index(image.pk)
    to = min(len(ids) - 1, max(0, at + step))
    ids.insert(to, ids.pop(at))
    return _ordered(image.coin, ids, change)


def _ordered(coin: Coin, ids: Sequence[int], change: Change) -> str:
    if list(ids) == [image.pk for image in pictures_of(coin.pk)]:
        return ""
    reorder(coin, ids, change=change)
    return "Photographs put in another order."


def _removed(image: CoinImage, change: Change) -> str:
    remove(image, change=change)
    return f"{name_of(image)} removed."


ACTIONS: dict[str, Action] = {
    "left": lambda image, posted, change: _turned(image, -1, change),
    "right": lambda image, posted, change: _turned(image, 1, change),
    "kind": _named,
    "earlier": lambda image, posted, change: _moved(image, -1, change),
    "later": lambda image, posted, change: _moved(image, 1, change),
    "remove": lambda image, posted, change: _removed(image, change),
}
ON_THE_CARD = {"left", "right", "kind"}
