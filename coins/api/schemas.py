"""What coins and what hangs off them look like in JSON. Field names are those of the table of fields."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BeforeValidator, Field, StrictBool, StrictInt, field_validator

from coins.api.field_types import (
    LONGEST_LIST,
    Cleaned,
    CleanedLines,
    Currency,
    Day,
    Entry,
    Number,
    fields_in,
    fields_out,
)
from coins.choices import ImageKind, ProvenanceKind, ProvenanceStrength, ReferenceSide
from coins.fields import BY_NAME
from coins.models.owned import LONGEST_TAG
from coins.querysets import LISTED
from coins.services.children import lines_in
from coinstack.api_schemas import Given, Part, Shown

LONGEST_LINE = 2000


def _one_line(given: Any) -> Any:
    """Kept as it is printed, but a line is no more than one: coins hold citations and pedigrees line by line."""
    return " ".join(lines_in(given)) if isinstance(given, str) else given


Line = Annotated[str, Field(min_length=1, max_length=LONGEST_LINE), BeforeValidator(_one_line)]
Kind: Any = Literal[tuple(ImageKind.values)]
Side: Any = Literal[(*ReferenceSide.values, "")]
Station: Any = Literal[tuple(ProvenanceKind.values)]
Strength: Any = Literal[(*ProvenanceStrength.values, "")]


class CoinFields(fields_in()):  # type: ignore[misc]
    """What is sent of a coin. `references` and `provenance` are lines of text: one citation, one pedigree each."""

    is_draft: StrictBool = False
    references: Annotated[list[Line], Field(max_length=LONGEST_LIST)] | None = None
    provenance: Annotated[list[Line], Field(max_length=LONGEST_LIST)] | None = None

    @field_validator("references", mode="before")
    @classmethod
    def as_lines(cls, given: Any) -> Any:
        """Earlier programs send a citation in parts."""
        return [_citation(each) for each in given] if isinstance(given, list) else given


def _citation(given: Any) -> Any:
    if not isinstance(given, dict):
        return given
    parts = [given.get("catalog") or given.get("system"), given.get("volume"), given.get("number")]
    joined = " ".join(str(part) for part in parts if part)
    return given.get("text") or given.get("full_reference") or given.get("raw_text") or joined


class CoinIn(CoinFields):
    """A new coin."""


class CoinPatch(CoinFields):
    """Only what is sent changes. With the `version` that it was read at, nobody else's change is overwritten."""

    version: Annotated[StrictInt, Field(ge=1, le=2**31 - 1)] | None = None


class ReferenceOut(Shown):
    id: int
    text: str
    order: int
    is_primary: bool
    needs_review: bool
    confidence: str
    side: str
    is_plate_coin: bool
    page: str
    plate: str
    note: str
    variant_note: str
    rarity_note: str
    disagreement_note: str


class ReferenceIn(Part):
    """`text` is the citation as printed; it is kept verbatim."""

    text: Line
    side: Side = ""
    is_primary: StrictBool = False
    is_plate_coin: StrictBool = False
    page: Annotated[str, Field(max_length=30), Cleaned] = ""
    plate: Annotated[str, Field(max_length=30), Cleaned] = ""
    note: Annotated[str, Field(max_length=255), Cleaned] = ""
    variant_note: Annotated[str, Field(max_length=255), Cleaned] = ""
    rarity_note: Annotated[str, Field(max_length=100), Cleaned] = ""
    disagreement_note: Annotated[str, Field(max_length=LONGEST_LINE), CleanedLines] = ""


class ReferencePatch(ReferenceIn):
    text: Line = ""


class EventOut(Shown):
    """One station of the pedigree; `order` counts from the most recent."""

    id: int
    kind: str
    strength: str
    source_name: str
    sale_name: str
    sale_number: str
    date_text: str
    sort_date: date | None
    lot_number: str
    hammer_price: float | None
    premium_pct: float | None
    total_price: float | None
    currency: str
    catalog_reference: str
    plate: str
    url: str
    has_receipt: bool
    raw_text: str
    notes: str
    order: int


class EventPatch(Part):
    kind: Station = "unknown"
    strength: Strength = ""
    source_name: Annotated[str, Field(max_length=200), Cleaned] = ""
    sale_name: Annotated[str, Field(max_length=200), Cleaned] = ""
    sale_number: Annotated[str, Field(max_length=50), Cleaned] = ""
    date_text: Annotated[str, Field(max_length=100), Cleaned] = ""
    sort_date: Day | None = None
    lot_number: Annotated[str, Field(max_length=50), Cleaned] = ""
    hammer_price: Number | None = None
    premium_pct: Number | None = None
    total_price: Number | None = None
    currency: Currency = ""
    catalog_reference: Annotated[str, Field(max_length=200), Cleaned] = ""
    plate: Annotated[str, Field(max_length=50), Cleaned] = ""
    url: Annotated[str, Field(max_length=1000), Cleaned] = ""
    has_receipt: StrictBool = False
    raw_text: Annotated[str, Field(max_length=LONGEST_LINE), CleanedLines] = ""
    notes: Annotated[str, Field(max_length=LONGEST_LINE), CleanedLines] = ""
    order: Annotated[StrictInt, Field(ge=0, le=32767)] = 0


class EventIn(EventPatch):
    """A station in parts; or `text` alone, a pedigree as printed, which may tell of several."""

    text: Line | None = None


class EventsAdded(Shown):
    items: list[EventOut]
    count: int


class CircleOut(Shown):
    x: int
    y: int
    r: int


class ImageOut(Shown):
    """`crop_circle` is in pixels of the picture standing upright and not turned; null when all of it is shown."""

    id: int
    kind: str
    order: int
    is_primary: bool
    width: int | None
    height: int | None
    rotation: int
    crop_circle: CircleOut | None
    crop_shape: str
    sha256: str
    file_name: str
    source_url: str
    url: str
    thumbnail_url: str


class CircleIn(Given):
    x: Annotated[StrictInt, Field(ge=0, le=100_000)]
    y: Annotated[StrictInt, Field(ge=0, le=100_000)]
    r: Annotated[StrictInt, Field(ge=1, le=100_000)]


class ImagePatch(Part):
    """`rotation` turns what is shown; `crop_circle` (or `crop`) null shows all of it.

    `order` is the place among the coin's pictures.
    """

    kind: Kind = "other"
    order: Annotated[StrictInt, Field(ge=0, le=1000)] = 0
    is_primary: Literal[True] = True
    rotation: Literal[0, 90, 180, 270] = 0
    crop_circle: CircleIn | None = Field(None, validation_alias=AliasChoices("crop_circle", "crop"))
    crop_shape: Literal["circle", "square"] = "circle"


class RefusedFile(Shown):
    name: str
    message: str


class ImagesAdded(Shown):
    """Each file is judged by itself; the others are in `refused`, each with its reason."""

    items: list[ImageOut]
    count: int
    refused: list[RefusedFile]


class CoinListItem(fields_out("CoinListFields", [BY_NAME[name] for name in LISTED])):  # type: ignore[misc]
    """A coin as a list shows it; `reference` is the primary one, `thumbnail_url` the primary picture's."""

    id: int
    is_draft: bool
    created_at: datetime
    reference: str
    thumbnail_url: str


class CoinOut(fields_out("CoinFieldsOut")):  # type: ignore[misc]
    """A coin with everything. Years are signed, −44 is 44 BC; money is in `currency`; terms are vocabulary URIs."""

    id: int
    version: int
    is_draft: bool
    title_is_custom: bool
    total_cost: float | None
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    references: list[ReferenceOut]
    provenance: list[EventOut]
    images: list[ImageOut]


class CoinCreated(CoinOut):
    """`refused_images` are files that came along and were not accepted, each with its reason."""

    refused_images: list[RefusedFile]


class CoinSaved(CoinOut):
    """`changed` are the fields that this request wrote, `changed_meanwhile` those that somebody else had since."""

    changed: list[str]
    changed_meanwhile: list[str]


class TrashedCoin(Shown):
    id: int
    title: str
    deleted_at: datetime
    gone_after: datetime


class Navigation(Shown):
    """Neighbours in the list that the query asks for; `position` is 0 where the coin is not in it."""

    previous: int | None
    next: int | None
    position: int
    count: int


class TagOut(Shown):
    id: int
    name: str
    coins: int


class TagIn(Given):
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_TAG)]


class PlaceOut(Shown):
    """`path` are the names from the outermost place inwards."""

    id: int
    name: str
    path: list[str]
    parent: int | None
    notes: str
    coins: int


class PlaceIn(Given):
    path: Annotated[list[Entry], Field(min_length=1, max_length=5)]
    notes: Annotated[str, Field(max_length=LONGEST_LINE), CleanedLines] = ""


class PlacePatch(Part):
    name: Annotated[str, Field(min_length=1, max_length=80)] = ""
    notes: Annotated[str, Field(max_length=LONGEST_LINE), CleanedLines] = ""
