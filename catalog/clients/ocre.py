"""Online Coins of the Roman Empire: the types of RIC."""

import re
from collections.abc import Iterable
from typing import Final

from catalog.clients.base import Question
from catalog.clients.numishare import Series
from catalog.references.ric_mints import mint_named
from catalog.references.ric_persons import Place, persons_named, places_of
from catalog.references.ric_sections import BY_MINT, MINT_OF, SECTIONS, section_name
from coinstack.text import fold_key

_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_PARTS_OF_THEIR_OWN: Final = {"II.1": "II, Part 1 (second edition)", "II.3": "II, Part 3 (second edition)"}
_SECOND_EDITIONS: Final = frozenset({"I", *_PARTS_OF_THEIR_OWN})
_IDS: Final = re.compile(r"ric\.[0-9]{1,2}(?:_[0-9])?(?:\([0-9]\))?\.[a-z_()0-9-]{1,40}\.[0-9]{1,5}[\w.()*?-]{0,40}")
# Whose coins one ruler struck besides his own: of his heirs, his wife, his predecessor made a god.
_STRUCK_ALSO: Final = {
    ("IV", "ss"): ("crl", "ge"),
    ("IV", "el"): ("sa",),
    ("IV", "max_i"): ("mxs", "pa"),
    ("V", "val_i"): (
        *("gall(1)", "sala(1)", "val_ii", "sals", "marin", "qjg", "gall_sala(1)", "gall_sals", "val_i-gall"),
        "val_i-gall-val_ii-sala",
    ),
    ("V", "gall(2)"): ("sala(2)", "gall_sala(2)"),
    ("V", "aur"): ("seva", "aur_seva"),
    ("V", "qu"): ("cg",),
    ("V", "pro"): ("cg",),
}
_NUMBER: Final = re.compile(r"[0-9]{1,5}")
_SUFFIX: Final = re.compile(r"[\w.()*]{0,20}")


def ocre_volume(volume: str, edition: int | None) -> tuple[str, str] | None:
    """The volume of a reference as OCRE's ids and labels write it; None for one that OCRE does not hold.

    OCRE joins the parts of IV and V. It holds I and II.1 in their second editions only, and what has been cited since
    they appeared is cited by these unless the first edition is named.
    """
    whole, _, part = volume.partition(".")
    if whole not in _ROMAN or (edition == 1 and (whole == "I" or volume in _PARTS_OF_THEIR_OWN)):
        return None
    if whole == "I":
        return "1(2)", "I (second edition)"
    if volume in _PARTS_OF_THEIR_OWN:
        return f"2_{part}(2)", _PARTS_OF_THEIR_OWN[volume]
    return str(_ROMAN.index(whole) + 1), whole


def section_codes(volume: str, names: Iterable[str]) -> list[str]:
    """The sections of a volume that hold a person's, or a mint's, coins. Who has none of his own there, as an empress,
    stands in those in which she is shown."""
    if _whole(volume) in BY_MINT:
        mints = {mint_named(name) for name in names} - {""}
        return [code for code in SECTIONS[_whole(volume)] if MINT_OF.get(code) in mints]
    own = _own_sections(volume, names)
    return own or [place.section for place in _places(volume, names)]


def _whole(volume: str) -> str:
    """IV.1 is IV here, II.1 a volume of its own."""
    return volume if volume in SECTIONS else volume.partition(".")[0]


def _own_sections(volume: str, names: Iterable[str]) -> list[str]:
    names = tuple(names)
    wanted = {fold_key(name) for name in names if name}
    sections = SECTIONS.get(_whole(volume), {})
    named = [code for code, name in sections.items() if wanted & {code, fold_key(name)}]
    return list(dict.fromkeys([*named, *(place.section for place in _places(volume, names) if not place.legend)]))


def _places(volume: str, names: Iterable[str]) -> list[Place]:
    persons = {person for name in names for person in persons_named(name)}
    return [place for place in places_of(sorted(persons)) if place.volume == _whole(volume) and place.section]


def _struck_sections(volume: str, names: Iterable[str]) -> list[str]:
    """All sections with coins that a power struck: his own, and those of his heirs, wife and house."""
    own = section_codes(volume, names)
    also = [code for section in own for code in _STRUCK_ALSO.get((_whole(volume), section), ())]
    return list(dict.fromkeys([*own, *also]))


def volume_asked(question: Question) -> str:
    """The volume that the reference names, else the one that holds the ruler's coins; "" where that leaves a choice.

    A bare "II²" is a part of it. The first edition of II is another numbering than those of its parts, so a number
    without volume is looked for in the parts only where the second edition is named.
    """
    reference = question.reference
    given = reference.volume or ""
    is_second = reference.edition == 2
    if given and not (given == "II" and is_second):
        return given
    persons = {person for name in _people_named(question) for person in persons_named(name)}
    own = {place.volume for place in places_of(sorted(persons)) if not place.legend}
    fitting = {
        volume
        for volume in own
        if volume.startswith(given) and (volume in _SECOND_EDITIONS if is_second else volume not in _PARTS_OF_THEIR_OWN)
    }
    return fitting.pop() if len(fitting) == 1 else given


def _people_named(question: Question) -> tuple[str, ...]:
    """Who is shown, by the reference itself or by what is known of the coin; else who had it struck."""
    section = question.reference.section
    return (section,) if section else question.portraits or question.rulers


def sections_asked(question: Question) -> list[str]:
    """The sections that the coin may stand in: of the mint in VI to IX, else of the person shown, as far as the ruler
    who struck it has coins there ("Titus" under Vespasian is in Vespasian's); else all in which the ruler has."""
    volume = volume_asked(question)
    section = question.reference.section
    if _whole(volume) in BY_MINT:
        return section_codes(volume, (section,) if section else question.mints)
    struck = _struck_sections(volume, question.rulers)
    shown = (section,) if section else question.portraits
    if not shown:
        return struck
    own = section_codes(volume, shown)
    as_guest = dict.fromkeys(place.section for place in _places(volume, shown))
    under_ruler = ([code for code in codes if code in struck] for codes in (own, as_guest))
    return next((codes for codes in under_ruler if codes), own)


def _is_by_mint(question: Question) -> bool:
    return _whole(volume_asked(question)) in BY_MINT


def _guess(question: Question) -> tuple[str, ...]:
    reference = question.reference
    volume = ocre_volume(volume_asked(question), reference.edition)
    if not volume or not _NUMBER.fullmatch(reference.number) or not _SUFFIX.fullmatch(reference.suffix):
        return ()
    return tuple(f"ric.{volume[0]}.{code}.{reference.number}{reference.suffix}" for code in sections_asked(question))


def _wording(question: Question) -> str:
    """As OCRE's labels have it: "RIC I (second edition) Nero 306"."""
    reference = question.reference
    volume = ocre_volume(volume_asked(question), reference.edition)
    names = question.mints if _is_by_mint(question) else _people_named(question)
    if not volume or not names:
        return ""
    codes = sections_asked(question)
    named = section_name(volume_asked(question), codes[0]) if len(codes) == 1 else names[0]
    return f"RIC {volume[1]} {named} {reference.number}{reference.suffix}"


def _facets(question: Question) -> str:
    """By number, with the variants that have their denomination behind it, and by who is shown or struck."""
    reference = question.reference
    if not _NUMBER.fullmatch(reference.number) or not _SUFFIX.fullmatch(reference.suffix):
        return ""
    number = f"{reference.number}{reference.suffix}"
    asked = f'(typeNumber:"{number}" OR typeNumber:{number}_*)' if number.isalnum() else f'typeNumber:"{number}"'
    return " AND ".join([asked, *([] if _is_by_mint(question) else _people(question))])


def _people(question: Question) -> list[str]:
    quoted = [re.sub(r'[\\"]', " ", name) for name in dict.fromkeys([*question.rulers, *_people_named(question)])]
    fields = [f'{field}:"{name}"' for name in quoted for field in ("portrait_facet", "authority_facet")]
    return [f"({' OR '.join(fields)})"] if fields else []


OCRE: Final = Series("ocre", "http://numismatics.org/ocre/", _IDS, _wording, _guess, _facets)
