"""Write signed years the way a collector reads them."""

from typing import Final, Literal, NamedTuple

from catalog.chronology.shortened import is_plain_range_bc

Notation = Literal["BC/AD", "BCE/CE", "v. Chr./n. Chr."]


class _Style(NamedTuple):
    bc: str
    ad: str
    ad_leads: bool
    circa: str
    before: str
    after: str


_STYLES: Final[dict[Notation, _Style]] = {
    "BC/AD": _Style("BC", "AD", True, "c.", "before", "after"),
    "BCE/CE": _Style("BCE", "CE", False, "c.", "before", "after"),
    "v. Chr./n. Chr.": _Style("v. Chr.", "n. Chr.", False, "um", "vor", "nach"),
}
NOTATIONS: Final[tuple[Notation, ...]] = tuple(_STYLES)


def format_years(start: int | None, end: int | None, *, circa: bool = False, notation: Notation = "BC/AD") -> str:
    """'27 BC–AD 14', '300–281 BC', 'c. AD 300', 'before AD 340'; empty when both years are None.

    `parse_date` reads the result back as the same years. Where a short form would be read otherwise ('189–80 BC')
    both years carry their mark ('189 BC–80 BC').
    """
    style = _STYLES[notation]
    words = [style.before if start is None else style.after if end is None else "", style.circa if circa else ""]
    years = _years(start, end, style)
    return " ".join([*filter(None, words), years]) if years else ""


def _years(start: int | None, end: int | None, style: _Style) -> str:
    if start is None or end is None or start == end:
        year = end if start is None else start
        return "" if year is None else _year(year, style)
    if start > 0 and end > 0:
        return f"{style.ad} {start}–{end}" if style.ad_leads else f"{start}–{end} {style.ad}"
    if start < 0 and end < 0 and is_plain_range_bc(-start, -end):
        return f"{-start}–{-end} {style.bc}"
    return f"{_year(start, style)}–{_year(end, style)}"


def _year(year: int, style: _Style) -> str:
    if year < 0:
        return f"{-year} {style.bc}"
    return f"{style.ad} {year}" if style.ad_leads else f"{year} {style.ad}"
