"""What each given fact says about every type: how far the type is from it, and that in words.

Pure. Distances are in the unit of the legends, so that a wrong mint and some wrong letters can be added up.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from catalog.identify.columns import BY_DIAMETER, BY_PERSON, BY_SIGHT, BY_WEIGHT, BY_YEAR, Column, Combined
from catalog.identify.facts import Given
from catalog.identify.index import CatalogIndex, words_of
from catalog.identify.legends import WRONG
from catalog.identify.measures import misfit
from catalog.identify.mintmarks import read_mint_mark
from catalog.legends.text import legend_key
from coinstack.text import fold

# What a plain contradiction costs. The issuer of a catalogue is the issuing power, which for a Caesar or an empress
# is somebody else than the person a collector would name: evidence, no more.
METAL: Final = 4 * WRONG
DENOMINATION: Final = 3 * WRONG
MINT: Final = 3 * WRONG
MINT_MARK: Final = 3 * WRONG
ISSUER: Final = 2 * WRONG
PORTRAIT: Final = 2 * WRONG
WEIGHT: Final = 2 * WRONG
DIAMETER: Final = 3 * WRONG // 2
_UNKNOWN_SHARE: Final = 0.25  # where the catalogue does not tell
_KIN_SHARE: Final = 0.2  # what is easily taken for each other

_METAL_KIN: Final = (
    frozenset({"ae", "cu", "brass", "orichalcum", "bronze"}),
    frozenset({"ar", "billon", "potin"}),
    frozenset({"ae", "billon", "potin"}),
    frozenset({"av", "el"}),
)
_BASE_SILVER: Final = range(253, 294)
_DENOMINATION_KIN: Final = (
    frozenset({"nummus", "follis", "centenionalis", "ae1", "ae2", "ae3", "ae4", "ae3_4"}),
    frozenset({"ae2", "large_ae2", "small_ae2", "reduced_ae2", "centenionalis"}),
    frozenset({"as", "dupondius"}),
    frozenset({"siliqua", "reduced_siliqua", "heavy_siliqua", "argenteus"}),
    frozenset({"light_miliarensis", "heavy_miliarensis"}),
    frozenset({"solidus", "aureus"}),
    frozenset({"semissis", "half_solidus", "half-solidus"}),
)
_NO_NAMES: Final = frozenset({"augustus", "augusta", "caesar", "anonymous", "the", "younger", "elder", "great"})
_NO_WORDS: Final = frozenset({"a", "an", "and", "as", "the", "of", "with", "in", "on", "to", "or", "his", "her"})


_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class Evidence:
    """`costs` has one entry per class, 0 for full agreement, `weight` for full contradiction. `reason(class)` is a
    phrase for the collector."""

    weight: int
    costs: list[int]
    reason: Callable[[int], str]


def evidence_of(index: CatalogIndex, given: Given) -> list[Evidence]:
    """Return the evidence of everything given but the legends."""
    found = [
        _of_metal(index, given.metal),
        _of_term(index, "denomination", given.denomination, DENOMINATION, _DENOMINATION_KIN),
        _of_term(index, "mint", given.mint, MINT, ()),
        _of_issuer(index, given.issuer),
        _of_portrait(index, given.portrait),
        _of_mint_mark(index, given.mintmark),
        _of_measure(index, "weight_g", given.weight_g, WEIGHT),
        _of_measure(index, "diameter_mm", given.diameter_mm, DIAMETER),
    ]
    return [each for each in found if each]


def name_stems(name: str) -> tuple[str, ...]:
    """Return the folded beginnings of a person's names as a legend would hold them: "Hadrian" is hadria.

    Titles and numerals are left out; English and Latin endings differ in the last letter or two.
    """
    words = [word for word in re.findall(r"[^\W\d_]+", fold(name)) if len(word) > 3 and word not in _NO_NAMES]
    return tuple(legend_key(word[: max(4, len(word) - 1)]) for word in words)


def _of_metal(index: CatalogIndex, wanted: tuple[str, ...]) -> Evidence | None:
    """Silver of the years before Diocletian's reform is billon, whatever the catalogue calls it, and sold as bronze."""
    plain = _of_term(index, "metal", wanted, METAL, _METAL_KIN)
    if plain is None or not any("billon" in family and family & set(wanted) for family in _METAL_KIN):
        return plain
    metals, starts = (index.columns[feature].values for feature in BY_YEAR)
    rows, close = index.combined[BY_YEAR], round(METAL * _KIN_SHARE)
    debased = _spread(_table(rows, lambda metal, start: metals[metal] == "ar" and starts[start] in _BASE_SILVER), rows)
    costs = [min(cost, close) if is_near else cost for cost, is_near in zip(plain.costs, debased, strict=True)]

    def reason(of_class: int) -> str:
        text = plain.reason(of_class)
        return text.replace(", not ", ", in these years close to ") if debased[of_class] else text

    return Evidence(METAL, costs, reason)


def _of_term(
    index: CatalogIndex, feature: str, wanted: tuple[str, ...], weight: int, kin: Iterable[frozenset[str]]
) -> Evidence | None:
    if not wanted:
        return None
    column = index.columns[feature]
    near = {relative for family in kin if family & set(wanted) for relative in family}
    table = [_term_cost(str(value), wanted, near, weight) for value in column.values]
    names = " or ".join(index.name(term) for term in wanted)

    def reason(of_class: int) -> str:
        value = str(column.value(of_class))
        if value in wanted:
            return f"{feature}: {index.name(value)}, as given"
        if not value:
            return f"{feature}: not in the catalogue's entry"
        return f"{feature}: {index.name(value)}, {'close to' if value in near else 'not'} {names}"

    return Evidence(weight, _spread(table, column), reason)


def _term_cost(value: str, wanted: tuple[str, ...], near: set[str], weight: int) -> int:
    if value in wanted:
        return 0
    if not value:
        return round(weight * _UNKNOWN_SHARE)
    return round(weight * _KIN_SHARE) if value in near else weight


def _of_issuer(index: CatalogIndex, wanted: tuple[str, ...]) -> Evidence | None:
    """The issuing power; nearly as good the portrait or the name in the legend, for a Caesar or an empress."""
    if not wanted:
        return None
    authority, portrait = index.columns["authority"], index.columns["portrait"]
    stems = tuple(stem for term in wanted for stem in name_stems(index.name(term)))
    named = index.legends["obverse"].cells_with(stems)
    by_authority = [_term_cost(str(value), wanted, set(), ISSUER) for value in authority.values]
    kin = round(ISSUER * _KIN_SHARE)

    def cost(power: int, shown: int, cell: int) -> int:
        is_his = portrait.values[shown] in wanted or named[cell]
        return min(by_authority[power], kin) if is_his else by_authority[power]

    rows = index.combined[BY_PERSON]
    costs = _spread(_table(rows, cost), rows)
    names = " or ".join(index.name(term) for term in wanted)

    def reason(of_class: int) -> str:
        power = str(authority.value(of_class))
        if power in wanted:
            return f"issuer: {names}, as given"
        if costs[of_class] <= kin:
            return f"issuer: {names} is shown or named, struck under {index.name(power) or 'an unknown power'}"
        return f"issuer: {index.name(power)}, not {names}" if power else "issuer: not in the catalogue's entry"

    return Evidence(ISSUER, costs, reason)


def portrait_words(text: str) -> list[str]:
    """Return the words of a description that say something, folded."""
    return [word for word in dict.fromkeys(re.findall(r"\w+", fold(text))) if word not in _NO_WORDS][:12]


def _of_portrait(index: CatalogIndex, text: str) -> Evidence | None:
    """Words are looked for in the description and the portrait's name, names in the legend as well.

    Where the catalogue has no description, a word that is not found is no contradiction.
    """
    words = portrait_words(text)
    if not words:
        return None
    descriptions, portraits = index.columns["obverse_description"], index.columns["portrait"]
    names = [words_of(index.name(str(value))) for value in portraits.values]
    legends, nowhere = index.legends["obverse"], set[int]()
    told = [(word, index.words.get(word, nowhere), legends.cells_with(name_stems(word))) for word in words]
    step = PORTRAIT // len(words)

    def cost(description: int, portrait: int, cell: int) -> int:
        missing = sum(not (description in said or word in names[portrait] or named[cell]) for word, said, named in told)
        return missing * (step if description else round(step * _UNKNOWN_SHARE))

    rows = index.combined[BY_SIGHT]
    costs = _spread(_table(rows, cost), rows)

    def reason(of_class: int) -> str:
        if costs[of_class] == 0:
            return f"portrait: {text} agrees"
        told = descriptions.of[of_class]
        return f"portrait: {descriptions.values[told]}" if told else "portrait: not described in the catalogue's entry"

    return Evidence(PORTRAIT, costs, reason)


def _of_mint_mark(index: CatalogIndex, text: str) -> Evidence | None:
    """The mint that the mark names; and the mark itself, where the catalogue describes the reverse with it."""
    mark, key = read_mint_mark(text), legend_key(text)
    if not key or not mark.mints:
        return None
    mints, descriptions = index.columns["mint"], index.columns["reverse_description"]
    by_mint = [_term_cost(str(value), mark.mints, set(), MINT_MARK) for value in mints.values]
    told = index.marks.get(key, set())
    costs = _spread(by_mint, mints)
    if told:
        costs = [0 if number in told else cost for cost, number in zip(costs, descriptions.of, strict=True)]
    names = " or ".join(index.name(mint) for mint in mark.mints)
    officina = f", workshop {mark.officina}" if mark.officina else ""

    def reason(of_class: int) -> str:
        if descriptions.of[of_class] in told:
            return f"mint mark {text}: in the catalogue's description"
        value = str(mints.value(of_class))
        if value in mark.mints:
            return f"mint mark {text}: of {index.name(value)}{officina}"
        return f"mint mark {text}: of {names}, the type's mint is {index.name(value) or 'not told'}"

    return Evidence(MINT_MARK, costs, reason)


def _of_measure(index: CatalogIndex, feature: str, value: float | None, weight: int) -> Evidence | None:
    if value is None:
        return None
    unit, noun = ("g", "weight") if feature == "weight_g" else ("mm", "diameter")
    features = BY_WEIGHT if feature == "weight_g" else BY_DIAMETER
    rows, usual = index.combined[features], index.usual[features]
    table = [round(weight * misfit(value, found)) for found in usual]

    def reason(of_class: int) -> str:
        number = rows.of[of_class]
        found = usual[number]
        name = index.text("denomination", of_class) or "this type"
        if found is None:
            return f"{noun}: nothing known of {name}"
        fit = "usual" if not table[number] else "too low" if value < found[0] else "too high"
        return f"{noun}: {value:g} {unit} is {fit} for {name} ({found[0]:.3g} to {found[1]:.3g} {unit})"

    return Evidence(weight, _spread(table, rows), reason)


def _table(combined: Combined, weigh: Callable[..., _Told]) -> list[_Told]:
    return [weigh(*row) for row in combined.rows]


def _spread(table: Sequence[_Told], column: Column | Combined) -> list[_Told]:
    return list(map(table.__getitem__, column.of))
