"""Case, number and gender of abbreviated words, from what is written out and from the order of a legend.

A person's titles agree with one another and stand in the nominative unless one is written in another case
(IMP CAES NERVAE TRAIANO AVG: all dative). What follows a virtue or a deity is the emperor's, in the genitive
(PAX AVG, PAX AVGG). A father stands in the genitive before F.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from catalog.legends.setting import Word
from catalog.legends.vocabulary import PREPOSITIONS

_ALL_PLACES = frozenset(case + number + gender for case in "ngdab" for number in "sp" for gender in "mfn")
_GENITIVES = frozenset(place for place in _ALL_PLACES if place[0] == "g")
_MENS = frozenset(place for place in _ALL_PLACES if place[2] == "m")
_PREFERRED = "ndgba"
_OWNERS, _OWNERS_PLURAL = "gsm", "gpm"
_PERSON_ROLES = frozenset(("title", "office", "praenomen", "gens", "cognomen"))
_NAME_ROLES = frozenset(("praenomen", "gens", "cognomen"))
_STANDING_ROLES = frozenset(("fixed", "number", "unknown", "office fixed"))
_NEVER_A_WOMANS = frozenset(("Imperator", "Caesar"))
_WITH_AUGUSTA = frozenset(("Ceres", "Venus", "Vesta", "Minerva", "Diana", "Iuno"))
_MOST_FATHERS = 5  # words between DIVI and F


@dataclass(slots=True)
class Phrase:
    """Words that agree: a person with titles, or a thing with what is said of it; `places` are still possible."""

    head: str = ""
    places: frozenset[str] = _ALL_PLACES
    words: list[Word] = field(default_factory=list)

    @property
    def is_womans(self) -> bool:
        return all(place[2] == "f" for place in self.places)

    @property
    def last(self) -> Word | None:
        return self.words[-1] if self.words else None


def settle_cases(words: Sequence[Word]) -> None:
    """Set the place of every word."""
    for at, word in enumerate(words):
        if word.role == "filiation":
            _settle_father(words, at)
    for phrase in _phrases(words):
        _settle(phrase)


# Fathers, grandfathers


def _settle_father(words: Sequence[Word], at: int) -> None:
    """Walk back from F: to DIVI where it is written, else over one name or AVG and what agrees with it."""
    start = _divus_before(words, at)
    for word in words[_father_start(words, at) if start is None else start : at]:
        word.place = _OWNERS


def _divus_before(words: Sequence[Word], at: int) -> int | None:
    for start in range(at - 1, max(-1, at - _MOST_FATHERS - 1), -1):
        if words[start].role == "filiation":
            return None
        if words[start].keys[0] in ("diui", "diu", "di"):
            return start
    return None


def _father_start(words: Sequence[Word], at: int) -> int:
    start = at - 1
    while start > 0 and _agree(words[start - 1], words[start]) and not _is_womans_title(words, start - 1):
        start -= 1
    # DRVSVS CAESAR TI AVG F: the praenomen is the father's where it does not open the legend.
    if start > 1 and words[start].role == "title" and words[start - 1].role == "praenomen":
        start -= 1
    if start > 0 and words[start - 1].lemma in _NEVER_A_WOMANS and _is_behind_woman(words, start):
        start -= 1
    return start


def _agree(before: Word, word: Word) -> bool:
    """AVG PII, PII AVG: a title of the father beside one in the genitive."""
    if word.can_be("g"):
        return _may_be_fathers(before)
    return _may_be_fathers(word) and before.role != "praenomen" and before.can_be("g")


def _may_be_fathers(word: Word) -> bool:
    return word.can_be("g") or (word.is_free and word.lemma == "Augustus")


def _is_womans_title(words: Sequence[Word], at: int) -> bool:
    """AVG behind FAVSTINA is hers."""
    return words[at].is_free and _is_behind_woman(words, at)


def _is_behind_woman(words: Sequence[Word], at: int) -> bool:
    return any(
        word.reading is not None and bool(word.reading.places) and all(place[2] == "f" for place in word.reading.places)
        for word in words[:at]
    )


# Phrases


def _phrases(words: Sequence[Word]) -> list[Phrase]:
    phrases = [Phrase()]
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else None
        phrase = _phrase_of(phrases[-1], word, after)
        if phrase is not phrases[-1]:
            phrases.append(phrase)
        phrase.words.append(word)
    return phrases


def _phrase_of(current: Phrase, word: Word, after: Word | None) -> Phrase:
    """Return the phrase a word belongs to: the current one, or a new one that it begins."""
    if word.place or word.role in _STANDING_ROLES:
        return _standing(current, word)
    if word.role in _PERSON_ROLES:
        return _possessor(current, word, after) if current.head == "thing" else _person(current, word)
    if placing := _PLACINGS.get(word.role.split()[0]):
        return placing(current, word)
    current.head = current.head or "person"
    return current


def _standing(current: Phrase, word: Word) -> Phrase:
    """A preposition begins a phrase in its case; an office ends a virtue's."""
    if word.keys[0] in PREPOSITIONS and len(word.keys) == 1 and word.kind == "word":
        case = PREPOSITIONS[word.keys[0]]
        return Phrase("", frozenset(place for place in _ALL_PLACES if place[0] == case))
    return Phrase("person") if word.role == "office fixed" and current.head == "thing" else current


def _places(word: Word) -> frozenset[str]:
    return word.reading.places if word.reading else frozenset()


def _person(current: Phrase, word: Word) -> Phrase:
    if word.is_free:
        if current.is_womans and word.lemma in _NEVER_A_WOMANS:
            return Phrase("person", _GENITIVES)
        current.head = "person"
        if word.role == "office":
            current.places = current.places & _MENS or current.places
        return current
    common = current.places & _places(word)
    if not common:
        return Phrase("person", _places(word))
    current.head, current.places = "person", common
    return current


def _possessor(current: Phrase, word: Word, after: Word | None) -> Phrase:
    """A title after a virtue: the emperor's, unless it is his office or is written in another case."""
    if word.is_free:
        is_acclamation = word.lemma == "Imperator" and after is not None and after.role == "number"
        if is_acclamation or (word.role == "office" and word.lemma != "Princeps"):
            return Phrase("person")
        word.place = _free_possessor(current, word)
        return current
    places = _places(word)
    if genitives := places & _GENITIVES:
        word.place = min(genitives)
    elif current.places & places or word.role == "title":
        word.place = min(places, key=lambda place: (place not in current.places, _PREFERRED.index(place[0])))
    else:
        return Phrase("person", places)
    return current


def _free_possessor(current: Phrase, word: Word) -> str:
    """Genitive, but CERES AVGVST is Augusta, and ROM ET AVG two that are worshipped."""
    if word.keys[-1] == "august" and any(other.lemma in _WITH_AUGUSTA for other in current.words):
        return "nsf"
    is_joined = len(current.words) > 1 and current.words[-1].keys == ("et",)
    is_owned = any(other.place[:1] == "g" for other in current.words)
    return "nsm" if is_joined and not is_owned else _OWNERS


def _thing(current: Phrase, word: Word) -> Phrase:
    places = _places(word)
    if not current.head:
        current.head = "thing"
        current.places = current.places & places or current.places
        return current
    is_coordinate = current.last is not None and current.last.keys == ("et",)
    is_nominative = any(place[:2] == "ns" for place in places)
    if current.head == "thing" and places & _GENITIVES and not is_coordinate and not is_nominative:
        word.place = min(places & _GENITIVES)
        return current
    return Phrase("thing", places or _ALL_PLACES)


def _epithet(current: Phrase, word: Word) -> Phrase:
    places = _places(word)
    if current.head == "thing" and word.lemma == "Noster":
        word.place = _OWNERS_PLURAL if _are_several(current.last) else _OWNERS
    elif not places:
        if current.head == "thing" and _is_owners(word, current.last):
            word.place = current.last.place if current.last else ""
    elif current.head == "thing":
        is_beside = current.last is not None and current.last.role == "thing" and current.last.is_free
        if is_beside or not places & _GENITIVES:
            current.places = current.places & (places - _GENITIVES) or current.places
        word.place = min(current.places & places or places, key=lambda place: _PREFERRED.index(place[0]))
    elif (current.head == "person" and word.kind == "word") or not current.places & places:
        return Phrase("person" if current.head and word.kind != "word" else "", places)
    else:
        current.places = current.places & places
        current.head = current.head or ("thing" if word.kind == "word" else "")
    return current


def _are_several(owner: Word | None) -> bool:
    return owner is not None and owner.reading is not None and owner.reading.is_plural


def _is_owners(word: Word, before: Word | None) -> bool:
    """PRINC PERP is principis perpetui, LIBERTATIS PVBLIC publicae; GERM behind VICTORIA AVG is the victory's."""
    if before is None or not before.place.startswith("g"):
        return False
    return (before.role == "thing" and before.kind != "place") or (
        word.kind == "honorific" and not word.lemma.endswith(("icus", "Felix"))
    )


def _dependent(current: Phrase, word: Word) -> Phrase:
    is_head = not current.head and any(place[0] == "n" for place in _places(word))
    return _thing(current, word) if is_head else current


_PLACINGS: dict[str, Callable[[Phrase, Word], Phrase]] = {
    "thing": _thing,
    "epithet": _epithet,
    "dependent": _dependent,
}


# Cases


def _settle(phrase: Phrase) -> None:
    head = _head_place(phrase)
    are_shared = _are_titles_shared(phrase)
    for word in phrase.words:
        if word.place or word.reading is None:
            continue
        if word.role.startswith("dependent "):
            word.place = word.role.split()[1]
        elif are_shared and word.role in ("title", "office") and word is not phrase.words[0]:
            word.place = head[0] + "p" + head[2]
        elif head[1] == "p" and word.role in _NAME_ROLES:
            word.place = head[0] + "s" + head[2]
        else:
            word.place = head


def _head_place(phrase: Phrase) -> str:
    gender = _gender(phrase)
    return min(
        phrase.places, key=lambda place: (place[1] != "s", _PREFERRED.index(place[0]), place[2] != gender, place[2])
    )


def _gender(phrase: Phrase) -> str:
    """The gender of an abbreviated thing, else masculine."""
    for word in phrase.words:
        lemma = word.reading.words[0] if word.reading and word.role == phrase.head == "thing" else ""
        if not isinstance(lemma, str):
            return next(iter(lemma.genders)) if len(lemma.genders) == 1 else "m"
    return "m"


def _are_titles_shared(phrase: Phrase) -> bool:
    """Tell whether two persons are joined by ET, so that the titles behind are both's."""
    at = next((n for n, word in enumerate(phrase.words) if word.keys == ("et",)), 0)
    before, behind = phrase.words[:at], phrase.words[at + 1 :]
    return any(word.role in _NAME_ROLES for word in before) and any(word.role in _NAME_ROLES for word in behind)
