"""Where a word of a Latin legend stands: its neighbours, and what has been read before it."""

from dataclasses import dataclass, field

from catalog.legends.lexicon import Reading, look_up
from catalog.legends.names import PRAENOMINA
from catalog.legends.tokens import Token

IMPERATOR = frozenset(("imp", "impp", "imperator", "imperatori", "imperatoris"))
CAESAR = frozenset(("c", "ca", "cae", "caes", "caesar", "caesari", "caesaris"))
AUGUSTUS = frozenset(
    ("au", "aug", "augg", "auggg", "augus", "august", "augustus", "augusti", "augusto", "augusta", "augustae")
)
SONS = frozenset(("f", "fil", "fili"))
NAME_ROLES = frozenset(("cognomen", "gens"))
_NUMERAL_LETTERS = frozenset("iux")


@dataclass(slots=True)
class Word:
    """A printed word, or several of a formula, with the reading chosen; `place` comes from the sentence."""

    tokens: list[Token]
    reading: Reading | None
    role: str
    kind: str
    keys: tuple[str, ...]
    place: str = ""

    @property
    def is_free(self) -> bool:
        """Tell an abbreviation, whose case is open, from a word that is written out."""
        return self.reading is not None and not self.reading.places

    @property
    def lemma(self) -> str:
        return self.reading.lemma if self.reading else ""

    def can_be(self, case: str) -> bool:
        return self.reading is not None and any(place[0] == case for place in self.reading.places)


@dataclass(slots=True)
class Setting:
    """A legend that is being read at word `at`; `words` are those read so far."""

    keys: list[str]
    side: str
    at: int = 0
    words: list[Word] = field(default_factory=list)
    has_augustus: bool = False
    has_imperator: bool = False

    def __post_init__(self) -> None:
        self.has_augustus = not AUGUSTUS.isdisjoint(self.keys)
        self.has_imperator = not IMPERATOR.isdisjoint(self.keys)

    @property
    def key(self) -> str:
        return self.keys[self.at]

    @property
    def before(self) -> str:
        return self.key_at(-1)

    @property
    def after(self) -> str:
        return self.key_at(1)

    @property
    def last(self) -> Word | None:
        return self.words[-1] if self.words else None

    @property
    def last_role(self) -> str:
        return self.words[-1].role if self.words else ""

    @property
    def has_name(self) -> bool:
        return any(word.role in NAME_ROLES for word in self.words)

    def key_at(self, distance: int) -> str:
        at = self.at + distance
        return self.keys[at] if 0 <= at < len(self.keys) else ""


def is_name(key: str) -> bool:
    """Tell whether a word is first of all a name."""
    readings = look_up(key) if len(key) > 1 and key not in AUGUSTUS and key not in CAESAR else ()
    return any(reading.role in NAME_ROLES for reading in readings if reading.sureness == readings[0].sureness)


def is_nominal(key: str) -> bool:
    """Tell a name, or an unlisted word that may be one."""
    return len(key) > 1 and not set(key) <= _NUMERAL_LETTERS and (is_name(key) or not look_up(key))


def begins_name(key: str) -> bool:
    """Tell what can follow a praenomen."""
    return is_nominal(key) or key in PRAENOMINA or key in SONS or key in CAESAR or key == "et"
