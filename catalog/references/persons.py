"""Persons whose names stand in references to Roman and Byzantine coins, as dealers write them."""

from typing import Final

_ROMAN: Final = """
Augustus|Octavian|Octavianus|Auguste|Augusto|Livia|Agrippa|Gaius Caesar|Lucius Caesar|Tiberius|Tibere|Tiberio
Drusus|Nero Claudius Drusus|Germanicus|Antonia|Agrippina|Agrippina I|Agrippina II|Agrippina the Elder
Agrippina the Younger|Agrippina Senior|Agrippina Junior|Gaius|Caligula|Gaius/Caligula|Claudius|Claudius I|Claude
Messalina|Britannicus|Nero|Neron|Poppaea|Clodius Macer|Macer|Galba|Otho|Othon|Vitellius|Civil Wars|Civil War
Vespasian|Vespasianus|Vespasien|Vespasiano|Domitilla|Titus|Tito|Julia Titi|Domitian|Domitianus|Domitien|Domiziano
Domitia|Nerva|Trajan|Traianus|Traian|Trajano|Traiano|Plotina|Marciana|Matidia|Hadrian|Hadrianus|Hadrien|Adriano
Sabina|Antinous|Aelius|Aelius Caesar|Anonymous|Antoninus Pius|Antoninus|A. Pius|Antonin|Pius|Antonin le Pieux
Antonino Pio|Faustina|Faustina I|Faustina II|Faustina Senior|Faustina Junior|Faustina the Elder|Faustina sr
Faustina jr|Faustina the Younger|Marcus Aurelius|Aurelius|M. Aurelius|M. Aur|Marc Aurel|Mark Aurel|Marc Aurele
Marco Aurelio|Lucius Verus|Verus|L. Verus|Lucilla|Commodus|Commode|Commodo|Crispina|Pertinax|Didius Julianus
Didia Clara|Manlia Scantilla|Pescennius Niger|Pescennius|Clodius Albinus|Albinus|Septimius Severus|Septimius
S. Severus|Sept. Severus|Septime Severe|Julia Domna|Domna|Caracalla|Plautilla|Geta|Macrinus|Diadumenian
Diadumenianus|Elagabalus|Elagabal|Heliogabalus|Julia Maesa|Maesa|Julia Soaemias|Soaemias|Julia Paula|Paula
Aquilia Severa|Annia Faustina|Severus Alexander|Alexander Severus|Sev. Alexander|Alexandre Severe|Julia Mamaea
Mamaea|Orbiana|Maximinus|Maximinus I|Maximinus Thrax|Maximus|Paulina|Caecilia Paulina|Gordian I|Gordian II|Gordian
Gordian III|Gordianus III|Gordien III|Balbinus|Pupienus|Tranquillina|Philip|Philip I|Philip II|Philip the Arab
Philippus|Philippus I|Philippus II|Philippe|Otacilia|Otacilia Severa|Pacatianus|Pacatian|Jotapianus|Jotapian
Mar. Silbannacus|Silbannacus|Sponsianus|Sponsian|Trajan Decius|Traianus Decius|Trajanus Decius|Decius|Etruscilla
Herennia Etruscilla|Herennius|Herennius Etruscus|Hostilian|Hostilianus|Trebonianus Gallus|Gallus|Treb. Gallus
Volusian|Volusianus|Volusien|Aemilian|Aemilianus|Cornelia Supera|Uranius Antoninus|Uranius|Valerian|Valerian I
Valerianus|Valerianus I|Valerien|Gallienus|Gallien|Salonina|Valerian II|Saloninus|Mariniana|Quintus Julius Gallienus
Macrianus|Macrianus Minor|Quietus|Regalianus|Dryantilla|Aureolus|Postumus|Postume|Laelianus|Marius|Victorinus
Domitianus of Gaul|Tetricus|Tetricus I|Tetricus II|Tetricus sr|Tetricus jr|Claudius Gothicus|Claudius II
Claudius II Gothicus|Quintillus|Aurelian|Aurelianus|Aurelien|Aureliano|Severina|Vabalathus|Zenobia|Tacitus|Florian
Florianus|Probus|Bonosus|Saturninus|Carus|Carinus|Numerian|Numerianus|Magnia Urbica|Urbica|Nigrinian|Nigrinianus
Julian of Pannonia|Sabinus Julianus|Diocletian|Diocletianus|Dioclétien|Maximian|Maximianus|Maximianus Herculius
Maximian Herculius|Carausius|Carausius issuing for Diocletian/Maximian|Allectus|Amandus|Aelianus
Constantius|Constantius I|Constantius Chlorus
Galerius|Galeria Valeria|Severus II|Flavius Severus|Maximinus II|Maximinus Daia|Maximinus Daza|Maxentius|Romulus
Domitius Alexander|Alexander of Carthage|Licinius|Licinius I|Licinius II|Constantine|Constantine I
Constantine the Great|Constantinus|Constantin|Constantin I|Costantino|Fausta|Helena|Theodora|Crispus|Delmatius
Hanniballianus|Constantine II|Constans|Constantius II|Nepotian|Vetranio|Magnentius|Decentius|Constantius Gallus
Julian|Julian II|Julian the Apostate|Julianus|Jovian|Jovianus|Valentinian|Valentinian I|Valens|Procopius|Gratian
Gratianus|Valentinian II|Theodosius|Theodosius I|Aelia Flaccilla|Flaccilla|Magnus Maximus|Maximus of Spain
Flavius Victor|Eugenius|Arcadius|Honorius|Eudoxia|Aelia Eudoxia|Theodosius II|Eudocia|Pulcheria|Constantine III
Constans II|Maximus of Barcelona|Priscus Attalus|Jovinus|Sebastianus|Johannes|Galla Placidia|Honoria
Valentinian III|Petronius Maximus|Avitus|Marcian|Leo I|Leo|Leo II|Leo II and Zeno|Verina|Majorian|Severus III
Libius Severus|Anthemius|Euphemia|Olybrius|Glycerius|Glycereius|Julius Nepos|Nepos|Romulus Augustus
Romulus Augustulus|Odovacar|Odoacar|Zeno|Basiliscus|Basiliscus and Marcus|Basilicus|Leontius|Aelia Ariadne|Ariadne
Visigoths|Suevi|Burgundians or Franks|Non-Imperial African|Vandals|Aurelian and Severina|Gallienus and Salonina
Gallienus and Saloninus|Valerian and Gallienus|Valerian, Gallienus, Valerian II, and Salonina
Divus Augustus|Divus Claudius|Caesar|Julius Caesar|Pompey|Pompey the Great|Sextus Pompey|Sex. Pompey|Cn. Pompey
Mark Antony|Marc Antony|Marcus Antonius|M. Antony|Antony|Antonius|Brutus|Cassius|Lepidus|Ahenobarbus|Fulvia|Octavia
Labienus|Cleopatra|Lucius Antonius|C. Antonius|L. Antonius|Gaius and Lucius
"""
_BYZANTINE: Final = """
Anastasius|Anastasius I|Justin I|Justinian|Justinian I|Justin II|Tiberius II|Tiberius II Constantine
Maurice Tiberius|Maurice|Phocas|Focas|Heraclius|Heraclonas|Constantine IV|Justinian II|Leontius II|Tiberius III
Philippicus|Anastasius II|Theodosius III|Leo III|Constantine V|Artavasdus|Leo IV|Constantine VI|Irene|Nicephorus I
Nicephorus II|Michael I|Michael II|Michael III|Theophilus|Basil I|Leo VI|Alexander|Constantine VII|Romanus I
Romanus II|Romanus III|Romanus IV|John I Tzimisces|John I|Basil II|Constantine VIII|Michael IV|Michael V
Zoe|Constantine IX|Constantine X|Isaac I|Isaac II|Michael VI|Michael VII|Nicephorus III|Alexius I|Alexius III
John II|Manuel I|Andronicus I|Andronicus II|Andronicus III|Theodore I|John III|Theodore II|Michael VIII|John V
John VI|John VII|John VIII|Manuel II|Constantine XI
"""
# The same name in both lists is the Roman unless it says more.


def _folded(names: str) -> frozenset[str]:
    return frozenset(name.lower().replace(".", "") for line in names.strip().splitlines() for name in line.split("|"))


BYZANTINE: Final = _folded(_BYZANTINE)
ROMAN: Final = _folded(_ROMAN)
PERSONS: Final = ROMAN | BYZANTINE
HADRIANIC: Final = frozenset(
    {"hadrian", "hadrianus", "hadrien", "adriano", "sabina", "antinous", "aelius", "aelius caesar"}
)
