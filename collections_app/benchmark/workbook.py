"""A spreadsheet as a collector keeps one, of synthetic coins: for measuring an import."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from coins.benchdata import synthetic_coins
from coins.services.register import NewCoin

# Far from the numbers that the measured collection itself is made of.
FIRST_NUMBER = 5_000_001
PLAIN = {
    "Inventory no": "inventory_number",
    "Category": "category",
    "Ruler": "issuer",
    "Portrait": "portrait_subject",
    "Denomination": "denomination",
    "Metal": "metal",
    "Mint": "mint",
    "Weight (g)": "weight_g",
    "Diameter (mm)": "diameter_mm",
    "Die axis": "die_axis_h",
    "Obverse legend": "obverse_legend",
    "Obverse description": "obverse_description",
    "Reverse legend": "reverse_legend",
    "Reverse description": "reverse_description",
    "Exergue": "exergue",
    "Grade": "grade",
    "Price": "price",
    "Currency": "currency",
    "Acquired": "acquired_on",
    "Source": "source",
    "Link": "source_url",
    "Rarity": "rarity_summary",
    "Notes": "personal_notes",
}
TOGETHER = ("Date", "Reign", "References", "Storage", "Tags")


def write_workbook(path: Path, rows: int) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Coins")
    sheet.append([*PLAIN, *TOGETHER])
    for coin in synthetic_coins(FIRST_NUMBER, rows):
        sheet.append(list(_cells(coin)))
    book.save(path)


def _cells(coin: NewCoin) -> Iterator[Any]:
    values = coin.values
    for name in PLAIN.values():
        yield values.get(name)
    yield _years(values.get("year_start"), values.get("year_end"))
    yield _years(values.get("reign_start"), values.get("reign_end"))
    yield "; ".join(reference["text"] for reference in coin.references)
    yield " > ".join(coin.storage)
    yield ", ".join(coin.tags)


def _years(first: int | None, last: int | None) -> str | None:
    """As collectors write them: 44 BC, 27 BC - AD 14, AD 193 - 211."""
    if first is None or last is None:
        return None
    if first == last:
        return _year(first)
    return f"{_year(first)} - {last}" if first > 0 else f"{_year(first)} - {_year(last)}"


def _year(year: int) -> str:
    return f"{-year} BC" if year < 0 else f"AD {year}"
