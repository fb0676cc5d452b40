"""The page on which a collector settles what two saves of one coin both changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coins.fields import BY_NAME
from coins.forms.sections import DATE_PARTS
from coins.forms.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Conflict:
    """One box that both sides changed."""

    name: str
    label: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class MergePage:
    """`boxes` are all the others, as (name, text), sent on unchanged."""

    title: str
    action: str
    cancel_url: str
    version: int
    who: str
    conflicts: Sequence[Conflict]
    boxes: Sequence[tuple[str, str]]


def conflicts_of(
    names: Sequence[str], theirs: Mapping[str, str], mine: Mapping[str, str], sheet: Sheet
) -> list[Conflict]:
    """The boxes in which `names` are to be settled; parts of a date are settled with the date."""
    found = []
    for name in dict.fromkeys(_box_of(name, sheet) for name in names):
        label = next((str(form[name].label) for form in sheet.forms if name in form.fields), name)
        unit = BY_NAME[name].unit if name in BY_NAME else ""
        told = f"{label} in {unit}" if unit else label
        found.append(Conflict(name, told, _shown(name, theirs), _shown(name, mine)))
    return found


def _box_of(name: str, sheet: Sheet) -> str:
    return "date_text" if name in DATE_PARTS and "date_text" in sheet.texts() else name


def _shown(name: str, texts: Mapping[str, str]) -> str:
    text = texts.get(name, "")
    spec = BY_NAME.get(name)
    if name == "date_text":
        return _shown_date(texts)
    if spec is not None and spec.kind == "flag":
        return "Yes" if text else "No"
    return spec.choices.get(text, text) if spec is not None else text


def _shown_date(texts: Mapping[str, str]) -> str:
    """The words, and the years that they were taken for."""
    years = " to ".join(dict.fromkeys(texts[name] for name in ("year_start", "year_end") if texts.get(name)))
    circa = ", circa" if texts.get("is_circa") not in (None, "", "False") else ""
    return f"{texts['date_text']} ({years}{circa})" if years else texts["date_text"]
