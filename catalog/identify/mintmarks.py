"""Late Roman mint marks: which mint, which workshop.

Pure. A mark is prefix, mint letters, workshop, suffix: SMANΔ is sacra moneta, Antioch, fourth. Rules and forms are
those of RIC VI–X.
"""

import re
from dataclasses import dataclass
from typing import Final

from catalog.legends.marks import is_value_mark
from catalog.legends.text import legend_key
from coinstack.text import clean_text

# Mint letters as folded for matching, by Nomisma id.
_LETTERS: Final = {
    letters: mint
    for mint, group in {
        "londinium": "plon pln lon ln ml",
        "ambianum": "amb",
        "treveri": "tre tr",
        "lugdunum": "lug lg lp lc ld",
        "arelate": "arl ar",
        "carthage": "kart",
        "mediolanum": "med md",
        "aquileia": "aquil aq",
        "ticinum": "t",
        "rome": "rom rm r",
        "ostia": "ost",
        "siscia": "sisc sis",
        "serdica": "ser sd",
        "sirmium": "sirm",
        "thessalonica": "thes tes ths ts",
        "heraclea_thracica": "heracl herac her ht h",
        "constantinople": "cp",
        "nicomedia": "nik nic n",
        "cyzicus": "kuz cuz ku k",
        "antiocheia_syria": "ant an",
        "alexandreia_egypt": "ale al",
        "ravenna": "rau ru",
    }.items()
    for letters in group.split()
}
# Marks that only look composed.
_WHOLE: Final = {
    "pk": ("carthage", 1),
    "pkp": ("carthage", 1),
    "pks": ("carthage", 2),
    "aug": ("londinium", None),
    "augp": ("londinium", 1),
    "augob": ("londinium", None),
    "augps": ("londinium", None),
    "msl": ("londinium", None),
    "mll": ("londinium", None),
    "lp": ("lugdunum", 1),
    "ld": ("lugdunum", 2),
}
# Marks of fineness, which name a mint only by default.
_FINENESS: Final = ("conob", "comob", "com", "ob")
_WESTERN: Final = ("mediolanum", "rome", "ravenna", "arelate", "lugdunum", "treveri", "aquileia", "thessalonica")
_FIELD: Final = {
    "md": "mediolanum",
    "ru": "ravenna",
    "rm": "rome",
    "rom": "rome",
    "ts": "thessalonica",
    "thes": "thessalonica",
    "aq": "aquileia",
    "ld": "lugdunum",
    "ar": "arelate",
    "tr": "treveri",
    "sm": "sirmium",
}
_LATIN: Final = {"p": 1, "s": 2, "t": 3, "q": 4, "u": 5}
_ORDINAL: Final = dict(zip("abγδe", range(1, 6), strict=True)) | {
    "s": 6,
    "ϛ": 6,
    "z": 7,
    "h": 8,
    "θ": 9,
    "i": 10,
    "ia": 11,
    "ib": 12,
    "iγ": 13,
    "iδ": 14,
    "ie": 15,
    "c": 3,
    "d": 4,
    "g": 3,
}
_EASTERN: Final = frozenset(
    ("heraclea_thracica", "constantinople", "nicomedia", "cyzicus", "antiocheia_syria", "alexandreia_egypt")
)
_PREFIX: Final = re.compile(r"(?:sm|m|urb|c(?=[ps]))?(?P<officina>[pstqabγδezhθi])?")
_SUFFIX: Final = re.compile(
    r"(?P<officina>ia|ib|iγ|iδ|ie|[abγδezhθiϛpstqucdg])?(?:(?:ps|ob|com)(?P<behind>[abγδezhθiϛpstq])?)?"
)
_CONSTANTINE: Final = re.compile(
    r"(?P<first>ia|[abγδezhθipstq])?(?P<city>con(?:s(?:t|p)?)?|cost)(?P<last>ia|[abγδezhθi])?"
)
_OF_GOLD: Final = re.compile(r"ob(?=[abγδezhθi]{0,2}$)")
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class MintMark:
    """`mints` are Nomisma ids, several where the mark is of more than one mint; `officina` counts from 1."""

    mints: tuple[str, ...] = ()
    officina: int | None = None
    problems: tuple[str, ...] = ()


def read_mint_mark(text: str) -> MintMark:
    """Return what a mark says; without mints it says nothing of where, and a problem tells why.

    "MD|COMOB" is read with its field letters, which decide where CONOB or COMOB stands in the exergue.
    """
    shown = clean_text(text)
    if len(shown) > _LONGEST:
        return MintMark(problems=("too long for a mint mark",))
    *fields, mark = (legend_key(part) for part in re.split(r"\|+|//+", re.sub(r"^[-–]\s*(?=[|/])", "", shown)))
    if not mark:
        return MintMark(problems=(f'"{shown}" has no letters to read',))
    if is_value_mark(mark):
        return MintMark(officina=_officina_of_value_mark(mark), problems=(f'"{shown}" is a mark of value, not a mint',))
    if mark == "sc":
        return MintMark(problems=('"S C" is of the Senate, not a mint',))
    if mark in _FINENESS:
        return _by_field(mark, fields)
    return _whole(mark) or _constantine(mark) or _composed(mark) or MintMark(problems=(f'"{shown}" is no known mark',))


def _by_field(mark: str, fields: list[str]) -> MintMark:
    for letters in ("".join(fields), *fields):
        if letters in _FIELD:
            return MintMark((_FIELD[letters],))
    return MintMark(("constantinople",)) if mark == "conob" else MintMark(_WESTERN)


def _whole(mark: str) -> MintMark | None:
    if mark not in _WHOLE:
        return None
    mint, officina = _WHOLE[mark]
    return MintMark((mint,), officina)


def _constantine(mark: str) -> MintMark | None:
    """Tell Constantinople (CONS with A–IA) from Arles under the name Constantina (P, S, T, Q before CONST or COST)."""
    match = _CONSTANTINE.fullmatch(_OF_GOLD.sub("", mark))
    if not match:
        return None
    first, last = match["first"], match["last"]
    if first and first in "pstq" and not last:
        return MintMark(("arelate",), _LATIN[first])
    if match["city"].endswith("st") or mark == "con":
        return MintMark(("arelate", "constantinople"), _ORDINAL.get(last or first or ""))
    return MintMark(("constantinople",), _ORDINAL.get(last or first or ""))


def _composed(mark: str) -> MintMark | None:
    """Take the most mint letters that leave a prefix and a suffix in order: SMANΔ is AN, not N."""
    for letters in sorted(_LETTERS, key=len, reverse=True):
        for place in re.finditer(letters, mark):
            before, after = _PREFIX.fullmatch(mark[: place.start()]), _SUFFIX.fullmatch(mark[place.end() :])
            if before and after:
                mint = _LETTERS[letters]
                return MintMark((mint,), _officina(mint, before["officina"], after["officina"] or after["behind"]))
    return None


def _officina(mint: str, before: str | None, after: str | None) -> int | None:
    """P, S, T, Q count the workshops of the West, Greek numerals those of the East, where S is the sixth."""
    letter = after or before
    if letter == "s":
        return 6 if mint in _EASTERN and after else 2
    return _LATIN.get(letter or "") or _ORDINAL.get(letter or "")


def _officina_of_value_mark(mark: str) -> int | None:
    rest = re.sub(r"xxi|ka", "", mark, count=1)
    return _ORDINAL.get(rest) or _LATIN.get(rest)
