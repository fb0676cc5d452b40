"""Labels of types: unique in their work, and no longer than their column."""

from typing import Final

from catalog.models import CatalogType
from catalog.references.type_ids import TypeKey, type_display

_LONGEST: Final = CatalogType._meta.get_field("display").max_length or 0


def label_of(key: TypeKey) -> str:
    return type_display(key)[:_LONGEST]


def told_apart(label: str, id: str) -> str:
    """The label of a second type with the same number, which its id in the catalogue tells from the first."""
    ending = f" [{id}]"[-_LONGEST:]
    return label[: _LONGEST - len(ending)] + ending
