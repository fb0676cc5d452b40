"""Mints of the Roman Empire, regions of Greek catalogues and Roman gentes, as references name them."""

from typing import Final

_MINTS: Final = """
rome|roma|rom|treveri|trier|treves|lugdunum|lyon
lyons|arelate|arles|constantina|londinium|london|londres|ambianum
amiens|ticinum|pavia|mediolanum|milan|mailand|milano|siscia|sisak|serdica|sofia|sirmium|thessalonica|saloniki
thessaloniki|thessalonika|heraclea|herakleia|heracleia
perinthus|constantinopolis|constantinople|konstantinopel|kpl|cp
nicomedia|nikomedia|nikomedeia|izmit|cyzicus|kyzikos
cyzikus|cyzikos|antiochia|antioch|antiochia ad orontem|antioche
antiochia on the orontes|antioch on the orontes|antiochia syria|colonia agrippinensis
colonia|cologne|koln|koeln
samosata|asian mint|asia|uncertain asian mint|camulodunum|colchester
c mint|rotomagus|rouen|aquileia|ostia|carthage
karthago|carthago|alexandria|alexandrie|ravenna|barcelona|viminacium|emesa|laodicea|laodicea ad mare|ephesus
pergamum|pergamon|caesaraugusta|colonia patricia|patricia|emerita
tarraco|nemausus|nimes|tripolis|mainz|moguntiacum
vienna|vienne|aphrodisias|cremna|byzantium|southern gallic mint|uncertain mint|smyrna|caesarea|cherson|catania
syracuse|sardinia|theoupolis|theupolis|jerusalem|rome mint
balkan mint|uncertain value|unattributed|gaul|spain|africa
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
euboea|phocis|locris|acarnania|aetolia|epirus|illyria
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
Autronia Axia Axsia Baebia Barbatia Betiliena Caecilia Caesia Caesinia
Calidia Calpurnia Calvia Caninia Carisia Carvilia Cassia
Cestia Cipia Claudia Cloulia Clovia Cocceia Coelia Coilia
Considia Coponia Cordia Cornelia Cornuficia Cosconia
Cossutia Creperia Crepusia Critonia Cupiennia Curiatia Curtia
Decia Decimia Didia Domitia Durmia Egnatia Egnatuleia
Eppia Fabia Fabrinia Fannia Farsuleia Flaminia Flavia Fonteia
Fufia Fulvia Fundania Furia Gallia Garcilia Gargilia Gellia
Granaria Herennia Hirtia Horatia Hosidia Hostilia Itia Juanella
Julia Junia Juventia Lartia Licinia Livineia Livia Lollia
Lucilia Lucretia Luria Lurius Lutatia Maecilia Maenia Maiania
Mallia Mamilia Manlia Marcia Maria Matia Matiena Memmia
Mescinia Mettia Minatia Mineia Minucia Mitreia Munatia Mussidia
Naevia Nasidia Neratia Neria Nonia Norbana Numitoria
Numonia Ogulnia Opeimia Opimia Oppia Papia Papiria Pedania
Petillia Petronia Pinaria Plaetoria Plancia Plautia Plotia
Poblicia Poblilia Pompeia Pomponia Porcia Postumia Procilia
Proculeia Publilia Quinctia Quinctilia Renia Roscia Rubellia
Rubria Rupilia Rustia Rutilia Salvia Sanquinia Satriena
Saufeia Scribonia Sempronia Sentia Sepullia Sergia Servilia
Sestia Sextilia Sicinia Silia Spurilia Statia Statilia
Sulpicia Tarquitia Terentia Thoria Titia Titinia Titiria Titinnia
Todillia Trebania Tullia Turillia Urbinia Valeria Vargunteia Ventidia
Vergilia Veturia Vibia Vinicia Vipsania Voconia Volteia Volumnia
"""


def _folded(names: str) -> frozenset[str]:
    return frozenset(name.strip() for line in names.strip().splitlines() for name in line.split("|"))


MINTS: Final = _folded(_MINTS)
REGIONS: Final = _folded(_REGIONS)
GENTES: Final = frozenset(name.lower() for name in _GENTES.split())
