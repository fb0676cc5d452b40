"""The age of the catalogue: what is made from types or terms asks whether they changed since, or is told."""

from collections.abc import Callable

from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from catalog.models import CatalogVersion

TYPES = "types"
TERMS = "terms"

_LISTENERS: dict[str, list[Callable[[], object]]] = {TYPES: [], TERMS: []}


def catalog_version(name: str) -> int:
    """The present number of `TYPES` or `TERMS`; 0 before anything was loaded. One query on an index."""
    return CatalogVersion.objects.filter(name=name).values_list("number", flat=True).first() or 0


def raise_version(name: str) -> None:
    """Say that types or terms changed; call it in the transaction of the change.

    The number follows the clock (milliseconds), so that a database brought back from a backup never has a number
    again that stood for something else.
    """
    now = timezone.now()
    number = int(now.timestamp() * 1000)
    known = CatalogVersion.objects.filter(name=name)
    if not known.update(number=Greatest(F("number") + 1, Value(number)), changed_at=now):
        CatalogVersion.objects.bulk_create([CatalogVersion(name=name, number=number)], ignore_conflicts=True)


def register_listener(name: str, listener: Callable[[], object]) -> None:
    """Have `listener` called after every whole load of `TYPES` or `TERMS`: an upper app queues its work there."""
    if listener not in _LISTENERS[name]:
        _LISTENERS[name].append(listener)


def announce(name: str) -> None:
    """Tell the listeners that a load is complete and brought something; once a load, outside its transactions."""
    for listener in _LISTENERS[name]:
        listener()
