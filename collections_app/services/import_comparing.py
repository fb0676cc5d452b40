"""A row of a file beside the coin that it is taken for, fact by fact."""

from coins.fields import BY_NAME
from coins.models import Coin
from coinstack.exceptions import NotFound
from collections_app.importers.base import CoinDraft
from collections_app.models import ImportSession
from collections_app.services.import_mapping import layout_of
from collections_app.services.import_row_views import find_row, in_words, value_shown
from collections_app.services.import_rows import draft_of
from collections_app.services.wizard_shapes import SideBySide


def side_by_side(session: ImportSession, row: int) -> list[SideBySide]:
    """What the row says beside what the coin has; what both leave blank is left out.

    Raises NotFound when there is no such row or it is taken for none.
    """
    found = find_row(session, row)
    if found.known_coin_id is None:
        raise NotFound(f"Row {row} is taken for no coin of the collection.")
    draft = draft_of(found, layout_of(session))
    coin = Coin.objects.for_detail().get(pk=found.known_coin_id)
    pairs = [(spec.label, *_both(draft, coin, spec.name)) for spec in BY_NAME.values() if spec.kind != "term"]
    cited = "; ".join(each.text.strip() for each in coin.references.all())
    pairs.append(("References", value_shown(draft, "references").strip(), cited))
    told = "; ".join(each.raw_text or each.source_name for each in coin.provenance.all())
    pairs.append(("Provenance", value_shown(draft, "provenance"), told))
    return [SideBySide(label, new, old, bool(new) and new != old) for label, new, old in pairs if new or old]


def _both(draft: CoinDraft, coin: Coin, name: str) -> tuple[str, str]:
    """The field in the file and in the collection; a value that is the same is written the same."""
    if name == "tags":
        return value_shown(draft, name), ", ".join(tag.name for tag in coin.tags.all())
    if name == "storage_place":
        return value_shown(draft, name), str(coin.storage_place or "")
    old = getattr(coin, name)
    new = draft.values.get(name)
    if new is not None and new == old:
        return (text := in_words(name, old)), text
    return in_words(name, new), in_words(name, old)
