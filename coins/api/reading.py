"""What a client sent of a coin, as what the services write."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest

from catalog.models import Term
from coins.api.schemas import CoinFields
from coins.fields import BY_NAME
from coins.forms.linked_fields import PlaceField, TermField, checked_path
from coins.models import Coin
from coins.models.owned import LONGEST_TAG
from coins.place_paths import SEPARATOR
from coins.services.children import TextEdit, lines_in, provenance_lines, reference_lines
from coins.services.history import Change, new_batch
from coins.services.record import RecordEdit, TagEdit
from coins.services.shelving import LONGEST_PATH, TOO_LONG
from coins.services.versions import lines_changed_since
from coins.term_kinds import TERM_KINDS
from coinstack.exceptions import InputRefused
from coinstack.text import clean_text

LINES: dict[str, Callable[[Coin], str]] = {"references": reference_lines, "provenance": provenance_lines}
# Stands for lines that are not known: whatever is there now was written by somebody else.
UNKNOWN = "\x00"


def change_of(request: HttpRequest, reason: str = "") -> Change:
    user: Any = request.user
    return Change(user=user, reason=reason, source="api", batch=new_batch())


def record_edit(given: CoinFields, *, owner: Any, coin: Coin | None = None, version: int | None = None) -> RecordEdit:
    """The parts that were sent. `coin` is what they are written over, at `version` when the client read it.

    Raises InputRefused with a sentence for each field that is wrong.
    """
    sent = given.sent
    refused: dict[str, str] = {}
    values = {name: _value(name, sent[name], refused) for name in sent if name in BY_NAME and name not in _LINKED}
    if "is_draft" in sent:
        values["is_draft"] = sent["is_draft"]
    place = _place(sent["storage_place"], owner, refused) if "storage_place" in sent else None
    tags = _tags(sent["tags"], coin, refused) if "tags" in sent else None
    if refused:
        labelled = " ".join(f"{BY_NAME[name].label}: {text}" for name, text in refused.items())
        raise InputRefused(labelled, fields=refused)
    lines = {name: _lines(name, sent[name], coin, version) for name in LINES if name in sent}
    return RecordEdit(values=values, place=place, tags=tags, **lines)


_LINKED = {"storage_place", "tags"}


def _value(name: str, value: Any, refused: dict[str, str]) -> Any:
    kind = BY_NAME[name].kind
    if kind == "term":
        return _term(name, value, refused)
    return clean_text(value, keep_lines=kind == "prose") if isinstance(value, str) else value


def _term(name: str, text: str | None, refused: dict[str, str]) -> Term | None:
    """By its URI, as answers give it, or by any of its names."""
    if not text:
        return None
    kinds = TERM_KINDS[name]
    named = Q(uri=text) | Q(name=text, uri__isnull=True)
    if found := Term.objects.filter(named, kind__in=kinds).first():
        return found
    try:
        return TermField(kinds=kinds).to_python(text)
    except ValidationError as error:
        refused[name] = " ".join(error.messages)
        return None


def _place(given: list[str] | str | None, owner: Any, refused: dict[str, str]) -> tuple[str, ...]:
    """A list names the places one by one; a text is read as collectors write paths."""
    try:
        return place_path(given, owner_id=owner.pk)
    except ValidationError as error:
        refused["storage_place"] = " ".join(error.messages)
        return ()


def place_path(given: list[str] | str | None, *, owner_id: int) -> tuple[str, ...]:
    """The names of places from the outermost inwards. Raises ValidationError."""
    field = PlaceField(required=False)
    field.owner_id = owner_id
    path = checked_path(_names(given, field)) if isinstance(given, list) else field.to_python(given)
    if len(SEPARATOR.join(path)) > LONGEST_PATH:
        raise ValidationError(TOO_LONG)
    return path


def _names(given: list[str], field: PlaceField) -> list[str]:
    """Those of a place that is there already stay as they are spelt. Raises ValidationError."""
    text = SEPARATOR.join(given)
    if "\x00" in text:
        raise ValidationError("Remove the invisible NUL character.")
    if field.exists(text):
        return text.split(SEPARATOR)
    if any(SEPARATOR.strip() in name for name in given):
        raise ValidationError(f"No name holds “{SEPARATOR.strip()}”: list the places one by one.")
    return [name for name in map(clean_text, given) if name]


def _tags(given: list[str] | None, coin: Coin | None, refused: dict[str, str]) -> TagEdit:
    names = tuple(name for name in dict.fromkeys(map(clean_text, given or ())) if name)
    if any(len(name) > LONGEST_TAG for name in names):
        refused["tags"] = f"A tag has at most {LONGEST_TAG} characters."
    present = tuple(tag.name for tag in coin.tags.all()) if coin else ()
    return TagEdit(present, names)


def _lines(name: str, given: list[str] | None, coin: Coin | None, version: int | None) -> TextEdit:
    after = "\n".join(" ".join(lines_in(line)) for line in given or ())
    if coin is None:
        return TextEdit("", after)
    is_known = version is None or not lines_changed_since(coin, version, name)
    return TextEdit(LINES[name](coin) if is_known else UNKNOWN, after)
