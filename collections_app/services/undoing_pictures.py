"""The photographs that an import put on coins, told from those that were there before and those touched since."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from coins.models import CoinImage
from coins.services.history import Change
from coins.services.photographs import remove


def pictures_brought(import_batch: str, coins: Collection[int]) -> Mapping[int, list[CoinImage]]:
    """{coin: its pictures that came with the import}, without those that somebody has changed since.

    `import_batch` is the name under which the history has what the import wrote.
    """
    records = CoinImage.history.filter(coin_id__in=coins)
    brought = set(records.filter(history_batch=import_batch, history_type="+").values_list("id", flat=True))
    if not brought:
        return {}
    touched = records.filter(id__in=brought).exclude(history_batch=import_batch).values_list("id", flat=True)
    found: dict[int, list[CoinImage]] = defaultdict(list)
    for image in CoinImage.objects.filter(pk__in=brought - set(touched)).order_by("pk"):
        found[image.coin_id].append(image)
    return found


def take_back(pictures: Collection[CoinImage], change: Change) -> None:
    for image in pictures:
        remove(image, change=change)
