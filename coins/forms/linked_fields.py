"""Form fields for what a coin is linked to: terms of the vocabulary, and the collector's storage places."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from catalog.models import Term
from coins.models import StoragePlace
from coins.place_paths import DEEPEST, LONGEST_NAME, SEPARATOR, read_path
from coinstack.text import clean_text, fold


class TermField(forms.Field):
    """A term by any of its names; free text has the field beside it.

    The name of the `present` term means that one, whatever else bears it, and even when a newer term has replaced it.
    """

    present: Term | None = None

    def __init__(self, *, kinds: tuple[str, ...], **options: Any) -> None:
        super().__init__(**options)
        self.kinds = kinds

    def to_python(self, value: Any) -> Term | None:
        text = clean_text(str(value or ""))[:250]
        if not text:
            return None
        if self.present is not None and text == clean_text(self.present.name):
            return self.present
        of_kind = Term.objects.filter(kind__in=self.kinds, replaced_by__isnull=True)
        exact = list(of_kind.filter(name=text)[:2])
        named = Q(name__iexact=text) | Q(names__text_norm=fold(text))
        found = exact if len(exact) == 1 else list(of_kind.filter(named).distinct()[:6])
        if not found:
            told = f"“{text[:60]}” is not in the list of standard names."
            raise ValidationError(f"{told} Leave this empty; what you wrote in the other box stays.")
        if len(found) > 1:
            names = ", ".join(term.name for term in found)
            raise ValidationError(f"“{text[:60]}” names more than one: {names}. Write one of these.")
        return found[0]

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Term) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return clean_text(str(data or "")) != (clean_text(initial.name) if initial else "")


class PlaceField(forms.Field):
    """A path of names, "Cabinet 2 › Tray 5"; places that do not exist yet are made when the coin is saved.

    With an `owner_id` the path of a place that is theirs already is that place, whatever its names hold.
    """

    owner_id: int | None = None

    def to_python(self, value: Any) -> tuple[str, ...]:
        text = _one_line(value)
        if "\x00" in text:
            raise ValidationError("Remove the invisible NUL character.")
        return checked_path(text.split(SEPARATOR) if self.exists(text) else read_path(text))

    def exists(self, text: str) -> bool:
        if not text or self.owner_id is None:
            return False
        return StoragePlace.objects.filter(owner_id=self.owner_id, path_text=text).exists()

    def prepare_value(self, value: Any) -> Any:
        return value.path_text if isinstance(value, StoragePlace) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _one_line(data) != (initial.path_text if initial else "")


def checked_path(names: Sequence[str]) -> tuple[str, ...]:
    """The names of places from the outermost inwards. Raises ValidationError: too many, or too long."""
    if len(names) > DEEPEST:
        raise ValidationError(f"Places nest {DEEPEST} deep at most.")
    if any(len(name) > LONGEST_NAME for name in names):
        raise ValidationError(f"The name of a place has at most {LONGEST_NAME} characters.")
    return tuple(names)


def _one_line(value: Any) -> str:
    """Not cleaned further: the sign between places is one of those that cleaning makes plain."""
    return " ".join(str(value or "").split())
