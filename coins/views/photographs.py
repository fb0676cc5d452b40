"""The page of a coin's photographs, and adding some; with what all views of photographs need."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coins.addresses import with_query
from coins.filters import CoinFilters
from coins.models import Coin, CoinImage
from coins.presenting import Formats
from coins.presenting.head import coin_head, way_through
from coins.presenting.photo_sheet import PhotoList, PhotoSheet, name_of, photo_list
from coins.services.history import WEB_BATCH, Change, new_batch
from coins.services.photographs import Added, add_photographs
from coins.services.twins import Twin, find_twins
from coinstack.accounts.context_processors import preferences_of
from coinstack.htmx import HtmxRequest, wants_fragment
from coinstack.toasts import toast, toast_header
from coinstack.way_back import way_back

BATCH = re.compile(rf"{WEB_BATCH}[0-9a-f]{{32}}")
PLAIN = "text/plain; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
def photos(request: HtmxRequest, pk: int) -> HttpResponse:
    coin = coin_of(request, pk)
    return _upload(request, coin) if request.method == "POST" else _sheet(request, coin)


def photo_of(request: HtmxRequest, pk: int) -> CoinImage:
    """One of the visitor's pictures, its coin not in the trash; else 404."""
    mine = CoinImage.objects.visible_to(request.user).of_present_coins().select_related("coin")
    image: CoinImage = get_object_or_404(mine, pk=pk)
    return image


def sheet_url(request: HtmxRequest, image: CoinImage) -> str:
    """The page of the coin's photographs, with the list that its coin was opened from."""
    sheet = reverse("coins:photos", args=[image.coin_id])
    back = way_back(request, sheet)
    return back if urlsplit(back).path == sheet else sheet


def coin_of(request: HtmxRequest, pk: int) -> Coin:
    """One of the visitor's coins that is not in the trash, with its pictures; else 404."""
    mine = Coin.objects.visible_to(request.user).present().prefetch_related("references", "images")
    coin: Coin = get_object_or_404(mine, pk=pk)
    return coin


def _sheet(request: HtmxRequest, coin: Coin, refused: Sequence[str] = ()) -> HttpResponse:
    filters = CoinFilters.from_querydict(request.GET)
    way = way_through(Coin.objects.visible_to(request.user).present(), filters, coin)
    page = PhotoSheet(
        head=coin_head(coin, way, Formats.of(preferences_of(request)), "photos"),
        photos=photos_of(coin),
        upload_url=with_query(reverse("coins:photos", args=[coin.pk]), filters),
        refused=refused,
    )
    return TemplateResponse(request, "coins/photo_sheet.html", {"page": page}, status=422 if refused else 200)


def photos_of(coin: Coin) -> PhotoList:
    return photo_list(coin, find_twins(list(coin.images.all())))


def _upload(request: HtmxRequest, coin: Coin) -> HttpResponse:
    files = request.FILES.getlist("files")
    if not files:
        return _refusal(request, coin, ["No file was sent: choose one or more photographs."])
    batch = batch_of(request)
    added = add_photographs(coin, files, change=Change(user=request.user, reason="Photographs added", batch=batch))
    if added.images and wants_fragment(request):
        response = cards_of(request, coin.pk, [image.pk for image in added.images], added.twins)
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
    return _sheet(request, coin_of(request, coin.pk), sentences)


def _told(added: Added) -> str:
    if len(added.images) > 1:
        return f"{len(added.images)} photographs added."
    also = f" The same picture is on {added.twins[0].other_title}." if added.twins else ""
    return f"{name_of(added.images[0])} added.{also}"


def batch_of(request: HtmxRequest) -> str:
    """Files of one go arrive in requests of their own under one name, so that one undo takes them back."""
    posted = request.POST.get("batch", "")
    return posted if BATCH.fullmatch(posted) else new_batch()


def cards_of(request: HtmxRequest, coin_id: int, ids: Sequence[int], twins: Sequence[Twin]) -> HttpResponse:
    """The cards of some of the coin's pictures, to take the place of those that are shown."""
    whole = photo_list(coin_of(request, coin_id), twins)
    cards = [card for card in whole.cards if card.pk in ids]
    return TemplateResponse(request, "coins/_photo_cards.html", {"cards": cards, "photos": whole})
