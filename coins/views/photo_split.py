"""The page on which a collector approves how a picture of both sides is split into two."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coins.forms.splitting import SplitForm, first_values
from coins.models import CoinImage
from coins.presenting.photo_sheet import PhotoEditPage, photo_edit_page
from coins.services.history import Change, new_batch
from coins.services.photo_looks import split_combined
from coins.services.proposing import SplitProposal, propose_split
from coins.views.photographs import photo_of, sheet_url
from coinstack.exceptions import InputRefused, NotFound
from coinstack.htmx import HtmxRequest
from coinstack.toasts import toast

SEEN = "Both coins were found. Drag the circles where they do not fit."
UNSURE = "It is not certain where the coins lie: check the circles."
ONE_COIN = "This looks like a picture of one coin. If it shows both sides, drag a circle onto each."


@require_http_methods(["GET", "HEAD", "POST"])
def split_photo(request: HtmxRequest, pk: int) -> HttpResponse:
    image = photo_of(request, pk)
    try:
        page = photo_edit_page(image, sheet_url(request, image))
        if request.method != "POST":
            return _propose(request, image, page)
    except NotFound as missing:
        raise Http404(missing.message) from missing
    form = SplitForm(request.POST, size=(page.width, page.height))
    return _save(request, image, page, form) if form.is_valid() else _page(request, image, page, form)


def _propose(request: HtmxRequest, image: CoinImage, page: PhotoEditPage) -> HttpResponse:
    proposal = propose_split(image)
    form = SplitForm(initial=first_values(proposal.circles), size=(page.width, page.height))
    return _page(request, image, page, form, _told(proposal))


def _save(request: HtmxRequest, image: CoinImage, page: PhotoEditPage, form: SplitForm) -> HttpResponse:
    batch = new_batch()
    change = Change(user=request.user, reason="Picture split into obverse and reverse", batch=batch)
    try:
        split_combined(image, form.circle("obverse"), form.circle("reverse"), form.cleaned_data["shape"], change=change)
    except (InputRefused, NotFound) as refusal:
        form.add_error(None, refusal.message)
        return _page(request, image, page, form)
    toast(request, "The picture was split into obverse and reverse.", undo=batch)
    return redirect(page.back_url)


def _told(proposal: SplitProposal) -> str:
    if proposal.is_one_coin:
        return ONE_COIN
    return SEEN if proposal.is_sure else UNSURE


def _page(request: HtmxRequest, image: CoinImage, page: PhotoEditPage, form: SplitForm, told: str = "") -> HttpResponse:
    context = {"page": page, "action": reverse("coins:photo_split", args=[image.pk]), "form": form, "told": told}
    return TemplateResponse(request, "coins/photo_split.html", context, status=422 if form.errors else 200)
