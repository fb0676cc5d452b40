"""What a printed word of a Latin legend can be: a full form, a known abbreviation, the beginning of a word.

Keys are folded: small letters, u for V and Y, i for J. A reading without `places` is an abbreviation, whose case the
sentence decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from catalog.legends import abbreviations, names, vocabulary
from catalog.legends.latin import Lemma, decline, with_u_and_v

_TABLES = (
    ("title", "title", abbreviations.TITLES),
    ("office", "office", abbreviations.OFFICES),
    ("honorific", "epithet", abbreviations.HONORIFICS),
    ("virtue", "thing", vocabulary.VIRTUES),
    ("deity", "thing", vocabulary.DEITIES),
    ("word", "epithet", vocabulary.EPITHETS),
    *(("word", f"dependent {place}", words) for place, words in vocabulary.DEPENDENTS.items()),
    ("name", "cognomen", names.COGNOMINA),
    ("name", "gens", names.GENTES),
    ("word", "thing", vocabulary.NOUNS),
    ("place", "thing", vocabulary.PLACES),
)
_SURE, _SHORT, _TRUNCATED, _AMBIGUOUS, _REPAIRED, _AS_PRINTED = 1.0, 0.95, 0.85, 0.75, 0.6, 0.5
_SHORTEST_BEGINNING, _LONG_BEGINNING = 3, 6
_SHORTEST_REPAIRED, _SHORTEST_AS_PRINTED = 6, 5
_LONGEST_WORD = 30
_ROLES = {
    "name": "cognomen",
    "title": "title",
    "office": "office",
    "honorific": "epithet",
    "deity": "thing",
    "virtue": "thing",
}


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One thing that a printed word can mean; a text among `words` does not change with the case."""

    words: tuple[Lemma | str, ...]
    kind: str
    role: str
    sureness: float
    places: frozenset[str] = frozenset()
    is_plural: bool = False
    text: str = ""

    def inflected(self, place: str) -> str:
        """Return the expansion in that case, number and gender; a full form stays as it is printed."""
        if self.text:
            return self.text
        place = place[0] + "p" + place[2] if self.is_plural else place
        return " ".join(word if isinstance(word, str) else word.form(place) for word in self.words)

    @property
    def lemma(self) -> str:
        return self.words[0] if isinstance(self.words[0], str) else self.words[0].name


def fold_word(word: str) -> str:
    return word.lower().replace("v", "u").replace("j", "i").replace("y", "u")


@lru_cache(maxsize=20_000)
def look_up(key: str) -> tuple[Reading, ...]:
    """Return what a folded word can be, the likelier first; nothing for an unknown word."""
    if len(key) > _LONGEST_WORD:
        return ()
    exact = _abbreviations().get(key, ()) + _forms().get(key, ())
    known = {reading.words for reading in exact}
    return exact + tuple(reading for reading in _beginnings().get(key, ()) if reading.words not in known)


def is_listed(key: str) -> bool:
    """Tell a full form or an abbreviation in the tables from a mere beginning."""
    return key in _forms() or key in _abbreviations()


@lru_cache(maxsize=20_000)
def guess(key: str) -> tuple[Reading, ...]:
    """Read a long word with a slip of one letter as the listed one that is meant; nothing for other words."""
    if not _SHORTEST_REPAIRED <= len(key) <= _LONGEST_WORD:
        return ()
    for listed in (_forms(), _beginnings()):
        found = process.extractOne(key, listed.keys(), scorer=DamerauLevenshtein.distance, score_cutoff=1)
        if found:
            # What a slip may have changed is no witness for the case of its neighbours.
            return tuple(replace(reading, sureness=_REPAIRED, places=frozenset()) for reading in listed[found[0]])
    return ()


_LATIN_FORM = re.compile(r"[a-z]{3,}(?:us|um|is|ae|am|orum|arum|ibus|or|as|es|ix|[aioe])")


def as_word(printed: str, key: str) -> Reading | None:
    """Read an unlisted word of Latin form, which stays as it is printed."""
    is_latin = _SHORTEST_AS_PRINTED <= len(key) <= _LONGEST_WORD and printed.isalpha() and _LATIN_FORM.fullmatch(key)
    if not is_latin:
        return None
    return Reading((with_u_and_v(printed).capitalize(),), "word", "fixed", _AS_PRINTED)


@cache
def word_reading(name: str, kind: str, role: str) -> Reading:
    """Return the abbreviated reading of a word that the context has settled; after "=" it is never declined."""
    if name.startswith("=") or (name.islower() and " " not in name):
        return Reading((name.removeprefix("="),), kind, role, _SHORT)
    listed = _lemmas().get(name, [])
    lemma = next((lemma for lemma in listed if lemma.role == role), None) or decline(name, kind, role)
    return Reading((lemma,), kind, role, _SHORT)


@cache
def formulas() -> dict[tuple[str, ...], Reading]:
    """Formulas of several printed words, by those words."""
    return {tuple(key.split()): _formula(spec, kind) for key, (spec, kind) in abbreviations.FORMULAS.items()}


@cache
def graded_formulas() -> tuple[tuple[tuple[tuple[str, str], ...], Reading], ...]:
    """Formulas whose words are cut off anywhere: the shortest and the full form of each word."""
    return tuple((words, _formula(spec, kind)) for words, spec, kind in abbreviations.GRADED_FORMULAS)


def _formula(spec: str, kind: str) -> Reading:
    is_plural = spec.endswith(" p") or "+p" in spec
    words = tuple(_word(word.removesuffix("+p")) for word in spec.removesuffix(" p").split())
    if all(isinstance(word, str) for word in words):
        role = "office fixed" if kind == "office" else "thing" if kind in ("deity", "virtue") else "fixed"
    else:
        role = _ROLES.get(kind, "fixed")
    return Reading(words, kind, role, _SHORT, is_plural=is_plural)


def _word(word: str) -> Lemma | str:
    return word[1:] if word.startswith("=") else _lemmas()[word][0]


# Tables


@cache
def _lemmas() -> dict[str, list[Lemma]]:
    found: dict[str, list[Lemma]] = {}
    for kind, role, table in _TABLES:
        for entry in " ".join(table.split()).split(", "):
            lemma = decline(f"{entry} a um" if role == "gens" else entry, kind, role)
            found.setdefault(lemma.name, []).append(lemma)
    return found


def _all_lemmas() -> Iterator[Lemma]:
    return (lemma for lemmas in _lemmas().values() for lemma in lemmas)


@cache
def _abbreviations() -> dict[str, tuple[Reading, ...]]:
    found: dict[str, list[Reading]] = {}
    for key, spec in [*abbreviations.SINGLE.items(), *names.NAME_ABBREVIATIONS.items()]:
        for alternative in spec.split("|"):
            found.setdefault(key, []).extend(_abbreviated(alternative))
    return {key: tuple(readings) for key, readings in found.items()}


def _abbreviated(spec: str) -> list[Reading]:
    name = spec.removesuffix(" p")
    if " " in name or name.startswith("="):
        return [_formula(spec, "formula" if name.startswith("=") else "title")]
    lemmas = _lemmas()[name][:2]
    return [Reading((lemma,), lemma.kind, lemma.role, _SHORT, is_plural=name != spec) for lemma in lemmas]


@cache
def _forms() -> dict[str, tuple[Reading, ...]]:
    """All full forms: the letters printed, the words and places they can be."""
    places: dict[str, dict[tuple[Lemma, str], set[str]]] = {}
    for lemma in _all_lemmas():
        for place, text in lemma.forms.items():
            for key in _spellings(lemma, place, text):
                places.setdefault(key, {}).setdefault((lemma, text), set()).add(place)
    forms = {
        key: tuple(_full_form(key, lemma, text, frozenset(found)) for (lemma, text), found in readings.items())
        for key, readings in places.items()
    }
    for word in " ".join(vocabulary.INVARIABLE.split()).split(", "):
        forms[fold_word(word)] = (Reading((word,), "word", "fixed", _SURE, text=word),)
    return forms


def _spellings(lemma: Lemma, place: str, text: str) -> Iterator[str]:
    """The genitive of names in -ius is written -i and -ii; gentes have no neuter."""
    if lemma.role == "gens" and place[2] == "n":
        return
    yield fold_word(text)
    if lemma.kind == "name" and place.startswith("gs") and text.endswith("ii"):
        yield fold_word(text[:-1])


def _full_form(key: str, lemma: Lemma, text: str, places: frozenset[str]) -> Reading:
    """ANTISTI is Antisti(us) as well as the genitive."""
    if lemma.role == "gens" and text.endswith("ii") and len(key) < len(text):
        return Reading((lemma,), lemma.kind, lemma.role, _SHORT, frozenset(("nsm", "gsm")))
    return Reading((lemma,), lemma.kind, lemma.role, _SURE, places, text=text)


@cache
def _beginnings() -> dict[str, tuple[Reading, ...]]:
    """Every beginning of three letters or more, of the nominative and of the stem (PRINCIP, SALVT)."""
    found: dict[str, list[Lemma]] = {}
    for lemma in _all_lemmas():
        stems = {fold_word(lemma.name), fold_word(lemma.stem) + "-"}
        for beginning in sorted({stem[:n] for stem in stems for n in range(_SHORTEST_BEGINNING, len(stem))}):
            found.setdefault(beginning, []).append(lemma)
    return _cut_plurals() | {key: _truncated(key, lemmas) for key, lemmas in found.items()}


def _truncated(key: str, lemmas: list[Lemma]) -> tuple[Reading, ...]:
    """Women's names last: CRISPIN is Crispinus unless something tells otherwise."""
    lemmas = sorted(lemmas, key=lambda lemma: lemma.kind == "name" and lemma.genders == {"f"})
    sureness = _TRUNCATED if len(lemmas) == 1 or len(key) >= _LONG_BEGINNING else _AMBIGUOUS
    return tuple(Reading((lemma,), lemma.kind, lemma.role, sureness, _oblique(key, lemma)) for lemma in lemmas)


def _oblique(beginning: str, lemma: Lemma) -> frozenset[str]:
    """A virtue cut off behind what is only in the other cases: PIETAT is Pietatis or Pietati."""
    if lemma.role != "thing" or fold_word(lemma.name).startswith(beginning):
        return frozenset()
    return frozenset(case + "s" + gender for case in "gd" for gender in lemma.genders)


def _cut_plurals() -> dict[str, tuple[Reading, ...]]:
    """Genitives and datives of the plural that lack their end: AVGVSTOR, MILITV, CIVIB."""
    found: dict[str, tuple[Reading, ...]] = {}
    for key, readings in _forms().items():
        plural = tuple(
            replace(reading, sureness=_TRUNCATED)
            for reading in readings
            if any(place[:2] in ("gp", "dp") for place in reading.places)
        )
        stem = plural[0].words[0] if plural else ""
        if not isinstance(stem, str):
            for end in range(len(stem.stem) + 1, len(key)):
                found.setdefault(key[:end], plural)
    return found
