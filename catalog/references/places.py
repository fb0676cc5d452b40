"""Mints of the Roman Empire, regions of Greek catalogues and Roman gentes, as references name them."""

from typing import Final

from catalog.references.ric_mints import mint_names

# Beside those of RIC: of other works, and what stands where a mint is not known.
_OTHER_MINTS: Final = """
vienna|vienne|aphrodisias|cremna|byzantium|uncertain mint|smyrna|caesarea|cherson|catania|syracuse|sardinia|theoupolis
theupolis|jerusalem|rome mint|balkan mint|uncertain value|unattributed|gaul|spain|africa
"""
_REGIONS: Final = """
italy|sicily|east|north africa|the tauric chersonese|thrace|tauric chersonese
macedonia|macedon|thessaly|thessaly to aetolia|central greece
attica|megaris|aegina|corinth|colonies of corinth
peloponnesus|peloponnesos|crete|crete and the aegean islands|pontus
paphlagonia|bithynia|mysia|troas|aeolis|lesbos
troas etc|ionia|caria|caria and islands|lycia|lycia pamphylia and pisidia
pamphylia|pisidia|lydia|phrygia|lycaonia|isauria
cilicia|cyprus|galatia|cappadocia|syria|galatia cappadocia and syria
seleucid kings|seleucid kings of syria|phoenicia|palestine|arabia|mesopotamia|parthia|persia|persis|characene
ptolemies|the ptolemies kings of egypt|ptolemaic kings|egypt|alexandria
cyrenaica|india|greek and scythic kings|bactria|boeotia|boiotia
euboea|euboia|phocis|phokis|locris|lokris|lokris-phokis|acarnania|akarnania|aetolia|aitolia|epirus|illyria
olympia|romano-campanian|korinth|korinthia|corinthia|megara|megarid|argos|sikyonia|phlious|kleonai
illyricum|achaia|arcadia|argolis|laconia|messenia|elis|sikyon
calabria|lucania|bruttium|campania|apulia|latium|etruria
umbria|samnium|tarentum|metapontum|thurium|velia|croton
syracuse|gela|akragas|agrigentum|messana|leontini|himera|athens|thebes|rhodes|samos|chios|ephesos|miletus
pergamon|kyzikos|tyre|sidon|tyrus|arados|aradus|berytos
berytus|tripolis|damascus|gaza|ascalon|antioch|seleucia|side
aspendos|selge|tarsos|tarsus|mallos|celenderis|kelenderis|soloi|nagidos|amisos|sinope|herakleia|byzantion
istros|olbia|panticapaeum|abdera|ainos|maroneia
thasos|neapolis|akanthos|amphipolis|lysimachos|lysimachus|alexander iii
philip ii|alexander|pisidia|nikopolis|marcianopolis|odessos
tomis|philippopolis|hadrianopolis|pautalia|serdica|deultum
anchialus|mesembria|perinthos|viminacium|dacia|stobi|pella|edessa|dium|thessalonica|gadara|gerasa|bostra|petra
caesarea maritima|caesarea|neapolis samaria|aelia capitolina|sebaste|dora|ptolemais|tiberias|scythopolis
"""
_GENTES: Final = """
Aburia Accoleia Acilia Aebutia Aelia Aemilia Afrania Alliena
Annia Antestia Antia Antonia Antistia Appuleia Apronia Aquillia Aquilia
Arria Arruntia Asinia Ateia Atia Atilia Aufidia Aurelia
Autronia Axia Axsia Baebia Barbatia Betiliena Caecilia Caecina Caesia Caesinia
Calidia Calpurnia Calvia Caninia Carisia Carvilia Cassia
Cestia Cipia Claudia Cloulia Clovia Cocceia Coelia Coilia
Considia Coponia Cordia Cornelia Cornuficia Cosconia
Cossutia Creperia Crepereia Crepusia Critonia Cupiennia Curiatia Curtia
Decia Decimia Didia Domitia Durmia Egnatia Egnatuleia
Eppia Fabia Fabricia Fabrinia Fannia Farsuleia Flaminia Flavia Fonteia
Fufia Fulvia Fundania Furia Gallia Garcilia Gargilia Gellia
Granaria Herennia Hirtia Horatia Hosidia Hostilia Itia Juanella
Julia Junia Juventia Lartia Licinia Livineia Livia Lollia
Lucilia Lucretia Luria Lurius Lutatia Maecilia Maenia Maiania
Mallia Mamilia Manlia Marcia Maria Matia Matiena Memmia
Mescinia Mettia Minatia Mineia Minucia Mitreia Mucia Munatia Mussidia
Naevia Nasidia Neratia Neria Nonia Norbana Numitoria
Numonia Ogulnia Opeimia Opimia Oppia Papia Papiria Pedania
Petillia Petronia Pinaria Plaetoria Plancia Plautia Plotia Plutia
Poblicia Poblilia Pompeia Pomponia Porcia Postumia Procilia
Proculeia Publilia Quinctia Quinctilia Renia Roscia Rubellia
Rubria Rupilia Rustia Rutilia Salvia Sanquinia Satriena
Saufeia Scribonia Sempronia Sentia Sepullia Sergia Servilia Sosia
Sestia Sextilia Sicinia Silia Spurilia Statia Statilia
Sulpicia Tarquitia Terentia Thoria Titia Titinia Tituria Titinnia
Todillia Trebania Tullia Turillia Urbinia Valeria Vargunteia Ventidia
Valgia Vergilia Vettia Veturia Vibia Vinicia Vipsania Voconia Volteia Volumnia
"""


def _folded(names: str) -> frozenset[str]:
    return frozenset(name.strip() for line in names.strip().splitlines() for name in line.split("|"))


MINTS: Final = mint_names() | _folded(_OTHER_MINTS)
REGIONS: Final = _folded(_REGIONS)
GENTES: Final = {
    spelling: name for name in _GENTES.split() for spelling in (name.lower(), name.lower().replace("j", "i"))
}
"""By their names in small letters, as catalogues print them: julia and iulia are Julia."""
