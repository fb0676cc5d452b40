"""Values on their way into a coin: cleaned to the columns' own types, checked one by one and against each other."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import F, Q

from coins.fields import BY_NAME
from coins.models import Coin, StoragePlace, Tag
from coins.services.derive import derive
from coins.services.locking import held
from coinstack.exceptions import InputRefused

WRITABLE = frozenset({*BY_NAME, "is_draft", "deleted_at", "import_batch"})


def clean_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` in the types of their columns; nothing where a text column allows no None is "".

    Raises InputRefused with one sentence for each field that is wrong. `tags` passes through as a list.
    """
    unknown = sorted(set(values) - WRITABLE)
    if unknown:
        raise InputRefused(
            f"A coin has no field {', '.join(unknown)}.", fields=dict.fromkeys(unknown, "No such field.")
        )
    draft = Coin()
    columns = {name: Coin.column(name) for name in values if name != "tags"}
    for name, column in columns.items():
        value = values[name]
        setattr(draft, name, column.get_default() if value is None and not column.null else value)
    try:
        draft.clean_fields(exclude={column.name for column in Coin._meta.concrete_fields} - set(columns))
    except ValidationError as error:
        raise _refused({name: " ".join(texts) for name, texts in error.message_dict.items()}) from error
    cleaned = {name: getattr(draft, name) for name in columns}
    _refuse_nul(cleaned)
    return cleaned | ({"tags": list(values["tags"] or ())} if "tags" in values else {})


def set_values(coin: Coin, cleaned: Mapping[str, Any]) -> None:
    """Put cleaned values on the coin, and everything that follows from them; the caller saves it.

    Raises InputRefused when a value that follows fits no column.
    """
    for name, value in cleaned.items():
        if name != "tags":
            setattr(coin, name, value)
    if "title" in cleaned:
        coin.title_is_custom = bool(cleaned["title"])
    derive(coin)
    _refuse_endless_cost(coin)


def _refuse_endless_cost(coin: Coin) -> None:
    """SQLite would take the sum and fail whenever it is read again."""
    try:
        Coin.column("total_cost").run_validators(coin.total_cost)
    except ValidationError as error:
        raise _refused({"price": "With premium, tax and shipping it is more than can be kept."}) from error


def refuse_strangers(owner_id: int, cleaned: Mapping[str, Any]) -> None:
    """Storage places and tags are private: those of another collector are refused as if they did not exist."""
    place = cleaned.get("storage_place")
    wrong = {}
    if place is not None and place.owner_id != owner_id:
        wrong["storage_place"] = "There is no such storage place."
    if any(tag.owner_id != owner_id for tag in cleaned.get("tags", ())):
        wrong["tags"] = "There is no such tag."
    if wrong:
        raise _refused(wrong)


def refuse_lost(cleaned: Mapping[str, Any]) -> None:
    """The place and the tags that a coin is given stay until the transaction ends; those that are gone are refused."""
    place, tags = cleaned.get("storage_place"), {tag.pk for tag in cleaned.get("tags", ())}
    wrong = {}
    if place is not None and not held(StoragePlace.objects.filter(pk=place.pk)):
        wrong["storage_place"] = "This storage place is gone; somebody removed it meanwhile."
    if tags and len(held(Tag.objects.filter(pk__in=tags).order_by("pk"))) < len(tags):
        wrong["tags"] = "One of the tags is gone; somebody removed it meanwhile."
    if wrong:
        raise _refused(wrong)


def check_rules(coin: Coin, names: Iterable[str]) -> None:
    """Check the table's rules before writing; `names` are the fields just written, which a broken rule is told on.

    Rules about other fields hold already and are not asked. Raises InputRefused.
    """
    written = set(names)
    wrong: dict[str, str] = {}
    for rule, named in _RULES:
        if named & written:
            try:
                # Django copies every column that is not excluded into the question.
                rule.validate(Coin, coin, exclude=_ALL_NAMES - named)
            except ValidationError as error:
                wrong |= dict.fromkeys(_concerned(named, written), " ".join(error.messages))
    if wrong:
        raise _refused(wrong)


def refused_by(error: IntegrityError, names: Iterable[str]) -> InputRefused:
    """What the database's refusal means: the sentence of the rule that it names, on the fields it concerns."""
    for rule, named in _RULES:
        if rule.name in str(error) or _is_unique_on(rule, str(error)):
            sentence = str(rule.violation_error_message)
            return _refused(dict.fromkeys(_concerned(named, set(names)), sentence))
    return InputRefused("The values contradict each other; nothing was written.")


def _is_unique_on(rule: models.BaseConstraint, message: str) -> bool:
    """SQLite names the columns of a broken unique rule instead of the rule."""
    if not isinstance(rule, models.UniqueConstraint) or "UNIQUE" not in message:
        return False
    table = Coin._meta.db_table
    return all(f"{table}.{Coin.column(name).column}" in message for name in rule.fields)


def _concerned(named: set[str], written: set[str]) -> list[str]:
    """The fields to tell a broken rule on: those just written; the number rather than the trash."""
    told = named - {"owner", "deleted_at"}
    return sorted(told & written or told)


def _names_in(condition: Q | None) -> Iterator[str]:
    for child in condition.children if condition else ():
        if isinstance(child, Q):
            yield from _names_in(child)
        else:
            lookup, value = child  # type: ignore[misc]
            yield str(lookup).split("__")[0]
            if isinstance(value, F):
                yield str(value.name)  # type: ignore[attr-defined]


def _names_of(rule: Any) -> set[str]:
    return {*getattr(rule, "fields", ()), *_names_in(rule.condition)}


_RULES = [(rule, _names_of(rule)) for rule in Coin._meta.constraints]
_ALL_NAMES = {column.name for column in Coin._meta.concrete_fields}


def _refuse_nul(cleaned: Mapping[str, Any]) -> None:
    """PostgreSQL stores no NUL character, and no legend has one."""
    texts = {name: "".join(map(str, value)) for name, value in cleaned.items() if isinstance(value, str | list)}
    bad = [name for name, text in texts.items() if "\x00" in text]
    if bad:
        raise _refused(dict.fromkeys(bad, "Remove the invisible NUL character."))


def _refused(fields: dict[str, str]) -> InputRefused:
    labelled = (f"{BY_NAME[name].label}: {text}" if name in BY_NAME else text for name, text in fields.items())
    return InputRefused(" ".join(dict.fromkeys(labelled)), fields=fields)
