"""Seleucid Coins Online, PELLA (Alexander and his successors) and Ptolemaic Coins Online."""

import re
from typing import Final

from catalog.clients.base import Question
from catalog.clients.numishare import Series
from catalog.references.roman import read_roman

_SC_NUMBER: Final = re.compile(r"[A-Za-z]{0,3}[0-9]{1,4}(?:\.[0-9]{1,3})*[a-z]{0,2}")
_PRICE_NUMBER: Final = re.compile(r"[A-Z]?[0-9]{1,4}[A-Za-z]{0,2}")
_CPE_NUMBER: Final = re.compile(r"B?[0-9]{1,4}[A-Za-z]{0,2}")


def _number(question: Question, form: re.Pattern[str]) -> str:
    number = f"{question.reference.number}{question.reference.suffix}"
    return number if form.fullmatch(number) else ""


def _guess_sc(question: Question) -> tuple[str, ...]:
    """The numbers run on from the first part into the second, and references rarely say which."""
    number = _number(question, _SC_NUMBER)
    return (f"sc.1.{number}", f"sc.2.{number}") if number else ()


def _guess_price(question: Question) -> tuple[str, ...]:
    number = _number(question, _PRICE_NUMBER)
    return (f"price.{number}",) if number else ()


def _guess_cpe(question: Question) -> tuple[str, ...]:
    """Volume I has precious metal in its first part and bronze, with a B before the number, in its second."""
    number = _number(question, _CPE_NUMBER)
    volume, _, part = (question.reference.volume or "I").partition(".")
    which = read_roman(volume)
    return (f"cpe.{which}_{part or ('2' if number.startswith('B') else '1')}.{number}",) if number and which else ()


def _wording(name: str, form: re.Pattern[str], question: Question) -> str:
    number = _number(question, form)
    return f"{name} {number}" if number else ""


SCO: Final = Series(
    "sco",
    "http://numismatics.org/sco/",
    re.compile(r"sc\.[12]\." + _SC_NUMBER.pattern),
    lambda question: _wording("Seleucid Coins", _SC_NUMBER, question),
    _guess_sc,
)
PELLA: Final = Series(
    "pella",
    "http://numismatics.org/pella/",
    re.compile(r"price\." + _PRICE_NUMBER.pattern),
    lambda question: _wording("Price", _PRICE_NUMBER, question),
    _guess_price,
)
PCO: Final = Series(
    "pco",
    "http://numismatics.org/pco/",
    re.compile(r"cpe\.[12]_[12]\." + _CPE_NUMBER.pattern),
    lambda question: _wording("CPE", _CPE_NUMBER, question),
    _guess_cpe,
)
