"""Filters that look at other rows: the vocabulary, storage places, tags, and what hangs off a coin.

Private rows are compared with the coin's own owner, so that no filter can ask about another collector's names.
"""

from collections.abc import Sequence

from django.db.models import Exists, F, Model, OuterRef, Q, Value
from django.db.models.functions import Concat

from catalog.models import Term
from coins.filters.kinds import FilterKind
from coins.models import Coin, StoragePlace, Tag
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
        places = StoragePlace.objects.alias(framed=framed).filter(owner=OuterRef("owner"), pk=OuterRef("storage_place"))
        inside = Q()
        for value in values:
            inside |= Q(framed__contains=f"{self.SEPARATOR}{fold(value.replace('>', '›'))}{self.SEPARATOR}")
        return Q(Exists(places.filter(inside)))


class TagKind(FilterKind):
    def read(self, text: str) -> str:
        return text

    def matching(self, values: Sequence[str]) -> Q:
        tags = Tag.objects.filter(
            owner=OuterRef("owner"), coins=OuterRef("pk"), name_norm__in=[fold(value) for value in values]
        )
        return Q(Exists(tags))

    def blank(self) -> Q:
        return ~Q(Exists(Coin.tags.through.objects.filter(coin=OuterRef("pk"))))


class ChildKind(FilterKind):
    """Rows of the coin that one can only ask for being absent: none=references."""

    def __init__(self, name: str, label: str, model: type[Model]) -> None:
        super().__init__(name, label)
        self.model = model

    def blank(self) -> Q:
        return ~Q(Exists(self.model._default_manager.filter(coin=OuterRef("pk"))))
