"""The page on which a collector approves how a picture of both sides is split into two."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coins.forms.splitting import SplitForm, first_values
from coins.models import CoinImage
from coins.presenting.photo_sheet import photo_edit_page
from coins.services.history import Change, new_batch
from coins.services.photographs import split_combined
from coins.services.picture_files import upright_size
from coins.services.proposing import SplitProposal, propose_split
from coins.views.photographs import photo_of
from coinstack.exceptions import InputRefused, NotFound
from coinstack.htmx import HtmxRequest
from coinstack.toasts import toast

SEEN = "Both coins were found. Drag the circles where they do not fit."
UNSURE = "It is not certain where the coins lie: check the circles."
ONE_COIN = "This looks like a picture of one coin. If it shows both sides, drag a circle onto each."


@require_http_methods(["GET", "HEAD", "POST"])
def split_photo(request: HtmxRequest, pk: int) -> HttpResponse:
    image = photo_of(request, pk)
    size = upright_size(image)
    if request.method != "POST":
        proposal = propose_split(image)
        return _page(request, image, SplitForm(initial=first_values(proposal.circles), size=size), _told(proposal))
    form = SplitForm(request.POST, size=size)
    return _save(request, image, form) if form.is_valid() else _page(request, image, form)


def _save(request: HtmxRequest, image: CoinImage, form: SplitForm) -> HttpResponse:
    batch = new_batch()
    change = Change(user=request.user, reason="Picture split into obverse and reverse", batch=batch)
    try:
        split_combined(image, form.circle("obverse"), form.circle("reverse"), form.cleaned_data["shape"], change=change)
    except (InputRefused, NotFound) as refusal:
        form.add_error(None, refusal.message)
        return _page(request, image, form)
    toast(request, "The picture was split into obverse and reverse.", undo=batch)
    return redirect(_sheet_url(image))


def _told(proposal: SplitProposal) -> str:
    if proposal.is_one_coin:
        return ONE_COIN
    return SEEN if proposal.is_sure else UNSURE


def _sheet_url(image: CoinImage) -> str:
    return reverse("coins:photos", args=[image.coin_id])


def _page(request: HtmxRequest, image: CoinImage, form: SplitForm, told: str = "") -> HttpResponse:
    width, height = form.size
    context = {
        "page": photo_edit_page(image, _sheet_url(image)),
        "action": reverse("coins:photo_split", args=[image.pk]),
        "width": width,
        "height": height,
        "form": form,
        "told": told,
    }
    return TemplateResponse(request, "coins/photo_split.html", context, status=422 if form.errors else 200)
