"""The denominations of antiquity by the names collectors use, and what coins of each usually weigh.

Pure. The ranges are wide: they take in every reform and every worn coin, so that what lies outside is worth a second
look and nothing more. One name may stand for coins of several metals.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from coinstack.text import fold


@dataclass(frozen=True, slots=True)
class Denomination:
    """`lightest` and `heaviest` are grams."""

    name: str
    lightest: Decimal
    heaviest: Decimal


_USUAL_WEIGHTS = """
argenteus 1.9 4.6|antoninianus 1.3 7.5|double denarius 1.3 7.5|denarius 1.2 5.2|quinarius 0.7 2.6|sestertius 0.6 45
|victoriatus 1.5 4.2|dupondius 6 24|as 3 340|semis 1.5 175|triens 1.5 120|quadrans 1 95|sextans 1 65|uncia 0.8 36
|aureus 3.8 12|half aureus 1.8 4.2|nummus 0.4 13.5|follis 0.5 32|half follis 1.5 17|maiorina 2 8|centenionalis 1.4 6.5
|siliqua 0.6 3.8|miliarense 3 6.5|solidus 3.2 4.9|semissis 1.5 2.6|tremissis 0.9 1.7|decanummium 0.8 7
|hexagram 3.5 7.5|miliaresion 1 3.6|histamenon 3.2 4.8|tetarteron 0.7 7|hyperpyron 2 5|trachy 0.5 6
|dekadrachm 30 46|octodrachm 22 38|tetradrachm 5 19|tridrachm 7 14|didrachm 4 15|drachm 1.6 34|hemidrachm 0.8 16
|tetrobol 1.4 3.2|triobol 1 3.4|diobol 0.5 4|trihemiobol 0.4 2|obol 0.2 9|hemiobol 0.1 0.8|tetartemorion 0.05 0.4
|stater 0.8 22|hemistater 0.6 11|hekte 1.5 3.2|trite 3.5 5.5|hemihekte 0.6 1.8|shekel 4.5 15.5|half shekel 2 8.5
|siglos 4.5 6.2|daric 7.6 9|cistophorus 8.5 13.8|chalkous 0.4 4|dichalkon 1 8|tetrachalkon 3 12
|litra 0.4 12|hemilitra 2 30|onkia 0.5 15|assarion 1.5 14|diassarion 3 20|tetrassarion 6 30|prutah 0.4 4.5
|lepton 0.1 2.5|dinar 4.5 9.5|unit 0.4 40|potin unit 1 9
"""
DENOMINATIONS: dict[str, Denomination] = {
    name: Denomination(name, Decimal(low), Decimal(high))
    for entry in _USUAL_WEIGHTS.replace("\n", "").split("|")
    for name, low, high in [entry.strip().rsplit(" ", 2)]
}
# Other languages, the plural, and the trade's abbreviations.
_OTHER_NAMES = """
denarius: denar denario denier denarii den|antoninianus: antoninian antoninien antoniniano antoninianii ant
|sestertius: sesterz sesterce sesterzio sestercio sest|dupondius: dupondio dup|aureus: aureo aurei
|tetradrachm: tetradrachme tetradracma tetradracmo tetradrachmon|drachm: drachme drachma dracma drachmon
|didrachm: didrachme didracma nomos nomoi|hemidrachm: hemidrachme emidracma hemidracma|obol: obole obolo obolos
|stater: statère statere estátera|nummus: nummi|follis: folles|siliqua: silique siliquae|solidus: solido solidi
|quinarius: quinar quinario quinaire|shekel: sheqel schekel|siglos: siglo|as: asse ases asses
"""
_BY_WORD: dict[str, Denomination] = {fold(name): entry for name, entry in DENOMINATIONS.items()} | {
    fold(word): DENOMINATIONS[name.strip()]
    for entry in _OTHER_NAMES.replace("\n", "").split("|")
    for name, _, words in [entry.partition(":")]
    for word in words.split()
}
_SIZE_CLASS = re.compile(r"(?:æ|ae)\s*([1-4])", re.IGNORECASE)
_CLASS_WEIGHTS = {"1": ("5", "40"), "2": ("2.5", "12"), "3": ("0.9", "6"), "4": ("0.2", "2.8")}


def find_denomination(text: str) -> Denomination | None:
    """The denomination that `text` names, alone or with a remark: "Denarius", "AR Denar", "denarius (fourrée)".

    The size classes of late bronze are found too ("Æ3", "AE 3"). None for anything else.
    """
    if found := _SIZE_CLASS.fullmatch(text.strip()):
        low, high = _CLASS_WEIGHTS[found[1]]
        return Denomination(f"Æ{found[1]}", Decimal(low), Decimal(high))
    words = re.findall(r"[^\W\d_]+", fold(text[:200]))
    for length in (2, 1):
        for at in range(len(words) - length + 1):
            if named := _BY_WORD.get(" ".join(words[at : at + length])):
                return named
    return None
