"""Legends in full: IMP C M AVR PROBVS P F AVG is Imperator Caesar Marcus Aurelius Probus Pius Felix Augustus.

Latin is given with u and v, names and titles with capitals; numerals in their present-day form (COS IIII is
Consul IV). What is not understood stays as it is printed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from catalog.legends.choice import choose_readings
from catalog.legends.greek import expand_greek, is_greek
from catalog.legends.lexicon import is_listed, look_up
from catalog.legends.names import PRAENOMINA
from catalog.legends.numerals import read_roman
from catalog.legends.sentence import settle_cases
from catalog.legends.setting import Word
from catalog.legends.text import letter_count
from catalog.legends.tokens import Token, tokenise

_LETTER_COST = 1.5
_LONGEST_SENTENCE = 200  # words; the longest legends have some thirty


@dataclass(frozen=True, slots=True)
class Part:
    """A printed word or formula: `text` as in the legend, `expansion` in full, `kind` what it stands for."""

    text: str
    expansion: str
    kind: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """`parts` hold every word of `input` in order; `unknown` those not understood; `confidence` is from 0 to 1."""

    input: str
    expanded: str
    parts: tuple[Part, ...]
    unknown: tuple[str, ...]
    confidence: float


def expand(legend: str, *, side: str = "") -> Expansion:
    """Expand the abbreviations of a legend. Never raises; `side` ("obv", "rev") settles what either could mean."""
    understood = [word for reading in _alternatives(tokenise(legend, _cost)) for word in _read(legend, reading, side)]
    parts = tuple(part for part, _ in understood)
    return Expansion(
        input=legend,
        expanded=" ".join(part.expansion for part in parts),
        parts=parts,
        unknown=tuple(part.text for part in parts if part.kind == "unknown"),
        confidence=_confidence(understood),
    )


def _alternatives(tokens: list[Token]) -> Iterator[list[Token]]:
    """Catalogues join two readings by "or": each is a sentence of its own. So is a part of a text without end."""
    alternative: list[Token] = []
    for token in tokens:
        if token.text == "or" or len(alternative) == _LONGEST_SENTENCE:
            yield alternative
            alternative = []
        if token.text == "or":
            yield [token]
        else:
            alternative.append(token)
    yield alternative


def _read(legend: str, tokens: list[Token], side: str) -> list[tuple[Part, float]]:
    """Return the parts of one legend with how sure each is."""
    if [token.text for token in tokens] == ["or"]:
        return [(Part("or", "or", "word"), 1.0)]
    if is_greek(tokens, _is_latin):
        return [
            (Part(_text(legend, tokens[word.start : word.end]), word.expansion, word.kind), word.sureness)
            for word in expand_greek(tokens)
        ]
    words = choose_readings(tokens, side)
    settle_cases(words)
    return [_part(legend, word) for word in words]


def _text(legend: str, tokens: Sequence[Token]) -> str:
    return legend[tokens[0].start : tokens[-1].end]


def as_json(expansion: Expansion) -> dict[str, Any]:
    return {
        "input": expansion.input,
        "expanded": expansion.expanded,
        "parts": [{"text": part.text, "expansion": part.expansion, "kind": part.kind} for part in expansion.parts],
        "unknown": list(expansion.unknown),
        "confidence": expansion.confidence,
    }


def _is_latin(key: str) -> bool:
    return bool(look_up(key))


def _cost(key: str) -> float:
    """How unlikely a folded word is, for closing breaks."""
    if len(key) == 1:
        return _LETTER_COST
    if is_listed(key) or read_roman(key) or key in PRAENOMINA:
        return 1.0
    return 2.0 if look_up(key) else 6.0


def _part(legend: str, word: Word) -> tuple[Part, float]:
    text = _text(legend, word.tokens)
    if word.reading is None:
        return Part(text, text, word.kind), 0.0
    return Part(text, word.reading.inflected(word.place or "nsm"), word.kind), word.reading.sureness


def _confidence(understood: list[tuple[Part, float]]) -> float:
    """The share that is understood, longer words counting for more."""
    weights = [(letter_count(part.text) + 1, sureness) for part, sureness in understood]
    total = sum(weight for weight, _ in weights)
    return round(sum(weight * sureness for weight, sureness in weights) / total, 2) if total else 0.0
