"""Shapes that all parts of the JSON API share: what is given, what a list is, what a problem is."""

from collections.abc import Callable, Sequence
from typing import Any

from ninja import Field, Schema
from ninja.pagination import PaginationBase
from pydantic import BaseModel, ConfigDict

MOST_PER_PAGE = 200
PER_PAGE = 50
LAST_PAGE = 1_000_000


class Given(BaseModel):
    """What a client sends. A field that does not exist is refused by its name."""

    model_config = ConfigDict(extra="forbid")


def _without_defaults(schema: dict[str, Any]) -> None:
    for each in schema.get("properties", {}).values():
        each.pop("default", None)


class Part(Given):
    """What a client sends to change something: what is not sent stays as it is."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_without_defaults)

    @property
    def sent(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True)


class Shown(BaseModel):
    """What a client gets; made of a dict or of a row's attributes."""

    model_config = ConfigDict(from_attributes=True)


class Problem(Shown):
    """The one shape of every error: a stable code, a sentence for a person, and a sentence for each field."""

    code: str
    message: str
    fields: dict[str, str]


class Listed:
    """What is in memory already, to be cut into pages."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self.rows = rows

    def count(self) -> int:
        return len(self.rows)

    def __getitem__(self, part: slice) -> Sequence[Any]:
        return self.rows[part]


class Pages(PaginationBase):
    """`{"items", "count"}`, by page and length. A page beyond the end has no items.

    What is paged has `count()` and gives its rows by a slice, as a queryset does; `shape` turns a row of the page
    into what is shown of it.
    """

    class Input(Schema):
        page: int = Field(1, ge=1, le=LAST_PAGE)
        per_page: int = Field(PER_PAGE, ge=1, le=MOST_PER_PAGE)

    class Output(Schema):
        items: list[Any]
        count: int

    def __init__(self, *, shape: Callable[[Any], Any] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.shape = shape

    def paginate_queryset(self, queryset: Any, pagination: Any, request: Any, **params: Any) -> dict[str, Any]:
        first = (pagination.page - 1) * pagination.per_page
        rows = queryset[first : first + pagination.per_page]
        return {"items": [self.shape(row) for row in rows] if self.shape else rows, "count": queryset.count()}


WRONG: dict[int, Any] = dict.fromkeys((401, 422, 429), Problem)
WRONG_ONE: dict[int, Any] = {**WRONG, 404: Problem}
WRONG_WRITE: dict[int, Any] = {**WRONG, **dict.fromkeys((400, 403, 413, 415), Problem)}
WRONG_WRITE_ONE: dict[int, Any] = {**WRONG_WRITE, 404: Problem}
# Nothing is sent to what is only started, put back or removed.
WRONG_ACTION: dict[int, Any] = {**WRONG, 403: Problem}
WRONG_ACTION_ONE: dict[int, Any] = {**WRONG_ACTION, 404: Problem}
GONE: dict[int, Any] = {204: None, **WRONG_ACTION_ONE}
