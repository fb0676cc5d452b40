"""The catalogues whose types are published as linked data, and where."""

from dataclasses import dataclass
from typing import Final

VOCABULARY_URL: Final = "https://nomisma.org/nomisma.org.rdf"


@dataclass(frozen=True, slots=True)
class Series:
    """`systems` are the works of reference whose numbers a catalogue uses."""

    code: str
    title: str
    systems: tuple[str, ...]
    url: str


def _numishare(code: str, title: str, *systems: str) -> Series:
    return Series(code, title, systems, f"https://numismatics.org/{code}/nomisma.rdf")


SERIES: Final = {
    series.code: series
    for series in (
        _numishare("ocre", "Online Coins of the Roman Empire", "ric"),
        _numishare("crro", "Coinage of the Roman Republic Online", "rrc"),
        _numishare("pella", "PELLA", "price"),
        _numishare("sco", "Seleucid Coins Online", "sc"),
        _numishare("pco", "Ptolemaic Coins Online", "cpe", "svoronos"),
        Series("rpc", "Roman Provincial Coinage", ("rpc",), ""),
    )
}
_BY_SYSTEM: Final = {system: series for series in SERIES.values() for system in series.systems}


def find_series(code: str) -> Series | None:
    """By the code of the catalogue (ocre) or of the work that it numbers by (ric)."""
    wanted = code.strip().casefold()
    return SERIES.get(wanted) or _BY_SYSTEM.get(wanted)
