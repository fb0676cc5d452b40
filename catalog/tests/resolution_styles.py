"""Ten ways in which dealers print one type of RIC or Crawford, and resolving against the dumps without a database."""

import csv
import gzip
from collections import defaultdict
from dataclasses import dataclass, field

from catalog.references import Context, parse_references
from catalog.references.resolve import query_of, resolve_among
from catalog.references.ric_sections import BY_MINT, SECTIONS_OF_PART, section_name
from catalog.references.type_ids import number_sort, read_type_id
from catalog.references.type_rows import UNKNOWN, Known, TypeRow


def read_rows(shared):
    """All types of OCRE and CRRO as rows."""
    with gzip.open(shared / "ocre" / "types.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = [_row(line["uri_derived"], line) for line in csv.DictReader(file)]
    lines = (shared / "crro" / "types.cex").read_text(encoding="utf-8").splitlines()
    names = [name.lower() for name in lines[0].split("#")]
    for line in lines[1:]:
        fields = dict(zip(names, line.split("#"), strict=True))
        rows.append(_row(fields["id"], {**fields, "obverse_legend": fields["obvlegend"]}))
    return rows


def ric(name, **facts):
    """A row of OCRE from the end of its address: ric("4.ss.574", obverse_legend="IVLIA AVGVSTA")."""
    blank = dict.fromkeys(("authority", "mint", "denomination", "metal", "obverse_legend"), "")
    return _row(f"http://numismatics.org/ocre/id/ric.{name}", {**blank, **facts})


def _row(uri, facts):
    key = read_type_id(uri)
    authority, mint = facts["authority"], facts["mint"]
    return TypeRow(
        uri,
        uri.rpartition("/")[2],
        key.volume,
        key.edition,
        key.section,
        key.number,
        key.suffix,
        key.qualifier,
        number_sort=number_sort(key.number, key.suffix),
        authority="" if authority == "none" else authority,
        mint=mint,
        denomination=facts["denomination"],
        metal=facts["metal"],
        obverse=facts["obverse_legend"],
    )


@dataclass
class Dumps:
    """Rows by number, answering queries as the database does."""

    rows: list
    by_number: dict = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self):
        for row in self.rows:
            self.by_number["rrc" if "/" in row.number or "crro" in row.uri else "ric", row.number].append(row)

    def fetch(self, query):
        if query is None:
            return []
        if query.group:
            return [row for row in self.rows if "crro" in row.uri and row.number.startswith(f"{query.group}/")]
        found = [row for number in query.numbers for row in self.by_number[query.system, number]]
        return [row for row in found if not query.volumes or row.volume in query.volumes]

    def resolve(self, text, known, context):
        """The resolutions of all references of a text."""
        parsed = parse_references(text, context)
        return [
            (reference, resolve_among(reference, known, self.fetch(query_of(reference, known))))
            for reference in parsed.references
        ]


def is_crawford(row):
    return "crro" in row.uri


def full(row, alike=()):
    mark = f"_{row.qualifier}" if row.qualifier and not row.qualifier.islower() else ""
    return f"{row.number}{row.suffix}{mark}"


def in_another_case(row, alike):
    """'109A' printed "109a", unless that is another type."""
    letter, point, subtype = row.suffix.partition(".")
    swapped = letter.swapcase() + point + subtype
    is_other = any(one.suffix == swapped for one in alike)
    return full(row) if is_other or row.qualifier else f"{row.number}{swapped}"


def without_letter(row, alike):
    """The bare number where the catalogue has only lettered rows, the letter without its subtype where it has both."""
    suffixes = {one.suffix for one in alike if _section(one) == _section(row)}
    if "" not in suffixes:
        return row.number
    above, point, _ = row.suffix.rpartition(".")
    return f"{row.number}{above}" if point and above in suffixes else full(row)


def section_of(row):
    return section_name(row.volume, row.section)


def edition_of(row):
    return "²" if row.edition else ""


def part_of(row):
    """IV.1, V.2 and so on; the volume where it has no parts."""
    parts = [part for part, sections in SECTIONS_OF_PART.items() if row.section in sections]
    return parts[0] if parts and parts[0].startswith(f"{row.volume}.") else row.volume


def with_section(row, number):
    """'RIC VII Trier 209', 'RIC III 676 (Marcus Aurelius)', 'RIC X 2010'."""
    if row.volume == "X":
        return f"RIC X {number}"
    if row.volume in BY_MINT:
        return f"RIC {row.volume} {section_of(row)} {number}"
    return f"RIC {row.volume}{edition_of(row)} {number} ({section_of(row)})"


@dataclass(frozen=True)
class Style:
    """How a text is written, and what it says: the volume, the section."""

    write: object
    crawford: str
    number: object = full
    has_volume: bool = True
    has_part: bool = False
    has_section: bool = False


STYLES = {
    "volume": Style(lambda row, number: f"RIC {row.volume} {number}", "RRC {}"),
    "number alone": Style(lambda row, number: f"RIC {number}", "Crawford {}", has_volume=False),
    "edition": Style(lambda row, number: f"RIC {row.volume}{edition_of(row)} {number}; BMC 12", "Cr. {}; Syd. 12"),
    "part": Style(
        lambda row, number: f"RIC {part_of(row)}, {number}; Cohen 45.", "Craw. {}; B. (Julia) 10.", has_part=True
    ),
    "section": Style(with_section, "Crawford, RRC {}", has_section=True),
    "section first": Style(
        lambda row, number: f"C. 45; RIC {row.volume} {section_of(row)} {number}; BMC -",
        "Bab. (Julia) 4; Cr {}; RSC 9",
        has_section=True,
    ),
    "page": Style(lambda row, number: f"RIC {row.volume}, p. 122, #{number}. Very rare.", "Crawford #{}. Rare."),
    "another case": Style(lambda row, number: f"RIC {row.volume} {number}", "RRC {}", in_another_case),
    "no letter": Style(lambda row, number: f"RIC {row.volume} {number}", "RRC {}", without_letter),
    "German": Style(lambda row, number: f"RIC {row.volume}, Nr. {number} (R2). C. 12.", "Cr. {}. Alb. 33."),
}
CONTEXTS = ("none", "issuer", "mint", "both", "all")


def text_of(row, style, alike):
    number = style.number(row, alike)
    return style.crawford.format(number) if is_crawford(row) else style.write(row, number)


def known_of(row, kind):
    """The coin's facts as the catalogue has them."""
    fields = {"issuer": ("authority",), "mint": ("mint",), "both": ("authority", "mint"), "none": ()}
    given = fields.get(kind, ("authority", "mint", "denomination", "metal"))
    facts = {name: frozenset({getattr(row, name)} - UNKNOWN) for name in given}
    return Known(
        issuers=facts.get("authority", frozenset()),
        mints=facts.get("mint", frozenset()),
        denominations=facts.get("denomination", frozenset()),
        metals=facts.get("metal", frozenset()),
    )


def said_by(row, style, alike):
    """The rows among `alike` (of the same number) that agree with what the text says.

    A number is meant letter by letter; with letters in another case where no row has them as printed; and a bare one
    means the lettered rows where its section has no bare row.
    """
    printed, is_ric = style.number(row, alike), not is_crawford(row)
    rows = [
        one
        for one in alike
        if (not (is_ric and style.has_volume) or one.volume == row.volume)
        and (not (is_ric and style.has_part) or part_of(one) == part_of(row))
        and (not (is_ric and style.has_section) or row.volume == "X" or one.section == row.section)
    ]
    exact = [one for one in rows if full(one) == printed]
    folded = [one for one in rows if full(one).lower() == printed.lower()]
    settled = {_section(one) for one in folded}
    exact = exact or folded
    return exact + [one for one in rows if _section(one) not in settled and full(one).startswith(printed)]


def _is_joint_reign_of(row, issuers):
    """The catalogue files what Gallienus struck beside his father under the father."""
    return issuers == {"gallienus"} and row.section in ("gall(1)", "gall_sala(1)")


def agrees(row, known):
    """Whether a row agrees with all that is known of the coin, as the catalogue has it."""
    return (
        (not known.issuers or row.authority in known.issuers or _is_joint_reign_of(row, known.issuers))
        and (not known.mints or row.mint in known.mints)
        and (not known.denominations or row.denomination in known.denominations)
        and (not known.metals or row.metal in known.metals)
    )


def _section(row):
    return row.volume, row.section


@dataclass
class Tally:
    """What came of texts of one kind."""

    decided: int = 0
    exact: int = 0
    wrong: int = 0
    undecided: int = 0
    listed: int = 0
    guessed: int = 0

    def line(self):
        shares = (
            f"decided {self.decided}, exact {self.exact / max(self.decided, 1):.2%}",
            f"wrong {self.wrong / max(self.decided, 1):.2%}",
            f"undecided {self.undecided}, listed {self.listed / max(self.undecided, 1):.2%}, guessed {self.guessed}",
        )
        return ", ".join(shares)


class Measure:
    """Texts of many types in all styles and contexts; `misses` tells what went wrong."""

    def __init__(self, dumps):
        self.dumps = dumps
        self.tallies = defaultdict(Tally)
        self.misses = []

    def try_type(self, row):
        alike = self.dumps.by_number["rrc" if is_crawford(row) else "ric", row.number]
        for name, style in STYLES.items():
            text, said = text_of(row, style, alike), said_by(row, style, alike)
            wanted = self._wanted(row, said)
            for kind in CONTEXTS:
                known = known_of(row, kind)
                self._count(text, wanted, known, kind, name, [one for one in said if agrees(one, known)])

    def _count(self, text, row, known, kind, style, agree):
        context = Context(issuer=next(iter(known.issuers), ""), mint=next(iter(known.mints), ""))
        system = "rrc" if is_crawford(row) else "ric"
        found = [one for reference, one in self.dumps.resolve(text, known, context) if reference.system == system]
        uris = [one.uri for one in found[0].types] if found else []
        for tally in (self.tallies[kind], self.tallies[f"style {style}"]):
            self._add(tally, uris, row.uri, is_decided=len(agree) == 1)
        is_fine = uris == [row.uri] if len(agree) == 1 else row.uri in uris and len(uris) > 1
        if not is_fine:
            self.misses.append((kind, style, text, row.uri, uris, len(agree), found[0].problems if found else ()))

    def _wanted(self, row, agree):
        """A subtype that is cited without its number is the row above it."""
        above = [one for one in agree if _section(one) == _section(row)]
        return row if row in agree or not above else above[0]

    def _add(self, tally, uris, wanted, *, is_decided):
        if is_decided:
            tally.decided += 1
            tally.exact += uris == [wanted]
            tally.wrong += len(uris) == 1 and uris != [wanted]
        else:
            tally.undecided += 1
            tally.listed += wanted in uris and len(uris) > 1
            tally.guessed += len(uris) == 1
