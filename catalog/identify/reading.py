"""Reading what somebody could make out of a legend, and what a catalogue prints for one.

Pure. A reading knows letters, unknown letters and lost stretches; letters are folded by shape as everywhere.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from catalog.legends.text import legend_key
from coinstack.exceptions import InputRefused
from coinstack.text import clean_text

UNKNOWN: Final = "?"
GAP: Final = "…"
LONGEST: Final = 300  # characters; the longest legend of RIC has 80 letters, alternatives included 250

# A lost stretch: "…", three dots or dashes or more, or brackets with nothing legible inside.
_GAP = re.compile(r"[\[(<] ?(?:[.…-]{3,}|…|-)? ?[\])>]|[.…]*…[.…]*|\.{3,}|-{3,}")
_PIECES = re.compile(r"([?.…-])")
_OR = re.compile(r"\s+or\s+")
_CONTEXT = 2  # letters on either side that fix where a break is

# Cataloguers' remarks inside a legend: "(rev.U)" is a reversed U, the others are no letters.
_REVERSED = re.compile(r"[(\[](?:rev|inv)\.? ?(\w{1,3})[)\]]")
_REMARK = re.compile(r"\((?:sic|or [^()]*|inc|_+[^()]*)\)|(?<=[\])?\s]),? (?:in ex\.|sometimes with .*)", re.IGNORECASE)
_DOUBT = re.compile(r"\( ?\? ?\)|\?")
_LOST = re.compile(r"\.(?: ?\.)+")
_NO_LEGEND = re.compile(
    r"^(?:n/a|\W*|unpublished|illegible|uncertain|(?:un(?:clear|certain)|meaningless|blundered)\b.*\blegend"
    r"|not (?:published|recorded)|legend obscured)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Break:
    """Where the legend is broken by the type: the letters before and after, two of each."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reading:
    """`pattern` holds folded letters, "?" for each unknown one and "…" for a stretch of any length."""

    pattern: str
    breaks: frozenset[Break] = field(default_factory=frozenset)

    @property
    def letters(self) -> str:
        return self.pattern.replace(UNKNOWN, "").replace(GAP, "")

    @property
    def is_gapped(self) -> bool:
        return GAP in self.pattern


def read_legend(text: str) -> tuple[Reading, ...]:
    """Return what is legible of a legend as typed; several readings where it says "A or B", none where nothing is.

    "?" and "." are one unknown letter; "…", "...", "[...]", "[ ]" and "---" a gap; "-" is a break of the legend.
    Brackets of restored letters go, stops such as • too. Raises InputRefused for a text no legend can be.
    """
    if len(text) > LONGEST:
        raise InputRefused(f"A legend of {len(text):,} characters is longer than any: at most {LONGEST} can be read.")
    readings = [_reading(part) for part in _OR.split(clean_text(text))]
    return tuple(dict.fromkeys(reading for reading in readings if reading.letters))


def catalogue_legends(cell: str) -> tuple[Reading, ...]:
    """Return the alternatives of a catalogue's legend, () where it prints a remark or nothing.

    "VICTORIA AVG or AVGG" has two, and a third for the cell as it stands, which is what a copied text looks like.
    Remarks such as (sic) go, and the cataloguer's question mark; several dots are lost letters, a single one is a stop.
    """
    text = _REVERSED.sub(r"\1", clean_text(cell))
    if _NO_LEGEND.match(text):
        return ()
    text = _LOST.sub(GAP, _DOUBT.sub("", _REMARK.sub("", text))).replace(".", " ")
    parts = _OR.split(text)
    if len(parts) > 1:
        parts.append(text)
    readings = [_reading(part[:LONGEST]) for part in parts]
    return tuple(dict.fromkeys(reading for reading in readings if reading.letters))


def _reading(text: str) -> Reading:
    pattern = ""
    breaks = []
    for piece in _PIECES.split(_GAP.sub(GAP, text)):
        if piece == "-":
            breaks.append(len(pattern))
        elif piece in (UNKNOWN, "."):
            pattern += UNKNOWN
        elif piece == GAP:
            pattern += "" if pattern.endswith(GAP) else GAP
        else:
            pattern += legend_key(piece)
    return Reading(pattern, frozenset(_known_breaks(pattern, breaks)))


def _known_breaks(pattern: str, positions: list[int]) -> list[Break]:
    found = [Break(pattern[max(0, at - _CONTEXT) : at], pattern[at : at + _CONTEXT]) for at in positions]
    return [each for each in found if all(len(s) == _CONTEXT and s.isalpha() for s in (each.before, each.after))]
