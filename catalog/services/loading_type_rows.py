"""Rows of a published catalogue written as types: found by address, else by the label that is unique in their work."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from catalog.choices import STARTER, STUB
from catalog.loaders.series import Series
from catalog.loaders.type_series import TERMS, TypeRow
from catalog.models import CatalogSystem, CatalogType
from catalog.references.type_ids import number_sort
from catalog.services.bare_terms import CitedTerms
from catalog.services.seeding_systems import seed_systems
from catalog.services.type_labels import label_of, told_apart
from catalog.services.versions import TYPES, raise_version
from coinstack.exceptions import CoinStackError

_OPEN_SOURCES: Final = frozenset({"", STARTER, STUB})
_KEY: Final = ("volume", "edition", "section", "number", "number_sort", "suffix", "qualifier")
_PLAIN: Final = (
    "year_start",
    "year_end",
    "obverse_legend",
    "obverse_legend_norm",
    "obverse_description",
    "reverse_legend",
    "reverse_legend_norm",
    "reverse_description",
)
_TERM_COLUMNS: Final = tuple(f"{column}_id" for column in TERMS)
_WRITTEN: Final = (*_KEY, *_PLAIN, *TERMS, "uri", "raw", "source", "fetched_at", "updated_at")


class TypeWriter:
    """Writes rows of one catalogue, some hundred in a transaction."""

    def __init__(self, series: Series) -> None:
        self.series = series
        self.terms = CitedTerms()
        self.systems = {system.code: system for system in _systems(series)}

    def write(self, rows: Sequence[TypeRow]) -> dict[str, int]:
        """Returns {"created", "updated"}."""
        with transaction.atomic():
            cited = self.terms.find({(uri, TERMS[column][1]) for row in rows for column, uri in row.terms.items()})
            known = _Known(rows, self.systems.values())
            new, changed = [], []
            for row in rows:
                values = self._values(row, cited)
                present = known.find(row, self.systems[row.key.system])
                if present is None:
                    new.append(self._new(row, values, known))
                elif self._complete(present, values):
                    changed.append(present)
            CatalogType.objects.bulk_create(new)
            CatalogType.objects.bulk_update(changed, _WRITTEN)
            if new or changed:
                raise_version(TYPES)
        return {"created": len(new), "updated": len(changed)}

    def write_successors(self, rows: Sequence[TypeRow], successor: Callable[[str], str]) -> None:
        """Tie replaced types to what replaced them, where that is loaded."""
        wanted = {row.uri: successor(row.uri) for row in rows}
        if not wanted:
            return
        with transaction.atomic():
            found = CatalogType.objects.filter(uri__in={*wanted, *wanted.values()}).only("uri", "replaced_by")
            types = {one.uri: one for one in found}
            changed = []
            for uri, target in wanted.items():
                replaced, new = types.get(uri), types.get(target)
                if replaced and new and new.pk not in {replaced.pk, replaced.replaced_by_id}:
                    replaced.replaced_by = new
                    changed.append(replaced)
            CatalogType.objects.bulk_update(changed, ["replaced_by"])
            if changed:
                raise_version(TYPES)

    def _values(self, row: TypeRow, cited: dict[str, int]) -> dict[str, Any]:
        terms = {f"{column}_id": cited[uri] for column, uri in row.terms.items() if uri in cited}
        if "authority_id" in terms:
            # Who issued a type by his authority is the power that struck; a moneyer counts where no power is named.
            terms["issuer_id"] = terms["authority_id"]
        key = row.key
        return {
            "volume": key.volume,
            "edition": key.edition,
            "section": key.section,
            "number": key.number,
            "number_sort": number_sort(key.number, key.suffix),
            "suffix": key.suffix,
            "qualifier": key.qualifier,
            "uri": row.uri,
            "raw": row.raw,
            "source": self.series.code,
            **dict.fromkeys(_TERM_COLUMNS),
            **terms,
            **row.columns,
        }

    def _new(self, row: TypeRow, values: dict[str, Any], known: "_Known") -> CatalogType:
        system = self.systems[row.key.system]
        label = known.free_label(row, system)
        return CatalogType(system=system, display=label, fetched_at=timezone.now(), **values)

    def _complete(self, present: CatalogType, values: dict[str, Any]) -> bool:
        """What the catalogue says replaces what a starter file or an earlier load said; a collector's own row is only
        completed. What the catalogue does not say stays."""
        is_open = present.source in _OPEN_SOURCES or present.source == self.series.code
        # What was kept of a look-up on the web stays: it says which values the next one may bring up to date.
        own = {"raw": present.raw | values["raw"]} if is_open else {"source": present.source}
        values = {**values, **own}
        changed = {
            name: value
            for name, value in values.items()
            if value not in (None, "") and getattr(present, name) != value and (is_open or not getattr(present, name))
        }
        for name, value in changed.items():
            setattr(present, name, value)
        if changed:
            present.fetched_at = present.updated_at = timezone.now()
        return bool(changed)


class _Known:
    """The types that are there already, of some rows that are to be written."""

    def __init__(self, rows: Sequence[TypeRow], systems: Iterable[CatalogSystem]) -> None:
        labels = {label_of(row.key) for row in rows}
        by_uri = CatalogType.objects.filter(uri__in=[row.uri for row in rows])
        by_label = CatalogType.objects.filter(system__in=list(systems), display__in=labels)
        self.by_uri = {one.uri: one for one in by_uri}
        self.by_label = {(one.system_id, one.display): one for one in by_label}
        self.taken = set(self.by_label)

    def find(self, row: TypeRow, system: CatalogSystem) -> CatalogType | None:
        """By address; a row without one, a stub of a reference, by its label."""
        present = self.by_uri.get(row.uri)
        if present is None:
            labelled = self.by_label.get((system.pk, label_of(row.key)))
            present = labelled if labelled and not labelled.uri else None
        return present

    def free_label(self, row: TypeRow, system: CatalogSystem) -> str:
        """The label of a type; where two types of a catalogue have one number, the second is told by its address."""
        label = label_of(row.key)
        if (system.pk, label) in self.taken:
            label = told_apart(label, row.uri.rpartition("/")[2])
        self.taken.add((system.pk, label))
        return label


def _systems(series: Series) -> list[CatalogSystem]:
    found = CatalogSystem.objects.filter(code__in=series.systems)
    if len(found) < len(series.systems):
        seed_systems()
        found = CatalogSystem.objects.filter(code__in=series.systems)
    if len(found) < len(series.systems):
        raise CoinStackError(f"The works that {series.title} numbers by are not set up; run `manage.py seed`.")
    return list(found)
