"""Reading .csv and .tsv as the programs of different countries write them."""

import csv
from collections.abc import Iterator
from pathlib import Path

from collections_app.importers.base import ImportFileProblem

DELIMITERS = ";,\t|"
SAMPLE_BYTES = 65_536
# Latin text in Windows-1252 decodes as nearly anything; UTF-8 and UTF-16 are recognised first, by their own rules.
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
UNDEFINED_IN_1252 = b"\x81\x8d\x8f\x90\x9d"


def detect_encoding(path: Path) -> str:
    """ "utf-8-sig", "utf-16" or "cp1252". Raises ImportFileProblem for binary files and for broken UTF-8."""
    content = path.read_bytes()
    for mark, name in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            _check_decodes(path, content, name)
            return name
    if b"\x00" in content:
        raise ImportFileProblem(
            f"{path.name} holds NUL bytes and is no text file. Save the table as .xlsx, or as CSV in UTF-8."
        )
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        if any(byte in UNDEFINED_IN_1252 for byte in content) or _is_mostly_utf8(content):
            line = content[: error.start].count(b"\n") + 1
            raise ImportFileProblem(
                f"{path.name} is neither proper UTF-8 nor Windows-1252 (first wrong byte in line {line}). "
                "Save it again as CSV UTF-8."
            ) from error
        return "cp1252"
    return "utf-8-sig"


def _check_decodes(path: Path, content: bytes, encoding: str) -> None:
    try:
        content.decode(encoding)
    except UnicodeError as error:
        raise ImportFileProblem(f"{path.name} is broken {encoding.upper()}. Save it again as CSV UTF-8.") from error


def _is_mostly_utf8(content: bytes) -> bool:
    """True when well-formed multibyte sequences outnumber the broken ones: UTF-8 with damage, not Windows-1252."""
    repaired = content.decode("utf-8", errors="replace")
    broken = repaired.count("�")
    return sum(character > "\x7f" for character in repaired) - broken > broken


def detect_delimiter(path: Path, encoding: str) -> str:
    """The separator that gives the first lines the most, and equally many, columns; a comma when none does."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            sample = file.read(SAMPLE_BYTES)
    except UnicodeError as error:
        raise ImportFileProblem(_wrong_encoding(path, encoding)) from error
    scores = {}
    for delimiter in DELIMITERS:
        widths = [len(row) for row in csv.reader(sample.splitlines()[:30], delimiter=delimiter) if row]
        usual = max(set(widths), key=widths.count, default=0)
        scores[delimiter] = (usual - 1) * widths.count(usual)
    best = max(scores, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > 0 else ","


def read_rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[str | None, ...]]:
    csv.field_size_limit(64 * 1024 * 1024)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        try:
            for row in reader:
                yield tuple(cell or None for cell in row)
        except csv.Error as error:
            raise ImportFileProblem(f"{path.name}, line {reader.line_num}: {error}.") from error
        except UnicodeError as error:
            raise ImportFileProblem(_wrong_encoding(path, encoding)) from error


def _wrong_encoding(path: Path, encoding: str) -> str:
    return f"{path.name} is not written in {encoding}: a character cannot be read. Choose another encoding."
