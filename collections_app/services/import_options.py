"""What is done with every row of an import: tags, status, storage, currency, duplicates, dry run."""

from collections.abc import Iterable
from typing import Any

from coins.fields import BY_NAME
from coins.models.owned import LONGEST_TAG
from coins.place_paths import DEEPEST, LONGEST_NAME, read_path
from coinstack.accounts.models import Preferences
from coinstack.currencies import CURRENCIES, FALLBACK_CURRENCY
from coinstack.exceptions import InputRefused
from coinstack.text import clean_text
from collections_app.choices import DuplicateRule
from collections_app.models import ImportSession
from collections_app.services.import_steps import check_changeable
from collections_app.services.wizard_shapes import SessionOptions

ON_DUPLICATE = {"skip": "Leave the coin as it is", "update": "Update the coin", "create": "Add another coin"}


def options_of(session: ImportSession) -> SessionOptions:
    told = session.options
    return SessionOptions(
        tags=tuple(told.get("tags", ())),
        status=told.get("status", ""),
        storage=told.get("storage", ""),
        currency=told.get("currency", ""),
        duplicate_rule=told.get("duplicate_rule", DuplicateRule.CERTIFICATE),
        on_duplicate=told.get("on_duplicate", "skip"),
        dry_run=told.get("dry_run", False),
    )


def set_options(
    session: ImportSession,
    *,
    tags: Iterable[str] | str = (),
    status: str = "",
    storage: str = "",
    currency: str = "",
    duplicate_rule: str = DuplicateRule.CERTIFICATE,
    on_duplicate: str = "skip",
    dry_run: bool = False,
) -> SessionOptions:
    """Set all options; `tags` are texts or one text with commas, `status` an ownership status, `storage` a path.

    Raises InputRefused with one sentence for each that cannot be; nothing is set then.
    """
    check_changeable(session)
    named = tags.split(",") if isinstance(tags, str) else list(tags)
    chosen = SessionOptions(
        tags=tuple(dict.fromkeys(clean for tag in named if (clean := clean_text(str(tag))))),
        status=status,
        storage=clean_text(storage),
        currency=currency.strip().upper(),
        duplicate_rule=duplicate_rule,
        on_duplicate=on_duplicate,
        dry_run=bool(dry_run),
    )
    if wrong := _wrong(chosen):
        raise InputRefused(" ".join(wrong.values()), fields=wrong)
    session.options = chosen.as_json()
    session.save(update_fields=["options", "updated_at"])
    return chosen


def _wrong(chosen: SessionOptions) -> dict[str, str]:
    path = read_path(chosen.storage)
    statuses = BY_NAME["ownership_status"].choices
    rules: dict[str, tuple[Any, str]] = {
        "tags": (all(len(tag) <= LONGEST_TAG for tag in chosen.tags), f"A tag has at most {LONGEST_TAG} characters."),
        "status": (not chosen.status or chosen.status in statuses, "There is no such status."),
        "storage": (
            len(path) <= DEEPEST and all(len(name) <= LONGEST_NAME for name in path),
            f"A place lies at most {DEEPEST} deep and has at most {LONGEST_NAME} characters.",
        ),
        "currency": (
            not chosen.currency or chosen.currency in CURRENCIES,
            f"{chosen.currency[:12]} is no currency that CoinStack knows; use a code such as EUR.",
        ),
        "duplicate_rule": (chosen.duplicate_rule in DuplicateRule.values, "There is no such rule."),
        "on_duplicate": (chosen.on_duplicate in ON_DUPLICATE, "There is no such choice."),
    }
    return {name: sentence for name, (is_right, sentence) in rules.items() if not is_right}


def currency_of(session: ImportSession) -> tuple[str, bool]:
    """The currency of prices that state none, and whether it is merely assumed."""
    chosen = options_of(session).currency
    return (chosen, False) if chosen else usual_currency(session.owner_id)


def usual_currency(owner_id: int) -> tuple[str, bool]:
    """The currency of the owner's settings, and whether there are none and it is merely assumed."""
    preferences = Preferences.objects.filter(owner_id=owner_id).first()
    return (preferences.currency, False) if preferences else (FALLBACK_CURRENCY, True)
