"""Coins by the JSON API: the list, one coin, adding, changing."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from ninja import Router, Status
from ninja.pagination import paginate

from coins.api.answers import WRONG_IN_COIN
from coins.api.asking import FoundCoins, filter_parameters, filters_of, my_coin, my_coins, shown_coin
from coins.api.reading import change_of, record_edit
from coins.api.saving import save_given
from coins.api.schemas import CoinCreated, CoinIn, CoinListItem, CoinOut, CoinPatch, CoinSaved, Navigation
from coins.api.shapes import coin_shape, list_shape
from coins.filters.sorting import neighbours, place_of
from coins.models import Coin
from coins.services.edit import trash_coins
from coins.services.history import Change
from coins.services.photographs import Refused, add_photographs
from coins.services.record import add_record
from coins.services.trash import DAYS_KEPT, restore_what_fits
from coinstack.api_errors import RequestRefused
from coinstack.api_parameters import check_parts
from coinstack.api_requests import (
    BINARIES,
    JSON,
    MULTIPART,
    is_json,
    located,
    multipart_body,
    read_json,
    read_shape,
    wrong_type,
)
from coinstack.api_schemas import GONE, WRONG, WRONG_ACTION_ONE, WRONG_ONE, WRONG_WRITE, WRONG_WRITE_ONE, Pages, Problem
from coinstack.exceptions import InputRefused

router = Router(tags=["coins"])

FILTERS = {"parameters": filter_parameters()}
MOST_FILES = 20
REPLACED = "\ufffd"  # what the reader of forms puts for bytes that are no UTF-8
AS_TEXT = {"type": "string", "description": "The coin as JSON, as in the other form; a file will do."}
BODIES = {JSON: {"schema": CoinIn.model_json_schema()}, **multipart_body("coin", coin=AS_TEXT, images=BINARIES)}


@router.get(
    "",
    response={200: list[CoinListItem], **WRONG},
    operation_id="coins_list",
    summary="The coins that match, in order",
    openapi_extra=FILTERS,
)
@paginate(Pages, shape=list_shape)
def list_coins(request: HttpRequest) -> Any:
    return FoundCoins(my_coins(request).present(), filters_of(request))


@router.post(
    "",
    response={201: CoinCreated, **WRONG_WRITE},
    operation_id="coins_create",
    summary="Add a coin, with its photographs if you like",
    openapi_extra={"requestBody": {"required": True, "content": BODIES}},
)
def create_coin(request: HttpRequest, response: HttpResponse) -> Any:
    given, files = _coin_and_files(request)
    change = change_of(request, "Added")
    coin = add_record(owner=request.user, edit=record_edit(given, owner=request.user), change=change)  # type: ignore[arg-type]
    refused = _add_files(coin, files, change)
    shape = coin_shape(shown_coin(request, coin.pk))
    located(response, "coins_get", coin.pk)
    return Status(201, {**shape, "refused_images": refused})


def _coin_and_files(request: HttpRequest) -> "tuple[CoinIn, list[UploadedFile[Any]]]":
    if is_json(request):
        return read_shape(CoinIn, read_json(request.body)), []
    if request.content_type != MULTIPART:
        raise wrong_type(JSON, MULTIPART)
    check_parts(request, texts=("coin",), files=("coin", "images"))
    files = request.FILES.getlist("images")
    if len(files) > MOST_FILES:
        raise InputRefused(f"At most {MOST_FILES} pictures at once.", fields={"images": "Too many."})
    return read_shape(CoinIn, read_json(_coin_part(request))), files


def _coin_part(request: HttpRequest) -> Any:
    file: Any = request.FILES.get("coin")
    if file is None:
        return _coin_text(request)
    if file.size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise RequestDataTooBig
    return file.read()


def _coin_text(request: HttpRequest) -> str:
    text = request.POST.get("coin")
    if text is None:
        raise InputRefused("There is no part called coin.", fields={"coin": "This is missing."})
    if REPLACED in text:
        raise RequestRefused(400, "bad_json", "The coin is not in UTF-8 throughout.")
    return text


def _add_files(coin: Coin, files: "list[UploadedFile[Any]]", change: Change) -> list[Refused]:
    return add_photographs(coin, files, change=change).refused if files else []


@router.get(
    "/{int:coin_id}",
    response={200: CoinOut, **WRONG_ONE},
    operation_id="coins_get",
    summary="One coin with everything",
)
def get_coin(request: HttpRequest, coin_id: int) -> Any:
    return coin_shape(shown_coin(request, coin_id))


@router.patch(
    "/{int:coin_id}",
    response={200: CoinSaved, **WRONG_WRITE_ONE, 409: Problem},
    operation_id="coins_patch",
    summary="Change what is sent",
    description=(
        "With the version that the coin was read at, fields that somebody else changed since are never overwritten: "
        "when you change the same ones, nothing is written and 409 names them; when you change others, both are kept "
        "and changed_meanwhile tells theirs. Without a version the last one wins."
    ),
)
def patch_coin(request: HttpRequest, coin_id: int, given: CoinPatch) -> Any:
    saved = save_given(request, coin_id, given)
    shape = coin_shape(shown_coin(request, coin_id))
    return {**shape, "changed": saved.changed, "changed_meanwhile": saved.meanwhile}


@router.delete(
    "/{int:coin_id}",
    response=GONE,
    operation_id="coins_delete",
    summary=f"Into the trash, where it stays for {DAYS_KEPT} days",
)
def delete_coin(request: HttpRequest, coin_id: int) -> Any:
    coin = shown_coin(request, coin_id)
    if coin.deleted_at is None:
        trash_coins(coins=[coin], change=change_of(request, "To the trash"))
    return Status(204, None)


@router.post(
    "/{int:coin_id}/restore",
    response={200: CoinOut, **WRONG_ACTION_ONE, 409: Problem},
    operation_id="coins_restore",
    summary="Out of the trash",
)
def restore_coin(request: HttpRequest, coin_id: int) -> Any:
    coin = shown_coin(request, coin_id)
    if coin.deleted_at is not None:
        report = restore_what_fits(coins=[coin], change=change_of(request, "Out of the trash"))
        for _, reason in report.refused:
            raise RequestRefused(409, "in_use", reason)
    return coin_shape(shown_coin(request, coin_id))


@router.get(
    "/{int:coin_id}/navigation",
    response={200: Navigation, **WRONG_IN_COIN},
    operation_id="coins_navigation",
    summary="The coins before and after it in a list",
    description="Takes the parameters of the list.",
    openapi_extra=FILTERS,
)
def navigate(request: HttpRequest, coin_id: int) -> Any:
    coin = my_coin(request, coin_id)
    filters = filters_of(request)
    found = my_coins(request).present().matching(filters)
    before, after = neighbours(found, filters.keys, coin)
    position, count = place_of(found, filters.keys, coin)
    return {"previous": before, "next": after, "position": position, "count": count}
