"""A coin's photographs: adding them, saying what they show, putting them in order, turning and removing them."""

import re
from collections.abc import Callable, Sequence

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from coins.filters import CoinFilters
from coins.models import Coin, CoinImage
from coins.presenting import Formats
from coins.presenting.head import coin_head
from coins.presenting.photo_sheet import PhotoList, PhotoSheet, name_of, photo_list
from coins.services.history import WEB_BATCH, Change, new_batch
from coins.services.photo_rows import pictures_of
from coins.services.photographs import Added, add_photographs, remove, reorder, set_kind, set_primary, turn
from coins.services.twins import Twin, find_twins
from coins.views.detail import way_through
from coins.views.listing import with_query
from coinstack.accounts.context_processors import preferences_of
from coinstack.exceptions import CoinStackError, InputRefused, NotFound
from coinstack.htmx import HtmxRequest, wants_fragment
from coinstack.toasts import toast, toast_header
from coinstack.way_back import way_back

BATCH = re.compile(rf"{WEB_BATCH}[0-9a-f]{{32}}")
PLAIN = "text/plain; charset=utf-8"

# What an action did, in a sentence; "" when there was nothing to do.
Action = Callable[[CoinImage, QueryDict, Change], str]


@require_http_methods(["GET", "HEAD", "POST"])
def photos(request: HtmxRequest, pk: int) -> HttpResponse:
    coin = _coin(request, pk)
    return _upload(request, coin) if request.method == "POST" else _sheet(request, coin)


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
    coin = _coin(request, pk)
    posted = request.POST.get("main", "")
    image = next((image for image in coin.images.all() if str(image.pk) == posted), None)
    if image is None:
        raise Http404("This coin has no such picture.")
    return _act(request, pk, lambda change: _made_main(image, change))


@require_POST
def order_photos(request: HtmxRequest, pk: int) -> HttpResponse:
    """The pictures in the order of the posted `ids`; with the `batch` of an upload the order is part of that."""
    coin = _coin(request, pk)
    posted = request.POST.getlist("ids")
    if not all(each.isascii() and each.isdigit() and len(each) < 20 for each in posted):
        raise BadRequest("A picture is named by its number.")
    return _act(request, pk, lambda change: _ordered(coin, [int(each) for each in posted], change), swaps=False)


def photo_of(request: HtmxRequest, pk: int) -> CoinImage:
    """One of the visitor's pictures, its coin not in the trash; else 404."""
    mine = CoinImage.objects.visible_to(request.user).of_present_coins().select_related("coin")
    image: CoinImage = get_object_or_404(mine, pk=pk)
    return image


def _coin(request: HtmxRequest, pk: int) -> Coin:
    mine = Coin.objects.visible_to(request.user).present().prefetch_related("references", "images")
    coin: Coin = get_object_or_404(mine, pk=pk)
    return coin


def _sheet(request: HtmxRequest, coin: Coin, refused: Sequence[str] = ()) -> HttpResponse:
    filters = CoinFilters.from_querydict(request.GET)
    way = way_through(Coin.objects.visible_to(request.user).present(), filters, coin)
    page = PhotoSheet(
        head=coin_head(coin, way, Formats.of(preferences_of(request)), "photos"),
        photos=_photos(coin),
        upload_url=with_query(reverse("coins:photos", args=[coin.pk]), filters),
        refused=refused,
    )
    return TemplateResponse(request, "coins/photo_sheet.html", {"page": page}, status=422 if refused else 200)


def _photos(coin: Coin) -> PhotoList:
    return photo_list(coin, find_twins(list(coin.images.all())))


def _upload(request: HtmxRequest, coin: Coin) -> HttpResponse:
    files = request.FILES.getlist("files")
    if not files:
        return _refusal(request, coin, ["No file was sent: choose one or more photographs."])
    batch = _batch(request)
    added = add_photographs(coin, files, change=Change(user=request.user, reason="Photographs added", batch=batch))
    if added.images and wants_fragment(request):
        response = _cards(request, coin.pk, [image.pk for image in added.images], added.twins)
        return toast_header(response, _told(added), undo=batch)
    if added.images:
        toast(request, _told(added), undo=batch)
    if not added.refused:
        return redirect(way_back(request, reverse("coins:photos", args=[coin.pk])))
    return _refusal(request, coin, [_reason(refused.name, refused.message, request) for refused in added.refused])


def _reason(name: str, message: str, request: HtmxRequest) -> str:
    """Beside a fragment the file is named already."""
    return message if wants_fragment(request) else f"{name}: {message}"


def _refusal(request: HtmxRequest, coin: Coin, sentences: list[str]) -> HttpResponse:
    if wants_fragment(request):
        return HttpResponse(" ".join(sentences), status=422, content_type=PLAIN)
    return _sheet(request, _coin(request, coin.pk), sentences)


def _told(added: Added) -> str:
    if len(added.images) > 1:
        return f"{len(added.images)} photographs added."
    also = f" The same picture is on {added.twins[0].other_title}." if added.twins else ""
    return f"{name_of(added.images[0])} added.{also}"


def _batch(request: HtmxRequest) -> str:
    """Files of one go arrive in requests of their own under one name, so that one undo takes them back."""
    posted = request.POST.get("batch", "")
    return posted if BATCH.fullmatch(posted) else new_batch()


def _act(
    request: HtmxRequest, coin_id: int, act: Callable[[Change], str], *, card: int | None = None, swaps: bool = True
) -> HttpResponse:
    """Do it and show what changed: one card, or the list of them."""
    batch = _batch(request)
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
        return _cards(request, coin_id, [card], find_twins([photo_of(request, card)]))
    context = {"photos": _photos(_coin(request, coin_id))}
    response = TemplateResponse(request, "coins/_photo_list.html", context)
    return reswap(retarget(response, "#photo-list"), "outerHTML")


def _cards(request: HtmxRequest, coin_id: int, ids: Sequence[int], twins: Sequence[Twin]) -> HttpResponse:
    whole = photo_list(_coin(request, coin_id), twins)
    cards = [card for card in whole.cards if card.pk in ids]
    return TemplateResponse(request, "coins/_photo_cards.html", {"cards": cards, "photos": whole})


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
