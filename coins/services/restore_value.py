"""Taking one field back to what a save had changed it from."""

from typing import Any

from django.db import transaction

from coins.merged_history import Step, step_of_coin
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
    if step is None or step.is_first or name not in RESTORABLE or not _tells(step, name):
        raise NotFound("The history tells no earlier value of this field.")
    with transaction.atomic():
        values = {name: _value_before(step, name, change)}
        return edit_coin(coin_id=coin.pk, version=coin.version, values=values, change=change)


def _tells(step: Step, name: str) -> bool:
    """Tags stand in the history only where a save changed them; elsewhere both lists are empty."""
    return name != "tags" or bool(step.row.tags_before != step.row.tags_after)


def _value_before(step: Step, name: str, change: Change) -> Any:
    if name == "tags":
        return tags_named(step.row.tags_before, step.older.owner_id, change)
    if name == "title":
        return step.older.title if step.older.title_is_custom else ""
    return former_value(step.older, name, change)
