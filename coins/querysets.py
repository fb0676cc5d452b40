"""Who may see which rows, and what each page reads of them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import Count, Sum

if TYPE_CHECKING:
    from coins.filters import CoinFilters

AnyUser = AbstractBaseUser | AnonymousUser


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows that hang off an owner."""

    def visible_to(self, user: AnyUser) -> Self:
        """Only the user's own rows; nobody's for an anonymous visitor."""
        return self.filter(owner_id=user.pk) if user.is_authenticated else self.none()


class ChildQuerySet(models.QuerySet[Any]):
    """Rows that hang off a coin."""

    def visible_to(self, user: AnyUser) -> Self:
        return self.filter(coin__owner_id=user.pk) if user.is_authenticated else self.none()

    def of_present_coins(self) -> Self:
        """Of coins that are not in the trash."""
        return self.filter(coin__deleted_at__isnull=True)


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of a list of coins. `paid` is by currency; `priced` and `weighed` say how many coins they rest on."""

    count: int
    paid: dict[str, Decimal]
    priced: int
    weight_g: Decimal
    weighed: int

    @property
    def mean_weight_g(self) -> Decimal | None:
        return self.weight_g / self.weighed if self.weighed else None


class CoinQuerySet(OwnedQuerySet):
    def present(self) -> Self:
        """Not in the trash."""
        return self.filter(deleted_at__isnull=True)

    def trashed(self) -> Self:
        return self.filter(deleted_at__isnull=False)

    def matching(self, filters: "CoinFilters") -> Self:
        return self.filter(filters.query)

    def totals(self) -> Totals:
        """Count, sums and weights in one pass over the rows, or over an index alone where nothing is filtered."""
        rows = list(
            self.order_by("currency")
            .values_list("currency")
            .annotate(Count("pk"), Count("price"), Sum("price"), Count("weight_g"), Sum("weight_g"))
        )
        return Totals(
            count=sum(row[1] for row in rows),
            paid={row[0]: row[3].quantize(Decimal("0.01")) for row in rows if row[2]},
            priced=sum(row[2] for row in rows),
            weight_g=sum((row[5] for row in rows if row[4]), Decimal(0)),
            weighed=sum(row[4] for row in rows),
        )

    def for_list(self) -> Self:
        """What a row of the list or a card shows, and nothing else of the wide table."""
        return self.only(*LIST_COLUMNS).prefetch_related("references", "images")

    def for_trash(self) -> Self:
        return self.only(*LIST_COLUMNS, "deleted_at").prefetch_related("references")

    def in_order_of(self, ids: list[int]) -> list[Any]:
        """The rows of a page whose ids were read first; an id that has gone meanwhile is left out."""
        found = self.in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    def for_detail(self) -> Self:
        return self.select_related(
            "storage_place",
            "region_term",
            "city_term",
            "denomination_term",
            "issuer_term",
            "dynasty_term",
            "co_ruler_term",
            "secondary_authority_term",
            "mint_term",
            "find_spot_term",
        ).prefetch_related("references", "provenance", "tags", "images")


# The fields of a row of the list.
LISTED = (
    "inventory_number",
    "title",
    "category",
    "issuer",
    "denomination",
    "module",
    "mint",
    "metal",
    "date_text",
    "year_start",
    "year_end",
    "is_circa",
    "reign_start",
    "reign_end",
    "weight_g",
    "diameter_mm",
    "die_axis_h",
    "grade",
    "price",
    "currency",
    "acquired_on",
    "source",
)
LIST_COLUMNS = ("id", "owner_id", *LISTED, "is_draft", "created_at")
