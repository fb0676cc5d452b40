"""What collectors and dealers write for the values of an enumeration, in several languages.

Pure. Metals: the abbreviations of the houses (AV, AR, Æ …). "or" is the French word for gold; houses that abbreviate
orichalcum so are misunderstood.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from coinstack.text import clean_text, fold_key

METALS: Mapping[str, str] = {
    "gold": "gold, av, au, or, oro, goud, χρυσός, χρυσό",
    "electrum": "electrum, el, elektron, électrum, elettro, electro",
    "silver": "silver, ar, ag, silber, argent, argento, plata, zilver, άργυρος, αργυρό, ασήμι",
    "billon": "billon, bi, bill, billione, mistura, vellón, vellon, biljoen, silvered billon",
    "orichalcum": "orichalcum, brass, messing, laiton, orichalque, oricalco, ottone, latón, aurichalcum, geelkoper, ορείχαλκος",
    "bronze": "bronze, bronzo, bronce, brons, μπρούντζος, χαλκός",
    "copper": "copper, cu, kupfer, cuivre, rame, cobre, koper",
    "ae": "ae, æ, base metal, bronze copper, copper bronze, copper alloy, kupferlegierung",
    "potin": "potin, pot",
    "lead": "lead, pb, blei, plomb, piombo, plomo, lood, μόλυβδος",
    "tin": "tin, sn, zinn, étain, stagno, estaño",
    "iron": "iron, fe, eisen, fer, ferro, hierro",
    "glass": "glass, glas, verre, vetro, vidrio",
    "clay": "clay, terracotta, ton, argile, argilla, arcilla",
}
CATEGORIES: Mapping[str, str] = {
    "roman_imperial": "roman imperial, imperial, roman empire, rome, roman, römische kaiserzeit, kaiserzeit, empire romain, impériale romaine, romaine impériale, impero romano, romana imperiale, imperio romano, romana imperial",
    "roman_republic": "roman republic, roman republican, republican, republic, römische republik, république romaine, romaine républicaine, repubblica romana, república romana",
    "roman_provincial": "roman provincial, provincial, greek imperial, colonial, römische provinzialprägung, römische provinzialprägungen, provinzial, provinciale romaine, romaine provinciale, provinciale romana, provincial romana",
    "greek": "greek, ancient greek, griechisch, griechen, grecque, grèce, greca, grecia, griega",
    "celtic": "celtic, kelten, keltisch, celtique, gauloise, celtica, celta, iberian",
    "byzantine": "byzantine, byzantium, byzanz, byzantinisch, byzantine empire, bizantina",
    "judaean": "judaean, judaea, jewish, jüdisch, judée, giudea, judea",
    "parthian": "parthian, parthia, parther, parthe, partica, parta",
    "sasanian": "sasanian, sassanian, sasanid, sasaniden, sassanide, sasanide, sasánida",
    "nabataean": "nabataean, nabatean, nabatäer",
    "punic": "punic, carthage, carthaginian, karthago",
    "persian": "persian, achaemenid, persia",
    "migration": "migration, migration period, völkerwanderung, vandal, ostrogothic, visigothic",
    "islamic": "islamic, islam, islamisch",
    "arab_byzantine": "arab byzantine",
    "medieval": "medieval, mittelalter, médiévale, medievale",
    "axumite": "axumite, aksumite, axum, aksum",
    "kushan": "kushan, indo greek, bactrian, baktrien",
    "elymaean": "elymaean, elymais",
    "himyarite": "himyarite",
    "other": "other, andere, autre, altro, otro",
}  # fmt: skip
SUB_CATEGORIES: Mapping[str, tuple[str, str]] = {
    "gallicempire": ("roman_imperial", "Gallic Empire"),
    "palmyreneempire": ("roman_imperial", "Palmyrene Empire"),
    "palmyrene": ("roman_imperial", "Palmyrene Empire"),
    "romanobritish": ("roman_imperial", "Romano-British"),
}
SCRIPTS: Mapping[str, str] = {
    "latin": "latin, lateinisch, latine, latino, latina",
    "greek": "greek, griechisch, grec, grecque, greco, griego",
    "latin_greek": "latin and greek, latin greek, greek and latin, bilingual",
    "none": "none, anepigraphic, no legend, anepigraph, ohne",
}
GRADING_STATES: Mapping[str, str] = {
    "slabbed": "slabbed, slab, yes, ngc, pcgs, anacs, icg, certified",
    "raw": "raw, no, none",
    "capsule": "capsule, kapsel",
    "flip": "flip",
}
OWNERSHIP: Mapping[str, str] = {
    "owned": "owned, own, yes, in collection, vorhanden",
    "sold": "sold, verkauft, vendu, venduto, vendido",
    "wanted": "wanted, want, wish",
    "on_loan": "on loan, loan",
    "given": "given, gift, given away",
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "metal": METALS,
    "category": CATEGORIES,
    "script": SCRIPTS,
    "grading_state": GRADING_STATES,
    "ownership_status": OWNERSHIP,
}
TRUE_WORDS = frozenset({"1", "x", "y", "yes", "true", "ja", "oui", "si", "sì", "sí", "ok", "✓", "✔"})
FALSE_WORDS = frozenset({"", "0", "n", "no", "false", "nein", "non", "-"})


@dataclass(frozen=True, slots=True)
class ChoiceRead:
    """`value` is "" when the word is not known; `is_uncertain` when it carried a question mark."""

    value: str
    is_uncertain: bool = False


def read_choice(field_name: str, text: str, choices: Mapping[str, str]) -> ChoiceRead:
    """Find the value of an enumeration that `text` names: value, label, or a word of the trade."""
    plain = clean_text(text)
    key = fold_key(plain.replace("?", ""))
    value = _index(field_name, tuple(choices.items())).get(key, "")
    return ChoiceRead(value, is_uncertain="?" in plain)


def read_flag(text: str) -> bool | None:
    """True, False, or None when the word is neither."""
    word = clean_text(text).casefold()
    return True if word in TRUE_WORDS else False if word in FALSE_WORDS else None


@cache
def _index(field_name: str, choices: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    known = {fold_key(spelling): value for value, label in choices for spelling in (value, label)}
    for value, spellings in WORDS.get(field_name, {}).items():
        known |= {fold_key(spelling): value for spelling in spellings.split(",")}
    return known
