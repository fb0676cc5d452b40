"""Names of the mints of RIC, in the spellings of dealers in several languages, by Nomisma id."""

from functools import cache
from typing import Final

from catalog.references.ric_persons import folded_name

_NAMES: Final = """
londinium|London,Londinium,Londres
ambianum|Ambianum,Amiens
treveri|Treveri,Trier,Treves,Trèves,Augusta Treverorum,Tréveris
lugdunum|Lugdunum,Lyon,Lyons,Lugdunum (Lyon),Lione
arelate|Arelate,Arles,Constantina,Arelatum
ticinum|Ticinum,Pavia
aquileia|Aquileia,Aquilea
mediolanum|Mediolanum,Milan,Mailand,Milano,Mediolanum (Milan)
rome|Rome,Roma,Rom
ostia|Ostia
carthage|Carthage,Karthago,Carthago,Cartago
siscia|Siscia,Sisak
serdica|Serdica,Sofia
sirmium|Sirmium
thessalonica|Thessalonica,Saloniki,Thessaloniki,Thessalonika,Salonica
heraclea_thracica|Heraclea,Herakleia,Heracleia,Perinthus,Heraclea Thracica
constantinople|Constantinopolis,Constantinople,Konstantinopel,Kpl.,CP,Constantinopla
nicomedia|Nicomedia,Nikomedia,Nikomedeia,Izmit
cyzicus|Cyzicus,Kyzikos,Cyzikus,Cyzikos
antiocheia_syria|Antioch,Antiochia,Antiochia ad Orontem,Antioch on the Orontes,Antiochia on the Orontes,Antioche,Antiochia (Syria),Antiochia Syria,Antioquia
alexandreia_egypt|Alexandria,Alexandrie,Alexandreia,Alejandria
colonia_claudia_ara_agrippinensium|Colonia Agrippinensis,Cologne,Köln,Koeln,Colonia,Colonia Agrippina
asia|Samosata,Asian mint,Uncertain Asian mint,Asia
camulodunum|Camulodunum,Colchester,C mint
rotomagus|Rotomagus,Rouen
ravenna|Ravenna
barcino|Barcelona,Barcino
viminacium|Viminacium
emisa|Emesa,Emisa
laodiceia_ad_mare|Laodicea,Laodicea ad Mare,Laodiceia ad Mare
ephesus|Ephesus,Ephesos
pergamum|Pergamum,Pergamon
caesaraugusta|Caesaraugusta
colonia_patricia|Colonia Patricia,Patricia
emerita|Emerita
tarraco|Tarraco
nemausus|Nemausus,Nimes,Nîmes
tripolis_phoenicia|Tripolis
mogontiacum|Mainz,Moguntiacum,Mogontiacum
southern_gallic_mint|Southern Gallic mint
narbo|Narbo,Narbonne
carnuntum|Carnuntum
"""  # noqa: E501 - one mint a line


@cache
def _ids_by_name() -> dict[str, str]:
    found = {}
    for line in _NAMES.strip().splitlines():
        code, names = line.split("|")
        found.update({folded_name(name): code for name in (*names.split(","), code)})
    return found


def mint_names() -> frozenset[str]:
    """All spellings, as folded names, that `mint_named` knows."""
    return frozenset(_ids_by_name())


def mint_named(name: str) -> str:
    """The Nomisma id of a mint of RIC; empty for a name that is none."""
    folded = folded_name(name)
    return _ids_by_name().get(folded) or _ids_by_name().get(folded.removesuffix(" mint"), "")
