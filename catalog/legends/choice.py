"""Reading a Latin legend from left to right: formulas first, then what the neighbours settle, then the dictionary."""

from collections.abc import Sequence

from catalog.legends.contexts import read_in_context
from catalog.legends.letters import praenomen
from catalog.legends.lexicon import Reading, as_word, formulas, graded_formulas, guess, look_up
from catalog.legends.names import PRAENOMINA
from catalog.legends.numerals import read_greek
from catalog.legends.setting import CAESAR, Setting, Word, is_name
from catalog.legends.tokens import Token

_AS_SURE = 0.06
_LONGEST_FORMULA = 12


def choose_readings(tokens: Sequence[Token], side: str) -> list[Word]:
    """Return the words of a legend, several tokens in one where they are a formula."""
    setting = Setting([token.key for token in tokens], side)
    while setting.at < len(tokens):
        reading, length = _formula(setting) or (_single(setting, tokens[setting.at]), 1)
        end = setting.at + length
        setting.words.append(_word(list(tokens[setting.at : end]), reading))
        setting.at = end
    return setting.words


def _word(tokens: list[Token], reading: Reading | None) -> Word:
    keys = tuple(token.key for token in tokens)
    if reading:
        return Word(tokens, reading, reading.role, reading.kind, keys)
    is_mark = len(keys[0]) < 3 and not tokens[0].text.isascii() and read_greek(keys[0]) is not None
    return Word(tokens, None, "unknown", "mark" if is_mark else "unknown", keys)


# Formulas


def _formula(setting: Setting) -> tuple[Reading, int] | None:
    at = setting.at
    for length in range(min(_LONGEST_FORMULA, len(setting.keys) - at), 1, -1):
        keys = tuple(setting.keys[at : at + length])
        reading = formulas().get(keys)
        if reading and _fits(setting, keys):
            return reading, length
    for words, reading in graded_formulas():
        keys = tuple(setting.keys[at : at + len(words)])
        if len(keys) == len(words) and all(map(_is_beginning, keys, words)) and _fits(setting, keys):
            return reading, len(words)
    return None


def _is_beginning(key: str, word: tuple[str, str]) -> bool:
    shortest, full = word
    return key.startswith(shortest) and full.startswith(key)


def _fits(setting: Setting, keys: tuple[str, ...]) -> bool:
    """Tell whether a formula means itself here: P F is Publi filius where nobody is Augustus."""
    before, after = setting.before, setting.key_at(len(keys))
    if keys == ("p", "f"):
        return setting.has_augustus or not is_name(before)
    if keys == ("p", "p", "aug"):
        return setting.keys[:2] == ["d", "n"] or setting.keys[:1] == ["dn"]
    if keys == ("p", "p"):
        return before != "tr"
    if keys in (("p", "m"), ("p", "r")):
        return not (before in CAESAR and is_name(after))
    if keys == ("cens", "p"):
        return after != "p" or setting.key_at(3) == "p"
    if keys == ("t", "p"):
        return before in ("m", "max", "pm")
    if keys == ("n", "c"):
        return before not in ("d", "aug")
    return keys != ("m", "q") or before in CAESAR


# Single words


def _single(setting: Setting, token: Token) -> Reading | None:
    if not token.key:
        return None
    return read_in_context(setting) or _listed(setting) or _unlisted(token)


def _listed(setting: Setting) -> Reading | None:
    readings = look_up(setting.key)
    if readings:
        return _likeliest(setting, readings)
    return praenomen(setting.key) if setting.key in PRAENOMINA else None


def _likeliest(setting: Setting, readings: tuple[Reading, ...]) -> Reading:
    best = [reading for reading in readings if reading.sureness > readings[0].sureness - _AS_SURE]
    if len(best) == 1:
        return best[0]
    wanted = _wanted_roles(setting)
    return next((reading for role in wanted for reading in best if reading.role.split()[0] == role), readings[0])


def _wanted_roles(setting: Setting) -> tuple[str, ...]:
    """What can stand here, the likelier first: a gens before another name, an epithet behind a thing."""
    before, is_before_name = setting.last_role, is_name(setting.after)
    if not setting.words:
        return ("gens", "cognomen", "title", "thing") if setting.side == "obv" else ("title", "thing", "place")
    if before == "praenomen" or (is_before_name and before in ("cognomen", "fixed", "gens", "title")):
        return ("gens", "cognomen", "title")
    if before == "thing":
        return ("epithet", "dependent", "title", "thing")
    if before == "number":
        return ("title", "thing", "epithet")
    if before == "gens" or setting.before == "et":
        return ("cognomen", "gens", "title", "thing")
    if before == "title":
        return ("cognomen", "title", "epithet", "gens")
    if before == "cognomen":
        return ("title", "cognomen", "epithet", "office", "gens")
    return ("title", "thing", "epithet")


def _unlisted(token: Token) -> Reading | None:
    near = guess(token.key)
    return near[0] if near else as_word(token.text, token.key)
