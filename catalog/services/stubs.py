"""Types known only from references: rows for works that no loaded catalogue brings."""

from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError, transaction

from catalog.choices import STUB, NumberingRestarts, TermKind
from catalog.models import CatalogType
from catalog.references import SYSTEMS, Context, Reference
from catalog.references.type_ids import number_sort
from catalog.services.seeding_systems import system_row
from catalog.services.vocabulary import find_term

PUBLISHED_WHOLE: Final = ("ric", "rrc")
"""Works whose types are published as data: a number missing there is missing, not merely unknown here."""
_NO_NUMBER: Final = ("unassigned", "temporary")
"""Problems of references whose number is that of a web page, or will change."""
_PERSONS: Final = (TermKind.ISSUER, TermKind.MONEYER, TermKind.PERSON)
_PLACES: Final = (TermKind.MINT, TermKind.PEOPLE, TermKind.REGION)


def stub_for(reference: Reference, context: Context) -> CatalogType | None:
    """Return the row that stands for a reference to a work whose types are not loaded, made when it is new.

    None where the reference means no single type: no number, a range, a comparison, a number "not in this work"; or
    where the numbers of the work start again and nothing says on whom, so that "RSC 162" alone could be anybody's, or
    in which volume ("RPC 1701").
    """
    system = SYSTEMS.get(reference.system)
    is_one = reference.number and not reference.is_absent and not reference.relation and "-" not in reference.suffix
    is_one = is_one and not any(problem.startswith(_NO_NUMBER) for problem in reference.problems)
    if not system or not is_one or reference.system in PUBLISHED_WHOLE or _is_range(reference.number):
        return None
    section = _section(system.restarts, reference, context)
    return _row(reference, section) if section else None


def _is_range(number: str) -> bool:
    first, dash, last = number.partition("-")
    return bool(dash) and first.isdigit() and last.isdigit()


@dataclass(frozen=True, slots=True)
class _Section:
    """Whom or what the number belongs to: a term's slug and name; both empty for works that count through."""

    slug: str = ""
    name: str = ""


def _section(restarts: str, reference: Reference, context: Context) -> _Section | None:
    if restarts == NumberingRestarts.NEVER:
        return _Section()
    if restarts == NumberingRestarts.VOLUME:  # where the coin was struck does not say which volume is cited
        return _Section() if reference.volume else None
    said = reference.section or ""
    if restarts in (NumberingRestarts.PERSON, NumberingRestarts.RULER):
        return _of_term((said, context.portrait, context.issuer), _PERSONS)
    if restarts == NumberingRestarts.GENS:
        return _Section(said.casefold()[:60], said) if said else None
    return _of_term((said, context.city, context.mint), _PLACES)


def _of_term(names: tuple[str, ...], kinds: tuple[str, ...]) -> _Section | None:
    name = next((name for name in names if name), "")
    term = find_term(name, kinds) if name else None
    return _Section(term.slug[:60], term.name) if term else None


def _row(reference: Reference, section: _Section) -> CatalogType:
    key = {
        "system": system_row(reference.system),
        "volume": (reference.volume or "")[:20],
        "edition": reference.edition,
        "section": section.slug,
        "number": reference.number[:30],
        "suffix": reference.suffix[:20],
        "supplement": reference.supplement[:20],
        "qualifier": "",
    }
    known = CatalogType.objects.filter(**key).order_by("pk").first()
    return known or _made(key, reference, section)


def _made(key: dict[str, object], reference: Reference, section: _Section) -> CatalogType:
    display = f"{reference.display} ({section.name})" if section.name else reference.display
    new = CatalogType(
        **key,
        display=display[:160],
        number_sort=number_sort(reference.number, reference.suffix),
        source=STUB,
    )
    try:
        with transaction.atomic():
            new.save()
    except IntegrityError:  # another process made it, or the display belongs to a loaded type
        return CatalogType.objects.get(system=new.system, display=new.display)
    return new
