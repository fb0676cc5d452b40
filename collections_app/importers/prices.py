"""What columns of money say: a sum, a sum with what came on top of it, that nothing was paid, or a currency."""

import re
from dataclasses import dataclass
from decimal import Decimal

from coins.numbers import read_number
from coins.physical import parse_money
from coinstack.currencies import CURRENCIES, FORMER_CURRENCIES
from coinstack.text import clean_text, fold_key

NOTHING_PAID = frozenset(
    map(
        fold_key,
        ("gift", "a gift", "present", "free", "gratis", "nil", "geschenk", "geschenkt", "cadeau", "regalo", "omaggio"),
    )
)
# What may follow a sum: something in brackets, something added, "per piece", or what the sum includes.
_REMARK = (
    r"\([^()]*\)|\+.*|/\s?[^\W\d]+\.?|"
    r"(?:shipped|posted|postpaid|ono|franco|portofrei|brutto|netto|ttc)\b.*|"
    r"(?:each|ea|apiece|pro stück|je|inc|incl|including|inkl|inclusive|plus|zzgl|all-in|delivered|total|net)\b.*"
)
_WITH_REMARK = re.compile(
    r"(?P<sum>[^\d(+/]{0,8}\d[\d.,' ]*(?:\s?(?:[^\W\d]{3}|[^\W\d]{0,2}[$€£¥])(?![^\W\d]))?)"
    rf"\s*(?P<rest>{_REMARK})",
    re.I,
)
_PREMIUM = re.compile(
    r"\+\s*(?:(?:bp|b\.p\.|buyer'?s?\s+premium|premium|aufgeld|frais|diritti)\s*(?:of\s*)?(\d{1,2}(?:[.,]\d{1,2})?)\s*%"
    r"|(\d{1,2}(?:[.,]\d{1,2})?)\s*%\s*(?:bp|b\.p\.|buyer'?s?\s+premium|premium|aufgeld|frais|diritti))",
    re.I,
)


# Wordings of single countries, put as they are read everywhere.
_WORDED = (
    (re.compile(r"^(?:aprox|appr|περ|περίπου|rond|ongeveer|±)\.?\s*", re.I), "ca. "),
    (re.compile(r"^(?:ƒ|[fF]l\.?|f\.?)\s*(?=\d)"), "NLG "),
    (re.compile(r"(?<=[\d-])\s*(?:gulden|guilders?|ƒ|fl\.?)$", re.I), " NLG"),
    (re.compile(r"(?<=[\d-])\s*(?:δρχ|δραχμές|δραχμες|drs)\.?$", re.I), " GRD"),
    (re.compile(r"^L\.?\s*(?=\d{1,3}(?:\.\d{3})+|\d{4,})"), "ITL "),
    (re.compile(r"(?<=[\d-])\s*FB\.?$"), " BEF"),
)
_FRANCS = re.compile(r"(?<=[\d-])\s*F\.?$")
_CODES = {fold_key(name): code for code, name in (CURRENCIES | FORMER_CURRENCIES).items()}


@dataclass(frozen=True, slots=True)
class Price:
    """`premium` is what a stated percentage makes of the sum; `problems` read "code: sentence"."""

    amount: Decimal | None
    currency: str = ""
    premium: Decimal | None = None
    problems: tuple[str, ...] = ()


def read_price(text: str) -> Price:
    """Read "NZ$ 120", "350 FF", "£85 + BP 20%", "$45 (incl. shipping)" and "gift"; what is left aside is told."""
    cleaned = clean_text(text)
    if fold_key(cleaned) in NOTHING_PAID:
        return Price(Decimal(0), problems=(f'nothing_paid: "{cleaned}" is kept as a price of 0',))
    for wording, plain in _WORDED:
        cleaned = wording.sub(plain, cleaned, count=1)
    amount, currency, problems = parse_money(_FRANCS.sub("", cleaned))
    if amount is not None and _FRANCS.search(cleaned):
        problems = (*problems, "ambiguous_currency: F is the franc of several countries")
    if amount is not None:
        return Price(amount, currency or "", problems=problems)
    return _with_remark(cleaned) or Price(None, problems=problems)


def read_currency(text: str) -> str:
    """The ISO code of "€", "DM", "US dollar" or "eur"; "" where it is none, or that of several countries."""
    return _CODES.get(fold_key(text)) or parse_money(f"1 {text}")[1] or ""


def _with_remark(text: str) -> Price | None:
    found = _WITH_REMARK.fullmatch(text)
    if found is None:
        return None
    amount, currency, problems = parse_money(found["sum"].strip())
    if amount is None:
        return None
    told = (*problems, f'remark: of "{text[:60]}" the sum of {amount} is the price')
    premium = _PREMIUM.match(found["rest"])
    share = read_number(premium[1] or premium[2], None, thousands=False) if premium else None
    if share is None:
        return Price(amount, currency or "", problems=told)
    added = round(amount * share / 100, 2)
    return Price(amount, currency or "", added, (*told, f"premium: {share} % of it, {added}, is the buyer's premium"))
