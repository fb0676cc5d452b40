"""The starter types: much collected ones, so that references mean something before any catalogue is loaded."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from catalog.choices import STARTER, STUB
from catalog.models import CatalogSystem, CatalogType, CatalogVersion, Term
from catalog.references.type_ids import number_sort
from catalog.services.seeding_files import StarterFileProblem, fingerprint, read_starter
from catalog.services.seeding_systems import seed_systems
from catalog.services.seeding_type_files import FILES, KEY, LEGENDS, TERM_FIELDS, TEXTS, YEARS, StarterType, read_types
from catalog.services.versions import TYPES, announce, raise_version
from catalog.services.vocabulary import NOMISMA
from coinstack.exceptions import CoinStackError

_WRITTEN: Final = (
    *(name for name in KEY if name != "system"),
    "number_sort",
    "uri",
    "issuer",
    *TERM_FIELDS.values(),
    *YEARS,
    *TEXTS,
    *(f"{legend}_norm" for legend in LEGENDS),
    "source",
    "updated_at",
)
_SEEDED: Final = "starter_types"
_WRITING: Final = "1"  # raise it when the same files are to be written in another way
_BLANK: Final = (None, "")


def seed_types() -> int:
    """Bring the starter types into the database, after systems and vocabulary; returns how many the files name.

    A type that is there, by its address or its label, only gets its blanks filled: a loaded catalogue and a curator
    know better. Files that are in the database already are not written again, so a type that a curator deleted stays
    deleted. Raises StarterFileProblem, and CoinStackError where the vocabulary is not there yet.
    """
    starters = read_types()
    state = fingerprint(FILES, _WRITING)
    if CatalogVersion.objects.filter(name=_SEEDED, number=state).exists():
        return len(starters)
    with transaction.atomic():
        touched = write_types(starters)
        CatalogVersion.objects.update_or_create(name=_SEEDED, defaults={"number": state})
    if touched:
        announce(TYPES)
    return len(starters)


def write_types(starters: Sequence[StarterType]) -> int:
    """Write them in one transaction; returns how many were added or completed."""
    with transaction.atomic():
        systems, terms = _systems(starters), _terms(starters)
        by_uri, by_display = _present(starters)
        new, changed = [], []
        for starter in starters:
            system = systems[starter.key.system]
            values = _values(starter, terms)
            present = by_uri.get(starter.uri) or by_display.get((system.pk, starter.display))
            if present is None:
                new.append(CatalogType(system=system, display=starter.display, source=STARTER, **values))
            elif _complete(present, values):
                changed.append(present)
        CatalogType.objects.bulk_create(new)
        CatalogType.objects.bulk_update(changed, _WRITTEN)
        if new or changed:
            raise_version(TYPES)
    return len(new) + len(changed)


def _systems(starters: Iterable[StarterType]) -> dict[str, CatalogSystem]:
    codes = {starter.key.system for starter in starters}
    found = CatalogSystem.objects.in_bulk(codes, field_name="code")
    if len(found) < len(codes):
        seed_systems()
        found = CatalogSystem.objects.in_bulk(codes, field_name="code")
    return found


def _terms(starters: Sequence[StarterType]) -> dict[str, int]:
    """The terms that are cited, by Nomisma id. One that a curator deleted is left out; one that no file has stops."""
    ids = {key for starter in starters for key in starter.cited.values()}
    rows = Term.objects.filter(uri__in=[NOMISMA + key for key in ids]).values_list("uri", "replaced_by", "pk")
    found = {str(uri).removeprefix(NOMISMA): successor or pk for uri, successor, pk in rows}
    if ids and not found:
        raise CoinStackError("The starter types need the starter vocabulary, which is not there yet.")
    if ids > found.keys():
        _refuse_unknown(starters, found.keys() | _starter_ids())
    return found


def _starter_ids() -> set[str]:
    return {term.id for terms in read_starter().values() for term in terms}


def _refuse_unknown(starters: Iterable[StarterType], known: set[str]) -> None:
    for starter in starters:
        for field, key in starter.cited.items():
            if key not in known:
                raise StarterFileProblem(f"{starter.place}: the vocabulary has no “{key}” for {field}.")


def _present(
    starters: Sequence[StarterType],
) -> tuple[dict[str, CatalogType], dict[tuple[int, str], CatalogType]]:
    by_uri = CatalogType.objects.filter(uri__in=[starter.uri for starter in starters if starter.uri])
    by_display = CatalogType.objects.filter(display__in=[starter.display for starter in starters])
    return {str(one.uri): one for one in by_uri}, {(one.system_id, one.display): one for one in by_display}


def _values(starter: StarterType, terms: dict[str, int]) -> dict[str, Any]:
    key = starter.key
    cited = {f"{field}_id": terms.get(name) for field, name in starter.cited.items()}
    return {
        **{column: getattr(key, column) for column in KEY if column != "system"},
        "number_sort": number_sort(key.number, key.suffix),
        "uri": starter.uri or None,
        "issuer_id": cited.get("authority_id"),
        **cited,
        **starter.plain,
    }


def _complete(present: CatalogType, values: dict[str, Any]) -> bool:
    """Fill what is blank, years only together; True when something changed."""
    if any(getattr(present, name) is not None for name in YEARS):
        values = {name: value for name, value in values.items() if name not in YEARS}
    if present.source == STUB:
        values = {**values, "source": STARTER}
        present.source = ""
    changed = {
        name: value for name, value in values.items() if value not in _BLANK and getattr(present, name) in _BLANK
    }
    for name, value in changed.items():
        setattr(present, name, value)
    present.updated_at = timezone.now() if changed else present.updated_at
    return bool(changed)
