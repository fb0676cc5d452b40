"""Persons whose names stand in references to Roman and Byzantine coins, as dealers write them."""

import re
from typing import Final

from catalog.references.ric_persons import PERSONS_OF_RIC, folded_name

# Who has no coins in RIC, and pairs that bear one name there.
_OTHER_ROMANS: Final = """
Caesar|Julius Caesar|Pompey|Pompey the Great|Sextus Pompey|Sex. Pompey|Cn. Pompey|Mark Antony|Marc Antony
Marcus Antonius|M. Antony|Antony|Antonius|Brutus|Cassius|Lepidus|Ahenobarbus|Fulvia|Octavia|Labienus|Cleopatra
Lucius Antonius|C. Antonius|L. Antonius|Aelianus|Carausius issuing for Diocletian/Maximian|Aurelian and Severina
Gallienus and Salonina|Gallienus and Saloninus|Valerian and Gallienus
Valerian, Gallienus, Valerian II, and Salonina
"""
_BYZANTINE: Final = """
Anastasius|Anastasius I|Justin I|Justinian|Justinian I|Justin II|Tiberius II|Tiberius II Constantine
Maurice Tiberius|Maurice|Phocas|Focas|Heraclius|Heraclonas|Constantine IV|Justinian II|Leontius II|Tiberius III
Philippicus|Anastasius II|Theodosius III|Leo III|Constantine V|Artavasdus|Leo IV|Constantine VI|Irene|Nicephorus I
Nicephorus II|Leo V|Stauracius|Constans II|Michael IX|Michael I|Michael II
Michael III|Theophilus|Basil I|Leo VI|Alexander|Constantine VII|Romanus I
Romanus II|Romanus III|Romanus IV|John I Tzimisces|John I|Basil II|Constantine VIII|Michael IV|Michael V
Zoe|Constantine IX|Constantine X|Isaac I|Isaac II|Michael VI|Michael VII|Nicephorus III|Alexius I|Alexius III
John II|Manuel I|Andronicus I|Andronicus II|Andronicus III|Theodore I|John III|Theodore II|Michael VIII|John V
John VI|John VII|John VIII|Manuel II|Constantine XI
"""
# The same name in both lists is the Roman unless it says more; of the Constans II who rose in Gaul coins are rarest.
_RATHER_BYZANTINE: Final = frozenset({"constans ii"})
# RSC counts the coins of the Republic by gentes: its Julia and Valeria are no empresses.
_RATHER_GENTES: Final = frozenset({"julia", "valeria"})


def _folded(names: str) -> frozenset[str]:
    return frozenset(folded_name(name) for line in names.strip().splitlines() for name in line.split("|"))


BYZANTINE: Final = _folded(_BYZANTINE)
ROMAN: Final = (
    frozenset(folded_name(name) for person in PERSONS_OF_RIC.values() for name in person.names) | _folded(_OTHER_ROMANS)
) - (_RATHER_GENTES | _RATHER_BYZANTINE)
PERSONS: Final = ROMAN | BYZANTINE
BETWEEN_NAMES: Final = re.compile(
    r", ?and | ?, ?| ?/ ?| (?:and|und|et|with|avec|mit|under|unter|sous|for|issuing for) | ?& ?"
)
"""What parts the persons of "Gallienus and Salonina"."""
