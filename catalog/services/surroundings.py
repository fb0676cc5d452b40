"""Whether what a cell says beside a name is of the place or person that the name was taken for."""

import math
import re
from collections.abc import Callable, Sequence
from typing import Final

from catalog.choices import TermKind
from catalog.models import Term
from catalog.name_forms import NameForm
from catalog.services.vocabulary import PERSONS

FARTHEST_DEGREES: Final = 3.5
"""A region's point is somewhere in its middle: Antioch lies 2 degrees from that of Syria."""
PLACES: Final = (TermKind.REGION, TermKind.MINT, TermKind.PEOPLE)
_NAMESAKES: Final = (*PERSONS, *PLACES)
_SAYS_NOTHING: Final = re.compile(
    r"\b(?:the|of|from|in|von|aus|der|des|de|du|di|del|della|mint|officina\w*|workshop|issue|royal|civic|uncertain|colonia"
    r"|kingdom|kings?|queen|empire|emperor|republic|roman|imperial|imperatorial|greek|byzanti\w*|byzanz|byzance|celtic"
    r"|imp|imperator|caesar|augustus|augusta|divus|diva|divo|nob|ad|bc|ce|bce|junior|senior|usurper|moneyer"
    r"|(?:first|second|sole|joint|erste|zweite) (?:reign|regierung)|reign|règne (?:conjoint|seul)"
    r"|(?:allein|samt)herrschaft|lifetime|posthumous|east|west|seleu[ck]id|ptolemaic|antigonid|attalid|arsa[ck]id"
    r"|parthian|sass?anian|[ivx]+[abc]?)\b"
    r"|[0-9]+",
    re.IGNORECASE,
)
_SOMEBODY_ELSE: Final = re.compile(
    r"\b(?:wife|widow|consort|mother|father|son|daughter|brother|sister|heir|under|frau|gattin|gemahlin|mutter|vater"
    r"|sohn|tochter|bruder|schwester|unter|épouse|femme|mère|père|fils|fille|sous|moglie|madre|padre|figli[ao]|sotto"
    r"|esposa|hij[ao]|bajo)\b.*",
    re.IGNORECASE,
)
"""What follows tells of whose family a person is, or in whose reign a coin was struck."""
_WORD: Final = re.compile(r"[^\W\d_]{3,}")

Find = Callable[[str, Sequence[str]], list[Term]]


def agrees(term: Term, form: NameForm, find: Find) -> bool:
    """Whether what stands beside the name speaks of this term.

    It may say nothing of names, give another name of the term, or a place near by. An unknown name before a place is
    taken for the region of a heading ("Seleucis and Pieria. Antioch"), behind it for what tells namesakes apart. Only
    persons and places have namesakes: a drachm is one, "Attic" or not.
    """
    if term.kind not in _NAMESAKES:
        return True
    rest = _SAYS_NOTHING.sub(" ", _SOMEBODY_ELSE.sub("", form.rest))
    rest = " ".join(rest.split()).strip(" .,")
    if not any(word[0].isupper() for word in _WORD.findall(rest)):
        return True
    if any(term in find(name, (term.kind,)) for name in (form.rest, f"{form.name} {form.rest}")):
        return True
    places = find(form.rest, PLACES) or find(rest, PLACES)
    if not _is_place(term):
        return bool(places)
    return any(_is_near(term, place) for place in places) or (form.is_headed and not places)


def _is_place(term: Term) -> bool:
    return term.kind in PLACES


def _is_near(term: Term, place: Term) -> bool:
    if place.pk in (term.pk, term.broader_id) or term.pk == place.broader_id:
        return True
    ends = (term.latitude, term.longitude, place.latitude, place.longitude)
    if None in ends:
        return True
    north, east, other_north, other_east = (float(degrees) for degrees in ends if degrees is not None)
    return math.hypot(north - other_north, (east - other_east) * math.cos(math.radians(north))) <= FARTHEST_DEGREES
