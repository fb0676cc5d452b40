"""What a grading service prints beside the grade: its name, the fifths for strike and surface, remarks."""

import re
from dataclasses import dataclass

from coins.grading.words import DEGREES, DESIGNATIONS


@dataclass(frozen=True, slots=True)
class Slab:
    """`rest` is the text without what was read here."""

    service: str | None
    strike: int | None
    surface: int | None
    designations: tuple[str, ...]
    rest: str


_SERVICE = re.compile(r"\b(NGC|PCGS|ANACS|ICG)\b(?:\s+Ancients)?:?", re.I)
_CERTIFICATE = re.compile(r"\(?\b\d{6,8}-\d{3}\b\)?")
# The fifths come as "5/5 - 4/5" on the holder's label, and as "Strike: 5/5 Surface: 4/5" in its description.
_FIFTHS = re.compile(r"(?<![\d.])(\d{1,2})\s*/\s*5(?!\d)\s*[-,;&]?\s*(\d{1,2})\s*/\s*5(?![\d.])")
_STRIKE = re.compile(r"\bstrike\s*[:=]?\s*(\d{1,2})(?:\s*/\s*5)?(?!\d)", re.I)
_SURFACE = re.compile(r"\bsur?f?aces?\s*[:=]?\s*(\d{1,2})(?:\s*/\s*5)?(?!\d)", re.I)
_STAR = re.compile(r"[★☆✩✪⭐]\ufe0f?|(?<=[A-Za-z])\s*\*(?!\w)|\bstar\b", re.I)
_KNOWN = {name.lower().replace("-", " "): name for name in DESIGNATIONS.split(", ")}
_NAMES = "|".join(name.replace(" ", r"[\s-]+") for name in sorted(_KNOWN, key=len, reverse=True))
_DESIGNATION = re.compile(rf"\b((?:(?:{DEGREES.replace(', ', '|')})\.?\s+)?)({_NAMES}|photo[\s-]*cert\w*)\b", re.I)
_DANGLING = re.compile(r"[\s,;:]+-*$")


def read_slab(text: str, service: str | None, problems: list[str]) -> Slab:
    """Take service, fifths and designations out of a cleaned text; `service` counts when the text names none."""
    named = _SERVICE.search(text)
    text = _CERTIFICATE.sub(" ", _SERVICE.sub(" ", text))
    strike, surface, text = _read_fifths(text, problems)
    has_star = bool(_STAR.search(text))
    text = _STAR.sub(" ", text)
    found = [_designation(*match) for match in _DESIGNATION.findall(text)]
    name = named or _SERVICE.search(service or "")
    if name is None and (strike is not None or surface is not None):
        return Slab("ngc", strike, surface, _unique(has_star, found), _rest(text))
    return Slab(name[1].lower() if name else None, strike, surface, _unique(has_star, found), _rest(text))


def _rest(text: str) -> str:
    return _DANGLING.sub("", _DESIGNATION.sub(" , ", text)).strip(" ,;:")


def _unique(has_star: bool, found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((["★"] if has_star else []) + found))


def _read_fifths(text: str, problems: list[str]) -> tuple[int | None, int | None, str]:
    if pair := _FIFTHS.search(text):
        rest = text[: pair.start()] + " , " + text[pair.end() :]
        return _fifth("strike", pair[1], problems), _fifth("surface", pair[2], problems), rest
    strike, surface = _STRIKE.search(text), _SURFACE.search(text)
    values = (
        _fifth("strike", strike[1], problems) if strike else None,
        _fifth("surface", surface[1], problems) if surface else None,
    )
    return *values, _SURFACE.sub(" , ", _STRIKE.sub(" , ", text))


def _fifth(name: str, digits: str, problems: list[str]) -> int | None:
    value = int(digits)
    if 1 <= value <= 5:
        return value
    problems.append(f"{name}: a {name} of {value} is outside 1 to 5")
    return None


def _designation(degree: str, name: str) -> str:
    key = re.sub(r"[\s-]+", " ", name.lower())
    known = "Photo-certificate" if key.startswith("photo") else _KNOWN[key]
    return f"{degree.strip(' .').lower()} {known}".strip()
