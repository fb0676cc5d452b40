"""The sections of RIC on which its numbers start again, with the codes that OCRE gives them."""

from typing import Final

# Rulers in I to V and X, mints in VI to IX. The code "ner" is Nero in I and Nerva in II.
_NAMES: Final = {
    "I": """
        aug Augustus|tib Tiberius|gai Caligula|cl Claudius|ner Nero|clm Clodius Macer|cw Civil Wars|gal Galba|ot Otho
        vit Vitellius
    """,
    "II": "ner Nerva|tr Trajan|hdn Hadrian|anys Anonymous|ves Vespasian|tit Titus|dom Domitian",
    "II.1": "ves Vespasian|tit Titus|dom Domitian",
    "II.3": "hdn Hadrian",
    "III": "ant Antoninus Pius|m_aur Marcus Aurelius|com Commodus",
    "IV": """
        pert Pertinax|dj Didius Julianus|pn Pescennius Niger|ca Clodius Albinus|ss Septimius Severus|crl Caracalla
        ge Geta|mcs Macrinus|el Elagabalus|sa Severus Alexander|max_i Maximinus Thrax|mxs Maximus|pa Paulina
        gor_i Gordian I|gor_ii Gordian II|balb Balbinus|pup Pupienus
        gor_iii_caes Gordian III (Caesar)|gor_iii Gordian III|ph_i Philip I
        pac Pacatianus|jot Jotapianus|mar_s Silbannacus|spon Sponsianus|tr_d Trajan Decius|tr_g Trebonianus Gallus
        vo Volusian|aem Aemilian|uran_ant Uranius Antoninus
    """,
    "V": """
        val_i Valerian|val_i-gall Valerian and Gallienus
        val_i-gall-val_ii-sala Valerian, Gallienus, Valerian II and Salonina|gall(1) Gallienus (joint reign)
        gall(2) Gallienus (sole reign)|gall_sala(1) Gallienus and Salonina (joint reign)
        gall_sala(2) Gallienus and Salonina (sole reign)|gall_sals Gallienus and Saloninus
        sala(1) Salonina (joint reign)|sala(2) Salonina (sole reign)|val_ii Valerian II|sals Saloninus
        marin Mariniana|qjg Quintus Julius Gallienus
        cg Claudius Gothicus|qu Quintillus|aur Aurelian|seva Severina|aur_seva Aurelian and Severina|tac Tacitus
        fl Florian|pro Probus|bon Bonosus|sat Saturninus|car Carus|jul_i Julian of Pannonia
        dio Diocletian|post Postumus|lae Laelianus|mar Marius
        vict Victorinus|tet_i Tetricus I
        dom_g Domitianus of Gaul|cara Carausius|cara-dio-max_her Carausius, Diocletian and Maximian
        all Allectus|ama Amandus|aurl Aureolus|mac_ii Macrianus|quit Quietus|reg Regalianus
        dry Dryantilla|vab Vabalathus|zen Zenobia|intr Interregnum
    """,
    "VI": "",
    "VII": "",
    "VIII": "",
    "IX": "",
    "X": """
        arc_e Arcadius|theo_ii_e Theodosius II (East)|marc_e Marcian (East)|leo_i_e Leo I (East)|leo_ii_e Leo II
        leo_ii-zen_e Leo II and Zeno|zeno(1)_e Zeno (first reign)|zeno(2)_e Zeno (second reign)|bas_e Basiliscus (East)
        bas-mar_e Basiliscus and Marcus|leon_e Leontius|hon_w Honorius|pr_att_w Priscus Attalus
        con_iii_w Constantine III|max_barc_w Maximus of Barcelona|jov_w Jovinus
        theo_ii_w Theodosius II (West)|joh_w Johannes
        valt_iii_w Valentinian III|pet_max_w Petronius Maximus|marc_w Marcian (West)|av_w Avitus|leo_i_w Leo I (West)
        maj_w Majorian|lib_sev_w Libius Severus|anth_w Anthemius|oly_w Olybrius|glyc_w Glycerius|jul_nep_w Julius Nepos
        bas_w Basiliscus (West)|rom_aug_w Romulus Augustus|odo_w Odovacar|zeno_w Zeno (West)|visi Visigoths
        gallia Burgundians or Franks|spa Suevi|afr Non-imperial African
    """,
}
_MINTS: Final = """
lon London|amb Amiens|tri Trier|lug Lyon|ar Arles|tic Ticinum|aq Aquileia|med Milan|rom Rome|ost Ostia|carth Carthage
sis Siscia|serd Serdica|sir Sirmium|thes Thessalonica|her Heraclea|cnp Constantinople|nic Nicomedia|cyz Cyzicus
anch Antioch|alex Alexandria
"""
BY_MINT: Final = frozenset({"VI", "VII", "VIII", "IX"})
"""The volumes whose numbers start again with each mint."""


def _pairs(names: str) -> dict[str, str]:
    entries = (entry.strip() for line in names.splitlines() for entry in line.split("|"))
    return {code: name for code, _, name in (entry.partition(" ") for entry in entries if entry)}


SECTIONS: Final[dict[str, dict[str, str]]] = {
    volume: _pairs(_MINTS if volume in BY_MINT else names) for volume, names in _NAMES.items()
}
"""By volume, the codes of its sections with their names."""


def section_name(volume: str, section: str) -> str:
    """gall(1) of volume V is "Gallienus (joint reign)"; a code that is not known stays as it is."""
    return SECTIONS.get(volume, {}).get(section, section)


# The mints that OCRE gives to the types of each section of VI to IX, by their Nomisma ids.
MINT_OF: Final = {
    "lon": "londinium",
    "amb": "ambianum",
    "tri": "treveri",
    "lug": "lugdunum",
    "ar": "arelate",
    "tic": "ticinum",
    "aq": "aquileia",
    "med": "mediolanum",
    "rom": "rome",
    "ost": "ostia",
    "carth": "carthage",
    "sis": "siscia",
    "serd": "serdica",
    "sir": "sirmium",
    "thes": "thessalonica",
    "her": "heraclea_thracica",
    "cnp": "constantinople",
    "nic": "nicomedia",
    "cyz": "cyzicus",
    "anch": "antiocheia_syria",
    "alex": "alexandreia_egypt",
}
# OCRE joins the parts of IV and V; the usurpers of the East stand in V.2.
_IN_PART: Final = {
    "IV.1": "pert dj pn ca ss crl ge",
    "IV.2": "mcs el sa max_i mxs pa gor_i gor_ii balb pup gor_iii_caes",
    "IV.3": "gor_iii_caes gor_iii ph_i pac jot mar_s spon tr_d tr_g vo aem uran_ant",
    "V.1": """
        val_i val_i-gall val_i-gall-val_ii-sala gall(1) gall(2) gall_sala(1) gall_sala(2) gall_sals sala(1) sala(2)
        val_ii sals marin qjg cg qu aur seva aur_seva tac fl intr vab
    """,
    "V.2": """
        pro bon sat car jul_i dio post lae mar vict tet_i dom_g cara cara-dio-max_her all ama aurl mac_ii quit reg dry
        vab zen
    """,
}
SECTIONS_OF_PART: Final = {part: frozenset(codes.split()) for part, codes in _IN_PART.items()}

_YEARS: Final = {
    "I": (-31, 69),
    "II.1": (69, 96),
    "II": (96, 138),
    "II.3": (117, 138),
    "III": (138, 192),
    "IV": (193, 253),
    "V": (253, 296),
    "VI": (294, 313),
    "VII": (313, 337),
    "VIII": (337, 364),
    "IX": (364, 395),
    "X": (395, 491),
}


def volumes_of_years(start: int | None, end: int | None) -> frozenset[str]:
    """The volumes that hold coins struck between two years; an open side reaches to the other year."""
    first, last = (start if start is not None else end), (end if end is not None else start)
    if first is None or last is None:
        return frozenset()
    return frozenset(volume for volume, (begin, stop) in _YEARS.items() if first <= stop and begin <= last)
