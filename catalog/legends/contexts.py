"""Words of a Latin legend whose meaning their neighbours settle: numerals, kinship, legions, doubtful abbreviations."""

from collections.abc import Callable

from catalog.legends.latin import decline
from catalog.legends.letters import praenomen, read_letter
from catalog.legends.lexicon import Reading, fold_word, is_listed, word_reading
from catalog.legends.names import PRAENOMINA
from catalog.legends.numerals import read_roman, write_roman
from catalog.legends.setting import (
    AUGUSTUS,
    IMPERATOR,
    NAME_ROLES,
    SONS,
    Setting,
    Word,
    begins_name,
    is_name,
)
from catalog.legends.vocabulary import LEGIONS

_LONGEST_YOUTH = 7  # letters of IVVENTV
_CONTEXT, _GUESSED = 0.95, 0.85
# After these a numeral counts, also one that is printed in figures or is a single V.
_COUNTED = frozenset(
    (
        *("imp", "imperator", "cos", "consul", "tr", "p", "pot", "des", "desi", "desig", "design", "designatus"),
        *("designato", "uot", "uotis", "mult", "multis", "sic", "leg", "legio", "legioni", "coh", "cohh", "lib"),
        *(
            "liberal",
            "liberalit",
            "liberalitas",
            "iiiuir",
            "c",
            "cong",
            "saec",
            "u",
            "ui",
            "uii",
            "f",
            "ludos",
            "decen",
        ),
    )
)
_NEPHEWS = {
    **dict.fromkeys(("n", "nep"), "nepos nepotis m"),
    **dict.fromkeys(("pron", "pronep"), "pronepos pronepotis m"),
    **dict.fromkeys(("abn", "abnep"), "abnepos abnepotis m"),
}
_LEGION = frozenset(("leg", "legio", "legioni", "coh", "cohh"))
_CAPTURED = (("cap", "capta"), ("rec", "recepta"), ("deuict", "deuicta"), ("subact", "subacta"))
_CONQUESTS = {"ger": "Germania", "dac": "Dacia", "arm": "Armenia", "par": "Parthia", "sar": "Sarmatia"}
_RESTORED = frozenset(("res", "rest", "resti", "restit", "restitu", "restitut"))


def read_in_context(setting: Setting) -> Reading | None:
    """Return the reading that the neighbours settle, None where they settle nothing."""
    for rule in _RULES:
        if reading := rule(setting):
            return reading
    return None


def _youth(setting: Setting) -> Reading | None:
    """PRINC IV is princeps iuventutis, no number."""
    is_youth = setting.key.startswith("iu") and setting.last is not None and setting.last.lemma == "Princeps"
    return word_reading("=Iuventutis", "word", "fixed") if is_youth and len(setting.key) <= _LONGEST_YOUTH else None


def _number(setting: Setting) -> Reading | None:
    key = setting.key
    if key.isdecimal() and len(key) < 4 and setting.before in _COUNTED:
        return _counting(int(key))
    value = read_roman(key)
    is_plain = set(key) <= set("iux") or (len(key) > 1 and "x" in key and set(key) <= set("iuxlc"))
    if value is None or not (is_plain or len(key) > 3):
        return None
    is_letter = key == "u" and setting.before not in _COUNTED and is_name(setting.after)
    return None if is_letter else _counting(value)


def _counting(value: int) -> Reading:
    return Reading((write_roman(value) or "0",), "iteration", "number", 1.0)


def _legion(setting: Setting) -> Reading | None:
    """The surname of a legion behind its number: LEG XIIII GEM M V, VI P VI F."""
    since: list[Word] = []
    for word in reversed(setting.words):
        if word.keys[0] in _LEGION:
            break
        if word.role not in ("number", "fixed"):
            return None
        since.append(word)
    else:
        return None
    is_counted = setting.key == "u" and setting.after in ("p", "f")
    if is_counted or not any(word.role == "number" for word in since):
        return None
    name = next((name for short, name in LEGIONS.items() if _begins(setting.key, short)), None)
    return Reading((name,), "word", "fixed", _CONTEXT) if name else None


def _begins(key: str, short: str) -> bool:
    return key == short or (len(short) > 2 and key.startswith(short))


def _kin(setting: Setting) -> Reading | None:
    key = setting.key
    if key not in SONS and key not in _NEPHEWS:
        return None
    if not setting.last or not _can_be_father(setting.last):
        return None
    if key in SONS:
        return word_reading("filius a um", "filiation", "filiation")
    is_nephew = key != "n" or "diui" in setting.keys[max(0, setting.at - 4) : setting.at]
    return word_reading(_NEPHEWS[key], "filiation", "filiation") if is_nephew else None


def _can_be_father(word: Word) -> bool:
    """P F and PERP F are felix, PII F is filius."""
    is_named = word.role in ("praenomen", "title", *NAME_ROLES) and word.is_free
    return is_named or (word.role in ("praenomen", "title", "epithet", *NAME_ROLES) and word.can_be("g"))


def _joined_kin(setting: Setting) -> Reading | None:
    """CF, MF behind a name, for C F and M F."""
    father = setting.key[:-1]
    if setting.key[-1:] != "f" or father not in PRAENOMINA or not setting.has_name or is_listed(setting.key):
        return None
    genitive = decline(PRAENOMINA[father], "name", "praenomen").form("gsm")
    return Reading((f"{genitive} filius",), "filiation", "fixed", _GUESSED)


def _praenomen(setting: Setting) -> Reading | None:
    key, after = setting.key, setting.after
    if len(key) > 1 and key in PRAENOMINA and after and (begins_name(after) or after in AUGUSTUS):
        return praenomen(key)
    return None


def _conquest(setting: Setting) -> Reading | None:
    """A people before CAPTA is a country: GERM CAPTA, ARMEN RECE."""
    name = _CONQUESTS.get(setting.key[:3])
    is_captured = any(setting.after.startswith(start) and full.startswith(setting.after) for start, full in _CAPTURED)
    if not name or not is_captured or not fold_word(name).startswith(setting.key):
        return None
    return word_reading(name, "place", "thing")


def _restored(setting: Setting) -> Reading | None:
    """REST behind an emperor's name is what he did."""
    if setting.key not in _RESTORED:
        return None
    is_behind_emperor = any(key in AUGUSTUS or key in IMPERATOR for key in setting.keys[: setting.at])
    return word_reading("=restituit", "word", "fixed") if is_behind_emperor else None


def _opening(setting: Setting) -> Reading | None:
    """Words that begin a legend: ROM ET AVG, VICTOR AVG, FEL TEMP."""
    if setting.words:
        return None
    if setting.key in ("rom", "roma"):
        return word_reading("Roma", "deity", "thing")
    if setting.key in ("uictor", "uic", "uict") and setting.after in AUGUSTUS:
        return word_reading("Victoria", "virtue", "thing")
    if setting.key == "fel" and setting.after not in AUGUSTUS:
        return word_reading("Felicitas", "virtue", "thing")
    if setting.key in ("con", "cons") and (setting.after in AUGUSTUS or setting.after in ("mil", "milit", "exerc")):
        return word_reading("Concordia", "virtue", "thing")
    return None


def _behind_thing(setting: Setting) -> Reading | None:
    """IOVI CONS, MINER VICT, FIDES LEG: said of what stands before."""
    last, key = setting.last, setting.key
    if last is None or last.role != "thing":
        return None
    is_short = key == "co" and last.kind == "deity" and not read_roman(setting.after)
    if is_short or ("conseruator".startswith(key) and len(key) > 2):
        return word_reading("Conservatrix" if _has_gender(last, "f") else "Conservator", "word", "epithet")
    if key == "pr":
        return Reading(("Populi", "Romani"), "formula", "fixed", _CONTEXT)
    if key in ("leg", "legi") and not read_roman(setting.after):
        return word_reading("=Legionum", "word", "fixed")
    if key in ("uic", "uict") and last.kind == "deity":
        return word_reading("Victor" if _has_gender(last, "m") else "Victrix", "word", "epithet")
    return None


def _has_gender(word: Word, gender: str) -> bool:
    lemma = word.reading.words[0] if word.reading else ""
    return not isinstance(lemma, str) and lemma.genders == {gender}


def _office(setting: Setting) -> Reading | None:
    key, after = setting.key, setting.after
    if key == "leg" and (read_roman(after) or setting.key_at(2) == "leg"):
        return word_reading("Legio", "word", "thing")
    if key == "tr" and (after in IMPERATOR or after in ("cos", "co")):
        return Reading(("Tribunicia", "Potestate"), "office", "office fixed", _GUESSED)
    if key in ("ce", "cen") and setting.last_role == "number":
        return word_reading("Censor", "office", "office")
    return None


_RULES: tuple[Callable[[Setting], Reading | None], ...] = (
    _youth,
    _legion,
    _number,
    _kin,
    read_letter,
    _joined_kin,
    _opening,
    _behind_thing,
    _office,
    _restored,
    _conquest,
    _praenomen,
)
