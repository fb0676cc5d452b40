"""Numbers as they are printed in different countries: 1,020.50 and 1.250,00 and 1'200."""

import re
from decimal import Decimal

NUMBER = r"(?:[-+]?(?:\d[\d.,' ]*\d|\d|[.,]\d+))"
LONGEST = 20  # characters; no weight, size or price needs more
_GROUPED = re.compile(r"[0-9]*|[0-9]{1,3}(?:[.,'][0-9]{3})+")


def read_number(text: str, decimal_comma: bool | None, *, thousands: bool) -> Decimal | None:
    """Return the number, or None where it has no readable form.

    With two kinds of separator the last is the decimal one. A single one before exactly three digits groups
    thousands when `thousands` is true, unless `decimal_comma` says that it is the decimal separator.
    """
    text = text.strip()
    if len(text) > LONGEST or not re.fullmatch(NUMBER, text, re.A):
        return None
    digits = text.lstrip("+-").replace(" ", "'")
    decimal = _decimal_separator(digits, decimal_comma, thousands=thousands)
    whole, _, fraction = digits.rpartition(decimal) if decimal else (digits, "", "0")
    if not _GROUPED.fullmatch(whole) or not fraction.isdigit():
        return None
    number = (
        Decimal(f"{re.sub('[^0-9]', '', whole) or '0'}.{fraction}") if decimal else Decimal(re.sub("[.,']", "", whole))
    )
    return -number if text.startswith("-") else number


def _decimal_separator(digits: str, decimal_comma: bool | None, *, thousands: bool) -> str:
    separators = [c for c in digits if c in ".,"]
    if len(set(separators)) == 2:
        return separators[-1] if separators.count(separators[-1]) == 1 else ""
    if len(separators) != 1:
        return ""
    [separator] = separators
    may_group = thousands and re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", digits)
    is_decimal = decimal_comma is not None and separator == ("," if decimal_comma else ".")
    return "" if may_group and not is_decimal else separator
