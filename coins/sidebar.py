"""The numbers beside the sidebar's lines."""

from typing import Any

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce

from coins.models import Coin
from coins.querysets import CoinQuerySet
from coinstack.accounts.models import User


def count_coins(user: User) -> dict[str, int]:
    """How many coins the collector has and how many lie in the trash: one query, each count over its own index."""
    mine = Coin.objects.visible_to(user)
    counted = User.objects.filter(pk=user.pk).values_list(_number(mine.present()), _number(mine.trashed())).first()
    coins, trashed = counted or (0, 0)
    return {"coins": coins, "trashed": trashed}


def _number(coins: CoinQuerySet) -> Any:
    return Coalesce(Subquery(coins.order_by().values("owner").annotate(found=Count("pk")).values("found")), 0)
