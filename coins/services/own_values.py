"""What a collector has written in a field before, the most frequent first: offered while they type."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Max, Q

from catalog.models import Term
from coins.fields import BY_NAME
from coins.models import Coin, StoragePlace, Tag
from coins.term_kinds import TERM_KINDS
from coinstack.accounts.models import User
from coinstack.text import clean_text, fold

MOST = 12
REMEMBERED = 2000
SECONDS = 30
# Texts that say something else on nearly every coin: nothing to offer.
UNIQUE = {"inventory_number", "title", "certification_number", "source_url", "verification_url", "date_text"}


@dataclass(frozen=True, slots=True)
class OwnValue:
    """`note` tells how often, or what a term's years are."""

    text: str
    note: str = ""


def has_own_values(name: str) -> bool:
    spec = BY_NAME.get(name)
    return spec is not None and name not in UNIQUE and spec.kind in {"text", "tags", "place", "term"}


def find_own_values(*, user: User, name: str, query: str) -> list[OwnValue]:
    """At most 12 values of the field that hold `query`, those that begin with it first. Reads one table once."""
    wanted = fold(clean_text(query)[:100])
    if BY_NAME[name].kind == "term":
        return _terms(name, wanted)
    found = _remembered(user, name)
    ranked = [(rank, at, value) for at, value in enumerate(found) if (rank := _rank(fold(value.text), wanted)) < 3]
    return [value for _, _, value in sorted(ranked, key=lambda entry: entry[:2])][:MOST]


def _rank(text: str, wanted: str) -> int:
    """0 for a value that begins so, 1 for one with a word that does, 2 for one that holds it, 3 for the others."""
    if text.startswith(wanted):
        return 0
    if f" {wanted}" in text:
        return 1
    return 2 if wanted in text else 3


def _remembered(user: User, name: str) -> list[OwnValue]:
    """Kept until the collector saves something: somebody who types asks for the same list at every key."""
    saves = Coin.history.filter(owner_id=user.pk).order_by("-history_id")
    key = f"own-values:{user.pk}:{name}:{saves.values_list('history_id', flat=True).first()}"
    found: list[OwnValue] | None = cache.get(key)
    if found is None:
        found = _read(user, name)
        cache.set(key, found, SECONDS)
    return found


def _read(user: User, name: str) -> list[OwnValue]:
    kind = BY_NAME[name].kind
    if kind == "place":
        places = StoragePlace.objects.visible_to(user).annotate(uses=_USES).order_by("path_norm")
        return _told((row.path_text, row.uses) for row in places[:REMEMBERED])
    if kind == "tags":
        tags = Tag.objects.visible_to(user).annotate(uses=_USES).order_by("-uses", "name_norm")
        return _told((row.name, row.uses) for row in tags[:REMEMBERED])
    mine = Coin.objects.visible_to(user).present().exclude(**{name: ""}).order_by()
    counted = mine.values_list(name).annotate(uses=Count("pk"), latest=Max("pk")).order_by("-uses", "-latest")
    return _told((text, uses) for text, uses, _ in counted[:REMEMBERED])


_USES = Count("coins", filter=Q(coins__deleted_at__isnull=True))


def _told(rows: Iterable[tuple[str, int]]) -> list[OwnValue]:
    return [OwnValue(text, f"{uses} coin{'' if uses == 1 else 's'}" if uses else "") for text, uses in rows]


def _terms(name: str, wanted: str) -> list[OwnValue]:
    of_kind = Term.objects.filter(kind__in=TERM_KINDS[name], replaced_by__isnull=True)
    found = of_kind.filter(names__text_norm__startswith=wanted) if wanted else of_kind
    return [OwnValue(text) for text in found.order_by("name").values_list("name", flat=True).distinct()[:MOST]]
