"""Words of Roman legends other than names: what is praised, whom it belongs to, what is said of it.

Each is written as in a dictionary. `THINGS` head a phrase (PAX, VICTORIA, IOVIS), `EPITHETS` agree with what they
stand beside (REDVX, INVICTVS), `DEPENDENTS` are in the genitive unless written out (MILITVM, SAECVLI).
"""

VIRTUES = """
Victoria, Virtus Virtutis f, Pax Pacis f, Concordia, Providentia, Felicitas Felicitatis f, Salus Salutis f, Fides ei
f, Securitas Securitatis f, Pietas Pietatis f, Aequitas Aequitatis f, Liberalitas Liberalitatis f, Libertas
Libertatis f, Laetitia, Fortuna, Spes ei f, Annona, Moneta, Aeternitas Aeternitatis f, Abundantia, Adventus us m,
Hilaritas Hilaritatis f, Pudicitia, Fecunditas Fecunditatis f, Iustitia, Clementia, Indulgentia, Genius, Uberitas
Uberitatis f, Ubertas Ubertatis f, Gloria, Profectio Profectionis f, Adlocutio Adlocutionis f, Consecratio
Consecrationis f, Honos Honoris m, Nobilitas Nobilitatis f, Munificentia, Magnificentia, Patientia, Perpetuitas
Perpetuitatis f, Tranquillitas Tranquillitatis f, Constantia, Disciplina, Quies Quietis f, Requies Requietis f,
Utilitas Utilitatis f, Sapientia, Claritas Claritatis f, Memoria, Beatitudo Beatitudinis f, Gaudium, Reparatio
Reparationis f, Oriens Orientis m, Ops Opis f, Tutela, Eventus us m, Expectatio Expectationis f, Consensus us m,
Restitutio Restitutionis f, Maiestas Maiestatis f, Exsuperantia, Renovatio Renovationis f, Renovator Renovatoris m,
Restitutor Restitutoris m, Pacator Pacatoris m, Rector Rectoris m, Fundator Fundatoris m, Triumphus, Triumphator
Triumphatoris m, Triumfator Triumfatoris m, Debellator Debellatoris m, Moderatio Moderationis f, Adoptio Adoptionis
f, Conditor Conditoris m, Fortitudo Fortitudinis f, Humanitas Humanitatis f, Alacritas Alacritatis f, Recuperator
Recuperatoris m, Propagator Propagatoris m, Sospitator Sospitatoris m, Nutritor Nutritoris m, Mens Mentis f,
Potestas Potestatis f, Progenies ei f, Liberatrix Liberatricis f, Adsertor Adsertoris m, Auctor
Auctoris m, Gubernator Gubernatoris m, Locupletator Locupletatoris m, Liberator Liberatoris m, Redemptor Redemptoris
m, Reparator Reparatoris m, Processus us m, Traiectus us m, Decursio Decursionis f, Vehiculatio Vehiculationis f,
Reditus us m, Spectaculum, Ludus, Natalis Natalis m, Religio Religionis f, Tempus Temporis n, Saeculum, Propago
Propaginis f, Origo Originis f, Gratia, Salvator Salvatoris m, Propugnatio Propugnationis f, Conservatio
Conservationis f, Tellus Telluris f, Aurora, Amor Amoris m, Benignitas Benignitatis f, Caritas Caritatis f,
Praesidium, Praesidia, Pecunia, Perennitas Perennitatis f, Principium, Ordo Ordinis m,
Opportunitas Opportunitatis f
"""

DEITIES = """
Iuppiter Iovis m, Iovis Iovis m, Mars Martis m, Hercules Herculis m, Sol Solis m, Venus Veneris f, Iuno Iunonis f,
Minerva, Apollo Apollinis m, Diana, Mercurius, Neptunus, Vulcanus, Ceres Cereris f, Vesta, Roma, Cybele Cybelae f,
Mater Matris f, Liber Liberi m, Bacchus, Silvanus, Serapis Serapidis m, Isis Isidis f, Aesculapius, Ianus, Saturnus,
Nemesis Nemesis f, Luna, Tiberis Tiberis m, Danuvius, Rhenus, Nilus, Oceanus, Dis Ditis m, Deus, Dea, Honor Honoris
m, Libera, Bellona, Pluto Plutonis m, Quirinus, Flora, Faunus, Feronia, Proserpina, Castor Castoris m, Pollux
Pollucis m, Dioscurus, Numen Numinis n, Lar Laris m, Penas Penatis m, Terra, Ammon Ammonis m, Hammon Hammonis m,
Nympha, Fatum
"""

EPITHETS = """
Redux Reducis, Navalis Navalis, Servatus a um, Humanus a um, Remissus a um, Adsignatus a um, Iovius a um, Herculius
a um, Capitolinus a um, Partus a um, Sublatus a um, Iudaicus a um, Redactus a um, Destinatus a um, Laudandus a um,
Exoriens Exorientis, Auctus a um, Auctrix Auctricis f, Omnis Omnis, Cretensis Cretensis, Libycus a um, Nemaeus a um,
Erymanthinus a um, Erymanthius a um, Pisaeus a um, Victoriosus a um, Obsequens Obsequentis, Stabilis Stabilis,
Divinus a um, Maternus a um, Illyricianus a um, Pannonicus a um, Natus a um, Traianus a um, Gentilis Gentilis,
Latinus a um, Conservator Conservatoris m, Conservatrix Conservatricis f, Victor Victoris m, Victrix Victricis f,
Propugnator Propugnatoris m, Pacifer a um, Ultor Ultoris m, Stator Statoris m, Tonans Tonantis, Custos Custodis m,
Comes Comitis m, Invictus a um, Publicus a um, Aeternus a um, Perpetuus a um, Genetrix Genetricis f, Genitrix
Genitricis f, Regina, Lucina, Lucifer a um, Sospita, Caelestis Caelestis, Martialis Martialis, Captus a um, Devictus
a um, Receptus a um, Actius a um, Actiacus a um, Palatinus a um, Propitius a um, Salutaris Salutaris, Exsuperator
Exsuperatoris m, Exsuperatorius a um, Sponsor Sponsoris m, Iuvenis Iuvenis m, Fautrix Fautricis f, Deusoniensis
Deusoniensis, Gaditanus a um, Aelianus a um, Pincensis Pincensis, Romanus a um, Mutuus a um, Certus a um, Bonus a
um, Sanctus a um, Sacer a um, Sacratus a um, Magnus a um, Felix Felicis, Pius a um, Restitutus a um, Saecularis
Saecularis, Renascens Renascentis, Resurgens Resurgentis, Libertus a um, Subactus a um, Susceptus a um, Solutus a
um, Decennalis Decennalis, Quinquennalis Quinquennalis, Vicennalis Vicennalis, Frugifer a um, Monetalis Monetalis,
Magnusanus a um, Macusanus a um, Crescens Crescentis, Latus a um, Laetus a um, Beatus a um, Communis Communis,
Diurnus a um, Tutator Tutatoris m, Defensor Defensoris m, Pacatus a um, Militaris Militaris, Equester a um, Iustus a
um, Novus a um, Immortalis Immortalis, Fulminator Fulminatoris m, Fulgerator Fulgeratoris m, Opifer a um, Augusteus
a um, Amicus a um, Praesens Praesentis, Praesul Praesulis m, Auspex Auspicis m, Universus a um, Secundus a um,
Tertius a um, Primus a um, Adiutrix Adiutricis f, Fulminatus a um, Geminus a um, Minervius a um, Ferratus a um,
Macedonicus a um, Gallicus a um, Scythicus a um, Datus a um, Feriundus a um, Genialis Genialis, Iuvenalis Iuvenalis,
Lugdunensis Lugdunensis, Nemausensis Nemausensis, Argivus a um, Erycinus a um, Verus a um, Maritimus a um, Mansuetus
a um, Fundatus a um, Libysticus a um, Clarus a um, Intemeratus a um
"""

DEPENDENTS = {
    "gpm": "Miles Militis m, Romanus, Parthus, Eques Equitis m, Barbarus a um, Deus, Civis Civis m",
    "gsm": "Exercitus us m, Populus, Orbis Orbis m, Senatus us m, Mundus, Princeps Principis m, Comitatus us m",
    "gsf": "Iuventus Iuventutis f, Patria, Urbs Urbis f, Res ei f, Iuventas Iuventatis f",
    "gpf": "Terra, Gens Gentis f, Cohors Cohortis f, Provincia, Gallia",
    "gpn": "Tempus Temporis n, Castrum, Meritum",
    "gsn": "Saeculum, Imperium, Genus Generis n",
}

PLACES = """
Africa, Aegyptus, Alexandria, Achaia, Antiochia, Armenia, Arabia, Asia, Britannia, Bithynia, Cappadocia, Cilicia,
Dacia, Dalmatia, Gallia, Germania, Graecia, Hispania, Italia, Iudaea, Libya, Macedonia, Mauretania, Mesopotamia,
Moesia, Nicomedia, Noricum, Pannonia, Parthia, Phrygia, Sarmatia, Scythia, Sicilia, Syria, Thracia, Alamannia,
Francia, Gothia, Illyricum, Constantinopolis Constantinopolis f, Carthago Carthaginis f, Karthago Karthaginis f,
Siscia, Ostia, Lugdunum, Treverus, Londinium, Ravenna, Actium, Gabinus, Mediolanum, Aquileia, Sirmium, Heraclea,
Nicaea, Thessalonica, Cyzicus, Ephesus, Tarraco Tarraconis f, Emerita, Hadria, Oriens Orientis m, Narbo Narbonis f,
Nemausus, Patra, Corinthus, Berytus, Tyrus, Bostra, Caesarea, Euphrates Euphratis m, Tigris Tigridis m, Ancyra,
Hierosolyma, Palatium, Capitolium, Adiabene Adiabenae f, Germanus, Sarmata m, Britannus, Dacus, Francus, Alamannus,
Persa m
"""

# Nouns that may head a phrase but stand for no virtue.
NOUNS = """
Ara, Templum, Macellum, Basilica, Forum, Portus us m, Via, Aqua, Columna, Circus, Arcus us m, Porta, Statua, Votum,
Ludus, Congiarium, Alimentum, Tropaeum, Signum, Clipeus, Regnum, Dominus, Domus us f, Nomen Nominis n, Filius,
Filia, Frater Fratris m, Soror Sororis f, Coniunx Coniugis f, Uxor Uxoris f, Pater Patris m, Avus, Parens Parentis
m, Mater Matris f, Puella, Puer Pueri m, Rex Regis m, Lectisternium, Classis Classis f, Legio Legionis f, Equus,
Annus, Dies ei m, Caput Capitis n, Vis Vis f, Ars Artis f, Lex Legis f, Cura, Custodia, Vexillum, Civitas Civitatis
f, Colonia, Municipium, Metropolis Metropolis f, Metallum, Rogus, Mons Montis m, Pons Pontis m, Navis Navis f,
Auxilium, Sacerdos Sacerdotis m, Augur Auguris m, Bonum, Frux Frugis f, Iustitium, Moles Molis f, Aerarium, Aes
Aeris n, Argentum, Aurum, Dux Ducis m, Homo Hominis m, Auspicium, Hostis Hostis m, Socer Soceri m, Genitor Genitoris
m, Fiscus, Foedus Foederis n, Calumnia, Quiris Quiritis m, Certamen Certaminis n, Ora, Aedes Aedis f, Dedicatio
Dedicationis f, Penna, Merces Mercedis f, Praetorianus
"""

# Written as they are; the small words between, and verbs.
INVARIABLE = """
et, ob, ex, de, ab, a, ad, in, pro, cum, per, sub, post, ac, atque, ubique, undique, feliciter, populusque, semper,
sic, restituit, fecit, adquisit, venit, vici, vidi, posuit, dat, dedit, utere, expectate, veni, vincas, vivas,
floreas, bis, ter, semel, iterum, supra, extra, sine, inter, instituta, constituit, est, numerum, nata, suo, suae,
sua, suis, sui, suorum, nostra, qui, quod, quae, hoc, in hoc signo victor eris, eris, simul, votis, multis
"""
PREPOSITIONS = {
    **dict.fromkeys(("a", "ab", "ex", "de", "cum", "pro", "sine", "sub"), "b"),
    **dict.fromkeys(("ob", "ad", "per", "post", "inter", "supra", "extra"), "a"),
}

# Surnames of legions by their beginnings, as they stand behind LEG and a number.
LEGIONS = {
    "adi": "Adiutrix",
    "ant": "Antiqua",
    "ap": "Apollinaris",
    "aug": "Augusta",
    "cl": "Claudia",
    "cyr": "Cyrenaica",
    "fl": "Flavia",
    "fre": "Fretensis",
    "gal": "Gallica",
    "gem": "Gemina",
    "ital": "Italica",
    "lib": "Libyca",
    "mac": "Macedonica",
    "min": "Minervia",
    "parth": "Parthica",
    "praet": "Praetoria",
    "pri": "Primigenia",
    "scy": "Scythica",
    "trai": "Traiana",
    "ual": "Valeria",
    "uic": "Victrix",
    "ulp": "Ulpia",
    "m": "Martia",
    "u": "Victrix",
    "p": "Pia",
    "f": "Fidelis",
}
