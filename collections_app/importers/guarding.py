"""Texts guarded by an apostrophe before them, so that no spreadsheet program takes them for a formula or a number."""

import re

_GUARDED = re.compile(r"'(?='*[=+\-@\t\r\d])")


def looks_guarded(text: str) -> bool:
    """Whether `unguarded` would take an apostrophe from it."""
    return text.startswith("'") and _GUARDED.match(text) is not None


def unguarded(text: str) -> str:
    """Without the apostrophe that a spreadsheet program shows nobody: '007 is 007, but 'Abd al-Malik keeps his."""
    return text[1:] if looks_guarded(text) else text
