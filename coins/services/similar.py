"""A new coin like one that is there: which groups of facts it takes over."""

from collections.abc import Collection
from copy import copy

from coins.field_spec import FieldSpec
from coins.fields import BY_NAME, in_section
from coins.models import Coin

# What only this one specimen can have.
NEVER_KEPT = {"inventory_number", "certification_number", "verification_url", "invoice"}
# What two coins of one type, bought in different places, have in common.
USUALLY_KEPT = ("identity", "chronology", "obverse", "reverse", "references")
# Facts of the type, though they stand among those of the piece.
WITH_ATTRIBUTION = ("metal", "weight_standard")


def kept_fields(section: str) -> tuple[FieldSpec, ...]:
    """The coin's own columns that go with a section."""
    beside = tuple(BY_NAME[name] for name in WITH_ATTRIBUTION) if section == "identity" else ()
    own = (spec for spec in in_section(section) if spec.name not in NEVER_KEPT and spec.kind != "tags")
    return (*own, *beside)


def similar_coin(coin: Coin, keep: Collection[str]) -> Coin:
    """An unsaved coin with the values of the sections in `keep`."""
    new = Coin(owner=coin.owner)
    for section in keep:
        for spec in kept_fields(section):
            setattr(new, spec.name, copy(getattr(coin, spec.name)))
    new.title_is_custom = coin.title_is_custom and "identity" in keep
    new.title = coin.title if new.title_is_custom else ""
    return new
