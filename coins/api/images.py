"""Photographs of a coin, by the JSON API."""

from typing import Any

from django.db import transaction
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from ninja import Router, Status
from ninja.pagination import paginate

from coins.api.answers import GONE_IN_COIN, WRONG_IN_COIN, WRONG_WRITE_IN_COIN
from coins.api.asking import my_coin, my_row
from coins.api.coins import MOST_FILES
from coins.api.reading import change_of
from coins.api.schemas import ImageOut, ImagePatch, ImagesAdded
from coins.api.shapes import image_shape
from coins.choices import ImageKind
from coins.models import CoinImage
from coins.pictures import TYPES, WIDTHS, picture_of
from coins.services.history import Change
from coins.services.photo_looks import show_as
from coins.services.photographs import add_photographs, remove, reorder, set_kind, set_primary
from coinstack.api_parameters import check_parts
from coinstack.api_requests import BINARIES, BINARY, MULTIPART, multipart_body, wrong_type
from coinstack.api_schemas import WRONG_ONE, Pages
from coinstack.exceptions import InputRefused

router = Router(tags=["images"])
KIND = {"type": "string", "enum": ["", *ImageKind.values]}
FILES = {"requestBody": {"required": True, "content": multipart_body("images", images=BINARIES, kind=KIND)}}
PICTURE = {"responses": {200: {"content": {kind: {"schema": BINARY} for kind in sorted(TYPES.values())}}}}


@router.get(
    "/coins/{int:coin_id}/images",
    response={200: list[ImageOut], **WRONG_IN_COIN},
    operation_id="images_list",
    summary="The coin's photographs, the primary one first",
)
@paginate(Pages, shape=image_shape)
def list_images(request: HttpRequest, coin_id: int) -> Any:
    return my_coin(request, coin_id).images.order_by("-is_primary", "order", "pk")


@router.post(
    "/coins/{int:coin_id}/images",
    response={201: ImagesAdded, **WRONG_WRITE_IN_COIN},
    operation_id="images_create",
    summary="Add photographs",
    description="Without a kind the name of each file tells the side, else it is the first free of both.",
    openapi_extra=FILES,
)
def create_images(request: HttpRequest, coin_id: int) -> Any:
    coin = my_coin(request, coin_id)
    if request.content_type != MULTIPART:
        raise wrong_type(MULTIPART)
    check_parts(request, texts=("kind",), files=("images",))
    files = request.FILES.getlist("images")
    if not 0 < len(files) <= MOST_FILES:
        told = f"Send from 1 to {MOST_FILES} pictures."
        raise InputRefused(told, fields={"images": told})
    added = add_photographs(coin, files, change=change_of(request), kind=request.POST.get("kind", ""))
    if not added.images:
        raise InputRefused(
            " ".join(each.message for each in added.refused), fields={"images": added.refused[0].message}
        )
    items = [image_shape(image) for image in added.images]
    return Status(201, {"items": items, "count": len(items), "refused": added.refused})


@router.get(
    "/images/{int:image_id}",
    response={200: ImageOut, **WRONG_IN_COIN},
    operation_id="images_get",
    summary="One photograph",
)
def get_image(request: HttpRequest, image_id: int) -> Any:
    return image_shape(my_row(request, CoinImage, image_id))


@router.get(
    "/images/{int:image_id}/file",
    response={200: None, **WRONG_ONE},
    operation_id="images_file",
    summary="The picture itself, turned and cut, without metadata",
    openapi_extra=PICTURE,
)
def image_file(request: HttpRequest, image_id: int, width: int | None = None) -> HttpResponseBase:
    if width is not None and width not in WIDTHS:
        told = f"One of {', '.join(map(str, WIDTHS))}, or none for the whole picture."
        raise InputRefused(told, fields={"width": told})
    image = get_object_or_404(CoinImage.objects.visible_to(request.user), pk=image_id)
    picture = picture_of(image, width)
    etag = f'"{picture.tag}"'
    known = get_conditional_response(request, etag=etag)
    response = known or FileResponse(picture.path.open("rb"), content_type=picture.content_type)
    response["ETag"] = etag
    return response


@router.patch(
    "/images/{int:image_id}",
    response={200: ImageOut, **WRONG_WRITE_IN_COIN},
    operation_id="images_patch",
    summary="Say what it shows, turn it, cut it, make it the primary one, move it",
)
def patch_image(request: HttpRequest, image_id: int, given: ImagePatch) -> Any:
    image = my_row(request, CoinImage, image_id)
    change = change_of(request)
    _change_look(image, given, change)
    _change_place(image, given, change)
    return image_shape(CoinImage.objects.get(pk=image.pk))


def _change_look(image: CoinImage, given: ImagePatch, change: Change) -> None:
    sent = given.sent
    if "crop_shape" in sent and "crop_circle" not in sent:
        raise InputRefused("Send the circle with its shape.", fields={"crop_shape": "Only together with crop_circle."})
    if not {"crop_circle", "rotation"} & sent.keys():
        return
    cut = (given.crop_circle, given.crop_shape) if "crop_circle" in sent else None
    try:
        show_as(image, rotation=sent.get("rotation"), cut=cut, change=change)
    except InputRefused as error:
        raise InputRefused(error.message, fields={"crop_circle": error.message}) from error


@transaction.atomic
def _change_place(image: CoinImage, given: ImagePatch, change: Change) -> None:
    sent = given.sent
    if "kind" in sent:
        set_kind(image, given.kind, change=change)
    if "is_primary" in sent:
        set_primary(image, change=change)
    if "order" in sent:
        ids = list(image.coin.images.order_by("order", "pk").exclude(pk=image.pk).values_list("pk", flat=True))
        ids.insert(given.order, image.pk)
        reorder(image.coin, ids, change=change)


@router.delete(
    "/images/{int:image_id}",
    response=GONE_IN_COIN,
    operation_id="images_delete",
    summary="Take a photograph away",
)
def delete_image(request: HttpRequest, image_id: int) -> Any:
    remove(my_row(request, CoinImage, image_id), change=change_of(request))
    return Status(204, None)
