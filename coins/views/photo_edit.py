"""How one photograph is shown: turned, and cut to a circle or a square. The file itself is never changed."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from coins.forms.photographs import LookForm, first_values
from coins.models import CoinImage
from coins.presenting.photo_sheet import PhotoEditPage, photo_edit_page
from coins.services.history import Change, new_batch
from coins.services.photo_looks import show_as
from coins.views.photographs import photo_of, sheet_url
from coinstack.exceptions import InputRefused, NotFound
from coinstack.htmx import HtmxRequest
from coinstack.toasts import toast


@require_http_methods(["GET", "HEAD", "POST"])
def edit_photo(request: HtmxRequest, pk: int) -> HttpResponse:
    image = photo_of(request, pk)
    try:
        page = photo_edit_page(image, sheet_url(request, image))
    except NotFound as missing:
        raise Http404(missing.message) from missing
    if request.method != "POST":
        return _page(request, page, LookForm(initial=first_values(image, page.width, page.height)))
    form = LookForm(request.POST)
    return _save(request, image, page, form) if form.is_valid() else _page(request, page, form)


def _save(request: HtmxRequest, image: CoinImage, page: PhotoEditPage, form: LookForm) -> HttpResponse:
    batch = new_batch()
    change = Change(user=request.user, reason="Photograph cut and turned", batch=batch)
    try:
        is_changed = _shown_as(image, page, form, change)
    except (InputRefused, NotFound) as refusal:
        form.add_error(None, refusal.message)
        return _page(request, page, form)
    told = f"{page.name} is shown as you set it." if is_changed else "Nothing was changed."
    toast(request, told, undo=batch if is_changed else None, level="success" if is_changed else "info")
    return redirect(f"{page.back_url}#photo-{image.pk}")


def _shown_as(image: CoinImage, page: PhotoEditPage, form: LookForm, change: Change) -> bool:
    first = LookForm(first_values(image, page.width, page.height))
    wants_cut = not first.is_valid() or first.cut != form.cut
    rotation = form.cleaned_data["rotation"]
    show_as(image, rotation=rotation, cut=form.cut if wants_cut else None, change=change)
    return wants_cut or bool(rotation != image.rotation)


def _page(request: HtmxRequest, page: PhotoEditPage, form: LookForm) -> HttpResponse:
    context = {"page": page, "form": form}
    return TemplateResponse(request, "coins/photo_edit.html", context, status=422 if form.errors else 200)
