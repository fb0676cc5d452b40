"""Dates of coins: read as printed, kept as signed years, written again in the reader's notation."""

from catalog.chronology.format import NOTATIONS, Notation, format_years
from catalog.chronology.parse import ParsedDate, as_json, parse_date
from catalog.chronology.years import Era, century_of, validate_year

__all__ = [
    "NOTATIONS",
    "Era",
    "Notation",
    "ParsedDate",
    "as_json",
    "century_of",
    "format_years",
    "parse_date",
    "validate_year",
]
