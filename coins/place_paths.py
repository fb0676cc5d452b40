"""Storage places as they are written: "Cabinet 2 › Tray 5", "Velv2-5-1".

Pure.
"""

import re

SEPARATOR = " › "  # as paths are kept and shown
DEEPEST = 5
LONGEST_NAME = 80
_TRAY_CODE = re.compile(r"[^\W\d_]+\s*\d+(?:-\d+)+")
_SEPARATORS = re.compile(r"\s*[/>›»|\\]\s*")


def read_path(text: str) -> tuple[str, ...]:
    """The names from the outermost place inwards; "Velv2-5-1" is tray Velv2, row 5, place 1.

    Neither depth nor length is limited here; places themselves are, to DEEPEST and LONGEST_NAME.
    """
    names = text.split("-") if _TRAY_CODE.fullmatch(text.strip()) else _SEPARATORS.split(text)
    return tuple(name.strip() for name in names if name.strip())
