"""What lies in the trash, by the JSON API."""

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.pagination import paginate

from coins.api.asking import my_coins
from coins.api.schemas import TrashedCoin
from coins.api.shapes import trashed_shape
from coinstack.api_schemas import WRONG, Pages

router = Router(tags=["coins"])


@router.get(
    "/trash",
    response={200: list[TrashedCoin], **WRONG},
    operation_id="trash_list",
    summary="What lies in the trash, the latest first",
)
@paginate(Pages, shape=trashed_shape)
def list_trash(request: HttpRequest) -> Any:
    return my_coins(request).trashed().for_trash().order_by("-deleted_at", "-pk")
