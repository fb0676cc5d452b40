"""Years counted in an era whose beginning is known, as the two years of our reckoning that each of them spans."""

import re
from dataclasses import dataclass
from typing import Final

from catalog.chronology.resolving import Reading
from catalog.chronology.shortened import completed_dash

_YEAR: Final = r"(?P<first>[0-9]{1,3})(?:\s?[-–—/]\s?(?P<last>[0-9]{1,3}))?"
_WORD: Final = r"(?:year|yr|y|jahr|annee|an|anno|ano)\.?\s"
_A_DAY: Final = 1 / 365
_OF: Final = r"(?:(?:of|de|du|del|der|des)\s)?(?:the\s)?"


@dataclass(frozen=True, slots=True)
class _Era:
    """`first_year` begins year 1, counted so that 0 is 1 BC; `longest` is the highest year that coins bear.

    Where years are not as long as ours, `begins` is the point in ours at which year 1 begins, `length` that of a year.
    """

    name: str
    words: str
    first_year: int
    longest: int = 600
    begins: float = 0.0
    length: float = 1.0


# Beginnings in autumn unless told otherwise. Eras whose beginning differs from city to city (Pompeian, Caesarean) are
# not here but with their city.
_ERAS: Final = (
    _Era("Seleukid era as Babylon counted it (spring 311 BC)", r"seb|babylonian\s(?:seleu[ck]id\s)?era", -310),
    _Era("Seleukid era (312/311 BC)", r"se|s\.\s?e\.?|seleu[ck]id(?:an)?(?:\sera)?", -311),
    _Era("Bithyno-Pontic era (297/296 BC)", r"bithyno-?pontic(?:\sera)?|pontic\sera|bosporan\sera", -296),
    _Era("era of Arados (259/258 BC)", r"era\sof\sarad[ou]s|aradian\sera", -258),
    _Era("Macedonian provincial era (148/147 BC)", r"macedonian(?:\sprovincial)?\sera", -147),
    _Era("era of Tyre (126/125 BC)", r"era\sof\styre|tyrian\sera", -125),
    _Era("era of Sidon (111/110 BC)", r"era\sof\ssidon|sidonian\sera", -110),
    _Era("era of Ascalon (104/103 BC)", r"era\sof\sas[ck]alon|as[ck]alonian\sera", -103),
    _Era("Caesarean era of Antioch (49/48 BC)", r"caesarean\sera\sof\santioch|antiochene\sera", -48),
    _Era("Actian era (31/30 BC)", r"actian(?:\sera)?", -30),
    _Era("era of Provincia Arabia (22 March AD 106)", r"(?:era\sof\s)?(?:the\s)?provincia\sarabia|bostran\sera", 106),
    _Era("Jewish War (AD 66/67)", r"jewish\s(?:war|revolt)|first\s(?:jewish\s)?revolt", 66, longest=5),
    # 354.367 days from 16 July 622 (Julian), as tables of conversion count
    _Era("Hijra (AD 622), in lunar years", r"ah|a\.\s?h\.?|hijr[aiy]h?|hegir[ae]", 622, 999, 622.536, 0.970203),
    _Era("Bar Kokhba war (AD 132/133)", r"bar\sko[ck]hba(?:\s(?:war|revolt))?|second\srevolt", 132, longest=3),
)
_SHAPES: Final = tuple(
    (
        era,
        re.compile(rf"(?<![a-z0-9])(?:{era.words})[\s,:]*(?:{_WORD})?{_YEAR}(?![0-9])"),
        re.compile(rf"(?<![a-z0-9])(?:{_WORD})?{_YEAR}\s{_OF}(?:{era.words})(?![a-z])"),
    )
    for era in _ERAS
)


def read_era_year(folded: str) -> Reading | None:
    """Read 'SE 162', '162 SE', 'year 2 of the Jewish War' and 'Actian era year 5-6'; None for any other text.

    Of folded text. A regnal year, and a year of an era that is not named, cannot be converted without more.
    """
    for era, *shapes in _SHAPES:
        for shape in shapes:
            if match := shape.search(folded):
                return _converted(era, int(match["first"]), match["last"])
    return None


def _converted(era: _Era, first: int, tail: str | None) -> Reading | None:
    last = completed_dash(first, tail, is_bc=False)[0] if tail else first
    if not 0 < first <= last <= era.longest:
        return None
    counted = f"years {first} to {last}" if last > first else f"year {first}"
    start, end, length = era.first_year + first - 1, era.first_year + last, "each spans two years of ours"
    if era.begins:
        length = "each is eleven days shorter than ours"
        start, end = int(era.begins + (first - 1) * era.length), int(era.begins + last * era.length - _A_DAY)
    return Reading(
        _signed(start),
        _signed(end),
        circa=False,
        is_single_year=last == first,
        problems=(f"era_converted: {counted} of the {era.name}; {length}",),
    )


def _signed(year: int) -> int:
    """Without a year 0: 0 is 1 BC."""
    return year if year > 0 else year - 1
