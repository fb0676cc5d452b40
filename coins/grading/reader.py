"""From tokens to sides: each a grade with its modifiers, a printed number, a plus or a minus."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from coins.grading.lexer import RESTRICTED, Token, grade_senses, plain_text
from coins.grading.words import GEM, RUNGS, SHELDON, SUPERB, Sense


@dataclass(slots=True)
class Side:
    """One grade; `sense` is None where only the language could tell which."""

    word: str
    sense: Sense | None
    modifiers: list[str]
    number: int | None = None
    suffix: str = ""

    @property
    def label(self) -> str:
        if self.sense is None:
            return self.word
        words = [word.capitalize() for word in dict.fromkeys([*self.modifiers, self.sense.quality]) if word]
        return " ".join([*words, self.sense.grade]) + self.suffix

    @property
    def rank(self) -> int | None:
        """Return the printed number where it fits the word, else the rank of the words."""
        if self.sense is None:
            return None
        if self.number and _fits(self.sense, self.number):
            return self.number
        return _rank(self.sense.grade, {*self.modifiers, self.sense.quality}, self.suffix)


class Reader:
    """Walks the tokens once: modifiers, grade, suffix, separator, and again.

    After `read`, `sides` holds the grades of the first expression, `separators` what stands between them
    ("/" for two sides, "–" for a range), and `problems` all that was not read.
    """

    def __init__(self, language: str | None, problems: list[str]) -> None:
        self.language = language
        self.problems = problems
        self.sides: list[Side] = []
        self.separators: list[str] = []
        self._modifiers: list[str] = []
        self._unread: list[str] = []
        self._separator = ""
        self._is_closed = False

    def read(self, tokens: list[Token]) -> None:
        index = 0
        while index < len(tokens):
            token = tokens[index]
            following = tokens[index + 1] if index + 1 < len(tokens) else _END
            index += 1
            if token.kind == "modifier" or (token.kind == "good" and following.kind in _GRADE_KINDS):
                self._modifiers.append(token.value or "good")
            elif _is_grade(token, following, self.language) and not _is_misspelt(tokens, index - 1):
                index = self._take_grade(tokens, index)
            else:
                self._take_other(token)
        if self.sides and (self._unread or self._modifiers):
            unread = " ".join([*self._unread, *self._modifiers])
            self.problems.append(f'unread: "{unread}" was not understood')

    def _take_grade(self, tokens: list[Token], index: int) -> int:
        token = tokens[index - 1]
        if self.sides and (self._is_closed or not self._separator):
            self.problems.append(f'several_grades: "{token.text}" was not read')
            self._modifiers, self._is_closed = [], True
            return index
        side = Side(token.text, _sense_of(token, self.language, self.problems), self._modifiers)
        self.sides.append(side)
        self.separators += [self._separator] if self._separator else []
        self._modifiers, self._separator = [], ""
        return _read_suffix(side, tokens, index, self.problems)

    def _take_other(self, token: Token) -> None:
        if token.kind == "side":
            self._separator, self._is_closed = ("/" if self.sides else ""), False
        elif token.kind in ("slash", "dash", "to") and self.sides and not self._is_closed:
            self._separator = "/" if token.kind == "slash" else "–"
        elif token.kind == "query":
            self.problems.append(f'uncertain: "{token.text}" stands beside the grade')
        elif token.kind in ("break", "dash"):
            self._is_closed = bool(self.sides) and not self._separator
        elif token.kind != "filler":
            self._unread += [*self._modifiers, token.text]
            self._modifiers, self._is_closed = [], bool(self.sides)


_END = Token("end", "")
_GRADE_KINDS = ("grade", "modifier", "good")
# Words that are common in a description of metal and style, or a single letter.
_WEAK = {"f", "fine", "g", "good", "p", "poor", "fair", "fr", "s", "b", "st", "beau", "schon", "bello"}


def suggestion(text: str) -> str:
    """Return the grade whose letters were swapped, or whose name is nearly this one; else nothing."""
    word = plain_text(text)
    swapped = [name for name in grade_senses() if name.isalpha() and len(name) < 4 and sorted(name) == sorted(word)]
    close = swapped or get_close_matches(word, _spelled_out(), n=1, cutoff=0.8)
    return next(iter(grade_senses()[close[0]].values())).grade if close else ""


@cache
def _spelled_out() -> list[str]:
    return [word for word in grade_senses() if len(word) > 3]


def _is_grade(token: Token, following: Token, language: str | None) -> bool:
    """Tell whether the word is a grade here: "fine metal" is not, nor is a small b outside French and Italian."""
    if token.kind == "good":
        return following.kind != "word"
    if token.kind != "grade" or (following.kind == "word" and plain_text(token.text) in _WEAK):
        return False
    return any(not name.startswith(RESTRICTED) or name == f"{RESTRICTED}{language}" for name in token.senses)


def _is_misspelt(tokens: list[Token], index: int) -> bool:
    """Tell "Verry fine" from "Fine": with the word before it is nearly another grade."""
    if index == 0 or tokens[index - 1].kind != "word":
        return False
    phrase = f"{plain_text(tokens[index - 1].text)} {plain_text(tokens[index].text)}"
    return bool(get_close_matches(phrase, _spelled_out(), n=1, cutoff=0.85))


def _sense_of(token: Token, language: str | None, problems: list[str]) -> Sense | None:
    if token.kind == "good":
        return Sense("G")
    senses = {name.removeprefix(RESTRICTED): sense for name, sense in token.senses.items()}
    if language in senses:
        return senses[language]
    if "" in senses or len(senses) == 1:
        return senses.get("") or next(iter(senses.values()))
    readings = " and ".join(f"{Side('', sense, []).label} ({name})" for name, sense in sorted(senses.items()))
    problems.append(f"ambiguous: {token.text} is {readings}; the language decides")
    return None


def _read_suffix(side: Side, tokens: list[Token], index: int, problems: list[str]) -> int:
    """Take the number, plus, minus or question mark that follows a grade; return the next index."""
    while index < len(tokens):
        token = tokens[index]
        following = tokens[index + 1].kind if index + 1 < len(tokens) else "end"
        if token.kind == "number" and side.number is None and following not in ("slash", "unit", "number"):
            _take_number(side, token.text, problems)
        elif token.kind == "plus":
            side.suffix = "+"
        elif token.kind == "dash" and not token.is_spaced and following in ("end", "break", "slash", "query"):
            side.suffix = "-"
        elif token.kind == "query":
            problems.append(f'uncertain: the grade {side.word} is followed by "{token.text}"')
        elif not (token.kind == "dash" and following == "number" and not token.is_spaced):
            break
        index += 1
    return index


def _take_number(side: Side, digits: str, problems: list[str]) -> None:
    number = int(digits[:4])
    if not 1 <= number <= 70:
        problems.append(f"numeric: {digits[:12]} is no Sheldon number (1 to 70)")
        return
    if side.sense is None:
        # A printed number settles which scale is meant, when one of them has it.
        side.sense = next((s for s in grade_senses()[plain_text(side.word)].values() if _fits(s, number)), None)
        if side.sense:
            problems[:] = [problem for problem in problems if not problem.startswith("ambiguous")]
    side.number = number
    if side.sense and not _fits(side.sense, number):
        low, high = SHELDON[side.sense.grade]
        problems.append(f"numeric: {number} is not a {side.sense.grade} ({low} to {high})")


def _fits(sense: Sense, number: int) -> bool:
    low, high = SHELDON[sense.grade]
    return low <= number <= high


def _rank(grade: str, qualities: set[str], suffix: str) -> int:
    rungs = RUNGS[grade]
    if "superb" in qualities:
        return SUPERB.get(grade, rungs.choice)
    if "gem" in qualities:
        return GEM.get(grade, rungs.choice)
    rank = rungs.choice if "choice" in qualities else rungs.plain
    if "near" in qualities or suffix == "-":
        rank -= rungs.plain - rungs.near
    if "good" in qualities or suffix == "+":
        rank += (rungs.plus - rungs.plain) if rank <= rungs.plain else 1
    return rank
