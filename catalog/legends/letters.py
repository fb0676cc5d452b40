"""What a single letter of a Latin legend stands for, by its neighbours.

C is Caesar after IMP and Gaius before a name, P is Pius before AVG and Publius before a gens, D Domitianus before
CAESAR and Decimus before a name.
"""

from catalog.legends.lexicon import Reading, word_reading
from catalog.legends.names import PRAENOMINA
from catalog.legends.numerals import read_roman
from catalog.legends.setting import (
    AUGUSTUS,
    CAESAR,
    IMPERATOR,
    SONS,
    Setting,
    begins_name,
    is_name,
    is_nominal,
)


def read_letter(setting: Setting) -> Reading | None:
    """Return the reading of a one-letter word, None where nothing settles it."""
    if len(setting.key) != 1:
        return None
    if (reader := _READERS.get(setting.key)) and (reading := reader(setting)):
        return reading
    return praenomen(setting.key) if setting.key in PRAENOMINA and begins_name(setting.after) else None


def praenomen(key: str) -> Reading:
    return word_reading(PRAENOMINA[key], "name", "praenomen")


def _read_a(setting: Setting) -> Reading | None:
    if setting.before in PRAENOMINA and is_name(setting.after):
        return word_reading("Aurelius", "name", "gens")
    if setting.after and not is_name(setting.after) and setting.after not in SONS:
        return word_reading("a", "word", "fixed")
    return None


def _read_c(setting: Setting) -> Reading | None:
    if _is_gaius(setting):
        return praenomen("c")
    is_titled = setting.before in IMPERATOR or setting.has_name or begins_name(setting.after)
    return word_reading("Caesar", "title", "title") if is_titled else None


def _is_gaius(setting: Setting) -> bool:
    """Before F, before a name where no title CAESAR can stand, and behind CAESAR."""
    is_named = is_nominal(setting.after) or setting.after in PRAENOMINA
    if setting.after in SONS or (setting.before in CAESAR and is_named):
        return True
    if setting.before in IMPERATOR:
        return False
    if setting.has_name:
        return is_named and not setting.has_augustus and not setting.has_imperator
    return is_named or setting.after in CAESAR


def _read_d(setting: Setting) -> Reading | None:
    if setting.words and read_roman(setting.after):
        return word_reading("Designatus", "honorific", "epithet")
    if setting.after in CAESAR or setting.after in AUGUSTUS:
        return word_reading("Domitianus", "name", "cognomen")
    return None


def _read_f(setting: Setting) -> Reading | None:
    return (
        word_reading("Felix", "honorific", "epithet")
        if setting.last_role == "epithet" or setting.before == "p"
        else None
    )


def _read_m(setting: Setting) -> Reading | None:
    if setting.last_role == "number" and read_roman(setting.after):
        return word_reading("=Multis", "word", "fixed")
    return None


def _read_n(setting: Setting) -> Reading | None:
    is_titled = setting.before in AUGUSTUS or setting.before in CAESAR
    return word_reading("Noster", "title", "epithet") if is_titled else None


def _read_p(setting: Setting) -> Reading | None:
    before, after = setting.before, setting.after
    is_title = after in AUGUSTUS or (setting.has_name and after in CAESAR)
    if is_title or (before in AUGUSTUS and not after):
        return word_reading("Pius", "honorific", "epithet")
    if after in ("tr", "trp", "trib") or (before in IMPERATOR and not is_nominal(after)):
        return word_reading("Pontifex", "office", "office")
    if is_nominal(after) or after in SONS:
        return praenomen("p")
    return word_reading("Publicus", "word", "epithet") if setting.last_role == "thing" else None


def _read_q(setting: Setting) -> Reading | None:
    is_emperors = setting.has_augustus or not CAESAR.isdisjoint(setting.keys)
    if setting.has_name and not is_emperors and not is_nominal(setting.after) and setting.after not in SONS:
        return word_reading("Quaestor", "office", "office")
    return None


def _read_s(setting: Setting) -> Reading | None:
    return word_reading("Spurius", "name", "praenomen") if setting.after in SONS else None


_READERS = {
    "a": _read_a,
    "c": _read_c,
    "d": _read_d,
    "f": _read_f,
    "m": _read_m,
    "n": _read_n,
    "p": _read_p,
    "q": _read_q,
    "s": _read_s,
}
