"""Rows of the catalogue for resolving, with terms as Nomisma ids."""

from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Q

from catalog.choices import CURATOR, STARTER, STUB
from catalog.models import CatalogSystem, CatalogType, Term
from catalog.references.type_rows import Query, TypeRow

_COLUMNS: Final = (
    *("pk", "uri", "display", "volume", "edition", "section", "number", "suffix", "qualifier", "supplement"),
    *("number_sort", "obverse_legend", "reverse_legend", "source"),
    *("authority_id", "issuer_id", "obverse_portrait_id", "mint_id", "denomination_id", "material_id"),
)
_FIRST_TERM: Final = _COLUMNS.index("authority_id")
_FIELD_OF: Final = {
    "obverse_legend": "obverse",
    "reverse_legend": "reverse",
    "authority_id": "authority",
    "issuer_id": "issuer",
    "obverse_portrait_id": "portrait",
    "mint_id": "mint",
    "denomination_id": "denomination",
    "material_id": "metal",
}
_FIELDS: Final = tuple(_FIELD_OF.get(column, column) for column in _COLUMNS)
_PARTIAL: Final = ("", STARTER, CURATOR, STUB)
_MOST_ROWS: Final = 5000


class TypeRows:
    """Fetches types by number. Systems and terms are looked up once, which is cheaper than to join them each time."""

    def __init__(self) -> None:
        self._systems: dict[str, int] = {}
        self._terms: dict[int | None, str] = {None: ""}
        self._whole: dict[str, bool] = {}

    def fetch(self, query: Query) -> list[TypeRow]:
        """The types with one of the numbers of a query, in no order; none where the work is not loaded."""
        if not self._systems:
            self._systems = dict(CatalogSystem.objects.values_list("code", "pk"))
        if query.system not in self._systems:
            return []
        wanted = Q(number__in=query.numbers)
        if query.group:
            wanted = Q(number=query.group) | Q(number__startswith=f"{query.group}/")
        # A row made from one coin's reference says nothing about what another coin's reference means.
        types = CatalogType.objects.filter(wanted, system_id=self._systems[query.system], replaced_by=None)
        types = types.exclude(source=STUB).order_by()
        if query.volumes:
            types = types.filter(volume__in=query.volumes)
        found = list(types.values_list(*_COLUMNS)[:_MOST_ROWS])
        self._learn(term for values in found for term in values[_FIRST_TERM:])
        return [self._row(values) for values in found]

    def has_whole(self, system: str) -> bool:
        """Whether a published catalogue was loaded. Starter types, those that somebody wrote and single ones that were
        looked up on the web, which alone go stale, prove no absence."""
        if system not in self._whole:
            types = CatalogType.objects.filter(system_id=self._systems.get(system), stale_after=None)
            self._whole[system] = types.exclude(source__in=_PARTIAL).exists()
        return self._whole[system]

    def _learn(self, keys: Iterable[int | None]) -> None:
        missing = {key for key in keys if key is not None and key not in self._terms}
        if missing:
            terms = Term.objects.filter(pk__in=missing).values_list("pk", "uri")
            self._terms.update((pk, term_id(pk, uri)) for pk, uri in terms)

    def _row(self, values: tuple[Any, ...]) -> TypeRow:
        facts = dict(zip(_FIELDS, values, strict=True))
        for name in _FIELDS[_FIRST_TERM:]:
            facts[name] = self._terms[facts[name]]
        return TypeRow(**{**facts, "uri": facts["uri"] or ""})


def term_id(pk: int, uri: str | None) -> str:
    """The Nomisma id of a term, or one made of its key."""
    return uri.rpartition("/")[2] if uri else f"#{pk}"
