"""What a row of RIC shows and who struck it, held against the persons that a citation or a coin names."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from catalog.references.persons import BETWEEN_NAMES
from catalog.references.ric_persons import PERSONS_OF_RIC, folded_name, guests_of, persons_named, places_of, shown_late
from catalog.references.ric_sections import BY_MINT, MINT_OF, SECTIONS, section_name
from catalog.references.type_rows import TypeRow, legend_letters

_JOINT: Final = re.compile(r"joint|samtherrschaft|conjoint|congiunto|\(1\)")
_SOLE: Final = re.compile(r"\bsole\b|alleinherrschaft|\bseul\b|\bsolo\b|\(2\)|^2$")
_REIGN: Final = re.compile(
    r" ?\(?\b(?:the )?(?:(?:joint|sole)(?: reign)?|samtherrschaft|alleinherrschaft|regne (?:conjoint|seul)"
    r"|regno (?:congiunto|solo)|(?:first|second) reign|as caesar|caesar|east|west|eastern|western|posthumous)\b\)?"
    r"| ?\(?[12]\)?$"
)
_JOINT_FROM: Final = 253
_SOLE_FROM: Final = 260
_SOLE_TO: Final = 268
_TITLES: Final = re.compile(r"^(?:divus|diva|divo|under|issue of|struck under|the) ")


def reign_named(text: str) -> str:
    """ "joint" or "sole" when the words of a section or portrait say so."""
    folded = folded_name(text)
    return "joint" if _JOINT.search(folded) else "sole" if _SOLE.search(folded) else ""


def without_reign(name: str) -> str:
    """A name, folded, without the words that say in which of his reigns somebody struck."""
    return _REIGN.sub("", folded_name(name)).strip(" ,")


def reign_of_years(year_start: int | None, year_end: int | None) -> str:
    """Gallienus ruled with his father from 253 to 260 and alone from then on, to 268; other years say neither."""
    first = year_start if year_start is not None else year_end
    last = year_end if year_end is not None else year_start
    if first is None or last is None or last < _JOINT_FROM or first > _SOLE_TO:
        return ""
    return "joint" if last < _SOLE_FROM else "sole" if first >= _SOLE_FROM else ""


def reign_of_reverse(reverse: str) -> str:
    """AVGG is two Augusti; one AVG and the animals of CONS AVG belong to the sole reign of Gallienus."""
    letters = " ".join(legend_letters(reverse))
    return "joint" if "AVGG" in letters else "sole" if "AVG" in letters else ""


def persons_in(section: str) -> tuple[frozenset[str], ...]:
    """Each person named: "Gallienus and Salonina" is two, "Faustina" one who is either; () when a part is nobody."""
    if not section:
        return ()
    folded = folded_name(section)
    for name in (folded, _REIGN.sub("", folded), _TITLES.sub("", folded)):
        if ids := persons_named(name):
            return (ids,)
    parts = [persons_named(_TITLES.sub("", _REIGN.sub("", part))) for part in BETWEEN_NAMES.split(folded) if part]
    return tuple(parts) if all(parts) else ()


def all_of(named: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*named)


def is_in(volume: str, persons: Iterable[str]) -> bool:
    return any(place.volume == volume for place in places_of(persons))


def is_own(row: TypeRow, named: tuple[frozenset[str], ...]) -> bool:
    """The section bears the name of just these persons."""
    owners = () if row.volume in BY_MINT else _owners(row.volume, row.section)
    return _are_the_same(owners, named)


def names_section(volume: str, named: tuple[frozenset[str], ...]) -> bool:
    return any(_are_the_same(_owners(volume, section), named) for section in SECTIONS.get(volume, ()))


def _are_the_same(owners: tuple[frozenset[str], ...], named: tuple[frozenset[str], ...]) -> bool:
    return len(owners) == len(named) and all(any(one & owner for owner in owners) for one in named)


@cache
def _owners(volume: str, section: str) -> tuple[frozenset[str], ...]:
    """Those of the section's name who have coins there: Valerian's son bears his name and has a section of his own."""
    here = {one for one in PERSONS_OF_RIC if _has_place(one, volume, section)}
    return tuple(named & here for named in persons_in(section_name(volume, section)))


def _has_place(person: str, volume: str, section: str) -> bool:
    return any((place.volume, place.section) == (volume, section) for place in PERSONS_OF_RIC[person].places)


def may_show(row: TypeRow, persons: frozenset[str]) -> bool:
    """Whether one of the persons stands on the coin, as far as section and legend tell."""
    if row.portrait in PERSONS_OF_RIC:
        return row.portrait in persons
    if row.volume in BY_MINT:
        named = shown_late(row.legend)
        return is_in(row.volume, persons) and (not named or bool(named & persons))
    if row.volume == "X":
        return is_in("X", persons)
    places = [place for place in places_of(persons) if (place.volume, place.section) == (row.volume, row.section)]
    if not places:
        return False
    if any(place.legend and (not row.legend or place.legend.search(row.legend)) for place in places):
        return True
    if all(place.legend for place in places):
        return False
    others = [pattern for one, pattern in guests_of(row.volume, row.section) if one not in persons]
    return not any(pattern.search(row.legend) for pattern in others)


def is_struck_by(row: TypeRow, issuers: frozenset[str]) -> bool:
    """By the authority of the catalogue; where that is another or none, VI to IX also by the name on the coin."""
    if {row.authority, row.issuer} & issuers:
        return True
    is_silent = not row.authority and not row.issuer
    return (row.volume in BY_MINT or is_silent) and may_show(row, issuers)


def is_of_joint_reign(row: TypeRow, issuers: frozenset[str]) -> bool:
    """What was struck for Gallienus beside his father, whom alone the catalogue names as its authority."""
    if not row.section.endswith("(1)"):
        return False
    return any(_has_place(one, row.volume, row.section) for one in issuers & PERSONS_OF_RIC.keys())


def may_be_his(row: TypeRow, issuers: frozenset[str]) -> bool:
    """Of a coin that shows its own issuer: struck by him alone or, before he ruled alone, by whom he ruled with."""
    return is_struck_by(row, issuers) or (may_show(row, issuers) and not row.legend.startswith("DIV"))


def mint_of(row: TypeRow) -> str:
    return MINT_OF.get(row.section, row.mint) if row.volume in BY_MINT else row.mint
