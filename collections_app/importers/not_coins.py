"""Rows of a list that are no coins: places kept for one, sums at the end, headings that are printed again."""

import re
from collections.abc import Mapping

from coins.field_spec import words
from coinstack.text import fold_key
from collections_app.importers.base import Cell
from collections_app.importers.values import cell_text, is_failed_formula

# A row that fills none but these is a place kept for a coin, not a coin.
NOT_A_COIN = {
    *("", "notes", "ignore", "pictures"),
    *("inventory_number", "storage_place", "tags", "currency", "ownership_status", "script"),
}
PLACE = "The row holds only a number or a place and no coin; not imported."
SUM = "The row sums up others (“{}”) and is no coin; not imported."
HEADINGS = "The row repeats the headings and is no coin; not imported."

_SUM_WORDS = frozenset(
    words(
        "total, totals, grand total, subtotal, sub-total, sum, sums, count, average, mean, summe, gesamt, gesamtsumme, "
        "gesamtwert, zwischensumme, durchschnitt, anzahl, somme, moyenne, sous-total, totale, totali, somma, "
        "subtotale, suma, totales, promedio, totaal, gemiddelde, subtotaal, σύνολο, σ"
    )
)
_COUNTED = re.compile(
    r"\d+\s+(?:coins?|pieces|pcs|münzen|stück|monnaies|pièces|monete|pezzi|monedas|piezas|munten|stuks|νομίσματα)", re.I
)
_FIGURE = re.compile(r"[^\W\d]{0,3}[\s$€£¥]*[\d.,' ]*\d(?:[.,]-+)?[\s$€£¥%]*[^\W\d]{0,3}\.?")


def no_coin(cells: Mapping[str, Cell], targets: Mapping[str, str]) -> str:
    """Why the filled cells of a row, under their headings, are no coin; "" when they are one.

    `targets` {heading: field} tells what the columns become.
    """
    if not {targets[header] for header in cells} - NOT_A_COIN:
        return PLACE
    texts = {header: cell_text(cell) for header, cell in cells.items()}
    if len(texts) > 1 and all(_repeats(header, text) for header, text in texts.items()):
        return HEADINGS
    sums = _sums_in(texts, targets)
    others = [cell for header, cell in cells.items() if header not in sums]
    return SUM.format(texts[sums[0]][:40]) if sums and others and all(map(_is_figure, others)) else ""


def _sums_in(texts: Mapping[str, str], targets: Mapping[str, str]) -> list[str]:
    """The headings of cells that say "total" or count coins; a lot of "3 coins" with a number of its own is no sum."""
    counts = [header for header, text in texts.items() if _COUNTED.fullmatch(text)]
    is_numbered = any(targets[header] == "inventory_number" for header in texts if header not in counts)
    named = [header for header, text in texts.items() if _says_sum(text.casefold())]
    return named or ([] if is_numbered else counts)


def _says_sum(text: str) -> bool:
    """ "Total", "Summe:", and "Total: 3 coins"."""
    word, _, rest = text.strip(" .:*=").partition(" ")
    behind = rest.strip(" .:*=()")
    is_more = bool(behind) and any(each.fullmatch(behind) for each in (_COUNTED, _FIGURE))
    return f"{word} {rest}".strip() in _SUM_WORDS or (is_more and word.strip(" .:*=") in _SUM_WORDS)


def _repeats(header: str, text: str) -> bool:
    """Of two headings one above the other, the lower one is printed again."""
    return bool(fold_key(text)) and fold_key(header).endswith(fold_key(text))


def _is_figure(cell: Cell) -> bool:
    if isinstance(cell, int | float):
        return True
    return is_failed_formula(cell) or _FIGURE.fullmatch(cell_text(cell)) is not None
