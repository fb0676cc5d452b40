"""Who stands where in RIC: its persons, by their Nomisma ids, with the sections that hold their coins."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from catalog.references.folding import fold_text

# id | names | places. A place is volume.section; behind a colon stands what only that person's obverse legends in the
# section have ("~" for a blank), where the person is a guest in the section of another. A volume alone is one that
# counts by mints (VI to IX) or runs through (X).
_EARLY: Final = r"""
augustus|Augustus,Octavian,Octavianus,Auguste,Augusto,Divus Augustus|I.aug I.cw I.tib:DIV[VO]S?~AVG I.gai:DIVVS I.cl:DIVVS II.1.tit:DIVVS~AVGVSTVS~PATER II.ner:DIVVS IV.tr_d:DIVO~AVG
livia|Livia,Livie|I.aug I.tib:IVLI|PIETAS|IVSTITIA|SALVS II.1.tit:PIETAS|IVSTITIA|SALVS|IVLIA
agrippa|Agrippa,Marcus Agrippa|I.aug:AGRIPPA I.gai:M~AGRIPPA II.1.tit:AGRIPPA
gaius_caesar|Gaius Caesar,Gaius and Lucius|I.aug
lucius_caesar|Lucius Caesar|I.aug
tiberius|Tiberius,Tibere,Tiberio|I.tib I.aug:TI~CAES II.1.tit:TI~CAESAR~DIVI
drusus_son_of_tiberius|Drusus,Drusus Minor|I.tib:DRVSVS II.1.tit:DRVSVS
nero_claudius_drusus|Nero Claudius Drusus,Drusus Senior|I.cl:NERO~CLAVD.*DRVSVS~GERMANICVS~IMP II.1.tit:NERO~CLAVD
germanicus|Germanicus|I.gai:^GERMANICVS I.cl:^GERMANICVS II.1.tit:^GERMANICVS
antonia_minor|Antonia,Antonia Minor|I.cl:ANTONIA
agrippina_i|Agrippina,Agrippina I,Agrippina Senior,Agrippina the Elder|I.gai:AGRIPPINA I.cl:AGRIPPINA~M~F II.1.tit:AGRIPPINA
agrippina_ii|Agrippina,Agrippina II,Agrippina Junior,Agrippina the Younger|I.cl:AGRIPP I.ner:AGRIPP
gaius|Gaius,Caligula,Gaius/Caligula,Gaius (Caligula)|I.gai
claudius|Claudius,Claudius I,Claude,Divus Claudius|I.cl I.ner:DIVVS~CLAVD II.1.tit:TI~CLAVD
messallina|Messalina,Valeria Messalina|I.cl:MESSAL
britannicus|Britannicus|I.cl:BRITANN
nero|Nero,Neron,Nerone|I.ner I.cl:NERO~CLAVD~CAES|NERONI
poppaea_sabina|Poppaea,Poppaea Sabina|I.ner
clodius_macer|Clodius Macer,Macer|I.clm
civil_wars|Civil Wars,Civil War,Anonymous,Anonymous (Civil Wars)|I.cw
galba|Galba|I.gal I.cw II.1.tit:GALBA
otho|Otho,Othon,Otone|I.ot
vitellius|Vitellius,Vitelio|I.vit
vespasian|Vespasian,Vespasianus,Vespasien,Vespasiano,Vesp|II.1.ves II.1.tit:DIV[VO]S?~(AVG.*)?VESP II.1.dom:DIV.*VESPASIANO?$ IV.tr_d:DIVO~VESP
domitilla_the_elder|Domitilla|II.1.tit:DOMITILL II.1.ves:DOMITILL II.1.dom:DOMITILL
titus|Titus,Tito,Tite|II.1.tit II.1.ves:(^|IMP~)T(ITVS|ITO)?~(FL|CAES|VESP|IMP) II.1.dom:T~DIVO|DIVO~TITO|DIVO~AVG~T IV.tr_d:DIVO~TITO
julia_titi|Julia Titi,Julia|II.1.tit:IVLIA II.1.dom:IVLIA
domitian|Domitian,Domitianus,Domitien,Domiziano,Domiciano|II.1.dom II.1.ves:DOMIT(?!ILL) II.1.tit:DOMIT(?!ILL)
domitia|Domitia,Domitia Longina|II.1.dom:DOMITIA II.1.tit:DOMITIA
nerva|Nerva,Divus Nerva|II.ner II.tr:DIVV?S?O?~NERVA IV.tr_d:DIVO~NERV
trajan|Trajan,Traianus,Traian,Trajano,Traiano,Trajanus|II.tr II.hdn:DIVI?O?~TRAIANO?~PARTH|^DIVVS~TRAIANVS IV.tr_d:DIVO~TRAIANO
plotina|Plotina|II.tr:PLOTINA II.hdn:PLOTINA
marciana|Marciana|II.tr:MARCIANA
matidia|Matidia|II.tr:MATIDIA II.hdn:MATIDIA
hadrian|Hadrian,Hadrianus,Hadrien,Adriano|II.hdn II.3.hdn III.ant:DIVVS~HADR IV.tr_d:DIVO~HADR
sabina|Sabina,Vibia Sabina|II.hdn:SABINA II.3.hdn
antinous|Antinous|II.hdn
lucius_aelius|Aelius,Aelius Caesar,Lucius Aelius|II.hdn:AELIVS~CAES II.3.hdn
antoninus_pius|Antoninus Pius,Anton. Pius,Ant. Pius,Antoninus,A. Pius,Antonin,Antonin le Pieux,Antonino Pio,Pius|III.ant II.hdn:ANTONINVS III.m_aur:DIVVS~ANTON IV.tr_d:DIVO~PIO
faustina_i|Faustina,Faustina I,Faustina Senior,Faustina the Elder,Faustina sr,Faustina Maior|III.ant:^DIVA|^DIVAE|FAVSTINA.*P~P$|FAVSTINA~AVG(VSTA)?$
faustina_ii|Faustina,Faustina II,Faustina Junior,Faustina the Younger,Faustina jr,Faustina Minor|III.ant:FAVSTINA.*F(IL)?$|FAVSTINA~AVG(VSTA)?$ III.m_aur:FAVSTINA
marcus_aurelius|Marcus Aurelius,Aurelius,M. Aurelius,M. Aur,M. Aurel,Marc Aurel,Mark Aurel,Marc Aurele,Marco Aurelio,Marco Aurelio Antonino|III.m_aur III.ant:AVRELIVS~CAES III.com:DIVVS~M~ANT IV.tr_d:DIVO~MARCO
lucius_verus|Lucius Verus,Verus,L. Verus|III.m_aur:VERVS
lucilla|Lucilla|III.m_aur:LVCILL
commodus|Commodus,Commode,Commodo|III.com III.m_aur:COMMOD IV.tr_d:DIVO~COMMODO
crispina|Crispina|III.com:CRISPINA
pertinax|Pertinax|IV.pert IV.ss:DIVVS~PERT
didius_julianus|Didius Julianus|IV.dj
didia_clara|Didia Clara|IV.dj
manlia_scantilla|Manlia Scantilla|IV.dj
pescennius_niger|Pescennius Niger,Pescennius|IV.pn
clodius_albinus|Clodius Albinus,Albinus|IV.ca
septimius_severus|Septimius Severus,Septimius,S. Severus,Sept. Severus,Septime Severe,Severus|IV.ss IV.crl:DIVO~SE IV.tr_d:DIVO~SEVERO
julia_domna|Julia Domna,Domna|IV.ss:IVLIA IV.crl:IVLIA
caracalla|Caracalla,Antoninus (Caracalla)|IV.crl IV.ss:ANTONINVS IV.sa:DIVO~ANTONINO~MAGNO
plautilla|Plautilla|IV.crl:PLAVTILL
geta|Geta|IV.ge IV.ss:GETA
macrinus|Macrinus|IV.mcs
diadumenian|Diadumenian,Diadumenianus|IV.mcs
elagabalus|Elagabalus,Elagabal,Heliogabalus,Heliogabal|IV.el
julia_maesa|Julia Maesa,Maesa|IV.el:MAESA IV.sa:MAESA
julia_soaemias|Julia Soaemias,Soaemias|IV.el
julia_paula|Julia Paula,Paula|IV.el
aquilia_severa|Aquilia Severa|IV.el
annia_faustina|Annia Faustina|IV.el
severus_alexander|Severus Alexander,Alexander Severus,Sev. Alexander,Alexandre Severe,Severus|IV.sa IV.el:ALEXANDER IV.tr_d:DIVO~ALEXANDRO
julia_mamaea|Julia Mamaea,Mamaea,Julia Mamea|IV.sa
sallustia_orbiana|Orbiana|IV.sa
maximinus_thrax|Maximinus,Maximinus I,Maximinus Thrax,Maximinus I Thrax|IV.max_i
gaius_julius_verus_maximus|Maximus,Maximus Caesar|IV.mxs
caecilia_paulina|Paulina,Caecilia Paulina|IV.pa
gordian_i|Gordian,Gordian I,Gordian I Africanus|IV.gor_i
gordian_ii|Gordian,Gordian II,Gordian II Africanus|IV.gor_ii
balbinus|Balbinus|IV.balb IV.gor_iii_caes
pupienus|Pupienus|IV.pup IV.gor_iii_caes
gordian_iii|Gordian,Gordian III,Gordianus III,Gordien III|IV.gor_iii IV.gor_iii_caes
sabinia_tranquillina|Tranquillina|IV.gor_iii
philip_the_arab|Philip,Philip I,Philip the Arab,Philippus,Philippus I,Philippe,Philip I the Arab,Philip I Arab,Philippus Arabs|IV.ph_i
philippus_ii|Philip,Philip II,Philippus II|IV.ph_i
otacilia_severa|Otacilia Severa,Otacilia|IV.ph_i
pacatianus|Pacatianus,Pacatian|IV.pac
jotapianus|Jotapianus,Jotapian|IV.jot
mar_silbannacus|Mar. Silbannacus,Silbannacus|IV.mar_s
sponsianus|Sponsianus,Sponsian|IV.spon
trajan_decius|Trajan Decius,Traianus Decius,Trajanus Decius,Decius,Trajano Decio|IV.tr_d
herennia_etruscilla|Etruscilla,Herennia Etruscilla|IV.tr_d
herennius_etruscus|Herennius,Herennius Etruscus|IV.tr_d
hostilian|Hostilian,Hostilianus|IV.tr_d IV.tr_g:HOST|QVINTVS
trebonianus_gallus|Trebonianus Gallus,Gallus,Treb. Gallus|IV.tr_g
volusian|Volusian,Volusianus,Volusien|IV.vo IV.tr_g:VOLVSIAN
aemilian|Aemilian,Aemilianus|IV.aem
cornelia_supera|Cornelia Supera|IV.aem
uranius_antoninus|Uranius Antoninus,Uranius|IV.uran_ant
valerian|Valerian,Valerian I,Valerianus,Valerianus I,Valerien,Valeriano|V.val_i V.val_i-gall V.val_i-gall-val_ii-sala
gallienus|Gallienus,Gallien,Gallieno|V.gall(1) V.gall(2) V.val_i-gall V.gall_sala(1) V.gall_sala(2) V.gall_sals V.val_i-gall-val_ii-sala
cornelia_salonina|Salonina|V.sala(1) V.sala(2) V.gall_sala(1) V.gall_sala(2) V.val_i-gall-val_ii-sala
valerian_ii|Valerian II,Valerianus II,Valerian|V.val_ii V.val_i-gall-val_ii-sala
saloninus|Saloninus|V.sals V.gall_sals
egnatia_mariniana|Mariniana|V.marin
quintus_julius_gallienus|Quintus Julius Gallienus|V.qjg
macrianus_minor|Macrianus,Macrianus Minor,Macrian|V.mac_ii
quietus|Quietus|V.quit
regalianus|Regalianus|V.reg
dryantilla|Dryantilla|V.dry
aureolus|Aureolus|V.aurl V.post:POSTVMVS
postumus|Postumus,Postume,Postumo|V.post V.aurl
laelianus|Laelianus|V.lae
marius|Marius|V.mar
victorinus|Victorinus|V.vict
domitian_ii|Domitianus of Gaul,Domitian II,Domitianus II|V.dom_g
tetricus_i|Tetricus,Tetricus I,Tetricus sr|V.tet_i
tetricus_ii|Tetricus,Tetricus II,Tetricus jr|V.tet_i
claudius_ii_gothicus|Claudius Gothicus,Claudius II,Claudius II Gothicus,Claude II|V.cg VII
quintillus|Quintillus|V.qu V.cg:DIVO
aurelian|Aurelian,Aurelianus,Aurelien,Aureliano|V.aur V.aur_seva V.vab
ulpia_severina|Severina|V.seva V.aur_seva
vabalathus|Vabalathus|V.vab V.aur:VABAL
zenobia|Zenobia|V.zen
tacitus|Tacitus,Tacite|V.tac
florianus|Florian,Florianus|V.fl
probus|Probus,Probo|V.pro V.cg:DIVO
bonosus|Bonosus|V.bon
saturninus|Saturninus|V.sat
carus|Carus|V.car
carinus|Carinus,Carin|V.car
numerian|Numerian,Numerianus|V.car
magnia_urbica|Magnia Urbica,Urbica|V.car
nigrinian|Nigrinian,Nigrinianus|V.car
sabinus_julianus|Julian of Pannonia,Sabinus Julianus|V.jul_i
carausius|Carausius|V.cara V.cara-dio-max_her
allectus|Allectus|V.all
amandus|Amandus|V.ama
anonymous|Anonymous|I.cw II.anys V.intr
"""  # noqa: E501 - one person a line
_LATE: Final = r"""
diocletian|Diocletian,Diocletianus,Dioclétien,Diocleziano|DIOCLETI?AN|V.dio VI V.cara-dio-max_her:DIOCLET
maximian|Maximian,Maximianus,Maximian Herculius,Maximianus Herculius,Maximien,Maximiano|MAXIMIAN|V.dio VI VII V.cara-dio-max_her:MAXIMI
constantius_chlorus|Constantius,Constantius I,Constantius Chlorus,Constantius I Chlorus,Constance I|CONSTANTI[VO]|V.dio:CONSTANTIVS VI VII
galerius|Galerius,Maximianus Galerius|MAXIMIAN|V.dio:MAXIMIANVS VI
galeria_valeria|Galeria Valeria,Valeria|VALERIA|VI
severus_ii|Severus II,Flavius Severus,Severus|SEVER|VI
maximinus_daia|Maximinus II,Maximinus Daia,Maximinus Daza,Maximinus,Maximinus II Daia|MAXIMIN|VI VII
maxentius|Maxentius,Maxence|MAXENT|VI
valerius_romulus|Romulus|ROMVL|VI
domitius_alexander|Domitius Alexander,Alexander of Carthage|ALEXAND|VI
licinius|Licinius,Licinius I|LICIN|VI VII
licinius_ii|Licinius II,Licinius|LICIN|VII
constantine_i|Constantine,Constantine I,Constantine the Great,Constantinus,Constantin,Constantin I,Costantino|CONSTANTIN|VI VII VIII V.cg:DIVO
helena|Helena|HELENA|VII VIII
fausta|Fausta|FAVSTA|VII
theodora|Theodora|THEODORA|VII VIII
crispus|Crispus,Crispo|CRISP|VII
dalmatius|Delmatius,Dalmatius|D[AE]LMAT|VII
hannibalianus|Hanniballianus|HANNIBAL|VII
constantine_ii|Constantine II,Constantinus II,Constantin II|CONSTANTIN|VII VIII
constans|Constans|CONSTANS|VII VIII
constantius_ii|Constantius II,Constance II,Constantius|CONSTANTI[VO]|VII VIII
nepotianus|Nepotian,Nepotianus|NEPOTIAN|VIII
vetranio|Vetranio|VETRAN|VIII
magnentius|Magnentius|MAGNENT|VIII
decentius|Decentius|DECENT|VIII
constantius_gallus|Constantius Gallus,Gallus|CONSTANTI[VO]|VIII
julian_the_apostate|Julian,Julian II,Julian the Apostate,Julianus,Julien|IVLIAN|VIII
jovianus|Jovian,Jovianus|IOVIAN|VIII IX
valentinian_i|Valentinian I,Valentinian,Valentinianus|VALENTINIAN|IX
valens|Valens|VALENS|IX
procopius|Procopius|PROCOP|IX
gratian|Gratian,Gratianus|GRATIAN|IX
valentinian_ii|Valentinian II,Valentinian|VALENTINIAN|IX
theodosius_i|Theodosius,Theodosius I|THEODOS|IX
aelia_flacilla|Aelia Flaccilla,Flaccilla|FLACCILL|IX
magnus_maximus|Magnus Maximus,Maximus|MAXIM|IX
flavius_victor|Flavius Victor|VICTOR|IX
eugenius|Eugenius|EVGEN|IX
arcadius|Arcadius|ARCAD|IX X
honorius|Honorius|HONOR|IX X
"""  # noqa: E501 - one person a line
_LAST: Final = """
aelia_eudoxia|Eudoxia,Aelia Eudoxia
theodosius_ii|Theodosius II,Theodosius
aelia_eudocia|Eudocia,Aelia Eudocia
aelia_pulcheria|Pulcheria,Aelia Pulcheria
constantine_iii|Constantine III
constans_ii|Constans II
maximus_barcelona|Maximus of Barcelona,Maximus of Spain
priscus_attalus|Priscus Attalus
jovinus|Jovinus
sebastianus|Sebastianus
joannes|Johannes,Joannes,John
galla_placidia|Galla Placidia
grata_honoria|Honoria
valentinian_iii|Valentinian III
licinia_eudoxia|Licinia Eudoxia
petronius_maximus|Petronius Maximus
avitus|Avitus
marcian|Marcian,Marcianus
leo_i|Leo I,Leo
aelia_verina|Verina,Aelia Verina
leo_ii|Leo II,Leo II and Zeno
majorian|Majorian
libius_severus|Libius Severus,Severus III
anthemius|Anthemius
marcia_euphemia|Euphemia
olybrius|Olybrius
glycerius|Glycerius,Glycereius
julius_nepos|Julius Nepos,Nepos
basiliscus|Basiliscus,Basilicus,Basiliscus and Marcus
romulus_augustulus|Romulus Augustus,Romulus Augustulus
odoacer|Odovacar,Odoacar,Odoacer
zeno|Zeno
leontius|Leontius
aelia_ariadne|Ariadne,Aelia Ariadne
gallic_1_ric.10|Visigoths
gallic_2_ric.10|Burgundians or Franks
spanish_ric.10|Suevi
non_imp_african_ric.10|Non-Imperial African,Vandals
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A section that holds coins of a person; `legend` tells them there when it is another's section."""

    volume: str
    section: str
    legend: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """`legend` is how the name begins on coins of VI to IX, where no section tells the person."""

    id: str
    names: tuple[str, ...]
    places: tuple[Place, ...]
    legend: re.Pattern[str] | None = None

    @property
    def volumes(self) -> frozenset[str]:
        return frozenset(place.volume for place in self.places)


def _place(written: str) -> Place:
    where, _, legend = written.partition(":")
    match = re.fullmatch(r"([IVX]+(?:\.[1-4])?)(?:\.([a-z].*))?", where)
    if not match:
        raise ValueError(written)
    pattern = re.compile(legend.replace("~", " ")) if legend else None
    return Place(match.group(1), match.group(2) or "", pattern)


def _early(line: str) -> Person:
    code, names, places = line.split("|", 2)
    return Person(code, tuple(names.split(",")), tuple(map(_place, places.split())))


def _late(line: str) -> Person:
    code, names, legend, places = line.split("|", 3)
    return Person(code, tuple(names.split(",")), tuple(map(_place, places.split())), re.compile(legend))


def _last(line: str) -> Person:
    code, names = line.split("|")
    return Person(code, tuple(names.split(",")), (Place("X", ""),))


PERSONS_OF_RIC: Final[dict[str, Person]] = {
    person.id: person
    for read, lines in ((_early, _EARLY), (_late, _LATE), (_last, _LAST))
    for person in map(read, lines.strip().splitlines())
}


def folded_name(name: str) -> str:
    """Without case, accents, points and doubled blanks; "_" is a blank."""
    return " ".join(fold_text(name.replace("_", " ")).low.replace(".", "").split())


@cache
def _ids_by_name() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for person in PERSONS_OF_RIC.values():
        for name in (*person.names, person.id):
            found.setdefault(folded_name(name), set()).add(person.id)
    return {name: frozenset(ids) for name, ids in found.items()}


def persons_named(name: str) -> frozenset[str]:
    """Nomisma ids of the persons of RIC that bear this name: "Gordian" is three; none for a name not in RIC."""
    return _ids_by_name().get(folded_name(name), frozenset())


def places_of(ids: Iterable[str]) -> tuple[Place, ...]:
    return tuple(place for one in ids if one in PERSONS_OF_RIC for place in PERSONS_OF_RIC[one].places)


@cache
def guests_of(volume: str, section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Who else is shown in a section, each with what tells the legends."""
    return tuple(
        (person.id, place.legend)
        for person in PERSONS_OF_RIC.values()
        for place in person.places
        if place.legend and (place.volume, place.section) == (volume, section)
    )


OF_HADRIAN: Final = frozenset({"hadrian", "sabina", "antinous", "lucius_aelius"})
"""Whose coins under Hadrian are numbered anew in II.3 (2019)."""

_NAMES_ON_LATE_COINS: Final = {person.id: person.legend for person in PERSONS_OF_RIC.values() if person.legend}


def shown_late(legend: str) -> frozenset[str]:
    """Whom an obverse legend of VI to IX may name; empty when it names nobody (VRBS ROMA) or is unknown."""
    return frozenset(one for one, pattern in _NAMES_ON_LATE_COINS.items() if pattern.search(legend))
