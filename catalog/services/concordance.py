"""Which types of different works are one and the same."""

from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction

from catalog.models import CatalogType, Concordance

TRUSTED: Final = 0.5
"""Equivalents below this confidence (0 to 1) are kept for curators and find nothing."""


def equivalents(type_ids: Iterable[int], *, least: float = TRUSTED) -> set[int]:
    """Return the ids of these types and of all that share a group with one of them, at this confidence or more."""
    wanted = set(type_ids)
    if not wanted:
        return wanted
    rows = Concordance.objects.filter(confidence__gte=least)
    groups = rows.filter(catalog_type__in=wanted).values("group")
    return wanted | set(rows.filter(group__in=groups).values_list("catalog_type_id", flat=True))


def equate(types: Collection[CatalogType], *, source: str, confidence: float = 1.0, notes: str = "") -> UUID:
    """Say that these types are one, and return their group.

    Types that have groups of this source already bring them along: the groups become one. Repeating it only raises
    the confidence. `source` is "catalogue", "literature", "user" or "coins".
    """
    with transaction.atomic():
        known = list(
            Concordance.objects.select_for_update().filter(source=source, catalog_type__in=types).order_by("pk")
        )
        group = known[0].group if known else uuid4()
        for row in Concordance.objects.filter(source=source, group__in={row.group for row in known} - {group}):
            _move(row, group)
        have = dict(Concordance.objects.filter(group=group).values_list("catalog_type_id", "pk"))
        for each in types:
            if each.pk in have:
                Concordance.objects.filter(pk=have[each.pk], confidence__lt=confidence).update(confidence=confidence)
            else:
                Concordance.objects.create(
                    group=group, catalog_type=each, source=source, confidence=confidence, notes=notes
                )
    return group


def _move(row: Concordance, group: UUID) -> None:
    if Concordance.objects.filter(group=group, catalog_type_id=row.catalog_type_id).exists():
        row.delete()
    else:
        row.group = group
        row.save(update_fields=["group", "updated_at"])


def part(catalog_type: CatalogType) -> int:
    """Take a type out of all its groups; groups of one that are left go too. Returns how many rows went."""
    with transaction.atomic():
        groups = list(catalog_type.concordances.values_list("group", flat=True))
        gone, _ = catalog_type.concordances.all().delete()
        for group in groups:
            alone = Concordance.objects.filter(group=group)
            if alone.count() == 1:
                gone += alone.delete()[0]
    return gone
