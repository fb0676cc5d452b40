"""Filters that look at other rows: the vocabulary, storage places, tags, and what hangs off a coin.

A coin lies only in its owner's places and bears only their tags, so the names need no owner of their own; written
this way round, the few rows found lead to the coins instead of every coin being asked for its rows.
"""

from collections.abc import Sequence

from django.db.models import Exists, F, Model, OuterRef, Q, Value
from django.db.models.functions import Concat

from catalog.models import Term
from coins.filters.kinds import FilterKind
from coins.models import Coin, StoragePlace
from coinstack.text import fold


class TermKind(FilterKind):
    """A vocabulary match, by Nomisma URI or by the identifier at its end ("augustus")."""

    def read(self, text: str) -> str:
        return text

    def matching(self, values: Sequence[str]) -> Q:
        found = Term.objects.filter(Q(uri__in=values) | Q(slug__in=[value.lower() for value in values]))
        return Q(**{f"{self.name}__in": found.values("pk")})


class PlaceKind(FilterKind):
    """A storage place with all places inside it, by path ("Cabinet 2 › Tray 5") or by any name on the path."""

    SEPARATOR = f" {fold('›')} "

    def read(self, text: str) -> str:
        return text

    def matching(self, values: Sequence[str]) -> Q:
        framed = Concat(Value(self.SEPARATOR), F("path_norm"), Value(self.SEPARATOR))
        inside = Q(pk__in=[])
        for value in values:
            inside |= Q(framed__contains=f"{self.SEPARATOR}{fold(value.replace('>', '›'))}{self.SEPARATOR}")
        return Q(storage_place__in=StoragePlace.objects.alias(framed=framed).filter(inside).values("pk"))


class TagKind(FilterKind):
    def read(self, text: str) -> str:
        return text

    def matching(self, values: Sequence[str]) -> Q:
        names = [fold(value) for value in values]
        return Q(pk__in=Coin.tags.through.objects.filter(tag__name_norm__in=names).values("coin"))

    def blank(self) -> Q:
        return ~Q(Exists(Coin.tags.through.objects.filter(coin=OuterRef("pk"))))


class ChildKind(FilterKind):
    """Rows of the coin that one can only ask for being absent: none=references."""

    def __init__(self, name: str, label: str, model: type[Model]) -> None:
        super().__init__(name, label)
        self.model = model

    def blank(self) -> Q:
        return ~Q(Exists(self.model._default_manager.filter(coin=OuterRef("pk"))))
