"""Photographs, to nobody but the owner of their coin."""

from django.http import FileResponse, Http404, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from coins.models import CoinImage
from coins.pictures import WIDTHS, picture_of
from coinstack.exceptions import NotFound
from coinstack.htmx import HtmxRequest

SECONDS_KEPT = 3600


@require_safe
def coin_image(request: HtmxRequest, pk: int) -> HttpResponseBase:
    """The picture, or with `w` one of at most so many pixels in width."""
    wanted = request.GET.get("w", "")
    if wanted and wanted not in {str(width) for width in WIDTHS}:
        return HttpResponseBadRequest(f"w is one of {', '.join(map(str, WIDTHS))}.", content_type="text/plain")
    image = get_object_or_404(CoinImage.objects.visible_to(request.user), pk=pk)
    try:
        picture = picture_of(image, int(wanted) if wanted else None)
    except NotFound as missing:
        raise Http404(missing.message) from missing
    etag = f'"{picture.tag}"'
    response = get_conditional_response(request, etag=etag) or FileResponse(
        picture.path.open("rb"), content_type=picture.content_type
    )
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = f'inline; filename="coin-{image.coin_id}-{image.pk}{picture.path.suffix.lower()}"'
    patch_cache_control(response, private=True, max_age=SECONDS_KEPT)
    return response
