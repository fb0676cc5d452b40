"""Finding coins by what a catalogue calls them, or by what an equivalent number in another catalogue does."""

from collections.abc import Sequence

from django.db.models import Q

from catalog.models import CatalogType
from catalog.references import SYSTEMS, Reference, parse_references
from catalog.services.concordance import equivalents
from catalog.services.resolving import resolve_reference
from catalog.services.stubs import PUBLISHED_WHOLE
from coins.filters.kinds import FilterKind, Unreadable
from coins.models import ReferenceReading

LONGEST = 60


class CitesKind(FilterKind):
    """cites=RSC 162: coins with a reference to that type, or to one that is the same type in another work."""

    def read(self, text: str) -> str:
        if reference_in(text) is None:
            raise Unreadable(f"“{text}” is not a reference that can be read; write it like “RIC II 207”.")
        return text.strip()

    def matching(self, values: Sequence[str]) -> Q:
        found = Q(pk__in=[])
        for value in values:
            reference = reference_in(value)
            if reference:
                found |= coins_citing(reference)
        return found


def reference_in(text: str) -> Reference | None:
    """The one reference that is the whole text; None for any other text."""
    if not text.strip() or len(text) > LONGEST:
        return None
    parsed = parse_references(text)
    is_one = len(parsed.references) == 1 and not parsed.unparsed
    return parsed.references[0] if is_one and parsed.references[0].number else None


def coins_citing(reference: Reference) -> Q:
    """Coins one of whose references was resolved to a type of this number, or to its equivalent."""
    types = CatalogType.objects.filter(system__code=reference.system, number=reference.number)
    if reference.volume:
        types = types.filter(Q(volume=reference.volume) | Q(volume=reference.volume.partition(".")[0]) | Q(volume=""))
    if reference.suffix:
        types = types.filter(suffix__iexact=reference.suffix)
    if reference.section:
        types = types.filter(_of_section(reference))
    ids = equivalents(types.values_list("pk", flat=True)[:500])
    return Q(pk__in=ReferenceReading.objects.filter(catalog_type__in=ids).values("reference__coin"))


def _of_section(reference: Reference) -> Q:
    """The mint, ruler or gens that the citation names: RIC VII Trier 209 is another coin than RIC VII Lyon 209.

    Without a letter the lettered ones are meant, too; where nothing loaded tells them apart, all types of the number.
    """
    meant = resolve_reference(reference).types if reference.system in PUBLISHED_WHOLE else ()
    if meant:
        lettered = Q(section__in={row.section for row in meant}) & ~Q(suffix="")
        return Q(pk__in=[row.pk for row in meant]) | (Q() if reference.suffix else lettered)
    is_gens = SYSTEMS[reference.system].restarts == "gens"
    return Q(section__in=["", (reference.section or "").casefold()]) if is_gens else Q()
