"""Latin as legends need it: the declension of a word from its dictionary form, and spelling with u and v.

A word is written as in a dictionary: "Victoria", "Augustus a um", "Pax Pacis f", "Exercitus us m", "Fides ei f".
Cases are single letters (n g d a b: nominative, genitive, dative, accusative, ablative), numbers s and p,
genders m f n; a form's place is the three together, as "gsf".
"""

from dataclasses import dataclass, field

CASES = "ngdab"
_Endings = tuple[tuple[str, ...], tuple[str, ...]]
_FIRST: _Endings = (("a", "ae", "ae", "am", "a"), ("ae", "arum", "is", "as", "is"))
_SECOND: _Endings = (("us", "i", "o", "um", "o"), ("i", "orum", "is", "os", "is"))
_SECOND_NEUTER: _Endings = (("um", "i", "o", "um", "o"), ("a", "orum", "is", "a", "is"))
_THIRD: _Endings = (("", "is", "i", "em", "e"), ("es", "um", "ibus", "es", "ibus"))
# Adjectives, and nouns as Gens: the plural is in -ium and -ia.
_THIRD_I: _Endings = (("", "is", "i", "em", "i"), ("es", "ium", "ibus", "es", "ibus"))
_THIRD_NEUTER: _Endings = (("", "is", "i", "", "e"), ("a", "um", "ibus", "a", "ibus"))
_FOURTH: _Endings = (("us", "us", "ui", "um", "u"), ("us", "uum", "ibus", "us", "ibus"))
_FIFTH: _Endings = (("es", "ei", "ei", "em", "e"), ("es", "erum", "ebus", "es", "ebus"))
_I_STEMS = ("gentis", "urbis", "orbis", "montis", "pontis", "navis", "classis", "cohortis", "civis", "hostis", "artis")
_BY_GENITIVE: tuple[tuple[str, _Endings], ...] = (
    ("ae", _FIRST),
    ("ei", _FIFTH),
    ("i", _SECOND),
    ("is", _THIRD),
    ("us", _FOURTH),
)


@dataclass(frozen=True, slots=True, eq=False)
class Lemma:
    """A word with all its forms by place; `kind` is what it stands for, `role` how it behaves in a sentence."""

    name: str
    kind: str
    role: str
    forms: dict[str, str] = field(repr=False)
    stem: str = ""

    def form(self, place: str) -> str:
        """Return the form of that place, of another gender or number where the word has only one."""
        case, number = place[0], place[1]
        numbers = (number, "sp"[number == "s"])
        wanted = (place, *(case + other + gender for other in numbers for gender in "mfn"))
        return next((self.forms[form] for form in wanted if form in self.forms), self.name)

    @property
    def genders(self) -> set[str]:
        return {place[2] for place in self.forms}


def decline(entry: str, kind: str, role: str) -> Lemma:
    """Return a word with its forms from its dictionary entry; raises ValueError for an entry that has no genitive."""
    name, *rest = entry.split()
    if rest[:1] == ["a"]:
        return _adjective(name, kind, role)
    gender = rest.pop() if rest and rest[-1] in ("m", "f", "n", "mf") else ""
    genitive = rest[0] if rest else _regular_genitive(name)
    stem, endings = _stem_and_endings(name, genitive)
    if endings is _SECOND and name.endswith("um"):
        endings, gender = _SECOND_NEUTER, "n"
    if endings is _THIRD and gender == "n":
        endings = _THIRD_NEUTER
    if endings is _THIRD and (not gender or gender == "mf" or genitive.lower() in _I_STEMS):
        endings = _THIRD_I
    genders = gender or {_FIRST: "f", _SECOND: "m", _FOURTH: "m", _FIFTH: "f"}.get(endings, "mfn")
    forms = {place: text for g in genders for place, text in _forms(name, stem, endings, g).items()}
    return Lemma(name, kind, role, forms, stem)


def _adjective(name: str, kind: str, role: str) -> Lemma:
    stem = name.removesuffix("us") if name.endswith("us") else {"Noster": "Nostr", "Sacer": "Sacr"}.get(name, name)
    forms = _forms(name, stem, _SECOND, "m") | _forms(stem + "a", stem, _FIRST, "f")
    return Lemma(name, kind, role, forms | _forms(stem + "um", stem, _SECOND_NEUTER, "n"), stem)


def _regular_genitive(name: str) -> str:
    for ending, genitive in (("us", "i"), ("um", "i"), ("a", "ae")):
        if name.endswith(ending):
            return name.removesuffix(ending) + genitive
    raise ValueError(f"{name!r} needs its genitive")


def _stem_and_endings(name: str, genitive: str) -> tuple[str, _Endings]:
    for ending, endings in _BY_GENITIVE:
        if genitive == ending:
            return name[:-2], endings
        if genitive.endswith(ending) and ending not in ("ei", "us"):
            return genitive.removesuffix(ending), endings
    raise ValueError(f"{genitive!r} is no genitive")


def _forms(name: str, stem: str, endings: _Endings, gender: str) -> dict[str, str]:
    forms = {
        case + number + gender: stem + ending
        for number, of_number in zip("sp", endings, strict=True)
        for case, ending in zip(CASES, of_number, strict=True)
    }
    forms["ns" + gender] = name
    if endings is _THIRD_I and gender == "n":
        forms |= {"as" + gender: name, "npn": stem + "ia", "apn": stem + "ia"}
    if endings is _THIRD_NEUTER:
        forms["as" + gender] = name
    return forms


_VOWELS = frozenset("aeiouy")
# What stands before a consonantal v within a word: a vowel, or these (Nerva, Silvanus, Invictus, Adventus).
_BEFORE_V = frozenset("aeiouyrlnd")


def with_u_and_v(word: str) -> str:
    """Return a word printed in capitals as text has it: IVVENTVS is iuventus, QVIES quies, NERVA nerva."""
    letters = word.lower().replace("v", "u").replace("j", "i")
    spelled = ""
    for n, letter in enumerate(letters):
        following = letters[n + 1 : n + 3]
        is_v = letter == "u" and _is_consonant(spelled[-1:], following)
        spelled += "v" if is_v else letter
    return spelled


def _is_consonant(before: str, following: str) -> bool:
    if before == "v" or (before and before not in _BEFORE_V):
        return False
    if following[:1] == "u":
        return following[1:2] not in _VOWELS or not before
    return following[:1] in _VOWELS if following else False
