"""What the names given for a coin mean, for resolving its references."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from catalog.references.base import Context
from catalog.references.money import denominations_named, metal_named
from catalog.references.neighbours import name_of
from catalog.references.ric_evidence import reign_named, reign_of_years, without_reign
from catalog.references.ric_mints import mint_named
from catalog.references.ric_persons import persons_named
from catalog.references.sections import kind_of
from catalog.references.type_rows import Known
from catalog.services.resolving_rows import term_id
from catalog.services.vocabulary import DENOMINATIONS, METALS, MINTS, PERSONS, find_terms

_SEVERAL: Final = re.compile(r" or | and | & |/| oder | ou ")
_MOST_NAMES: Final = 4
_CONSECRATED: Final = re.compile(r"^Div(?:us|a|o)\s+", re.IGNORECASE)

Named = Callable[[str], frozenset[str]]


def _mints(name: str) -> frozenset[str]:
    return frozenset(filter(None, [mint_named(name)]))


def _metals(name: str) -> frozenset[str]:
    return frozenset(filter(None, [metal_named(name)]))


# The works of reference know their own persons, mints and denominations, so names work without a vocabulary.
_KINDS: Final[dict[str, tuple[Sequence[str], Named]]] = {
    "issuer": (PERSONS, persons_named),
    "portrait": (PERSONS, persons_named),
    "mint": (MINTS, _mints),
    "metal": (METALS, _metals),
    "denomination": (DENOMINATIONS, denominations_named),
}


class KnownNames:
    """Looks a name up in the vocabulary once."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], frozenset[str]] = {}
        self._names: dict[str, bool] = {}
        self._known: dict[Context, Known] = {}

    def known(self, context: Context) -> Known:
        """The Nomisma ids of a context, and the names in it that mean nothing."""
        if context not in self._known:
            self._known[context] = self._look_up(context)
        return self._known[context]

    def _look_up(self, context: Context) -> Known:
        given = {field: getattr(context, field).strip() for field in _KINDS}
        given["mint"] = given["mint"] or context.city.strip()
        found = {field: self._named(field, name) if name else frozenset() for field, name in given.items()}
        asked = {**given, "mint": context.mint.strip(), "city": context.city.strip(), "region": context.region.strip()}
        is_found = {field: bool(ids) for field, ids in found.items()}
        is_found |= {field: _is_place(asked[field]) for field in ("city", "region")}
        return Known(
            issuers=found["issuer"],
            portraits=found["portrait"],
            mints=found["mint"],
            metals=found["metal"],
            denominations=found["denomination"],
            reign=reign_named(f"{given['portrait']} {given['issuer']}")
            or reign_of_years(context.year_start, context.year_end),
            obverse=context.obverse,
            reverse=context.reverse,
            year_start=context.year_start,
            year_end=context.year_end,
            unknown={field: name for field, name in asked.items() if not is_found[field] and self._is_unknown(name)},
        )

    def _is_unknown(self, name: str) -> bool:
        """A goddess shown, a city that strikes: known, though no work is divided by them."""
        if name and name not in self._names:
            self._names[name] = bool(find_terms(name))
        return not self._names.get(name, True)

    def _named(self, field: str, name: str) -> frozenset[str]:
        kinds, in_works = _KINDS[field]
        key = (field, name)
        if key not in self._ids:
            self._ids[key] = _first(name, kinds, in_works) or _each(name, kinds, in_works)
        return self._ids[key]


def _is_place(name: str) -> bool:
    return bool(name_of(name)) and kind_of(name) in ("mint", "region")


def _first(name: str, kinds: Sequence[str], in_works: Named) -> frozenset[str]:
    return next((found for part in _parts(name) if (found := _ids(part, kinds, in_works))), frozenset())


def _each(name: str, kinds: Sequence[str], in_works: Named) -> frozenset[str]:
    """ "Rome or Lugdunum?", "Bronze/Copper", "Marcus Aurelius and Lucius Verus": any of them, when all are known."""
    parts = [part for part in _SEVERAL.split(name) if part.strip()]
    if not 1 < len(parts) <= _MOST_NAMES:
        return frozenset()
    found = [_first(part, kinds, in_works) for part in parts]
    return frozenset().union(*found) if all(found) else frozenset()


def _ids(name: str, kinds: Sequence[str], in_works: Named) -> frozenset[str]:
    terms = find_terms(name, kinds)
    return frozenset(term_id(term.pk, term.uri) for term in terms) | in_works(name)


def _parts(name: str) -> list[str]:
    """The whole name, then less and less of it: "Rome?", "Titus, as Caesar", "Diva Faustina I", "Zeno (East)"."""
    bare = name.strip(" ?")
    first = bare.partition(",")[0].strip()
    forms = (name, bare, first, _CONSECRATED.sub("", first), without_reign(bare))
    return list(dict.fromkeys(part for part in forms if part))
