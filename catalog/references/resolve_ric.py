"""Which rows of OCRE a citation of RIC may mean: numbers restart with each ruler (I to V) or mint (VI to IX)."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from catalog.references.base import Reference
from catalog.references.money import denominations_named, metals_like, of_the_same_kind
from catalog.references.ric_evidence import (
    all_of,
    is_in,
    is_of_joint_reign,
    is_own,
    is_struck_by,
    may_be_his,
    may_show,
    mint_of,
    names_section,
    persons_in,
    reign_named,
    reign_of_reverse,
)
from catalog.references.ric_mints import mint_named
from catalog.references.ric_persons import OF_HADRIAN, PERSONS_OF_RIC, persons_named
from catalog.references.ric_sections import BY_MINT, MINT_OF, SECTIONS, SECTIONS_OF_PART, volumes_of_years
from catalog.references.type_rows import UNKNOWN, Choice, Known, Query, TypeRow, legend_letters
from catalog.references.wanted import OTHER_CASE, bare, fitting, wanted_numbers

_FLAVIAN: Final = "II.1"
_OF_BASE_SILVER: Final = "V"
# OCRE puts coins of V that all dealers give to Antioch on the Orontes to the colony in Pisidia.
_SAME_TO_DEALERS: Final = {"antiocheia_pisidia": "antiocheia_syria"}
_STANDING_IN: Final = ("subtype_not_listed", "letter_not_listed")


def query_ric(reference: Reference, known: Known) -> Query:
    numbers = tuple(dict.fromkeys(wanted.number for wanted in wanted_numbers(reference)))
    return Query("ric", numbers, volumes=_volumes(reference))


def _volumes(reference: Reference) -> tuple[str, ...]:
    """The volumes of the catalogue that the citation can mean; () for any."""
    if reference.volume is None:
        return ()
    if reference.volume == "II":
        return ("II", _FLAVIAN) if reference.edition is None else ("II",) if reference.edition == 1 else (_FLAVIAN,)
    base = reference.volume.partition(".")[0]
    return (reference.volume,) if base == "II" else tuple(dict.fromkeys((base, reference.volume)))


def choose_ric(reference: Reference, known: Known, rows: Sequence[TypeRow]) -> Choice:
    """The rows that agree with the words of the citation and with what is known of the coin."""
    if _is_of_another_edition(reference, known):
        return Choice(problems=("edition_not_loaded",))
    rows = [row for row in rows if _fits_edition(row, reference)]
    if not rows:
        is_missing = reference.edition == 1 or (reference.volume or "").startswith("II.")
        return Choice(problems=("edition_not_loaded" if is_missing else "no_such_number",))
    picked, letter_problems = _with_letters(rows, reference)
    return _Narrowing(reference, known, letter_problems).choose(picked)


def _is_of_another_edition(reference: Reference, known: Known) -> bool:
    """The Flavians of RIC II (1926) have other numbers than those of II.1 (2007); II² of Hadrian is II.3 (2019)."""
    if reference.volume != "II" or reference.edition is None:
        return False
    persons = persons_named(reference.section or "") or known.persons
    if reference.edition == 1:
        return bool(persons) and not is_in("II", persons) and is_in(_FLAVIAN, persons)
    return bool(persons) and persons <= OF_HADRIAN


def _fits_edition(row: TypeRow, reference: Reference) -> bool:
    if reference.edition is None:
        return True
    return row.edition in ((None, 1) if reference.edition == 1 else (2, None)) and not (
        reference.edition == 2 and row.edition is None and row.volume in ("I", "II")
    )


def _with_letters(rows: Sequence[TypeRow], reference: Reference) -> tuple[list[TypeRow], dict[str, str]]:
    """The rows whose letter fits, section by section, and what is odd about the letter, by label."""
    picked: list[TypeRow] = []
    problems: dict[str, str] = {}
    for wanted in wanted_numbers(reference):
        groups: dict[tuple[str, str], list[TypeRow]] = {}
        for row in rows:
            if row.number == wanted.number:
                groups.setdefault((row.volume, row.section), []).append(row)
        for (volume, _), group in groups.items():
            found, problem = fitting(group, wanted)
            if not found and volume == "X":
                found, problem = bare(group), "letter_not_listed"
            problems.update((row.display, problem) for row in found if problem)
            picked += found
    return picked, problems


_Kept = tuple[list[TypeRow], str]
_Step = Callable[[list[TypeRow]], _Kept]


class _Narrowing:
    """Rows are left out for what the citation says, and for what is known of the coin unless that leaves none."""

    def __init__(self, reference: Reference, known: Known, letter_problems: dict[str, str]) -> None:
        self.reference = reference
        self.known = known
        self.letter_problems = letter_problems
        self.problems: list[str] = []
        self.is_doubtful = False
        self.named = persons_in(reference.section or "")
        self.mint = "" if self.named else mint_named(reference.section or "")

    def choose(self, rows: list[TypeRow]) -> Choice:
        if not rows:
            return Choice(problems=("no_such_letter",))
        rows = self._by_section(rows)
        if not rows:
            return Choice(problems=(*self.problems, "no_such_number"))
        rows = self._by_persons_and_mint(rows)
        rows = self._by_part(rows)
        rows = self._by_denomination(rows)
        rows = self._by_metal(rows)
        rows = self._by_letter(rows)
        rows = self._by_legends(rows)
        rows = self._without_old_numbers(rows)
        found = [self.letter_problems.get(row.display, "") for row in rows]
        letters = [problem for problem in dict.fromkeys(found) if problem not in ("", OTHER_CASE)]
        self.is_doubtful |= any(problem in _STANDING_IN for problem in letters)
        return Choice(tuple(self._ordered(rows)), (*self.problems, *letters), self.is_doubtful)

    def _by_section(self, rows: list[TypeRow]) -> list[TypeRow]:
        """What the citation itself names beside the number is no matter of doubt."""
        rows = self._by_reign(rows)
        if self.mint and any(row.volume in BY_MINT for row in rows):
            in_mint = [row for row in rows if row.volume in BY_MINT and MINT_OF.get(row.section) == self.mint]
            other = [row for row in rows if row.volume not in BY_MINT and self.reference.volume is None]
            return in_mint + [row for row in other if row.mint == self.mint]
        if not self.named or self.reference.volume == "X":
            return rows
        if not any(is_in(row.volume, all_of(self.named)) for row in rows):
            self._contradict("section_contradicts")
            return rows
        early = {row.volume for row in rows if row.volume not in BY_MINT}
        own = [row for row in rows if is_own(row, self.named)]
        has_own = any(names_section(volume, self.named) for volume in early)
        guests = [] if has_own else [row for row in rows if may_show(row, all_of(self.named))]
        late = [row for row in rows if row.volume in BY_MINT and is_in(row.volume, all_of(self.named))]
        return own + late or guests

    def _by_reign(self, rows: list[TypeRow]) -> list[TypeRow]:
        """ "Joint reign" and "sole reign" tell the two sections of Gallienus and of Salonina apart."""
        reign = reign_named(self.reference.section or "") or self.known.reign
        return _of_reign(rows, reign)

    def _by_persons_and_mint(self, rows: list[TypeRow]) -> list[TypeRow]:
        """In VI to IX the mint decides and the persons come second; elsewhere it is the other way round.

        Where both kinds of volumes are possible, the one that agrees with all that is known goes before the other.
        """
        rows = self._by_volume(rows)
        late = [row for row in rows if row.volume in BY_MINT]
        early = [row for row in rows if row.volume not in BY_MINT]
        found_late, late_problems = self._of_coin(late, (self._by_mint, self._by_portrait, self._by_issuer_named))
        found_early, early_problems = self._of_coin(early, (self._by_portrait, self._by_issuer, self._by_mint))
        if late and early and bool(late_problems) != bool(early_problems):
            return found_early if late_problems else found_late
        self.problems += dict.fromkeys(late_problems + early_problems)
        self.is_doubtful |= bool(late_problems or early_problems)
        return found_early + found_late

    def _by_volume(self, rows: list[TypeRow]) -> list[TypeRow]:
        """Where the citation has no volume: those in which the persons have coins, or those of the date."""
        if self.reference.volume is not None:
            return rows
        persons, issuers = self.known.portraits or self.known.issuers, self.known.issuers
        if persons:
            return [row for row in rows if is_in(row.volume, persons) or row.authority in issuers] or rows
        volumes = volumes_of_years(self.known.year_start, self.known.year_end)
        return [row for row in rows if row.volume in volumes] or rows

    def _of_coin(self, rows: list[TypeRow], steps: Sequence[_Step]) -> tuple[list[TypeRow], list[str]]:
        problems: list[str] = []
        for step in steps if rows else ():
            kept, problem = step(rows)
            rows = kept or rows
            problems += [] if kept or not problem else [problem]
        return rows, problems

    def _by_portrait(self, rows: list[TypeRow]) -> _Kept:
        portraits = self.known.portraits & PERSONS_OF_RIC.keys()
        if not portraits:
            return rows, ""
        return [row for row in rows if may_show(row, portraits)], "portrait_contradicts"

    def _by_issuer(self, rows: list[TypeRow]) -> _Kept:
        """The authority of the catalogue; a name that is nowhere the authority is looked for on the coins."""
        issuers = self.known.issuers
        if not issuers:
            return rows, ""
        if issuers <= self.known.portraits:
            return [row for row in rows if may_be_his(row, issuers)], "issuer_contradicts"
        struck = [row for row in rows if is_struck_by(row, issuers) or is_of_joint_reign(row, issuers)]
        return struck or [row for row in rows if may_show(row, issuers)], "issuer_contradicts"

    def _by_issuer_named(self, rows: list[TypeRow]) -> _Kept:
        """In VI to IX the catalogue names one authority for all coins of a mint: that contradicts nothing."""
        issuers = self.known.issuers or all_of(self.named)
        return [row for row in rows if not issuers or is_struck_by(row, issuers)], ""

    def _by_mint(self, rows: list[TypeRow]) -> _Kept:
        mints = frozenset({self.mint}) if self.mint else self.known.mints
        same = [row for row in rows if not mints or mint_of(row) in mints]
        return same or [row for row in rows if _SAME_TO_DEALERS.get(mint_of(row)) in mints], "mint_contradicts"

    def _by_part(self, rows: list[TypeRow]) -> list[TypeRow]:
        sections = SECTIONS_OF_PART.get(self.reference.volume or "")
        if not sections:
            return rows
        return self._kept(rows, lambda row: row.section in sections, "part_contradicts_person")

    def _by_denomination(self, rows: list[TypeRow]) -> list[TypeRow]:
        """The printed denomination and the coin's; one printed number may be a dupondius and an as."""
        wanted = denominations_named(self.reference.denomination) or self.known.denominations
        return self._by_kind(rows, "denomination", wanted, of_the_same_kind(wanted))

    def _by_metal(self, rows: list[TypeRow]) -> list[TypeRow]:
        """What RIC V calls silver is billon, and is sold as bronze."""
        metals = metals_like(self.known.metals)
        if "billon" in metals and rows and all(row.volume == _OF_BASE_SILVER for row in rows):
            metals |= {"ar"}
        return self._by_kind(rows, "metal", self.known.metals, metals)

    def _by_kind(self, rows: list[TypeRow], field: str, wanted: frozenset[str], alike: frozenset[str]) -> list[TypeRow]:
        if not wanted:
            return rows
        same = [row for row in rows if getattr(row, field) in wanted]
        return same or self._kept(
            rows, lambda row: getattr(row, field) in alike or getattr(row, field) in UNKNOWN, f"{field}_contradicts"
        )

    def _kept(self, rows: list[TypeRow], is_fit: Callable[[TypeRow], bool], problem: str) -> list[TypeRow]:
        kept = [row for row in rows if is_fit(row)]
        if not kept:
            self._contradict(problem)
        return kept or rows

    def _contradict(self, problem: str) -> None:
        self.problems.append(problem)
        self.is_doubtful = True

    def _by_letter(self, rows: list[TypeRow]) -> list[TypeRow]:
        """A type goes before one that only stands in for what is printed, and a letter before the same in another case.

        But small letters are printed for capitals: in the volume of Elagabalus' 289c stands Caracalla's 289C.
        """
        rows = [row for row in rows if self.letter_problems.get(row.display) not in _STANDING_IN] or rows
        exact = [row for row in rows if self.letter_problems.get(row.display) != OTHER_CASE]
        if not self.reference.suffix.islower():
            return exact or rows
        volumes = {row.volume for row in exact}
        return [row for row in rows if row in exact or row.volume in volumes] if exact else rows

    def _by_legends(self, rows: list[TypeRow]) -> list[TypeRow]:
        """Rows with the same legends go before others; then the number of Augusti tells the reigns of Gallienus."""
        for side in ("obverse", "reverse"):
            letters = legend_letters(getattr(self.known, side))
            rows = [row for row in rows if letters & legend_letters(getattr(row, side))] or rows
        return _of_reign(rows, reign_of_reverse(self.known.reverse))

    def _without_old_numbers(self, rows: list[TypeRow]) -> list[TypeRow]:
        """ "RIC II 90" of Vespasian is mostly a number of 1926, and the rows of II.1 are those of 2007."""
        if self.reference.volume != "II" or self.reference.edition is not None:
            return rows
        numbered_once = [row for row in rows if row.volume != _FLAVIAN]
        if not numbered_once and rows:
            self._contradict("old_numbers")
        return numbered_once or rows

    def _ordered(self, rows: Iterable[TypeRow]) -> list[TypeRow]:
        volumes = list(SECTIONS)
        return sorted(
            rows,
            key=lambda row: (
                row.authority not in self.known.issuers,
                row.display in self.letter_problems,
                volumes.index(row.volume) if row.volume in volumes else len(volumes),
                row.section,
                row.number_sort,
                row.qualifier,
            ),
        )


def _of_reign(rows: list[TypeRow], reign: str) -> list[TypeRow]:
    """Without the sections of the other reign; those of everybody else stay."""
    other = {"joint": "(2)", "sole": "(1)"}.get(reign)
    return [row for row in rows if not (other and row.section.endswith(other))] or rows
