"""Years written short: '525/4', '159-60', '330/29'."""


def completed_slash(reference: int, text: str, *, is_bc: bool) -> int:
    """The second half of a double year: 525/4 BC is 524 BC, AD 41/2 is 42, 200/199 stays 199, 200/99 BC is 199."""
    number, base = int(text), int(10 ** len(text))
    if _is_full(reference, text):
        return number
    same_stem = reference - reference % base + number
    if is_bc:
        return same_stem if same_stem <= reference else same_stem - base
    return same_stem if same_stem >= reference else same_stem + base


def completed_dash(reference: int, text: str, *, is_bc: bool) -> tuple[int, bool]:
    """The end of a range and whether it has a second reading worth a problem.

    AD 244-9 is 249, AD 193-11 is 211. BC ranges are seldom shortened, since both numbers fall: 323-30 BC and
    37-4 BC are written in full; 525-4 BC and 189-80 BC, where the tail could continue the first number, are not.
    """
    number, base = int(text), int(10 ** len(text))
    if _is_full(reference, text):
        return number, False
    same_stem = reference - reference % base + number
    if not is_bc:
        return (same_stem, False) if same_stem >= reference else (same_stem + base, True)
    if same_stem >= reference:
        return number, False
    is_next_year = same_stem == reference - 1
    if len(str(reference)) <= 2 and not is_next_year:
        return number, True
    return same_stem, len(text) > 1 or len(str(reference)) <= 2


def is_plain_range_bc(first: int, last: int) -> bool:
    """Whether 'first–last BC' is read back as just these two positive numbers."""
    return completed_dash(first, str(last), is_bc=True) == (last, False)


def _is_full(reference: int, text: str) -> bool:
    return len(text) >= len(str(reference))
