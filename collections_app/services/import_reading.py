"""How a session's file is read: what was found out about it, told with reasons, and chosen otherwise."""

from itertools import islice
from pathlib import Path
from typing import Any

from coins.field_spec import words
from coins.fields import BY_NAME
from coinstack.text import fold_key
from collections_app.importers import workbook
from collections_app.importers.base import Table
from collections_app.importers.columns import guess_columns, running_number_column
from collections_app.importers.proposals import SAMPLE_ROWS, decimal_comma_of, proposed_transforms, samples_of
from collections_app.importers.recognise import Kind, program_of, recognise
from collections_app.importers.rows import IGNORE, NOTES, PICTURES
from collections_app.importers.spreadsheet import TableChoice, read_spreadsheet
from collections_app.importers.values import cell_text

PREVIEW_ROWS = 12
PREVIEW_COLUMNS = 12
PICTURE_WORDS = (
    "picture, pictures, picture file, photo, photos, image, images, image file, file, files, file name, bild, bilder, "
    "foto, fotos, immagine, immagini, imagen, imágenes, photographie"
)
PICTURE_HEADINGS = {fold_key(word) for word in words(PICTURE_WORDS)}
DELIMITER_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
ENCODING_NAMES = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252 (Western)"}


def read_file(path: Path, name: str, choice: TableChoice) -> tuple[Kind, Table]:
    """Raises ImportFileProblem, which says what is wrong and what would be right."""
    kind = recognise(path, name)
    return kind, read_spreadsheet(path, choice)


def found_out(path: Path, kind: Kind, table: Table, choice: TableChoice) -> dict[str, Any]:
    """What the wizard tells about the file, as JSON for the session."""
    sample = [row.cells for row in islice(table.first_rows(), SAMPLE_ROWS)]
    samples = samples_of(table.headers, sample)
    guesses = guess_columns(table.headers, samples)
    targets = {guess.header: guess.target for guess in guesses}
    transforms = proposed_transforms(table.headers, targets, sample)
    known = sum(bool(guess.target) for guess in guesses)
    program = program_of(table.headers)
    comma = None if kind.format == "xlsx" else decimal_comma_of(sample, table.headers, targets)
    sheets = workbook.sheet_names(path) if kind.format == "xlsx" else []
    is_named = bool(known) or bool(choice.header_row)
    share = known / max(1, len(table.headers))
    confidence = 1.0 if choice.header_row else min(1.0, 0.55 + 0.6 * share) if known >= 2 else 0.3
    return {
        "label": kind.label if not program else f"{kind.label}, {program}",
        "confidence": round(confidence, 2),
        "sheets": sheets,
        "rows": table.count,
        "headers": list(table.headers),
        "samples": samples,
        "transforms": {header: {"kind": each.kind, "value": each.value} for header, each in transforms.items()},
        "running_number": running_number_column(table.headers, sample) or "",
        "reasons": [*_reasons(kind, table, comma, choice, sheets), _heading_reason(table, known, is_named=is_named)]
        + ([f"Its headings are those of {program}."] if program else []),
        "decimal_comma": comma,
        "problems": [problem.as_json() for problem in table.problems[:200]],
        "preview": [[cell_text(cell)[:60] for cell in cells[:PREVIEW_COLUMNS]] for cells in table.head[:PREVIEW_ROWS]],
    }


def _reasons(kind: Kind, table: Table, comma: bool | None, choice: TableChoice, sheets: list[str]) -> list[str]:
    reasons = [kind.reason]
    if kind.format == "csv":
        encoding = ENCODING_NAMES.get(table.encoding, table.encoding)
        how = "as you chose" if choice.encoding else "every character can be read that way"
        reasons.append(f"It is written in {encoding}: {how}.")
        how = "as you chose" if choice.delimiter else "that gives the most columns of equal number"
        reasons.append(f"Columns are parted by {DELIMITER_NAMES.get(table.delimiter, table.delimiter)}: {how}.")
    if others := [name for name in sheets if name != table.sheet]:
        reasons.append(f"The sheet “{table.sheet}” is read; the others are not: {', '.join(others)}.")
    if comma is not None:
        reasons.append(f"Decimals are written with a {'comma (3,79)' if comma else 'point (3.79)'}.")
    return reasons


def _heading_reason(table: Table, known: int, *, is_named: bool) -> str:
    if not is_named:
        return f"No row names a column that CoinStack knows; row {table.header_row} is taken for the headings."
    return f"Row {table.header_row} holds the headings: {known} of {len(table.headers)} are known."


def guessed_mapping(detection: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The mapping that the headings suggest; what nothing resembles is kept as a note."""
    found: dict[str, dict[str, Any]] = {}
    for guess in guess_columns(detection["headers"], detection["samples"]):
        target = guess.target or (PICTURES if fold_key(guess.header) in PICTURE_HEADINGS else NOTES)
        if target in BY_NAME and BY_NAME[target].kind == "term":
            target = IGNORE  # matches with the vocabulary are made anew from the names
        done = detection["transforms"].get(guess.header)
        found[guess.header] = {"target": target, "transforms": [done] if done and target == guess.target else []}
    number = detection["running_number"]
    if number and not any(entry["target"] == "inventory_number" for entry in found.values()):
        found[number]["target"] = "inventory_number"
    return found
