"""References and provenance of a coin, row by row, by the JSON API."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status
from ninja.pagination import paginate

from coins.api.answers import GONE_IN_COIN, WRONG_IN_COIN, WRONG_WRITE_IN_COIN
from coins.api.asking import my_coin, my_row
from coins.api.reading import change_of
from coins.api.schemas import EventIn, EventOut, EventPatch, EventsAdded, ReferenceIn, ReferenceOut, ReferencePatch
from coins.models import CoinReference, ProvenanceEvent
from coins.services.child_rows import (
    add_events,
    add_reference,
    change_event,
    change_reference,
    remove_event,
    remove_reference,
)
from coins.services.children import event_columns
from coinstack.api_requests import located
from coinstack.api_schemas import Pages
from coinstack.exceptions import InputRefused

router = Router()


@router.get(
    "/coins/{int:coin_id}/references",
    response={200: list[ReferenceOut], **WRONG_IN_COIN},
    operation_id="references_list",
    summary="What catalogues call the coin",
    tags=["references"],
)
@paginate(Pages)
def list_references(request: HttpRequest, coin_id: int) -> Any:
    return my_coin(request, coin_id).references.order_by("-is_primary", "order", "pk")


@router.post(
    "/coins/{int:coin_id}/references",
    response={201: ReferenceOut, **WRONG_WRITE_IN_COIN},
    operation_id="references_create",
    summary="Add a citation",
    tags=["references"],
)
def create_reference(request: HttpRequest, response: HttpResponse, coin_id: int, given: ReferenceIn) -> Any:
    row = add_reference(my_coin(request, coin_id), given.sent, change_of(request))
    located(response, "references_get", row.pk)
    return Status(201, row)


@router.get(
    "/references/{int:reference_id}",
    response={200: ReferenceOut, **WRONG_IN_COIN},
    operation_id="references_get",
    summary="One citation",
    tags=["references"],
)
def get_reference(request: HttpRequest, reference_id: int) -> Any:
    return my_row(request, CoinReference, reference_id)


@router.patch(
    "/references/{int:reference_id}",
    response={200: ReferenceOut, **WRONG_WRITE_IN_COIN},
    operation_id="references_patch",
    summary="Change a citation or what is said of it",
    tags=["references"],
)
def patch_reference(request: HttpRequest, reference_id: int, given: ReferencePatch) -> Any:
    return change_reference(my_row(request, CoinReference, reference_id), given.sent, change_of(request))


@router.delete(
    "/references/{int:reference_id}",
    response=GONE_IN_COIN,
    operation_id="references_delete",
    summary="Take a citation away",
    tags=["references"],
)
def delete_reference(request: HttpRequest, reference_id: int) -> Any:
    remove_reference(my_row(request, CoinReference, reference_id), change_of(request))
    return Status(204, None)


@router.get(
    "/coins/{int:coin_id}/provenance",
    response={200: list[EventOut], **WRONG_IN_COIN},
    operation_id="provenance_list",
    summary="Where the coin was before",
    tags=["provenance"],
)
@paginate(Pages)
def list_events(request: HttpRequest, coin_id: int) -> Any:
    return my_coin(request, coin_id).provenance.order_by("order", "pk")


@router.post(
    "/coins/{int:coin_id}/provenance",
    response={201: EventsAdded, **WRONG_WRITE_IN_COIN},
    operation_id="provenance_create",
    summary="Add a station, or all that a pedigree tells of",
    tags=["provenance"],
)
def create_events(request: HttpRequest, coin_id: int, given: EventIn) -> Any:
    coin, columns = my_coin(request, coin_id), given.sent
    text = columns.pop("text", None)
    if text and columns:
        told = "Send either the text of a pedigree or the parts of one station."
        raise InputRefused(told, fields={"text": told})
    if not text and not _says_something(columns):
        raise InputRefused("This says nothing.", fields={"text": "This is missing."})
    events = add_events(coin, event_columns(text) if text else [columns], change_of(request))
    return Status(201, {"items": events, "count": len(events)})


def _says_something(columns: Mapping[str, Any]) -> bool:
    told = (pair for pair in columns.items() if pair[0] not in {"order", "currency"})
    return any(value and (name, value) != ("kind", "unknown") for name, value in told)


@router.get(
    "/provenance/{int:event_id}",
    response={200: EventOut, **WRONG_IN_COIN},
    operation_id="provenance_get",
    summary="One station",
    tags=["provenance"],
)
def get_event(request: HttpRequest, event_id: int) -> Any:
    return my_row(request, ProvenanceEvent, event_id)


@router.patch(
    "/provenance/{int:event_id}",
    response={200: EventOut, **WRONG_WRITE_IN_COIN},
    operation_id="provenance_patch",
    summary="Change a station",
    tags=["provenance"],
)
def patch_event(request: HttpRequest, event_id: int, given: EventPatch) -> Any:
    return change_event(my_row(request, ProvenanceEvent, event_id), given.sent, change_of(request))


@router.delete(
    "/provenance/{int:event_id}",
    response=GONE_IN_COIN,
    operation_id="provenance_delete",
    summary="Take a station away",
    tags=["provenance"],
)
def delete_event(request: HttpRequest, event_id: int) -> Any:
    remove_event(my_row(request, ProvenanceEvent, event_id), change_of(request))
    return Status(204, None)
