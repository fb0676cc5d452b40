"""Numbers of a catalogue in the shapes in which the works print them, with letters, subtypes and ranges."""

import re
from collections.abc import Callable
from typing import Final

from catalog.references.base import Shape
from catalog.references.scanner import Draft, Scanner

_LEAD: Final = re.compile(
    r"[ .,:/#'\"-]{0,3}(?:(?:n[or]s?[.°]{0,2}|n°|nos\.?|nummer|numbers?|num\.|nn?\."
    r"|kat\.?-?(?: ?nr\.?)?|cat\.?(?: ?no\.?)?|type?|series?|#)[ :]{0,2})?(?=\(?[a-z]{0,2} ?[0-9])"
)
_UNIT: Final = re.compile(
    r" ?(?:mm|cm|gms?|grams?|gramm|grs|eur|euros?|usd|chf|gbp|dollars?|lots?|%|€|\$|£)(?![a-z])"
    r"| (?:g|gr|bce?|ad|ce)(?![a-z])|[0-9]|,[0-9]{3}(?![0-9])[.,]?-|'s"
)

NEXT_IS_NO_NUMBER: Final = re.compile(
    r"[0-9]{1,5}(?:[.,][0-9]{1,3})? ?(?:mm|gm?s?|gr|h|x|bc|bce|ad|ce|eur|usd|chf|gbp|%|€|\$|lots?|°)(?![a-z])"
    r"|[0-9]{1,2}[.:/][0-9]{1,2}[.:/][0-9]{2,4}"
    r"|[0-9]{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|[0-9]+(?:st|nd|rd|th)(?![a-z])"
)
"""A measure, a price or a date, of small letters."""
_SUPERSCRIPT: Final = re.compile(r"[¹²³]")

_PLAIN: Final = re.compile(r"[0-9]{1,6}(?![0-9])")
_SUFFIX: Final = re.compile(
    r"(?:[A-Za-z]{1,3}(?![A-Za-z]|-[a-z]{2})|(?<=[A-Za-z)])[1-9](?![0-9A-Za-z])|\([A-Za-z]{1,8}\)|\.[0-9]{1,3}(?![0-9]|\.[0-9])|\.[ivxlI]{1,8}[a-c]?(?![A-Za-z])"
    r"|\*{1,3}|[†‡]|_(?:[0-9]{1,2}[A-Za-z]{0,2}|[A-Z]{1,2})(?![A-Za-z])){1,5}"
)
_ROMAN_BRACKET: Final = re.compile(r"(?<=[A-Za-z)])\(([ivxl]{1,8}[a-c]?)\)")
_SUBTYPE_SET_CLOSE: Final = re.compile(r"(?<=[A-Za-z)])([1-9])$")
_SUBTYPE: Final = re.compile(
    r"[ ,]{1,2}typ?e? ([ivxl]{1,8}[a-c]?)(?![a-z])|: ?subtype ([0-9]{1,3}|[ivxl]{1,8}[a-c]?)(?![a-z0-9])"
)
_SPACED_LETTER: Final = re.compile(r" (?!f\.|c\. ?(?:AD|[0-9]))([a-f]|\([a-d]\))(?=[ ]?(?:[;,.)/]|$))")
_BRACKETED_LETTER: Final = re.compile(r" (\([a-d]\))")
_VARIANT_LETTERS: Final = {
    "v": "variant",
    "var": "variant",
    "Var": "variant",
    "VAR": "variant",
    "ff": "following",
    "cor": "corrected",
}

_RANGE: Final = re.compile(r" ?- ?([0-9]{1,6})([A-Za-z]{0,2}\*?)(?![0-9A-Za-z/])")
_LETTER_RANGE: Final = re.compile(r" ?([/-]) ?([A-Za-z])(?![A-Za-z0-9.])")
_SLASH: Final = re.compile(r"/([0-9]{1,4})(?![0-9/.])")
_SPECIMEN: Final = re.compile(r"/([0-9]{1,3})(?![0-9/])")
_LAST_SPECIMEN: Final = re.compile(r"-[0-9]{1,3}(?![0-9A-Za-z])")
_WIDEST_SLASH_RANGE: Final = 20

_GROUP: Final = r"[0-9]{1,3}(?:-[0-9]{1,3}(?=[A-Z]?/))?[A-Z]?"
_CRAWFORD_LETTER: Final = r"[a-z]{1,2}(?![A-Za-z])|(?<=[0-9])[A-Z](?![A-Za-z])|\([a-z]\)"
_CRAWFORD: Final = re.compile(rf"({_GROUP})(?![0-9])(?: ?([/.-]) ?([0-9]{{1,3}})(?![0-9]))?({_CRAWFORD_LETTER})?(\*?)")
_CRAWFORD_TO: Final = re.compile(r"([/-])([a-z])(?![A-Za-z])|(-)([0-9]{1,3})([a-z]?)(?![0-9A-Za-z/])")
# Between slashes a mint or metal may stand: 1/Cp/AV/05.
_COMPOUND: Final = re.compile(r"[A-Z]{0,2}[0-9]{1,5}(?: ?[/.-][A-Z]{0,2}[0-9]{1,5}|/(?:[A-Z][A-Za-z]|Æ)(?=/)){0,3}")
_COMPOUND_SUFFIX: Final = re.compile(
    r"(?:\([a-z]\)|[A-Za-z]{1,2}[0-9]?(?![A-Za-z0-9])(?:/[0-9]{1,3}[a-z]?(?![0-9A-Za-z]))?|\*)"
)
_SASANIAN: Final = re.compile(r"[IVX]{1,4}[a-z]?/[0-9]{1,2}[a-z]?(?![0-9A-Za-z])")  # bust and reverse: Ia/2
_POINTED: Final = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,3}(?![0-9])){0,3}")
_PREFIXED: Final = re.compile(r"(?:[PBLANXV]\.? ?)?[0-9]{1,5}(?![0-9])")
_YEARED: Final = re.compile(
    r"([0-9]{1,5})(?:[./](?P<year>[0-9]{1,2})(?![0-9/])|,? ?\(?(?:(?:year|yr|jahr|an|ry)\.? ?)(?P<named>[0-9]{1,2})\)?"
    r"(?![0-9])| ?\((?P<in_brackets>[0-9]{1,2})\))?",
    re.IGNORECASE,
)


def read_number(scan: Scanner, draft: Draft) -> bool:
    """Read one number with what belongs to it; False, and nothing read, when none stands here."""
    before = scan.at
    scan.take(_LEAD)
    if _READERS[draft.system.shape](scan, draft) and not _is_measure(scan, draft):
        return True
    scan.at, draft.number, draft.suffix = before, "", ""
    return False


def leading_number(number: str) -> int:
    """The 335 of '335/1' and the 12 of '12-14'; 0 for a number that begins with a letter, and for none."""
    digits = re.match(r"[0-9]+", number)
    return int(digits.group()) if digits else 0


def _is_measure(scan: Scanner, draft: Draft) -> bool:
    is_edition = bool(draft.system.editions) and scan.sees(_SUPERSCRIPT)  # the 1 of "II 1² 783" is no number
    return is_edition or scan.sees(_UNIT) or draft.suffix in ("mm", "gm", "gr", "st", "nd", "rd", "th")


def _read_plain(scan: Scanner, draft: Draft) -> bool:
    return _read_with(_PLAIN, scan, draft)


def _read_pointed(scan: Scanner, draft: Draft) -> bool:
    return _read_with(_POINTED, scan, draft)


def _read_prefixed(scan: Scanner, draft: Draft) -> bool:
    found = _read_with(_PREFIXED, scan, draft)
    draft.number = draft.number.replace(" ", "").replace(".", "")
    return found


def _read_with(shape: re.Pattern[str], scan: Scanner, draft: Draft) -> bool:
    match = scan.take_plain(shape)
    if not match:
        return False
    draft.number = match.group().lstrip("0") or "0"
    _read_suffix(scan, draft)
    is_specimen = draft.system.code == "rpc" and _read_specimen(scan, draft)
    if draft.system.code == "doc" and "." in draft.suffix and (to := scan.take_plain(_LAST_SPECIMEN)):
        draft.suffix += to.group()
        draft.add_problem("range")
    if not is_specimen and (not draft.suffix or draft.suffix.isalnum()):
        _read_range(scan, draft)
    if draft.system.code == "rpc":
        draft.suffix = draft.suffix.upper()  # its letters are capitals: 1701a is 1701A
    return True


def _read_specimen(scan: Scanner, draft: Draft) -> bool:
    """RPC counts the coins it has seen of a type: 1701A/3 and 5432.9 are its third and ninth; 207/208 are two types."""
    draft.suffix, point, coin = draft.suffix.partition(".")
    before = scan.at
    if not point and (match := scan.take_plain(_SPECIMEN)):
        coin = match.group(1)
    if len(coin) == len(draft.number) and int(coin) > int(draft.number):
        scan.at, coin = before, ""
    if coin:
        draft.remarks.append(f"specimen {coin}")
    return bool(coin)


def _read_suffix(scan: Scanner, draft: Draft) -> None:
    match = scan.take_plain(_SUFFIX)
    is_sylloge = draft.system.section == "collection"  # has no letters: '400f.' is 400 and the next
    if match and (
        problem := _VARIANT_LETTERS.get(match.group(), "following" if is_sylloge and match.group() == "f" else "")
    ):
        draft.add_problem(problem)
        return
    if match:
        letter = scan.take_plain(_BRACKETED_LETTER) if match.group()[-1].isalpha() else None
        suffix = _SUBTYPE_SET_CLOSE.sub(r".\1", _ROMAN_BRACKET.sub(r".\1", match.group()))
        draft.suffix = suffix + (letter.group(1) if letter else "")
    elif spaced := scan.take_plain(_SPACED_LETTER):
        draft.suffix = spaced.group(1).strip("()")
    if subtype := scan.take(_SUBTYPE):
        draft.suffix += f".{subtype.group(1) or subtype.group(2)}"


def _read_range(scan: Scanner, draft: Draft) -> None:
    before = scan.at
    if match := scan.take_plain(_RANGE):
        if _set_range(draft, match.group(1), match.group(2)):
            return
        scan.at = before
    if draft.suffix and (match := scan.take_plain(_LETTER_RANGE)):
        if match.group(2).lower() > draft.suffix.lower():
            draft.suffix = f"{draft.suffix}{match.group(1)}{match.group(2)}"
            draft.add_problem("range")
            return
        scan.at = before
    if not draft.suffix and (match := scan.take_plain(_SLASH)):
        _set_slash(draft, match.group(1))


def _set_range(draft: Draft, last: str, letters: str) -> bool:
    """281-282 and the short 211-2 (211 to 212) keep both ends in full."""
    first = draft.number
    if not first.isdigit():
        return False
    full = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    if int(full) < int(first) or (int(full) == int(first) and not letters.isalpha()):
        return False
    if letters == "*":
        draft.number, draft.suffix = f"{first}-{full}", letters
    elif draft.suffix or letters:
        draft.number, draft.suffix = f"{first}{draft.suffix}-{full}{letters}", ""
    else:
        draft.number = f"{first}-{full}"
    draft.add_problem("range")
    return True


def _set_slash(draft: Draft, last: str) -> None:
    first = draft.number
    full = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    if first.isdigit() and 0 < int(full) - int(first) <= _WIDEST_SLASH_RANGE:
        draft.number = f"{first}-{full}"
        draft.add_problem("slash_range")
    else:
        draft.number = f"{first}/{last}"


def _read_crawford(scan: Scanner, draft: Draft) -> bool:
    match = scan.take_plain(_CRAWFORD)
    if not match:
        return False
    group, mark, kind, letters, star = match.groups()
    if mark == "-" and kind and int(kind) > int(re.sub(r"[^0-9]", "", group)):
        draft.number = f"{group}-{kind}"
        draft.add_problem("range")
        return True
    if mark == "-":
        draft.add_problem("hyphen")
    draft.number = f"{group}/{kind}" if kind else group
    if kind and not letters and not star and (spaced := scan.take_plain(_SPACED_LETTER)):
        letters = spaced.group(1)
    draft.suffix = (letters or "").strip("()") + star
    if draft.suffix in ("v", "ff"):
        draft.add_problem(_VARIANT_LETTERS[draft.suffix])
        draft.suffix = ""
    _read_crawford_range(scan, draft)
    return True


def _read_crawford_range(scan: Scanner, draft: Draft) -> None:
    before = scan.at
    match = scan.take_plain(_CRAWFORD_TO)
    if not match:
        return
    _, letter, _, kind, letters = match.groups()
    if letter and draft.suffix and letter > draft.suffix:
        draft.suffix = f"{draft.suffix}{match.group(1)}{letter}"
    elif kind and draft.number.endswith(f"/{kind}") and draft.suffix and letters > draft.suffix:
        draft.suffix = f"{draft.suffix}-{letters}"
    elif kind and "/" in draft.number and int(kind) > int(draft.number.partition("/")[2]):
        draft.number, draft.suffix = f"{draft.number}{draft.suffix}-{kind}{letters}", ""
    else:
        scan.at = before
        return
    draft.add_problem("range")


def _read_compound(scan: Scanner, draft: Draft) -> bool:
    of_shah = scan.take_plain(_SASANIAN) if draft.system.code == "gobl_sasanian" else None
    match = of_shah or scan.take_plain(_COMPOUND)
    if not match:
        return False
    draft.number = match.group().replace(" ", "")
    if suffix := scan.take_plain(_COMPOUND_SUFFIX):
        _set_compound_suffix(draft, suffix.group())
    if draft.suffix and (match := scan.take_plain(_LETTER_RANGE)):
        draft.suffix = f"{draft.suffix}{match.group(1)}{match.group(2)}"
        draft.add_problem("range")
    return True


def _set_compound_suffix(draft: Draft, letters: str) -> None:
    if problem := _VARIANT_LETTERS.get(letters):
        draft.add_problem(problem)
    else:
        draft.suffix = letters


def _read_yeared(scan: Scanner, draft: Draft) -> bool:
    match = scan.take_plain(_YEARED)
    if not match:
        return False
    draft.number = match.group(1)
    if year := match["year"] or match["named"] or match["in_brackets"]:
        draft.remarks.append(f"year {year}")
        draft.add_problem("year_dropped")
    else:
        _read_suffix(scan, draft)
        _read_range(scan, draft)
    return True


_READERS: Final[dict[Shape, Callable[[Scanner, Draft], bool]]] = {
    Shape.PLAIN: _read_plain,
    Shape.CRAWFORD: _read_crawford,
    Shape.COMPOUND: _read_compound,
    Shape.POINTED: _read_pointed,
    Shape.PREFIXED: _read_prefixed,
    Shape.YEARED: _read_yeared,
}
