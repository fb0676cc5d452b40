"""Photographs, to nobody but the owner of their coin."""

import mimetypes
from http import HTTPStatus
from pathlib import Path

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from coins.imaging.decode import SUFFIXES
from coins.imaging.looks import Look
from coins.models import CoinImage
from coins.pictures import WIDTHS, picture_of, tag_of
from coinstack.exceptions import NotFound
from coinstack.htmx import HtmxRequest
from coinstack.uploads import NotWritten

SECONDS_KEPT = 3600
SECONDS_KEPT_TAGGED = 365 * 24 * 3600
UNNAMED = "application/octet-stream"


@require_safe
def coin_image(request: HtmxRequest, pk: int) -> HttpResponseBase:
    """The picture as it is shown, whole or with `w` at most so many pixels wide; never with metadata.

    `upright=1` shows all of it, neither cut nor turned: what a crop is drawn on. `v` is the tag of what is shown: an
    address with the present one may be kept for long. `original=1` downloads the file that was uploaded.
    """
    wanted = request.GET.get("w", "")
    if wanted and wanted not in {str(width) for width in WIDTHS}:
        return HttpResponseBadRequest(f"w is one of {', '.join(map(str, WIDTHS))}.", content_type="text/plain")
    image = get_object_or_404(CoinImage.objects.visible_to(request.user), pk=pk)
    if request.GET.get("original") == "1":
        return _original(image)
    look = Look() if request.GET.get("upright") == "1" else None
    try:
        picture = picture_of(image, int(wanted) if wanted else None, look=look)
    except NotFound as missing:
        raise Http404(missing.message) from missing
    except NotWritten as problem:
        return HttpResponse(problem.message, status=HTTPStatus.INSUFFICIENT_STORAGE, content_type="text/plain")
    etag = f'"{picture.tag}"'
    response = get_conditional_response(request, etag=etag) or FileResponse(
        picture.path.open("rb"), content_type=picture.content_type
    )
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = f'inline; filename="coin-{image.coin_id}-{image.pk}{picture.path.suffix}"'
    if request.GET.get("v") == tag_of(image):
        patch_cache_control(response, private=True, max_age=SECONDS_KEPT_TAGGED, immutable=True)
    else:
        patch_cache_control(response, private=True, max_age=SECONDS_KEPT)
    return response


def _original(image: CoinImage) -> HttpResponseBase:
    """The file as it was uploaded, to be saved and never shown: it may hold more than a picture."""
    path = Path(image.file.path)
    try:
        content = path.open("rb")
    except OSError as error:
        raise Http404("The file of this picture is gone.") from error
    name = image.file_name or f"coin-{image.coin_id}-{image.pk}{path.suffix.lower()}"
    is_known = path.suffix.lower() in SUFFIXES.values()
    kind = mimetypes.guess_type(path.name)[0] if is_known else None
    response = FileResponse(content, content_type=kind or UNNAMED, as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
