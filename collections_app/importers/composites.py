"""Cells that hold several facts: a side, a date, a reign, a grade on a holder, a pedigree, a storage code."""

import re
from collections.abc import Callable
from typing import Any

from catalog.chronology import ParsedDate, parse_date
from catalog.legends.split import split_side
from coins.grading import ParsedGrade, parse_grade
from coins.models import Coin
from coins.models.owned import LONGEST_TAG
from coins.pedigree import parse_pedigree
from coins.place_paths import DEEPEST, LONGEST_NAME, read_path
from coinstack.text import clean_text
from collections_app.importers.base import Cell, CoinDraft, Severity
from collections_app.importers.guarding import unguarded
from collections_app.importers.values import NOTHING, Reading, cell_text, told

MOST_PICTURES = 20
Problems = tuple[tuple[str, Severity], ...]


def read_struck(cell: Cell, draft: CoinDraft) -> Reading:
    text = cell_text(cell)
    parsed = parse_date(text, ruler=draft.values.get("issuer", ""))
    values: dict[str, Any] = {"date_text": text[:120]}
    if parsed.year_start is not None or parsed.year_end is not None:
        values |= {
            "year_start": parsed.year_start,
            "year_end": parsed.year_end,
            "is_circa": parsed.circa,
            "dating_certainty": parsed.certainty,
        }
    return Reading(values, _told(parsed), note=text if len(text) > 120 else "")


def read_reign(cell: Cell, draft: CoinDraft) -> Reading:
    text = cell_text(cell)
    parsed = parse_date(text, ruler=draft.values.get("issuer", ""))
    if parsed.year_start is None and parsed.year_end is None:
        return Reading({}, _told(parsed) or (("No years can be read from it.", "warning"),), note=text)
    return Reading({"reign_start": parsed.year_start, "reign_end": parsed.year_end}, _told(parsed))


def _told(parsed: ParsedDate) -> Problems:
    return tuple((told(problem), "warning") for problem in parsed.problems)


def read_side(side: str) -> Callable[[Cell, CoinDraft], Reading]:
    def read(cell: Cell, draft: CoinDraft) -> Reading:
        found = split_side(cell_text(cell, keep_lines=False))
        marks = {"obverse": "obverse_field_marks", "reverse": "field_marks"}[side]
        values = {
            f"{side}_legend": found.legend,
            f"{side}_description": found.description,
            marks: found.field_marks,
        }
        if side == "reverse":
            values |= {"exergue": found.exergue, "mintmark": found.mintmark}
        problems: list[tuple[str, Severity]] = [(told(problem), "info") for problem in found.problems]
        return _fitting(values, tuple(problems), cell_text(cell))

    return read


def read_split_side(side: str, separator: str) -> Callable[[Cell, CoinDraft], Reading]:
    """Legend before the first `separator`, description after it; a text without one is a description."""

    def read(cell: Cell, draft: CoinDraft) -> Reading:
        text = cell_text(cell)
        legend, found, description = text.partition(separator)
        values = {
            f"{side}_legend": legend.strip() if found else "",
            f"{side}_description": description.strip() if found else text,
        }
        return _fitting(values, (), text)

    return read


def _fitting(values: dict[str, Any], problems: Problems, whole: str) -> Reading:
    """Keep texts inside their columns; what does not fit is cut with a problem and kept whole in the notes."""
    cut = {name for name, text in values.items() if len(text) > (Coin.column(name).max_length or 1 << 30)}
    fitted = {name: text[: Coin.column(name).max_length] for name, text in values.items() if text}
    for name in sorted(cut):
        label = Coin.column(name).verbose_name
        problems += ((f"Too long for {label}; cut there, kept whole in the notes.", "warning"),)
    return Reading(fitted, problems, note=whole if cut else "")


def read_grade(cell: Cell, draft: CoinDraft) -> Reading:
    """The grade as written; doubts and unknown words are told, and the rank follows from the words alone."""
    text = cell_text(cell)
    parsed = parse_grade(text)
    return _fitting({"grade": text}, _doubts(parsed), text)


def read_slab_grade(cell: Cell, draft: CoinDraft) -> Reading:
    """A grading service's label: grade, strike, surface and designations apart.

    A label whose grade word is unknown ("FV") leaves the collector's own grade in place and is kept as a note.
    """
    text = cell_text(cell)
    parsed = parse_grade(text, service="ngc")
    values = {
        "grading_state": "slabbed",
        **_stated(parsed),
        "grade_service": (parsed.service or "ngc").lower(),
        "photo_certificate": parsed.photo_certificate,
    }
    if parsed.rank is not None:
        values["grade"] = parsed.grade
    return Reading(_known(values), _doubts(parsed), note="" if parsed.rank is not None else text)


def read_split_grade(cell: Cell, draft: CoinDraft) -> Reading:
    """ "Choice AU Strike: 5/5 Surface: 4/5": the grade, and beside it what else the text says of it."""
    parsed = parse_grade(cell_text(cell))
    if parsed.rank is None:
        return read_grade(cell, draft)
    return Reading(_known({"grade": parsed.grade, **_stated(parsed)}), _doubts(parsed))


def _stated(parsed: ParsedGrade) -> dict[str, Any]:
    """What a text says beside the grade word, by the columns that hold it."""
    return {
        "grade_service": (parsed.service or "").lower(),
        "strike_grade": parsed.strike,
        "surface_grade": parsed.surface,
        "grade_numeric": parsed.numeric,
        "grade_designation": ", ".join(parsed.designations)[:80],
        "is_fine_style": parsed.is_fine_style,
        "has_star": parsed.has_star,
    }


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", False)}


def _doubts(parsed: ParsedGrade) -> Problems:
    return tuple((told(problem), "warning") for problem in parsed.problems)


def read_references(cell: Cell, draft: CoinDraft) -> Reading:
    """The citation verbatim, as one row to be resolved, each line of the cell on its own; nothing is interpreted."""
    for line in unguarded(str(cell)).replace("\x00", "").replace("\r\n", "\n").split("\n"):
        if line.strip() and clean_text(line).casefold() not in NOTHING:
            draft.references.append({"text": line, "order": len(draft.references), "is_primary": not draft.references})
    return Reading({})


def read_provenance(cell: Cell, draft: CoinDraft) -> Reading:
    pedigree = parse_pedigree(cell_text(cell))
    for event in pedigree.events:
        draft.provenance.append({**event.columns, "order": len(draft.provenance)})
    return Reading({}, note=" ".join(pedigree.notes))


def read_storage(cell: Cell, draft: CoinDraft) -> Reading:
    """ "Velv2-5-1" is tray Velv2, row 5, place 1; "Cabinet 2 / Tray 5" nests too; anything else is one place."""
    draft.storage = tuple(name[:LONGEST_NAME] for name in read_path(cell_text(cell)))[:DEEPEST]
    return Reading({})


def read_tags(cell: Cell, draft: CoinDraft) -> Reading:
    names = (name.strip()[:LONGEST_TAG] for name in re.split(r"[,;]", cell_text(cell)))
    draft.tags = tuple(dict.fromkeys([*draft.tags, *(name for name in names if name)]))
    return Reading({})


def read_pictures(cell: Cell, draft: CoinDraft) -> Reading:
    """Names of picture files, separated by commas, semicolons or lines; of a path or an address the last part."""
    names = (re.split(r"[\\/]", name.strip())[-1] for name in re.split(r"[,;\n|]", cell_text(cell, keep_lines=True)))
    draft.pictures = tuple(dict.fromkeys([*draft.pictures, *(name for name in names if name)]))[:MOST_PICTURES]
    return Reading({})


COMPOSITE_READERS: dict[str, Callable[[Cell, CoinDraft], Reading]] = {
    "date": read_struck,
    "reign": read_reign,
    "obverse": read_side("obverse"),
    "reverse": read_side("reverse"),
    "grade": read_grade,
    "slab_grade": read_slab_grade,
    "references": read_references,
    "provenance": read_provenance,
    "storage_place": read_storage,
    "tags": read_tags,
    "pictures": read_pictures,
}
