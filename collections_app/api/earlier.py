"""Paths below /import/ that earlier programs used: the same operations under other names, and one of their own."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from coins.api.coins import create_coin
from coins.api.reading import record_edit
from coins.api.schemas import CoinCreated, CoinIn
from coins.services.values import clean_values
from coinstack.api_schemas import WRONG_ONE, WRONG_WRITE, Shown
from coinstack.jobs.api import JobOut, get_job
from collections_app.api.import_shapes import ImportOut
from collections_app.api.imports import create_import
from collections_app.services.matching import coins_like, facts_of

router = Router(tags=["imports"])


class LikeOut(Shown):
    """`confidence` is 1 for the same certificate, about 0.8 for no more than the same issuer, denomination, weight."""

    coin: int
    title: str
    confidence: float
    reason: str


class DuplicatesOut(Shown):
    duplicates: list[LikeOut]


@router.post(
    "/check-duplicate",
    response={200: DuplicatesOut, **WRONG_WRITE},
    operation_id="duplicates_check",
    summary="Coins of yours that a new one may be",
    description="Send what the coin would be added with; nothing is written. The likeliest stands first.",
)
def check_duplicate(request: HttpRequest, given: CoinIn) -> Any:
    owner: Any = request.user
    values = clean_values(record_edit(given, owner=owner).values)
    found = coins_like(owner, facts_of(values))
    return {
        "duplicates": [
            {"coin": coin.pk, "title": str(coin), "confidence": like.confidence, "reason": like.reason}
            for coin, like in found
        ]
    }


ALIASES: tuple[tuple[str, str, str, Any, dict[int, Any]], ...] = (
    ("POST", "/collection", "import_collection", create_import, {201: ImportOut, **WRONG_WRITE}),
    ("POST", "/confirm", "import_confirm", create_coin, {201: CoinCreated, **WRONG_WRITE}),
    ("GET", "/batch-status/{int:job_id}", "import_status", get_job, {200: JobOut, **WRONG_ONE}),
)
for method, path, name, operation, response in ALIASES:
    router.add_api_operation(path, [method], operation, response=response, operation_id=name, include_in_schema=False)
