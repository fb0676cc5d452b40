"""Words of a legend as it is printed, with their places: breaks are closed where the two halves make a word.

"CONSTAN-TINVS" is one word and "VIRTVS-MILITVM" two; "GLORIA-RO-MANORVM" is GLORIA ROMANORVM. Which it is, the
dictionary tells.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from catalog.legends.text import normalise_legend

# A run of letters with what stands within words: brackets of restored letters, marks of doubt, dotted letters,
# and "(rev.N)" as catalogues print a letter that is reversed on the coin.
_PIECE = re.compile(
    r"(?:\(rev\.\s?|[\[({<]){0,3}[^\W_](?:\(rev\.\s?|[^\W_]|[\u0300-\u036f\u0323\[\](){}<>?])*|\[?(?:…|\.\.\.+)\]?"
)
_REVERSED = re.compile(r"\(rev\.\s?")
_TIGHT = re.compile(r"[-_=~‐–—]+")
_LINE_END = re.compile(r"[/|]")
_LOOSE = re.compile(r"\s*(?:[-–—/|]|//)\s*")
_MOST_PIECES = 6
_SHORTEST_DIVIDED = 8
_SHORTEST_RUN, _LONGEST_RUN = 8, 60
_SHORTEST_PART, _SHORTEST_BEGINNING, _LONGEST_PART = 3, 5, 20
_UNKNOWN = 6.0
_PAIRS = frozenset(("dn", "pf", "pp", "pm", "sc", "fl"))  # also without a blank between
_SPLIT_COST = 0.2
_JOIN_COSTS = {"tight": 0.0, "line": 0.5, "loose": 2.0}


@dataclass(frozen=True, slots=True)
class Token:
    """A printed word: `text` is what stands in the legend from `start` to `end`, `key` its folded letters."""

    text: str
    start: int
    end: int
    key: str

    @property
    def is_lost(self) -> bool:
        return not self.key


def tokenise(legend: str, cost: Callable[[str], float]) -> list[Token]:
    """Return the words of a legend; `cost` tells how unlikely a folded word is, and so decides about breaks."""
    tokens: list[Token] = []
    for run in _runs(legend):
        tokens.extend(run if len(run) == 1 else _closed(legend, run, cost))
    return [word for token in _without_gaps(legend, tokens, cost) for word in _divided(token, cost)]


def _without_gaps(legend: str, tokens: list[Token], cost: Callable[[str], float]) -> list[Token]:
    """Close a blank within a long word, as catalogues print it where the bust divides a name: VESPAS IANVS."""
    closed: list[Token] = []
    for token in tokens:
        before = closed[-1] if closed else None
        if before and len(before.key) > 2 < len(token.key) and max(cost(before.key), cost(token.key)) > 1:
            joined = _joined(legend, [before, token])
            if len(joined.key) >= _SHORTEST_DIVIDED and cost(joined.key) == 1:
                closed[-1] = joined
                continue
        closed.append(token)
    return closed


def _divided(token: Token, cost: Callable[[str], float]) -> list[Token]:
    """Divide what is printed without blanks, IMPCAESVESPASIANAVG, where every part is a word of some length."""
    length = len(token.key)
    if length != len(token.text) or not _SHORTEST_RUN <= length <= _LONGEST_RUN or cost(token.key) < _UNKNOWN:
        return [token]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, length + 1):
        best.append(
            min(
                (best[start][0] + _part_cost(token.key[start:end], cost), start)
                for start in range(max(0, end - _LONGEST_PART), end)
            )
        )
    if best[-1][0] >= _UNKNOWN:
        return [token]
    cuts = [length]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    cuts.reverse()
    if len(cuts) < 4 and any(cost(token.key[start:end]) > 1 for start, end in pairwise(cuts)):
        return [token]  # two words of which one is cut off may as well be one misspelled
    return [
        Token(token.text[start:end], token.start + start, token.start + end, token.key[start:end])
        for start, end in pairwise(cuts)
    ]


def _part_cost(key: str, cost: Callable[[str], float]) -> float:
    """A word within a run has three letters or more and is listed; a beginning has five."""
    if key in _PAIRS:
        return 1.0
    if len(key) < _SHORTEST_PART or cost(key) > (1 if len(key) < _SHORTEST_BEGINNING else _UNKNOWN - 1):
        return _UNKNOWN
    return 1.0


def _runs(legend: str) -> Iterator[list[Token]]:
    """Pieces that only breaks divide, six at most: longer runs are no word."""
    run: list[Token] = []
    for match in _PIECE.finditer(legend):
        start, end = match.start(), _end(match)
        piece = Token(legend[start:end], start, end, _key(legend[start:end]))
        if run and not (len(run) < 4 * _MOST_PIECES and _glue(legend[run[-1].end : start])):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _end(match: re.Match[str]) -> int:
    """Leave out a bracket that opens behind the word, as in "CAES(" of a text cut off."""
    return match.start() + len(match[0].rstrip("[({<"))


def _key(text: str) -> str:
    text = _REVERSED.sub("", text)
    return normalise_legend(text.replace("ꜹ", "av").replace("Ꜹ", "AV")).replace(" ", "")


def _glue(between: str) -> str:
    if not between:
        return "tight"
    forms = {"tight": _TIGHT, "line": _LINE_END, "loose": _LOOSE}
    return next((name for name, form in forms.items() if form.fullmatch(between)), "")


def _closed(legend: str, run: list[Token], cost: Callable[[str], float]) -> list[Token]:
    """Return the cheapest division of a run of pieces into words."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(run) + 1):
        best.append(
            min(
                (best[start][0] + _word_cost(legend, run[start:end], cost), start)
                for start in range(max(0, end - _MOST_PIECES), end)
            )
        )
    words: list[Token] = []
    end = len(run)
    while end:
        start = best[end][1]
        words.append(_joined(legend, run[start:end]))
        end = start
    return words[::-1]


def _word_cost(legend: str, pieces: list[Token], cost: Callable[[str], float]) -> float:
    joins = sum(_JOIN_COSTS[_glue(legend[left.end : right.start])] for left, right in pairwise(pieces))
    return cost("".join(piece.key for piece in pieces)) + _SPLIT_COST + joins


def _joined(legend: str, pieces: list[Token]) -> Token:
    start, end = pieces[0].start, pieces[-1].end
    return Token(legend[start:end], start, end, "".join(piece.key for piece in pieces))
