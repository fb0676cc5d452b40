"""The order of references and pictures where the one that stands for the coin leads."""

from collections.abc import Iterable
from typing import Any, TypeVar

Row = TypeVar("Row", bound=Any)


def primary_first(rows: Iterable[Row]) -> list[Row]:
    """Rows with `is_primary`, `order` and `pk`: the primary one, then the others in their order."""
    return sorted(rows, key=lambda row: (not row.is_primary, row.order, row.pk))
