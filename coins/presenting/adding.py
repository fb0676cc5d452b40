"""What a new coin can take over from one that is there, in words."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from coins.field_spec import FieldSpec
from coins.forms.sections import EDIT_SECTIONS
from coins.models import Coin
from coins.presenting.facts import TOLD_WITH, fact_of
from coins.presenting.formats import Formats
from coins.services.children import lines_in, provenance_lines, reference_lines
from coins.services.similar import USUALLY_KEPT, kept_fields

LONGEST = 90


@dataclass(frozen=True, slots=True)
class KeepChoice:
    """A section with a taste of what stands in it; one without anything is not offered."""

    key: str
    title: str
    taste: str
    is_checked: bool


def keep_choices(coin: Coin, formats: Formats) -> list[KeepChoice]:
    tastes = {key: _taste(coin, key, formats) for key in EDIT_SECTIONS}
    return [
        KeepChoice(key, title, tastes[key], key in USUALLY_KEPT) for key, title in EDIT_SECTIONS.items() if tastes[key]
    ]


def _taste(coin: Coin, key: str, formats: Formats) -> str:
    if key in ("references", "provenance"):
        text = reference_lines(coin) if key == "references" else provenance_lines(coin)
        parts = lines_in(text)
    elif key == "storage":
        place = [coin.storage_place.path_text] if coin.storage_place else []
        parts = [*place, *(tag.name for tag in coin.tags.all())]
    else:
        parts = [_told(coin, spec, formats) for spec in kept_fields(key) if _is_worth_telling(coin, spec)]
    text = " · ".join(dict.fromkeys(part for part in parts if part))
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def _is_worth_telling(coin: Coin, spec: FieldSpec) -> bool:
    is_told = spec.kind in {"text", "choice", "decimal", "prose", "year"} and spec.name != "title"
    return (
        is_told and spec.name not in TOLD_WITH and getattr(coin, spec.name) not in (None, "", spec.column.get_default())
    )


def _told(coin: Coin, spec: FieldSpec, formats: Formats) -> str:
    fact = fact_of(coin, spec, formats)
    return f"{fact.value} {fact.unit}".rstrip() if fact else ""


def prefilled_by(coin: Coin, keep: Collection[str]) -> dict[str, Any]:
    """What of `coin` is no column: the lines and tags of the sections that are kept."""
    found: dict[str, Any] = {}
    if "references" in keep:
        found["references"] = reference_lines(coin)
    if "provenance" in keep:
        found["provenance"] = provenance_lines(coin)
    if "storage" in keep:
        found["tags"] = [tag.name for tag in coin.tags.all()]
    return found
