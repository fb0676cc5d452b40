"""A collector's tags and storage places, by the JSON API."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from ninja.pagination import paginate

from coins.api.answers import GONE_IN_COIN
from coins.api.reading import change_of, place_path
from coins.api.schemas import PlaceIn, PlaceOut, PlacePatch, TagIn, TagOut
from coins.api.shapes import place_shape
from coins.models import StoragePlace, Tag
from coins.place_paths import SEPARATOR
from coins.services.history import Change
from coins.services.owned_rows import tag_named
from coins.services.shelving import change_place, make_place, remove_place, remove_tag, rename_tag
from coinstack.api_requests import located
from coinstack.api_schemas import WRONG, WRONG_ONE, WRONG_WRITE, WRONG_WRITE_ONE, Pages
from coinstack.exceptions import InputRefused
from coinstack.text import clean_text

router = Router()


GIVEN_BACK = "201 for a new one, 200 for one that was there."


def my_tags(request: HttpRequest) -> Any:
    return Tag.objects.visible_to(request.user).annotate(uses=_USES)


def my_places(request: HttpRequest) -> Any:
    return StoragePlace.objects.visible_to(request.user).annotate(uses=_USES)


_USES = Count("coins", filter=Q(coins__deleted_at__isnull=True))


def _tag_shape(tag: Any) -> dict[str, Any]:
    return {"id": tag.pk, "name": tag.name, "coins": tag.uses}


def _status(row: Tag | StoragePlace, change: Change) -> int:
    is_new = row.history.filter(history_batch=change.batch, history_type="+").exists()
    return 201 if is_new else 200


def _name(text: str) -> str:
    if name := clean_text(text):
        return name
    raise InputRefused("The name is empty.", fields={"name": "This is missing."})


def _path(given: list[str], owner_id: int) -> tuple[str, ...]:
    try:
        if not all(map(clean_text, given)):
            raise ValidationError("Each place in a path has a name.")
        return place_path(given, owner_id=owner_id)
    except ValidationError as error:
        told = " ".join(error.messages)
        raise InputRefused(told, fields={"path": told}) from error


def _place_name(text: str) -> str:
    if SEPARATOR.strip() in text:
        told = f"No name holds “{SEPARATOR.strip()}”."
        raise InputRefused(told, fields={"name": told})
    return _name(text)


@router.get(
    "/tags",
    response={200: list[TagOut], **WRONG},
    operation_id="tags_list",
    summary="Your tags, with how many coins bear them",
    tags=["tags"],
)
@paginate(Pages, shape=_tag_shape)
def list_tags(request: HttpRequest) -> Any:
    return my_tags(request).order_by("name_norm", "pk")


@router.post(
    "/tags",
    response={200: TagOut, 201: TagOut, **WRONG_WRITE},
    operation_id="tags_create",
    summary="Make a tag; one of that name that exists is given back",
    description=GIVEN_BACK,
    tags=["tags"],
)
@transaction.atomic
def create_tag(request: HttpRequest, response: HttpResponse, given: TagIn) -> Any:
    owner: Any = request.user
    change = change_of(request)
    tag = tag_named(_name(given.name), owner.pk, change)
    located(response, "tags_get", tag.pk)
    return Status(_status(tag, change), _tag_shape(my_tags(request).get(pk=tag.pk)))


@router.get(
    "/tags/{int:tag_id}", response={200: TagOut, **WRONG_ONE}, operation_id="tags_get", summary="One tag", tags=["tags"]
)
def get_tag(request: HttpRequest, tag_id: int) -> Any:
    return _tag_shape(get_object_or_404(my_tags(request), pk=tag_id))


@router.patch(
    "/tags/{int:tag_id}",
    response={200: TagOut, **WRONG_WRITE_ONE},
    operation_id="tags_patch",
    summary="Rename a tag on all coins",
    tags=["tags"],
)
def patch_tag(request: HttpRequest, tag_id: int, given: TagIn) -> Any:
    tag = get_object_or_404(my_tags(request), pk=tag_id)
    return _tag_shape(rename_tag(tag, _name(given.name), change_of(request)))


@router.delete(
    "/tags/{int:tag_id}",
    response=GONE_IN_COIN,
    operation_id="tags_delete",
    summary="Take a tag off all coins",
    tags=["tags"],
)
def delete_tag(request: HttpRequest, tag_id: int) -> Any:
    remove_tag(get_object_or_404(my_tags(request), pk=tag_id), change_of(request))
    return Status(204, None)


@router.get(
    "/storage",
    response={200: list[PlaceOut], **WRONG},
    operation_id="storage_list",
    summary="Your storage places, with how many coins lie there",
    tags=["storage"],
)
@paginate(Pages, shape=place_shape)
def list_places(request: HttpRequest) -> Any:
    return my_places(request).order_by("path_norm", "pk")


@router.post(
    "/storage",
    response={200: PlaceOut, 201: PlaceOut, **WRONG_WRITE},
    operation_id="storage_create",
    summary="Make a place with those around it; one that exists is given back",
    description=GIVEN_BACK,
    tags=["storage"],
)
@transaction.atomic
def create_place(request: HttpRequest, response: HttpResponse, given: PlaceIn) -> Any:
    owner: Any = request.user
    change = change_of(request)
    place = make_place(owner=owner, path=_path(given.path, owner.pk), notes=given.notes, change=change)
    located(response, "storage_get", place.pk)
    return Status(_status(place, change), place_shape(my_places(request).get(pk=place.pk)))


@router.get(
    "/storage/{int:place_id}",
    response={200: PlaceOut, **WRONG_ONE},
    operation_id="storage_get",
    summary="One storage place",
    tags=["storage"],
)
def get_place(request: HttpRequest, place_id: int) -> Any:
    return place_shape(get_object_or_404(my_places(request), pk=place_id))


@router.patch(
    "/storage/{int:place_id}",
    response={200: PlaceOut, **WRONG_WRITE_ONE},
    operation_id="storage_patch",
    summary="Rename a place or change its notes; what lies inside moves along",
    tags=["storage"],
)
def patch_place(request: HttpRequest, place_id: int, given: PlacePatch) -> Any:
    place, sent = get_object_or_404(my_places(request), pk=place_id), given.sent
    name = _place_name(given.name) if "name" in sent else None
    change_place(place, name=name, notes=sent.get("notes"), change=change_of(request))
    return place_shape(my_places(request).get(pk=place_id))


@router.delete(
    "/storage/{int:place_id}",
    response=GONE_IN_COIN,
    operation_id="storage_delete",
    summary="Remove a place; its coins lie nowhere then",
    tags=["storage"],
)
def delete_place(request: HttpRequest, place_id: int) -> Any:
    remove_place(get_object_or_404(my_places(request), pk=place_id), change_of(request))
    return Status(204, None)
