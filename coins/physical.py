"""Weights, sizes, die axes and sums of money as they are written in spreadsheets and catalogues.

Every reader returns the value, or None, and the problems met: a doubtful value comes with a problem, an unreadable
one is None with a problem, an empty text is None without one. Problems read "code: sentence".
"""

import re
from decimal import Decimal

from coins.numbers import NUMBER, read_number
from coinstack.currencies import CURRENCIES
from coinstack.text import clean_text

Problems = tuple[str, ...]

GRAIN_G = Decimal("0.0648")
INCH_MM = Decimal("25.4")
HEAVIEST_G = 5_000
WIDEST_MM = 300
MAX_LENGTH = 200

_APPROXIMATE = re.compile(r"(?<!\w)(?:c|ca|circa|about|approx|approximately|etwa|env|environ)\b\.?|[~≈?]", re.I)
_RANGE = re.compile(r"\d\s*(?:-|\bto\b|\bbis\b)\s*\d", re.I)
_START = r"(?<![\w.,'×*])(?<![x×*]\s)(?<!\d/)"
_WEIGHT = re.compile(
    rf"{_START}(?P<number>{NUMBER})\s*(?:(?P<grains>grains?|gn)\b|(?P<mg>mg)\b|(?P<kg>kg)\b"
    r"|(?:g|gms?|grs?|grams?|gramm|grammes?|grammi|gramos)(?![a-z]))",
    re.I,
)
_SIZE = re.compile(
    rf"{_START}(?P<number>{NUMBER})\s*(?:mm(?![a-z])|millimet(?:re|er)s?\b|(?P<cm>cm)\b|(?P<inch>inch(?:es)?\b|in\b|\"))",
    re.I,
)
_BARE = re.compile(rf"\s*(?P<number>{NUMBER})\s*")
_REMARK = re.compile(rf"(?P<measured>\s*{NUMBER}\s*)\((?P<remark>[^()\d]+)\)\.?\s*")
_RAISED_POINT = re.compile(r"(?<=\d)·(?=\d)")
_TWO_SIZES = re.compile(
    rf"(?P<one>{NUMBER})\s*(?P<unit1>mm|cm)?\s*(?:[x×*]|\bby\b|(?P<slash>/))\s*"
    rf"(?P<two>{NUMBER})\s*(?P<unit2>mm|cm)?\.?",
    re.I,
)
_SMALLEST_OF_TWO = 6  # millimetres: 19/18 are two diameters, 3/4 is a fraction


def parse_weight_g(text: str, decimal_comma: bool | None = None) -> tuple[Decimal | None, Problems]:
    """Read a weight in grams: "3.79 g", "3,79", "17mm, 3.79 gm, 3h". Grains are converted, with a problem.

    `decimal_comma` says how the source writes decimals; without it a single separator is one, since no coin weighs
    thousands of grams.
    """
    cleaned = clean_text(text[:MAX_LENGTH])
    value, units, problems = _measure(cleaned, _WEIGHT, decimal_comma, "weight")
    if value is None:
        return None, problems
    if units.get("grains"):
        value = (value * GRAIN_G).quantize(Decimal("0.01"))
        problems = (*problems, f"converted: grains were converted to {value} g")
    value *= Decimal("0.001") if units.get("mg") else 1000 if units.get("kg") else 1
    return _checked(value, HEAVIEST_G, "weight", problems)


def parse_size_mm(text: str, decimal_comma: bool | None = None) -> tuple[Decimal | None, Problems]:
    """Read a diameter or thickness in millimetres: "17mm", "1,8 cm", "26.8". Of "21 x 19 mm" the larger is kept."""
    cleaned = clean_text(text[:MAX_LENGTH]).lstrip("øØ⌀ ")
    two = _TWO_SIZES.fullmatch(cleaned)
    unit = (two["unit2"] or two["unit1"] or "mm") if two else ""
    sizes = [parse_size_mm(two[name] + unit, decimal_comma)[0] for name in ("one", "two")] if two else []
    if two and not (two["slash"] and any(size is None or size < _SMALLEST_OF_TWO for size in sizes)):
        larger = max((size for size in sizes if size is not None), default=None)
        return larger, (f'two_sizes: of "{cleaned}" the larger is kept',)
    value, units, problems = _measure(cleaned, _SIZE, decimal_comma, "size")
    if value is None:
        return None, problems
    if units.get("inch"):
        value = (value * INCH_MM).quantize(Decimal("0.1"))
        problems = (*problems, f"converted: inches were converted to {value} mm")
    return _checked(value * 10 if units.get("cm") else value, WIDEST_MM, "size", problems)


def _measure(
    text: str, labelled: re.Pattern[str], decimal_comma: bool | None, name: str
) -> tuple[Decimal | None, dict[str, str | None], Problems]:
    """Return the number, the unit groups that matched, and the problems."""
    if not text.strip(" -?"):
        return None, {}, ()
    text = _RAISED_POINT.sub(".", text)
    remarked = _REMARK.fullmatch(text)
    if remarked and labelled.search(unbracketed := f"{remarked['measured']} {remarked['remark']}"):
        text, remarked = unbracketed, None  # "65 (grains)"
    if remarked:
        value, units, problems = _measure(remarked["measured"], labelled, decimal_comma, name)
        return value, units, (*problems, f'remark: "{remarked["remark"]}" is said of the {name}')
    if _RANGE.search(text):
        return None, {}, (f'range: "{text[:40]}" is not one {name}',)
    found = list(labelled.finditer(text))
    match = found[0] if found else _BARE.fullmatch(_APPROXIMATE.sub(" ", text))
    value = read_number(match["number"], decimal_comma, thousands=decimal_comma is not None) if match else None
    if match is None or value is None:
        return None, {}, (f'unreadable: "{text[:40]}" is no {name}',)
    if len({one["number"] for one in found}) > 1:
        return None, {}, (f'several: "{text[:40]}" holds more than one {name}',)
    doubt = (f'approximate: "{text[:40]}" is only about right',) if _APPROXIMATE.search(text) else ()
    return value, match.groupdict(), doubt


def _checked(value: Decimal, limit: int, name: str, problems: Problems) -> tuple[Decimal | None, Problems]:
    """Keep at most three decimals; refuse what no coin weighs or measures."""
    rounded = value if value == round(value, 3) else round(value, 3)
    if rounded <= 0:
        return None, (*problems, f"not_positive: a {name} of {rounded} is impossible; it must be greater than 0")
    if rounded > limit:
        return None, (*problems, f"implausible: no coin has a {name} above {limit}")
    return rounded, problems


# Die axis

_ARROWS = {"↑": "12", "↗": "1.5", "→": "3", "↘": "4.5", "↓": "6", "↙": "7.5", "←": "9", "↖": "10.5"}
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN_HOURS = {numeral: Decimal(hour) for hour, numeral in enumerate(_NUMERALS, 1)}
_ALIGNMENTS = {"medal": "12", "medallic": "12", "coin": "6"}
_ALIGNMENT = re.compile(r"(medal|medallic|coin)(?:\s+(?:alignment|orientation|axis))?")
_AXIS = re.compile(
    rf"(?:(?:die\s+)?axis\s*:?\s*|stempelstellung\s*:?\s*)?(?P<before>h\.?\s*)?(?P<number>{NUMBER})(?P<minutes>:[03]0)?\s*"
    r"(?:(?P<hours>h|hrs?|hours?|o'?clock|uhr|ore|heures?|stunden?)\.?|(?P<degrees>°|º|deg(?:rees?)?\.?|grad))?"
)


def parse_die_axis(text: str) -> tuple[Decimal | None, Problems]:
    """Read a die axis as clock hours, 0.5 to 12 in half hours, the obverse being upright.

    "6h", "h6", "VI", "6 o'clock", "180°", "↓" and "coin alignment" are 6; 0, 24 and 360° are 12. A bare number up to 12
    counts hours; one that can only be degrees is read as degrees, with a problem.
    """
    cleaned = clean_text(text[:MAX_LENGTH]).lower().strip(" .?")
    if not cleaned.strip("-"):
        return None, ()
    if alignment := _ALIGNMENT.fullmatch(cleaned):
        return Decimal(_ALIGNMENTS[alignment[1]]), ()
    if cleaned.replace(" ", "") in {f"{first}{arrow}" for arrow in _ARROWS for first in ("", "↑")}:
        return Decimal(_ARROWS[cleaned[-1]]), ()  # of two arrows the first is the obverse, drawn upright
    if hour := _ROMAN_HOURS.get(cleaned.removesuffix("h").strip()):
        return hour, ()
    match = _AXIS.fullmatch(cleaned)
    number = read_number(match["number"], None, thousands=False) if match else None
    if match is None or number is None:
        return None, (f'unreadable: "{cleaned[:40]}" is no die axis',)
    number += Decimal("0.5") if match["minutes"] == ":30" else 0
    if match["degrees"]:
        return _on_the_clock(number / 30, cleaned)
    if match["hours"] or match["before"] or number <= 24:
        return _on_the_clock(number if number < 13 or number == 24 else Decimal(-1), cleaned)
    hours, problems = _on_the_clock(number / 30, cleaned)
    return hours, problems if hours is None else (*problems, f"assumed: {number} was read as degrees")


def _on_the_clock(hours: Decimal, text: str) -> tuple[Decimal | None, Problems]:
    if not 0 <= hours <= 12 and hours not in (Decimal("12.5"), 24):
        return None, (f'out_of_range: "{text[:40]}" is neither 0 to 12 hours nor 0 to 360 degrees',)
    half_hours = (hours * 2).to_integral_value()
    rounded = half_hours / 2 % 12 or Decimal(12)
    return rounded, () if hours * 2 == half_hours else (f"rounded: {rounded} h is the nearest half hour",)


# Money

_CURRENCY_WORDS = {
    "USD": r"us\s?-?\$|us-dollars?|u\.s\.\s?\$|dollars?",
    "AUD": r"aus?\s?\$|a\$",
    "CAD": r"ca?\$|(?-i:CA?)\s\$|can\s?\$|cdn\s?\$",  # "ca $150" is about 150 dollars
    "HKD": r"hk\s?\$",
    "NZD": r"nz\s?\$",
    "SGD": r"s\s?\$|sg\s?\$",
    "TWD": r"nt\s?\$",
    "BRL": r"r\s?\$",
    "MXN": r"me?x\s?\$|mxn\s?\$",
    "EUR": r"€|euros?",
    "GBP": r"£|pounds?(?:\s+sterling)?|stg",
    "CHF": r"s\.?fr\.?|fr\.|swiss\s+francs?|schweizer\s+franken|francs?\s+suisses?|franken",
    "JPY": r"¥|yen",
    "PLN": r"zł",
    "CZK": r"kč",
    "HUF": r"ft",
    "TRY": r"₺",
    "ILS": r"₪",
    "INR": r"₹",
    "RUB": r"₽",
    "DEM": r"dm|dem|mark",
    "FRF": r"ff|frf",
    "ITL": r"₤|lit\.?|itl|lire",
    "ATS": r"ats|ös|schilling",
    "NLG": r"hfl|nlg",
    "BEF": r"bef|bfr\.?",
    "ESP": r"ptas?\.?|pesetas?",
    "GRD": r"grd|drachmes",
    "IEP": r"iep|ir£",
    "PTE": r"pte",
    "FIM": r"fim|fmk",
    "LUF": r"luf",
}
_CURRENCY = re.compile(
    r"(?<![^\W\d_])(?:"
    + "|".join(f"(?P<{code}>{code}|{words})" for code, words in _CURRENCY_WORDS.items())
    + r"|(?P<ISO>[a-z]{3})|(?P<DOLLAR>\$)|(?P<KRONE>kr\.?))(?![^\W\d_])",
    re.I,
)
_DOLLARS = frozenset(code for code, name in CURRENCIES.items() if "dollar" in name)
_NO_CENTS = re.compile(r"(?:[.,]\s?(?:-+|=)|\s-+)$")


def parse_money(text: str) -> tuple[Decimal | None, str | None, Problems]:
    """Read an amount and, where it is given, the ISO code of its currency; "$" alone is the US dollar.

    "€ 1.250,00", "US$ 1,020.50", "120,- EUR", "CHF 1'200", "$ 30 000", "384". Before exactly three digits a
    separator groups thousands.
    """
    cleaned = clean_text(text[:MAX_LENGTH])
    if not cleaned.strip(" -?"):
        return None, None, ()
    marks = [mark for mark in _CURRENCY.finditer(cleaned) if mark.lastgroup != "ISO" or mark[0].upper() in CURRENCIES]
    codes = _named_once([_code(mark) for mark in marks], has_bare_dollar=any(m.lastgroup == "DOLLAR" for m in marks))
    rest = cleaned
    for mark in reversed(marks):
        rest = f"{rest[: mark.start()]} {rest[mark.end() :]}"
    problems = (f'approximate: "{cleaned[:40]}" is only about right',) if _APPROXIMATE.search(rest) else ()
    amount = read_number(_NO_CENTS.sub("", _APPROXIMATE.sub(" ", rest).strip()), None, thousands=True)
    if "" in codes:
        problems = (*problems, "ambiguous_currency: kr is the krone of several countries")
    if amount is None or len(codes) > 1:
        return None, None, (*problems, f'unreadable: "{cleaned[:40]}" is not one sum of money')
    if amount < 0:
        return None, None, (*problems, f"negative: a sum of {amount} is impossible; it must not be negative")
    return amount, (codes[0] or None) if codes else None, problems


def _named_once(codes: list[str], *, has_bare_dollar: bool) -> list[str]:
    """Each currency once; "$75 AUD" names one, since "$" is said of all dollars."""
    named = list(dict.fromkeys(codes))
    others = [code for code in named if code != "USD"]
    return others if has_bare_dollar and others and _DOLLARS.issuperset(others) else named


def _code(mark: re.Match[str]) -> str:
    name = mark.lastgroup or ""
    return {"ISO": mark[0].upper(), "DOLLAR": "USD", "KRONE": ""}.get(name, name)
