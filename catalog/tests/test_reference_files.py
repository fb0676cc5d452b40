"""References in collected texts and every number of RIC and RRC, where the data lies beside the checkout."""

import csv
import gzip
import json
import re
from collections.abc import Iterator

import openpyxl
import pytest

from catalog.references import parse_references
from coinstack.testing import SHARED_DATA, needs_shared_data

pytestmark = needs_shared_data


def case_file(name):
    return json.loads((SHARED_DATA / "cases" / name).read_text(encoding="utf-8"))


def misses(case):
    """What differs from the expected facts of one citation."""
    parsed = parse_references(case["input"])
    if len(parsed.references) != 1 or parsed.unparsed:
        return "number of references"
    [reference] = parsed.references
    same = {"variety": "suffix", "mint": "section", "collection": "section", "canonical": "display"}
    wanted = {same.get(key, key): value for key, value in case["expected"].items()}
    wanted.pop("external_id", None)
    warning = wanted.pop("warning_contains", "")
    got = {key: getattr(reference, key) for key in wanted}
    return "" if got == wanted and warning.lower() in " ".join(reference.problems).lower() else f"{got} != {wanted}"


def test_single_citations_of_the_case_file():
    found = {case["input"]: miss for case in case_file("reference_strings.json") if (miss := misses(case))}
    # BMC alone stays open between the Empire, the Republic and the Greek series.
    assert [text for text in found if not text.startswith("BMC ")] == []


def test_citations_of_dealers_in_the_case_file():
    missed = []
    for case in case_file("dealer_references.json"):
        parsed = parse_references(case["text"])
        got = [(one.system, one.volume or "", one.number + one.suffix) for one in parsed.references]
        for system, volume, number in case["references"]:
            if not any(one[0].startswith(system.rstrip("*")) and one[1:] == (volume, number) for one in got):
                missed.append((case["text"], system, volume, number))
        missed += [(case["text"], piece.text) for piece in parsed.unparsed]
    assert missed == []


def reference_cells() -> Iterator[str]:
    sheet = openpyxl.load_workbook(SHARED_DATA / "collections" / "collection-v1.xlsx", read_only=True).active
    header, *rows = sheet.iter_rows(values_only=True)
    column = header.index("Reference")
    return (str(row[column]) for row in rows if row[column])


def test_reference_cells_of_a_collectors_spreadsheet():
    parsed = [parse_references(cell) for cell in reference_cells()]
    assert len(parsed) == 72
    assert sum(len(one.references) for one in parsed) >= 139
    assert sum(not one.references for one in parsed) == 1
    assert sum(bool(one.unparsed) for one in parsed) <= 4


OCRE_VOLUMES = {"1_2": ("I", 2), "2_1(2)": ("II.1", 2), "2": ("II", None)} | {
    str(value): (roman, None) for value, roman in enumerate(["III", "IV", "V", "VI", "VII", "VIII", "IX", "X"], start=3)
}
CITE_ID = re.compile(r"([^.]+)\.(?:(?:[^.(]|\([^)]*\))+)\.(.*?)(?:_[a-z_]+)?$")


def ocre_types(step):
    with gzip.open(SHARED_DATA / "ocre" / "types.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for index, row in enumerate(csv.DictReader(file)):
            volume, number = CITE_ID.match(row["cite_id"]).groups()
            if index % step == 0 and "?" not in number:
                yield *OCRE_VOLUMES[volume], number, row["label"]


@pytest.mark.parametrize("style", ["label", "superscript", "bracket", "number sign", "in a list"])
def test_numbers_of_ric_come_back_as_they_are_written(style):
    total = missed = 0
    for volume, edition, number, label in ocre_types(step=29):
        mark = "²" if edition else ""
        text = {
            "label": label,
            "superscript": f"RIC {volume}{mark} {number}",
            "bracket": f"RIC {volume}{' (2nd ed.)' if edition else ''}, {number}",
            "number sign": f"RIC {volume}{mark}#{number}.",
            "in a list": f"Cohen 12; RIC {volume}{mark} {number}; BMC 5",
        }[style]
        found = [one for one in parse_references(text).references if one.system == "ric"]
        got = [(one.volume, one.edition, one.number + one.suffix) for one in found]
        total, missed = total + 1, missed + (got != [(volume, edition, number.replace(" ", ""))])
    assert total > 1700
    assert missed / total <= 0.002


@pytest.mark.parametrize("form", ["RRC {}", "Cr. {}", "Crawford{}.", "Bab. Julia 12 – Cr {} – RSC 4"])
def test_every_number_of_crawford_comes_back(form):
    lines = (SHARED_DATA / "crro" / "types.cex").read_text(encoding="utf-8").splitlines()[1:]
    numbers = [line.split("#")[1].removeprefix("RRC ") for line in lines]
    read_back = [
        one.number + one.suffix
        for n in numbers
        for one in parse_references(form.format(n)).references
        if one.system == "rrc"
    ]
    assert read_back == numbers
