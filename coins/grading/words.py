"""The one scale of grades, and the words for them in the languages of the trade.

`RUNGS` gives every grade four ranks: near (also "about", "fast", "quasi"), plain, good or plus, and choice.
The plain and the choice rank are the Sheldon numbers that NGC and PCGS attach to those words, so a printed
Sheldon number can stand in the same column. XF is the canonical word; EF is read as XF.

The French scale is not the English one: its words are placed by the Sheldon ranges printed by cgb.fr
(TB from 15, TTB from 40, SUP from 55, SPL from 63, FDC from 65), each at the lower end of its range.
"""

from typing import NamedTuple


class Rungs(NamedTuple):
    near: int
    plain: int
    plus: int
    choice: int


RUNGS = {
    "P": Rungs(1, 1, 1, 1),
    "FR": Rungs(1, 2, 2, 2),
    "AG": Rungs(2, 3, 3, 3),
    "G": Rungs(3, 4, 6, 6),
    "VG": Rungs(7, 8, 10, 10),
    "F": Rungs(11, 12, 14, 15),
    "VF": Rungs(18, 20, 25, 30),
    "XF": Rungs(36, 40, 43, 45),
    "AU": Rungs(48, 50, 53, 55),
    "MS": Rungs(58, 60, 62, 63),
    "PF": Rungs(58, 60, 62, 63),
}
SUPERB = {"XF": 47, "AU": 58, "MS": 67, "PF": 67}
GEM = {"MS": 65, "PF": 65}
SHELDON = {
    "P": (1, 1),
    "FR": (2, 2),
    "AG": (3, 3),
    "G": (4, 6),
    "VG": (7, 10),
    "F": (12, 15),
    "VF": (20, 35),
    "XF": (40, 45),
    "AU": (50, 58),
    "MS": (60, 70),
    "PF": (60, 70),
}


class Sense(NamedTuple):
    """What a word means in one language: a grade, and the quality that belongs to the word itself."""

    grade: str
    quality: str = ""


_ENGLISH = {
    "P": "p, po, poor",
    "FR": "fr, fair",
    "AG": "ag, about good, almost good",
    "G": "g",
    "VG": "vg, very good",
    "F": "f, fine",
    "VF": "vf, very fine",
    "XF": "xf, ef, extremely fine, extra fine, extr fine, extremly fine",
    "AU": "au, aunc, about uncirculated, almost uncirculated, about unc, almost unc, abt unc",
    "MS": "ms, unc, bu, uncirculated, brilliant uncirculated, mint state, as struck, as made, as minted",
    "PF": "pf, proof",
}
_GERMAN = {
    "G": "ge, gut erhalten",
    "VG": "sge, sehr gut erhalten",
    "F": "s, schön",
    "VF": "ss, sehr schön",
    "XF": "vz, vzgl, vorz, vorzüglich",
    "MS": "st, stgl, stempelglanz, unz, unzirkuliert, prägefrisch",
    "PF": "pp, polierte platte",
}
_FRENCH = {
    "AG": "ab, assez beau",
    "G": "b, beau",
    "F choice": "tb, très beau",
    "XF": "ttb, très très beau",
    "AU choice": "sup, superbe",
    "MS choice": "spl, splendide",
    "MS gem": "fdc, fleur de coin",
}
_ITALIAN = {
    "G": "b, bello",
    "F": "mb, molto bello",
    "VF": "bb, bellissimo",
    "XF": "spl, splendido",
    "MS": "fdc, fior di conio",
}
_SPANISH = {
    "G": "rc, regular conservación, regularmente conservada",
    "VG": "bc, buena conservación, bien conservada",
    "F": "bc+",
    "VF": "mbc, muy buena conservación, muy bien conservada",
    "XF": "ebc, excelente conservación, extraordinariamente bien conservada, excelentemente bien conservada",
    "MS": "sc, sin circular, fdc, flor de cuño",
}
_DUTCH = {"F": "fraai", "VF": "zf, zeer fraai", "XF": "pr, prachtig", "MS": "fdc"}
_SWEDISH = {"VF": "1", "XF": "1+", "AU": "01", "MS": "0"}

LANGUAGES = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "fr": _FRENCH,
    "it": _ITALIAN,
    "es": _SPANISH,
    "nl": _DUTCH,
    "sv": _SWEDISH,
}
# Words that mean nothing outside their own language, or too much: read only when the language is known.
ONLY_IN = {"nl": {"pr"}, "sv": {"0", "1", "1+", "01"}}
# One letter says little: outside its language it counts only in the case in which it is printed.
CASE = {"s": str.islower, "b": str.isupper}
# The Italian and Spanish FDC, and one without a language, is plainly uncirculated.
DEFAULT_SENSES = {"fdc": Sense("MS"), "b": Sense("G")}

# Before a grade; the language is set where the word gives it away. "good" is read in the grammar, since
# alone it is a grade of its own.
MODIFIERS = {
    "near": "near, nearly, almost, about, abt, nr, virtually, practically",
    "good": "gd",
    "choice": "choice, ch",
    "superb": "superb",
    "gem": "gem",
}
FOREIGN_MODIFIERS = {
    "de": {"near": "fast, knapp", "good": "gutes, gut"},
    "fr": {"near": "presque"},
    "it": {"near": "quasi, q", "good": "più che"},
    "es": {"near": "casi"},
    "nl": {"near": "bijna"},
}
# One letter glued to a code: aVF, nEF, gVF; fss, f.vz; qSPL, q.BB.
GLUED = {"en": {"a": "near", "n": "near", "g": "good"}, "de": {"f": "near", "g": "good"}, "it": {"q": "near"}}

# What graders print beside the grade; a word such as "light" before it belongs to it.
DESIGNATIONS = (
    "Fine Style, Overstruck, Marks, Wavy Flan, Details, Genuine, Authentic, Photo-certificate, "
    "brushed, scratches, scratched, scratch, smoothing, smoothed, tooled, tooling, edge cut, edge cuts, edge chip, "
    "edge chips, edge crimp, edge bend, edge scuff, edge filing, edge marks, altered surface, altered surfaces, "
    "graffito, graffiti, test cut, test cuts, bankers mark, bankers marks, punch mark, punch marks, scuff, scuffs, "
    "flan flaw, flan crack, flan cracks, die shift, double struck, ex-mount, ex-jewelry, mount removed, holed, "
    "plugged, repaired, cleaned, polished, bent, clipped, deposits, crystallized, crystallization, corrosion, "
    "corroded, porosity, porous, core visible, edge chipped, area of weakness, countermark, chopmark"
)
DEGREES = "light, lt, lightly, minor, slight, slightly, some, heavily, heavy, small"
# Words that may stand round a grade and say nothing.
FILLERS = "and, with, grade, graded, condition, otherwise, the, in, erhaltung, und, sonst, état, stato, estado"
UNITS = "mm, g, gm, gr, h, usd, eur, gbp, chf"
SIDES = "obv, obverse, rev, reverse, av, rv, vs, rs, avers, revers"
