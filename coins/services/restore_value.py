"""Taking one field back to what a save had changed it from."""

from typing import Any

from coins.merged_history import step_of_coin
from coins.models import Coin
from coins.services.edit import Saved, edit_coin
from coins.services.former import former_value
from coins.services.history import Change
from coins.services.owned_rows import tags_named
from coins.services.values import WRITABLE
from coinstack.exceptions import NotFound

RESTORABLE = WRITABLE - {"deleted_at", "import_batch"}


def restore_value(*, coin: Coin, history_id: int, name: str, change: Change) -> Saved:
    """Give one field the value that it had before the save `history_id` changed it.

    Raises NotFound when there is no such save of this coin or it tells nothing of the field, InputRefused when the
    value contradicts what the coin says today.
    """
    step = step_of_coin(coin, history_id)
    if step is None or step.is_first or name not in RESTORABLE:
        raise NotFound("The history tells no earlier value of this field.")
    if name == "tags":
        value: Any = tags_named(step.row.tags_before, coin.owner_id, change)
    elif name == "title":
        value = step.older.title if step.older.title_is_custom else ""
    else:
        value = former_value(step.older, name, change)
    return edit_coin(coin_id=coin.pk, version=coin.version, values={name: value}, change=change)
