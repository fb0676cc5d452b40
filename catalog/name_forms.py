"""What a collector's cell may say besides the name itself: doubt, a choice of names, a region before the city."""

import re
from dataclasses import dataclass

from coinstack.text import clean_text

_DOUBT = re.compile(r"\s*(?:\(\s*\?\s*\)|\?+|\(uncertain\)|\buncertain\b|\bprobably\b|\bpossibly\b)\s*", re.IGNORECASE)
_OR_WORD = r"\s+(?:or|oder|ou|o|and|und|et|&|with)\s+"
# A stroke between digits makes a fraction (1/6 stater), not a choice.
_OR = re.compile(rf"{_OR_WORD}|\s*(?:(?<![0-9])/|/(?![0-9]))\s*", re.IGNORECASE)
_STOP_BEFORE_OR = re.compile(rf"[.,;:](?={_OR_WORD})", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_BRACKET_SIGNS = re.compile(r"[()\[\]]")
# German numbers have a point (Michael IX. Palaiologos), which divides nothing; in "Licinius II. Caesar" it does.
_ORDINAL_POINT = re.compile(r"(\s[IVX]+)\.(?=\s|$)")
_DIVIDER = re.compile(r"\s*[.,:;]\s+|\s+-\s+")
_METAL_BEFORE = re.compile(
    r"\b(?:AV|AU|AR|AE|Æ|BI|EL|PB|gold|silver|bronze|copper|brass|billon|electrum|lead|potin)\.?\s+(?=\S*[a-z])",
    re.IGNORECASE,
)
_MODULE = re.compile(r"(?:AE|Æ|AR|AV|BI)\s*\.?\s*(?:[5-9]|[1-9][0-9])(?:\s*mm)?\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameForm:
    """A form to look up, and what the cell says beside it: "Syria" for the Antioch of "Antioch (Syria)".

    `is_headed`: it stands before the name, as the region of a heading does.
    """

    name: str
    rest: str = ""
    is_headed: bool = False


@dataclass(frozen=True, slots=True)
class NameForms:
    """`forms` are to be looked up, the likeliest first; `choices` are the names between "or" or "and", if any.

    `is_doubtful`: the text itself expresses doubt. `is_module`: a metal and a size (Æ 25), which name nothing.
    """

    forms: tuple[NameForm, ...]
    choices: tuple[str, ...] = ()
    is_doubtful: bool = False
    is_module: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(form.name for form in self.forms)


def forms_of(text: str) -> NameForms:
    """Read a cell that names a ruler, a mint or a denomination.

    "Siscia (?)" is Siscia in doubt, "Samosata or Antioch" a choice of two, "Seleucis and Pieria. Antioch" and
    "Antioch (Syria)" give the city beside the whole, "P. (Aelius) Paetus" the name in full, "AR Denarius" the
    denomination without its metal.
    """
    whole = clean_text(text).strip(" .,;:")
    if _MODULE.fullmatch(whole):
        return NameForms((), is_module=True)
    certain = " ".join(_DOUBT.sub(" ", whole).split())
    is_doubtful = certain != whole
    # "Diocletian, or Maximian" is no Diocletian with something behind him.
    certain = _STOP_BEFORE_OR.sub("", certain)
    choices = () if "://" in certain else tuple(part for part in _OR.split(certain) if part)
    # The whole comes first all the same: "Seleucis and Pieria. Antioch" is one place.
    forms: dict[str, NameForm] = {}
    for form in _forms(certain):
        forms.setdefault(form.name, form)
    return NameForms(tuple(forms.values()), choices if len(choices) > 1 else (), is_doubtful)


def _forms(name: str) -> list[NameForm]:
    if not name:
        return []
    joined = _ORDINAL_POINT.sub(r"\1", name)
    forms = [NameForm(name), NameForm(_METAL_BEFORE.sub("", name, count=1)), *_divided(joined)]
    return forms if joined == name else [*forms, *_divided(name)]


def _divided(name: str) -> list[NameForm]:
    """The name without its brackets, and the names between its stops and brackets."""
    forms = [NameForm(name), NameForm(_BRACKET_SIGNS.sub("", name))]
    bare = _BRACKETS.sub(" ", name).strip()
    inside = [inner.strip() for inner in _BRACKETS.findall(name) if inner.strip()]
    parts = [part for part in _DIVIDER.split(bare) if len(part) > 2]
    if bare and inside:
        forms.append(NameForm(bare, " ".join(inside)))
    forms += [NameForm(inner, bare, is_headed=True) for inner in inside]
    if len(parts) > 1:
        forms.append(NameForm(parts[-1], ", ".join(parts[:-1] + inside), is_headed=True))
        forms += [
            NameForm(part, ", ".join([other for other in parts if other != part] + inside)) for part in parts[:-1]
        ]
    return forms
