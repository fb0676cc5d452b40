"""CoinStack's own JSON export, read back: every field, reference, provenance event, place and tag."""

import hashlib
import json
import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.db.models import JSONField

from coins.fields import FIELDS
from coins.models import Coin, CoinReference, ProvenanceEvent
from coins.models.owned import LONGEST_TAG
from collections_app.importers.base import CoinDraft, ImportFileProblem, Problem
from collections_app.importers.limits import MAX_FILE_BYTES

REFERENCE_KEYS = (
    "text",
    "order",
    "is_primary",
    "needs_review",
    "confidence",
    "side",
    "is_plate_coin",
    "page",
    "plate",
    "note",
    "variant_note",
    "rarity_note",
    "disagreement_note",
)
PROVENANCE_KEYS = (
    "kind",
    "strength",
    "source_name",
    "sale_name",
    "sale_number",
    "date_text",
    "sort_date",
    "lot_number",
    "hammer_price",
    "premium_pct",
    "total_price",
    "currency",
    "catalog_reference",
    "plate",
    "url",
    "has_receipt",
    "raw_text",
    "notes",
    "order",
)
# What no database takes as text: NUL, and a half of a character that has lost the other.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def is_export(path: Path) -> bool:
    """True for a JSON file, by its name or first character; whether it is a good one is told when it is read."""
    with path.open("rb") as file:
        return path.suffix.lower() == ".json" or file.read(64).lstrip().startswith(b"{")


def load(path: Path) -> list[dict[str, Any]]:
    """The coins of the file. Raises ImportFileProblem when it is no CoinStack export of a known version."""
    if path.stat().st_size > MAX_FILE_BYTES * 4:
        raise ImportFileProblem(f"{path.name} is too big to be read as one JSON document.")
    try:
        content = _storable(json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_refused))
    except UnicodeDecodeError as error:
        raise ImportFileProblem(f"{path.name} is not UTF-8 and no CoinStack export.") from error
    except (ValueError, RecursionError) as error:
        raise ImportFileProblem(f"{path.name} is no proper JSON: {error}.") from error
    if not isinstance(content, dict) or content.get("format") != "coinstack":
        raise ImportFileProblem(f'{path.name} is no CoinStack export: its "format" is not "coinstack".')
    if content.get("version") != 1:
        raise ImportFileProblem(f"{path.name} has export version {content.get('version')!r}; this program reads 1.")
    coins = content.get("coins")
    if not isinstance(coins, list) or not all(isinstance(coin, dict) for coin in coins):
        raise ImportFileProblem(f'{path.name} has no list of "coins".')
    return coins


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _storable(value: Any) -> Any:
    """What was read, with nothing in it that a database refuses: it is kept whole in the ledger."""
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, list):
        return [_storable(part) for part in value]
    if isinstance(value, dict):
        return {_storable(name): _storable(part) for name, part in value.items()}
    return value


def read_drafts(path: Path) -> Iterator[CoinDraft]:
    for number, entry in enumerate(load(path), 1):
        yield _draft(number, entry)


def _draft(number: int, entry: dict[str, Any]) -> CoinDraft:
    text = json.dumps(entry, sort_keys=True, ensure_ascii=False)
    draft = CoinDraft(number, hashlib.sha256(text.encode()).hexdigest(), entry, is_exported=True)
    own = [spec.name for spec in FIELDS if spec.kind not in {"term", "place", "tags"}]
    draft.values = _cleaned(Coin, own, entry, draft)
    if entry.get("is_draft") is True:
        draft.values["is_draft"] = True
    draft.references = [_cleaned(CoinReference, REFERENCE_KEYS, row, draft) for row in _rows(entry, "references")]
    draft.provenance = [_cleaned(ProvenanceEvent, PROVENANCE_KEYS, row, draft) for row in _rows(entry, "provenance")]
    draft.references = [row for row in draft.references if row.get("text")]
    draft.storage = tuple(name[:80] for name in _texts(entry, "storage_place", draft))
    draft.tags = tuple(name[:LONGEST_TAG] for name in _texts(entry, "tags", draft))
    known = {spec.name for spec in FIELDS} | {"id", "is_draft", "references", "provenance", "images"}
    for name in sorted(set(entry) - known):
        draft.problems.append(Problem(number, name[:80], str(entry[name])[:120], "Unknown field; left out.", "warning"))
    if pictures := _rows(entry, "images"):
        told = f"The file names {len(pictures)} pictures of this coin, and holds none; restore them from a backup."
        draft.problems.append(Problem(number, "images", "", told, "info"))
    return draft


def _texts(entry: dict[str, Any], name: str, draft: CoinDraft) -> list[str]:
    value = entry.get(name) or []
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return [part for part in value if part.strip()]
    draft.problems.append(Problem(draft.row, name, str(value)[:120], "Must be a list of texts. Left out.", "error"))
    return []


def _rows(entry: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = entry.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _cleaned(model: Any, names: Iterable[str], entry: dict[str, Any], draft: CoinDraft) -> dict[str, Any]:
    """The named columns' values out of `entry`, in the columns' own types; a wrong one is told and left out."""
    values: dict[str, Any] = {}
    for name in names:
        if entry.get(name) in (None, ""):
            continue
        column = model._meta.get_field(name)
        try:
            _check_shape(entry[name], is_list=isinstance(column, JSONField))
            values[name] = column.clean(_exact(entry[name]), None)
        except ValidationError as error:
            told = f"{' '.join(error.messages)} Left out."
            draft.problems.append(Problem(draft.row, name, str(entry[name])[:120], told, "error"))
    return values


def _check_shape(value: Any, *, is_list: bool) -> None:
    if is_list and not (isinstance(value, list) and all(isinstance(part, str) for part in value)):
        raise ValidationError("Must be a list of texts.")
    if not is_list and isinstance(value, dict | list):
        raise ValidationError("A single value is expected.")


def _exact(value: Any) -> Any:
    """A float of the file as the digits it was written with, so that 3.79 stays 3.79."""
    return repr(value) if isinstance(value, float) else value
