"""Pictures that were taken from their coins: they can come back as long as coins in the trash can."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from coins.models import Coin, CoinImage
from coins.services.picture_files import files_of, forget_files
from coins.services.trash import DAYS_KEPT


def expired_pictures() -> "QuerySet[Any]":
    """History rows that tell of a removal whose time is over."""
    limit = timezone.now() - timedelta(days=DAYS_KEPT)
    since = CoinImage.history.filter(history_date__gte=limit)
    removals: QuerySet[Any] = CoinImage.history.filter(history_type="-", history_date__lt=limit)
    return removals.exclude(id__in=CoinImage.objects.values("pk")).exclude(id__in=since.values("id"))


def purge_pictures() -> int:
    """Forget them for good: their history, and the files that nothing else names. Returns how many files go.

    The coins are locked before: a picture that is just being brought back keeps its file.
    """
    with transaction.atomic():
        coins = set(expired_pictures().values_list("coin_id", flat=True))
        list(Coin.objects.select_for_update().filter(pk__in=coins).order_by("pk").values_list("pk"))
        ids = set(expired_pictures().values_list("id", flat=True))
        files = files_of(id__in=ids)
        CoinImage.history.filter(id__in=ids).delete()
        return forget_files(files)
