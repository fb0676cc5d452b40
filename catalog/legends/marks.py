"""Exergue, field marks and mint mark as a dealer's prose describes them.

"star in left field, SMALB in exergue", "Q in lower field // XXI", "Mintmark dot ASIS dot". The prose is only read
here, never shortened. Which mint a mark stands for is not decided here.
"""

import re
from dataclasses import dataclass, replace
from operator import itemgetter

from catalog.legends.text import is_legend_word, is_punctuation, legend_key, letter_count


@dataclass(frozen=True, slots=True)
class FieldMark:
    """`position` as printed, without its preposition: "left field", "lower centre", "exergue", "below"."""

    text: str
    position: str

    def __str__(self) -> str:
        return f"{self.text} ({self.position})"


@dataclass(frozen=True, slots=True)
class Marks:
    """`mintmark` repeats the exergue where it has the form of a Late Roman mint mark."""

    exergue: str = ""
    field_marks: tuple[FieldMark, ...] = ()
    mintmark: str = ""
    problems: tuple[str, ...] = ()


_SYMBOLS = {"dot": "•", "dots": "•", "pellet": "•", "star": "*", "crescent": "⌣"}
_LETTERS = {
    "alpha": "Α",
    "beta": "Β",
    "gamma": "Γ",
    "delta": "Δ",
    "epsilon": "Ε",
    "digamma": "Ϝ",
    "stigma": "Ϛ",
    "zeta": "Ζ",
    "eta": "Η",
    "theta": "Θ",
    "iota": "Ι",
}
_SIGNS = _SYMBOLS | _LETTERS
_MARK_NAMES = {*_SIGNS, "double", "monogram"}
_NAMED = re.compile(rf"[\s-]*\b(double\s+)?({'|'.join(_SIGNS)})\b[\s-]*", re.I)
_EXERGUE = (
    r"(?:in\s+(?:the\s+)?ex(?:ergue|\.)|im\s+Abschnitt|[àa]\s+l'exergue|(?:in|all')\s?esergo|en\s+(?:el\s+)?exergo)"
)
_IN_EXERGUE = re.compile(rf"(?<!\w){_EXERGUE}", re.I)
_LINES = re.compile(r"\s+in\s+(?:\w+|\d+)\s+lines?\s*$", re.I)
_EXERGUE_LABEL = re.compile(r"(?<!\w)(?:exergue|ex\.?)\s*:\s*|//\s*", re.I)
_MINT_LABEL = re.compile(
    r"\bmint[\s-]?marks?\b(?P<note>(?:\s+and\s+officina|\s*\([^)]*\)|\s+between\s+two\s+dots"
    rf"|\s+{_EXERGUE})*)\s*[:=]?\s*",
    re.I,
)
_WHERE = r"(?:(?:inner|outer|lower|upper|central|either|left|right|linken|rechten|l\.|r\.)\s+)*"
_IN_FIELD = re.compile(
    rf"(?<!\w)(?:in|across|on|im|to)\s+(?:the\s+)?(?P<position>{_WHERE}(?:fields?|cent(?:re|er)|Feld))\b", re.I
)
_BESIDE = re.compile(
    r"(?<!\w)(?:to\s+(?:the\s+)?(?P<side>(?:(?:inner|outer|lower|upper)\s+)?(?:left|right))|(?P<height>above|below))\b"
)
# RIC's own notation: left field | right field // exergue
_PANEL = re.compile(r"(?<!\S)(?:(?P<left>[^\s|/]+)\s*\|\s*)?(?P<right>[^\s|/]+)\s*//")
_DELIMITER = re.compile(r"[,;.()]")
_LONGEST = 5_000
_LONGEST_MARK = 6  # letters; what is longer and placed "to right" is a legend
_REACH = 120  # how far before "in the field" its subject can stand

# Forms of Late Roman mint marks (RIC VI–X), over the letters as they are folded for matching.
_MINTS = (
    "lon|ln|amb|tr|lug|lg|lp|arl|ar|const|cost|cons|con|med|md|aquil|aq|ost|kart|siscp|sisc|sis|ser|sd|sirm|ts|tes|thes"
    "|heracl|herac|her|ht|cp|nik|nic|kuz|cuz|ku|ant|an|ale|al|rom|rm|rau|ru"
)
_MINT_MARK = re.compile(
    rf"(?:sm|[smpqt]|c?[ps](?=l)|[abγδezhθi])?(?:{_MINTS})(?:ia|ib|iγ|[abγδezhθipstq])?"
    r"(?:(?:ps|ob|com)[abγδezhθipstq]?)?"
    r"|comob|conob|pln|ml|msl|mll|mn|sm[hnkrt][abγδezhθi]?|r[pstqabγδezh]|[pst]t|pk|mk[abγδeu]|[nkh][abγδe]"
)
_VALUE_MARK = re.compile(r"[abγδezhθistpqu]?xxi[abγδezhθistpqu]*|ka[abγδe]?|[abγδe]ka")
_OFFICINA = re.compile(r"[abγδezhθipstqu]|ia|ib|iγ")


def is_mint_mark(text: str) -> bool:
    """Tell whether a text has the form of a Late Roman mint mark; XXI and S C have not."""
    key = legend_key(text)
    return key != "roma" and bool(_MINT_MARK.fullmatch(key))


def is_value_mark(text: str) -> bool:
    """Tell XXI and KA, the marks of the radiate of Aurelian, with or without an officina letter."""
    return bool(_VALUE_MARK.fullmatch(legend_key(text)))


def is_officina(text: str) -> bool:
    """Tell a Greek or Latin numeral for a workshop."""
    return bool(_OFFICINA.fullmatch(legend_key(text)))


def find_marks(description: str) -> Marks:
    """Return what a description says about exergue, fields and mint mark; nothing where it says nothing."""
    text = description[:_LONGEST]
    exergue = _labelled_mint_mark(text) or _exergue(text) or _last_word_mark(text)
    problems = (f'uncertain: the exergue "{exergue}" is marked as doubtful',) if "?" in exergue else ()
    exergue = exergue.replace("?", "").strip()
    return Marks(exergue, tuple(_field_marks(text)), exergue if is_mint_mark(exergue) else "", problems)


def _labelled_mint_mark(text: str) -> str:
    label = _MINT_LABEL.search(text)
    mark = _marks_after(text[label.end() :]) if label else ""
    return f"•{mark}•" if mark and label and "two dots" in label["note"].lower() else mark


def _exergue(text: str) -> str:
    for place in _IN_EXERGUE.finditer(text):
        before = _marks_before(_LINES.sub("", text[: place.start()]))
        if mark := before or _marks_after(text[place.end() :].lstrip(" ,:")):
            return mark
    label = _EXERGUE_LABEL.search(text)
    return _marks_after(text[label.end() :]) if label else ""


def _last_word_mark(text: str) -> str:
    """Return the mark of "…enthroned; CONOB." as houses abridge "in exergue"."""
    _, semicolon, last = text.rpartition(";")
    word = last.strip(" .")
    return word if semicolon and is_legend_word(word) and is_mint_mark(word) else ""


def with_parts(marks: Marks, parts: tuple[str, ...]) -> Marks:
    """Add marks that follow a legend after slashes: officina letters to the field, the rest to the exergue."""
    known = " ".join(mark.text for mark in marks.field_marks)
    in_field = tuple(FieldMark(part, "field") for part in parts if is_officina(part) and part not in known)
    exergue = marks.exergue or next((part for part in reversed(parts) if not is_officina(part)), "")
    return replace(
        marks,
        exergue=exergue,
        field_marks=in_field + marks.field_marks,
        mintmark=exergue if is_mint_mark(exergue) else "",
    )


def _field_marks(text: str) -> list[FieldMark]:
    found: list[tuple[int, FieldMark]] = []
    for place in _PANEL.finditer(text):
        positions = {"left": "left field", "right": "right field"} if place["left"] else {"right": "field"}
        for side, position in positions.items():
            if _is_mark_word(place[side]) and place[side] not in "-–":
                found.append((place.start(side), FieldMark(place[side], position)))
    for place in _IN_FIELD.finditer(text):
        if mark := _marks_before(text[: place.start()]) or _object_before(text[: place.start()]):
            found.append((place.start(), FieldMark(mark, " ".join(place["position"].split()))))
    for place in _BESIDE.finditer(text):
        words, is_apart = _mark_words(text[: place.start()])
        is_mark = is_apart and any(map(is_legend_word, words)) and letter_count(_joined(words)) <= _LONGEST_MARK
        if is_mark and not _IN_FIELD.match(text, place.start()):
            found.append((place.start(), FieldMark(_joined(words), place["side"] or place["height"])))
    for place in _IN_EXERGUE.finditer(text):
        before = _LINES.sub("", text[: place.start()])
        if not _marks_before(before) and (mark := _object_before(before)):
            found.append((place.start(), FieldMark(mark, "exergue")))
    return list(dict.fromkeys(mark for _, mark in sorted(found, key=itemgetter(0))))


def _marks_before(text: str) -> str:
    """Return the mark that ends the text; a lone "star" is left to be read as an object."""
    words, _ = _mark_words(text)
    return _joined(words) if any(map(is_legend_word, words)) or {word.lower() for word in words} & {*_LETTERS} else ""


def _mark_words(text: str) -> tuple[list[str], bool]:
    """Return the letters and symbols that end the text, and whether a delimiter parts them from the words before."""
    words: list[str] = []
    for word in reversed(text[-_REACH:].split()):
        is_stop = word[-1] in ",;:." and bool(words or word[-1] != ".")
        if is_stop or not _is_mark_word(word):
            return words, is_stop or word.lower() in ("and", "with")
        words.insert(0, word)
    return words, True


def _marks_after(text: str) -> str:
    words: list[str] = []
    for word in text.split()[:8]:
        bare = word.rstrip(",;.")
        if not _is_mark_word(bare):
            break
        words.append(bare)
        if bare != word:
            break
    return _joined(words)


def _is_mark_word(word: str) -> bool:
    parts = [part for part in re.split(r"-", word) if part]
    return bool(parts) and all(
        is_legend_word(part) or is_punctuation(part) or part.lower() in _MARK_NAMES for part in parts
    )


def _object_before(text: str) -> str:
    """Return the short phrase that ends the text, such as "star" or "eight-rayed star"."""
    phrase = _DELIMITER.split(text[-_REACH:])[-1].split()
    phrase = phrase[1:] if phrase and phrase[0].lower() in ("and", "with", "a", "an") else phrase
    return " ".join(phrase) if 0 < len(phrase) <= 4 else ""


def _joined(words: list[str]) -> str:
    """Join a mark, signs and letters by name turned into themselves: dot ASIS dot is •ASIS•, R star Γ is R*Γ."""
    return _NAMED.sub(lambda name: _SIGNS[name[2].lower()] * (2 if name[1] else 1), " ".join(words)).strip(" \"'-")
