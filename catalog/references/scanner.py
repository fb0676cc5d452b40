"""A place in a folded text, and one citation as it is being read."""

import re
from dataclasses import dataclass, field

from catalog.references.base import System, Volumes
from catalog.references.folding import FoldedText
from catalog.references.roman import write_roman
from catalog.references.systems import find_name, starts_word


class Scanner:
    """Patterns are matched at the place only, so the work is bounded by what a pattern can span."""

    def __init__(self, text: FoldedText, at: int) -> None:
        self.text = text
        self.at = at

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match in small letters and step past the match."""
        return self._step(pattern.match(self.text.low, self.at))

    def take_plain(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The same with capital and small letters apart."""
        return self._step(pattern.match(self.text.plain, self.at))

    def sees(self, pattern: re.Pattern[str]) -> bool:
        return bool(pattern.match(self.text.low, self.at))

    def written(self, match: re.Match[str], group: str | int) -> str:
        """What a group matched in small letters, as it is written."""
        return self.original(match.start(group), match.end(group))

    def original(self, start: int, end: int) -> str:
        first, last = self.text.span(start, end)
        return self.text.original[first:last]

    def names_a_work(self, start: int, end: int) -> bool:
        low = self.text.low
        return any(starts_word(low, at) and find_name(self.text, at) for at in range(start, end))

    def _step(self, match: re.Match[str] | None) -> re.Match[str] | None:
        if match:
            self.at = match.end()
        return match


@dataclass(slots=True)
class Draft:
    """One citation. `start` and `end` are places in the folded text."""

    system: System
    start: int
    end: int = 0
    needs_neighbour: bool = False
    volume: int | None = None
    part: int | None = None
    edition: int | None = None
    section: str = ""
    section_kind: str = ""
    is_section_first: bool = False
    collection: str = ""
    supplement: str = ""
    number: str = ""
    suffix: str = ""
    relation: str = ""
    is_absent: bool = False
    page: str = ""
    plate: str = ""
    rarity: str = ""
    officina: str = ""
    denomination: str = ""
    remarks: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def volume_text(self) -> str | None:
        if self.volume is None:
            return None
        volume = write_roman(self.volume) if self.system.volumes is Volumes.ROMAN else str(self.volume)
        return f"{volume}.{self.part}" if self.part else volume

    def add_problem(self, code: str) -> None:
        if code not in self.problems:
            self.problems.append(code)

    def follower(self, start: int) -> "Draft":
        """A further number of the same work and volume."""
        return Draft(
            self.system,
            start,
            needs_neighbour=self.needs_neighbour,
            volume=self.volume,
            part=self.part,
            edition=self.edition,
            section=self.section,
            section_kind=self.section_kind,
            is_section_first=self.is_section_first,
            collection=self.collection,
            supplement=self.supplement,
            problems=["inherited"],
        )
