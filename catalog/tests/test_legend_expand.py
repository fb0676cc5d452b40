"""What legends say in full: Latin grammar, titles, numerals, Greek, and what is not understood."""

import pytest

from catalog.legends.expand import expand
from catalog.legends.greek import transliterate
from catalog.legends.latin import decline, with_u_and_v
from catalog.legends.numerals import read_greek, read_roman, write_roman


def shown(legend, side=""):
    return expand(legend, side=side).expanded


def case(legend, expanded):
    return pytest.param(legend, expanded, id=legend)


@pytest.mark.parametrize(
    ("legend", "expanded"),
    [
        case("IMP C M AVR CL QVINTILLVS AVG", "Imperator Caesar Marcus Aurelius Claudius Quintillus Augustus"),
        case("IMP C C VAL DIOCLETIANVS P F AVG", "Imperator Caesar Gaius Valerius Diocletianus Pius Felix Augustus"),
        case("IMP C L DOM AVRELIANVS AVG", "Imperator Caesar Lucius Domitius Aurelianus Augustus"),
        case("IMP DOM AVG", "Imperator Domitianus Augustus"),
        case("IMP C M Q TRAIANVS DECIVS AVG", "Imperator Gaius Messius Quintus Traianus Decius Augustus"),
        case("C P ESV TETRICVS CAES", "Gaius Pius Esuvius Tetricus Caesar"),
        case("GAL VAL MAXIMIANVS NOB C", "Galerius Valerius Maximianus Nobilissimus Caesar"),
        case("D N FL CL CONSTANTIVS NOB CAES", "Dominus Noster Flavius Claudius Constantius Nobilissimus Caesar"),
        case("LICINIVS IVN N C", "Licinius Iunior Nobilissimus Caesar"),
        case("IMP GALLIENVS P AVG", "Imperator Gallienus Pius Augustus"),
        case("IMPP CARVS ET CARINVS AVGG", "Imperatores Carus et Carinus Augusti"),
        case("TITVS ET DOMITIAN CAES PRIN IVV", "Titus et Domitianus Caesares Principes Iuventutis"),
        case(
            "IMP SER SVLP GALBA CAES AVG TR P", "Imperator Servius Sulpicius Galba Caesar Augustus Tribunicia Potestate"
        ),
        case("TI CAESAR AVG", "Tiberius Caesar Augustus"),
        case("CN PISO C PLOT L SVRDIN", "Gnaeus Piso Gaius Plotius Lucius Surdinus"),
        case("M·SCAVR·AED·CVR·EX·S·C", "Marcus Scaurus Aedilis Curulis ex Senatus Consulto"),
    ],
)
def test_names_and_titles(legend, expanded):
    assert shown(legend) == expanded


@pytest.mark.parametrize(
    ("legend", "expanded"),
    [
        case("SALONINA AVG", "Salonina Augusta"),
        case("SALL BARB ORBIANA AVG", "Sallustia Barbia Orbiana Augusta"),
        case("IVLIA PIA FELIX AVG", "Iulia Pia Felix Augusta"),
        case("SABINA AVGVSTA HADRIANI AVG P P", "Sabina Augusta Hadriani Augusti Patris Patriae"),
        case("DOMITIA AVG IMP DOMITIAN AVG GERM", "Domitia Augusta Imperatoris Domitiani Augusti Germanici"),
        case("FAVSTINA AVG PII AVG FIL", "Faustina Augusta Pii Augusti filia"),
        case("IVLIA IMP T AVG F AVGVSTA", "Iulia Imperatoris Titi Augusti filia Augusta"),
    ],
)
def test_women(legend, expanded):
    assert shown(legend) == expanded


@pytest.mark.parametrize(
    ("legend", "expanded"),
    [
        case("CAESAR DIVI F", "Caesar Divi filius"),
        case("CAESARI DIVI F", "Caesari Divi filio"),
        case("IMP CAES DIVI VESP F DOMIT AVG", "Imperator Caesar Divi Vespasiani filius Domitianus Augustus"),
        case("AVRELIVS CAES AVG PII F", "Aurelius Caesar Augusti Pii filius"),
        case("DRVSVS CAESAR TI AVG F DIVI AVG N", "Drusus Caesar Tiberii Augusti filius Divi Augusti nepos"),
        case("C CAESAR DIVI AVG PRON AVG", "Gaius Caesar Divi Augusti pronepos Augustus"),
        case("M AGRIPPA L F COS III", "Marcus Agrippa Lucii filius Consul III"),
        case("L CASSIVS Q F", "Lucius Cassius Quinti filius"),
        case("VICTORIA AVG N", "Victoria Augusti Nostri"),
    ],
)
def test_fathers_and_grandfathers(legend, expanded):
    assert shown(legend) == expanded


@pytest.mark.parametrize(
    ("legend", "expanded"),
    [
        case("PAX AVG", "Pax Augusti"),
        case("PAX AVGG", "Pax Augustorum"),
        case("CONCORDIA AVGGG", "Concordia Augustorum"),
        case("VICTORIA AVGG ET CAESS NN", "Victoria Augustorum et Caesarum Nostrorum"),
        case("SACRA MONET AVGG ET CAESS NOSTR", "Sacra Moneta Augustorum et Caesarum Nostrorum"),
        case("SAC MON VRB AVGG ET CAESS NN", "Sacra Moneta Urbis Augustorum et Caesarum Nostrorum"),
        case("M ARRI SECVNDVS", "Marcus Arrius Secundus"),
        case("VIRTVS PROBI AVG", "Virtus Probi Augusti"),
        case("VICTORIAE AVG", "Victoriae Augusti"),
        case("CERES AVGVST", "Ceres Augusta"),
        case("ROM ET AVG", "Roma et Augustus"),
        case("PRINCIPI IVVENTVTIS", "Principi Iuventutis"),
        case("SACR MONET AVGG", "Sacra Moneta Augustorum"),
        case("DIANAE CONS AVG", "Dianae Conservatrici Augusti"),
        case("FIDES EXERC", "Fides Exercitus"),
        case("CONCORD MIL", "Concordia Militum"),
        case("LAETITIA TEMP", "Laetitia Temporum"),
        case("LIBERTATIS PVBLIC", "Libertatis Publicae"),
        case("VICTORIAE LAETAE PRINC PERP", "Victoriae Laetae Principis Perpetui"),
        case("FORTVNAE RED", "Fortunae Reduci"),
        case("IOVI CONS", "Iovi Conservatori"),
        case("MINER VICT", "Minerva Victrix"),
        case("AVCTOR PIETAT", "Auctor Pietatis"),
        case("SECVRIT P R", "Securitas Populi Romani"),
        case("PIETAS AVG COS III", "Pietas Augusti Consul III"),
        case("FEL TEMP REPARATIO", "Felicium Temporum Reparatio"),
    ],
)
def test_what_follows_a_virtue_or_deity(legend, expanded):
    assert shown(legend) == expanded


@pytest.mark.parametrize(
    ("legend", "expanded"),
    [
        case(
            "IMP CAES NERVAE TRAIANO AVG GER DAC P M TR P COS V P P",
            "Imperatori Caesari Nervae Traiano Augusto Germanico Dacico Pontifici Maximo Tribunicia Potestate Consuli V "
            "Patri Patriae",
        ),
        case("IMP CAE C VIB VOLVSIANO AVG", "Imperatori Caesari Gaio Vibio Volusiano Augusto"),
        case("DIVO AVG VESPAS S P Q R", "Divo Augusto Vespasiano Senatus Populusque Romanus"),
        case("D N DIOCLETIANO FELICISSIMO SEN AVG", "Domino Nostro Diocletiano Felicissimo Seniori Augusto"),
        case("D N CONSTANTINI MAX AVG", "Domini Nostri Constantini Maximi Augusti"),
        case("IMP CAESARI SCARPVS IMP", "Imperatori Caesari Scarpus Imperator"),
        case("CIVITATIBVS ASIAE RESTITVT", "Civitatibus Asiae Restitutis"),
        case("DIVOS AVGVST DIVI F", "Divus Augustus Divi filius"),
    ],
)
def test_case_of_abbreviations_follows_what_is_written_out(legend, expanded):
    assert shown(legend) == expanded


@pytest.mark.parametrize(
    ("legend", "expanded"),
    [
        case("TR P XX COS III", "Tribunicia Potestate XX Consul III"),
        case("TR POT XXVIIII IMP VIIII COS IIII P P", "Tribunicia Potestate XXIX Imperator IX Consul IV Pater Patriae"),
        case("IMP IIX", "Imperator VIII"),
        case("COS II DES III", "Consul II Designatus III"),
        case("COS II D III", "Consul II Designatus III"),
        case("COS ITER", "Consul iterum"),
        case("CENS P P P", "Censor Perpetuus Pater Patriae"),
        case("COS XI CENS POT P P", "Consul XI Censoria Potestate Pater Patriae"),
        case("PON MAX TRIBVN POTES P P", "Pontifex Maximus Tribunicia Potestate Pater Patriae"),
        case("VOT X MVLT XX", "Votis X Multis XX"),
        case("LEG XIIII GEM M V", "Legio XIV Gemina Martia Victrix"),
        case("LIB AVG V", "Liberalitas Augusti V"),
        case("PRINC IV", "Princeps Iuventutis"),
        case("IIIVIR A A A F F", "Triumvir Aere Argento Auro Flando Feriundo"),
    ],
)
def test_offices_and_counts(legend, expanded):
    assert shown(legend) == expanded


@pytest.mark.parametrize(
    ("legend", "expanded"),
    [
        case("CONSTAN-TINVS AVG", "Constantinus Augustus"),
        case("CONSTANTI-NVS AVG", "Constantinus Augustus"),
        case("GLORIA-RO-MANORVM", "Gloria Romanorum"),
        case("VIRTVS - MILITVM", "Virtus Militum"),
        case("D N VALENS-P F AVG", "Dominus Noster Valens Pius Felix Augustus"),
        case("RESTITVTOR-REIPVBLICA_E", "Restitutor Rei Publicae"),
        case("IMP.CAES.VESP•AVG", "Imperator Caesar Vespasianus Augustus"),
        case("VICTORIA AV/G S | C", "Victoria Augusti Senatus Consulto"),
        case("[IMP] C[AE]S (VESPASIANVS) AVG?", "Imperator Caesar Vespasianus Augustus"),
        case("IMPCAESVESPASIANAVG", "Imperator Caesar Vespasianus Augustus"),
        case("IMP CAESAR VESPAS IANVS AVG", "Imperator Caesar Vespasianus Augustus"),
        case("imp c probvs avg", "Imperator Caesar Probus Augustus"),
        case("АVG IМР", "Augustus Imperator"),
        case("PAX AVG or PAX AVGG", "Pax Augusti or Pax Augustorum"),
    ],
)
def test_legends_as_they_are_printed(legend, expanded):
    assert shown(legend) == expanded


@pytest.mark.parametrize(
    ("legend", "expanded"),
    [
        case("ΑΥΤ Κ Μ ΑΥΡ ΑΝΤΩΝΕΙΝΟϹ ϹΕΒ", "Autokrator Kaisar Markos Aurelios Antoneinos Sebastos"),
        case("AVT K M AYP ANTΩNINOC", "Autokrator Kaisar Markos Aurelios Antoninos"),
        case("СЄВАСТОС", "Sebastos"),
        case("ΙΟΥΛΙΑ ΔΟΜΝΑ ΣΕΒ", "Ioulia Domna Sebaste"),
        case("L IΔ", "year 14"),
        case("LΙΔ", "year 14"),
        case("ΕΤΟΥϹ ΗΞ", "year 68"),
        case("ΕΦΕϹΙΩΝ ΝΕΩΚΟΡΩΝ Β", "Ephesion Neokoron twice"),
        case("ΣΜΥΡΝΑΙΩΝ Γ ΝΕΩΚΟΡΩΝ", "Smyrnaion three times Neokoron"),
        case("ΔΗΜ ΕΞ ΥΠΑ ΤΟ Β", "Demarchikes Exousias Hypatos twice"),
        case("ΕΠΙ ΣΤΡ Μ ΑΥΡ ΑΛΕΞΑΝΔΡΟΥ", "Epi Strategou Markou Aureliou Alexandrou"),
        case("ΜΗΤΡΟ ΚΟΛ ΑΝΤΙΟΧΕΩΝ S C", "Metropoleos Kolonia Antiocheon Senatus Consulto"),
        case("ΒΑΣΙΛΕΩΣ ΑΝΤΙΟΧΟΥ", "Basileos Antiochou"),
        case("ΑΘΕ", "Athenaion"),
    ],
)
def test_greek(legend, expanded):
    assert shown(legend) == expanded


def test_every_word_has_a_part_with_what_it_stands_for():
    expansion = expand("VICTORIA AVGG TR P VII XYQZ Γ")
    assert [(part.text, part.expansion, part.kind) for part in expansion.parts] == [
        ("VICTORIA", "Victoria", "virtue"),
        ("AVGG", "Augustorum", "title"),
        ("TR P", "Tribunicia Potestate", "office"),
        ("VII", "VII", "iteration"),
        ("XYQZ", "XYQZ", "unknown"),
        ("Γ", "Γ", "mark"),
    ]
    assert expansion.unknown == ("XYQZ",)


@pytest.mark.parametrize(
    ("legend", "kind"),
    [
        pytest.param("PIVS", "honorific", id="honorific"),
        pytest.param("MARTI", "deity", id="deity"),
        pytest.param("AFRICA", "place", id="place"),
        pytest.param("PROBVS", "name", id="name"),
        pytest.param("S C", "formula", id="formula"),
        pytest.param("COS", "office", id="office"),
        pytest.param("ΑΜΑΣΤΡΙΑΝΩΝ", "ethnic", id="ethnic"),
    ],
)
def test_kinds(legend, kind):
    assert [part.kind for part in expand(legend).parts] == [kind]


def test_printed_form_stays_in_the_parts():
    assert [part.text for part in expand("CON-STAN-TINVS • AVG").parts] == ["CON-STAN-TINVS", "AVG"]


@pytest.mark.parametrize(
    ("surer", "than"),
    [
        pytest.param("PAX AVGVSTI", "PAX AVG", id="written out, abbreviated"),
        pytest.param("VICTORIA AVG", "VICTORIV AVG", id="known, misspelled"),
        pytest.param("AEQVITAS AVG", "AEQVT AVG", id="known, no word"),
    ],
)
def test_confidence(surer, than):
    assert expand(surer).confidence > expand(than).confidence


@pytest.mark.parametrize(
    "nothing", [pytest.param(text, id=name) for text, name in [("", "empty"), ("• - •", "stops"), ("\0", "null")]]
)
def test_a_legend_without_words(nothing):
    expansion = expand(nothing)
    assert (expansion.expanded, expansion.parts, expansion.confidence) == ("", (), 0.0)


def test_unlisted_latin_word_stays_as_it_is_printed_and_lowers_the_confidence():
    expansion = expand("CLVNIA SVL")
    assert expansion.expanded.startswith("Clunia")
    assert expansion.confidence < 0.8


# --- grammar, numerals, letters


@pytest.mark.parametrize(
    ("entry", "place", "form"),
    [
        pytest.param("Victoria", "gsf", "Victoriae", id="first"),
        pytest.param("Iulius", "gsm", "Iulii", id="second in -ius"),
        pytest.param("Saeculum", "gpn", "Saeculorum", id="second neuter"),
        pytest.param("Tempus Temporis n", "nsn", "Tempus", id="third neuter"),
        pytest.param("Gens Gentis f", "gpf", "Gentium", id="third in -ium"),
        pytest.param("Exercitus us m", "gpm", "Exercituum", id="fourth"),
        pytest.param("Fides ei f", "dsf", "Fidei", id="fifth"),
        pytest.param("Deus", "gpm", "Deorum", id="Deus is of the second"),
        pytest.param("Invictus a um", "dsf", "Invictae", id="adjective"),
        pytest.param("Pax Pacis f", "gsm", "Pacis", id="another gender asked for"),
    ],
)
def test_declension(entry, place, form):
    assert decline(entry, "word", "thing").form(place) == form


def test_dictionary_entry_without_a_genitive_is_refused():
    with pytest.raises(ValueError, match="needs its genitive"):
        decline("Caesar", "title", "title")


@pytest.mark.parametrize(
    ("printed", "spelled"),
    [
        ("IVVENTVS", "iuventus"),
        ("QVIES", "quies"),
        ("NERVA", "nerva"),
        ("DIVVS", "divus"),
        ("EXERCITVVM", "exercituum"),
        ("SALVS", "salus"),
        ("PERPETVVS", "perpetuus"),
    ],
)
def test_u_and_v(printed, spelled):
    assert with_u_and_v(printed) == spelled


@pytest.mark.parametrize(
    ("text", "value"), [("IIII", 4), ("XIIX", 18), ("IIX", 8), ("XXXX", 40), ("VOT", None), ("", None)]
)
def test_roman_numerals(text, value):
    assert read_roman(text) == value


@pytest.mark.parametrize("value", [1, 4, 9, 18, 29, 40, 98])
def test_written_numerals_are_read_back(value):
    assert read_roman(write_roman(value)) == value


@pytest.mark.parametrize(("text", "value"), [("ΙΔ", 14), ("ΔΙ", 14), ("ΗΞ", 68), ("Ϛ", 6), ("ΑΑ", None), ("QΔ", None)])
def test_greek_numerals(text, value):
    assert read_greek(text) == value


@pytest.mark.parametrize(("greek", "latin"), [("ΟΥΗΡΟΣ", "Oueros"), ("ΥΠΑΤΟΣ", "Hypatos"), ("ϹΕΥΗΡΟϹ", "Seueros")])
def test_transliteration(greek, latin):
    assert transliterate(greek) == latin
