"""The words of dates in English, German, French, Italian, Spanish, Dutch and the Latin of catalogues.

Every entry is (kind, value, regular expression). The expressions are matched against folded text: lower case,
no accents, single spaces. The first entry that fits wins, so longer marks stand before shorter ones.
"""

from typing import Final

HIGHEST_CENTURY: Final = 21

Entry = tuple[str, int, str]


def _abbreviation(letters: str) -> str:
    """'b c' matches bc, b.c. and b. c.; a '-' in it is an optional hyphen."""
    return r"\.?\s?".join(part.replace("-", r"\.?\s?-?\s?") for part in letters.split())


def _any(*patterns: str) -> str:
    return "|".join(patterns)


def _abbreviations(*marks: str) -> str:
    return _any(*(_abbreviation(mark) for mark in sorted(marks, key=len, reverse=True)))


_BEHIND_A_NUMBER: Final = r"(?:(?<=[0-9])|(?<=[0-9]\s))"

BC_WORDS: Final = _any(
    r"before\s(?:christ|(?:the\s)?(?:common|current|christian)\sera)",
    r"vor\s(?:christus|christi\sgeburt|unserer\szeit(?:rechnung)?|u\.?\s?z|der\szeitenwende)",
    r"avant\s(?:jesus[\s-]christ|j\.?\s?-?\s?c|notre\sere|n\.?\s?e|l'ere\s(?:commune|chretienne))",
    r"avanti\s(?:cristo|l'era\s(?:volgare|comune))",
    r"antes\sde\s(?:cristo|(?:nuestra|la)\sera(?:\scomun)?|j\.?\s?c)",
    r"ante\schristum(?:\snatum)?|voor\schr(?:istus\b|\b\.?)",
    _abbreviations("b c e", "b c", "v chr", "v u z", "v d z", "av j-c", "av n e", "av notre ere"),
    _abbreviations("a e c", "a e v", "a n e", "a chr n", "a chr", "a j-c", "a de j c", "a de c", "f kr", "π χ"),
    # "de 350 a c. 300" is "to circa 300": a bare "a c." before a number is no era mark
    r"a\.\s?c|ac|a\sc(?!\.?\s?\d)",
    # of "27 v. - 14 n. Chr." the second mark completes the first
    rf"{_BEHIND_A_NUMBER}v(?:or)?\.?(?=(?:[^a-z]|bis)*\d[^a-z]*n(?:ach)?\.?\s?chr)",
    rf"{_BEHIND_A_NUMBER}av(?:ant)?\.?(?=[^a-z]*\d[^a-z]*apr?)",
    rf"{_BEHIND_A_NUMBER}a\.(?=[^a-z]*\d[^a-z]*d\.?\s?c)",
)
AD_WORDS: Final = _any(
    r"anno\sdomini|(?:of\s)?(?:our|the\scommon|the\schristian)\sera|common\sera",
    r"nach\s(?:christus|christi\sgeburt|unserer\szeit(?:rechnung)?|u\.?\s?z|der\szeitenwende)",
    r"unserer\szeit(?:rechnung)?",
    r"apres\s(?:jesus[\s-]christ|j\.?\s?-?\s?c|notre\sere|n\.?\s?e)|(?:de\s)?notre\sere|de\sn\.?\s?e",
    r"dopo\scristo|dell'era\svolgare",
    r"despues\sde\s(?:cristo|j\.?\s?c)|de\s(?:nuestra|la)\sera(?:\scomun)?",
    r"post\schristum(?:\snatum)?|na\schr(?:istus\b|\b\.?)",
    _abbreviations(
        "a d", "c e", "n chr", "n u z", "u z", "p chr n", "p chr", "ap j-c", "apr j-c", "ap n e", "ap notre ere"
    ),
    _abbreviations("d c", "d j-c", "d de c", "d n e", "e kr", "μ χ"),
    r"e\.\s?c|e\.\s?v",
)
ERA_YEAR_MARKS: Final = _any(
    r"r\.?\s?y|s\.?\s?e(?:\.?\s?b)?|a\.?\s?h|a\.?\s?u\.?\s?c",
    r"(?:seleu[ck]id(?:an)?|actian|pompeian|caesarean|local|civic|provincial|regnal)(?:\s(?:era|year))?",
    r"regierungsjahr|jahr\sder\sara|era|indiction|olympiad|hijr[ai]h?",
    r"jewish\s(?:war|revolt)|bar\skokhba(?:\s(?:war|revolt))?|(?:first|second)\srevolt",
    r"ετουσ|ετοσ|etous|l\s?i?[α-ω]{1,3}",
)
OPEN_END: Final = _any(
    r"(?:or|and)\s(?:later|after)|onwards?|und\sspater|oder\sspater|ou\sapres|et\sapres|ou\splus\stard",
    r"o\s(?:dopo|piu\stardi|posterior[ei]?|despues)|en\sadelante|ff|et\sseqq?",
)
OPEN_START: Final = _any(
    r"(?:or|and)\s(?:earlier|before)|(?:und|oder)\sfruher|ou\savant|o\s(?:prima|anterior[ei]?|antes)",
    r"at\sthe\slatest|spatestens",
)
AFTER: Final = r"(?:terminus\s)?post\squem|later\sthan|after|nach|apres|dopo|despues|post-?"
BEFORE: Final = r"(?:terminus\s)?ante\squem|earlier\sthan|prior\sto|before|vor|avant|prima(?!\smeta)|antes|ante|pre-?"
NOT_BEFORE: Final = r"not\sbefore|(?:no|not)\searlier\sthan|nicht\svor|pas\savant|non\sprima"
NOT_AFTER: Final = r"not\safter|(?:no|not)\slater\sthan|nicht\snach|pas\sapres|non\sdopo|by"
SINCE: Final = r"from|since|starting|von|ab|seit|a\spartir\sd[eu]|depuis|desde|dal(?:la|l)?"
UNTIL: Final = r"until|till|up\sto|bis(?:\szum)?|jusqu'(?:a|en|au)|fino\sa[dl]?|hasta"
CIRCA: Final = _any(
    r"circa|cca|ca|about|around|approximately|approx|roughly|etwa|ungefahr|rund|gegen|um|rond|ongeveer|vers|environ|env",
    r"verso|(?:in|at)torno\sa[dl]?|hacia|cerca\sde|alrededor\sde|aproximadamente",
)
CENTURY: Final = _any(
    r"centur(?:y|ies)|cent|jahrhunderts?|jhdts?|jhds?|jhs?",
    r"siecles?|secol[oi]|secc?|siglos?|saec|eeuw(?:en)?|ss?(?=\.)",
)
EARLY: Final = r"early|beginning|fruh(?:e[sn]?)?|anfang|beginn?|debut|inizi[o]?|principios?|comienzos"
MID: Final = r"mid|middle|mitte|milieu|mediados"
LATE: Final = r"late|end|spat(?:e[sn]?)?|ende|einde?|fin(?:e|es)?|final(?:es)?"
MONTHS: Final = _any(
    r"jan(?:uary|uar|vier)?|janner|gen(?:naio)?|enero|feb(?:ruary|ruar|braio|rero)?|fevrier",
    r"mar(?:ch|s|zo)?|marz|apr(?:il|ile)?|avril|abril|may|mai|maggio|mayo|june?|juni|juin|giugno|junio",
    r"july?|juli|juillet|luglio|julio|aug(?:ust)?|aout|agosto|sept?(?:ember|embre|tembre|tiembre)?|settembre",
    r"oct(?:ober|obre|ubre)?|okt(?:ober)?|ottobre|nov(?:ember|embre|iembre)?|dec(?:ember|embre)?",
    r"dez(?:ember)?|dicembre|diciembre",
)
SEASONS: Final = _any(
    r"spring|summer|autumn|fall|winter|fruhjahr|fruhling|fruhsommer|sommer|spatsommer|herbst",
    r"printemps|ete|automne|hiver|primavera|estate|autunno|inverno|verano|otono|invierno",
)
FROM_THE_RULER: Final = _any(
    r"reign(?:ed|s)?|posthumous(?:ly)?|posthume?|postumo|life-?\s?time",
    r"regierung(?:szeit)?|regne|regno|reinado",
)
DOUBTFUL: Final = r"probably|perhaps|possibly|presumably|uncertain|wohl|vielleicht|peut-etre|forse|quizas?"
UNDATED: Final = r"undated|unknown|no\sdate|n\.?\s?d|s\.\s?d|o\.\s?j|undatiert|non\sdate|senza\sdata|sin\sfecha"
NEUTRAL: Final = _any(
    r"the|of|in|on|im|am|der|die|das|dem|den|des|en|le|la|les|il|lo|gli|el|los|las|du|de|del(?:la|lo|l)?|d|l|di",
    r"struck|minted|issued?|coined|dated?|ruled|datiert|gepragt|frappee?|coniat[oa]|acunad[oa]|da|dans",
)
ORDINALS: Final = (
    (1, r"first|erste[nrs]?|premi(?:er|ere)|prim[oa]|primer[oa]?"),
    (2, r"second[oae]?|latter|zweite[nrs]?|deuxieme|segund[oa]"),
    (3, r"third|dritte[nrs]?|troisieme|terz[oa]|tercer[oa]?"),
    (4, r"fourth|vierte[nrs]?|quatrieme|quarta|quarto(?=\ssecolo)|cuarta|cuarto(?=\ssiglo)"),
    (5, r"fifth|funfte[nrs]?|cinquieme|quint[oa]"),
    (6, r"sixth|sechste[nrs]?|sixieme|sest[oa]|sext[oa]"),
    (7, r"seventh|siebte[nrs]?|septieme|settim[oa]|septim[oa]"),
    (8, r"eighth|achte[nrs]?|huitieme|ottav[oa]|octav[oa]"),
    (9, r"ninth|neunte[nrs]?|neuvieme|non[oa]|noven[oa]"),
    (10, r"tenth|zehnte[nrs]?|dixieme|decim[oa]"),
    (-1, r"last|letzte[nrs]?|derni(?:er|ere)|ultim[oa]"),
)
ROMAN: Final = {
    f"{tens}{units}": 10 * ten + unit
    for ten, tens in enumerate(("", "x", "xx"))
    for unit, units in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if 0 < 10 * ten + unit <= HIGHEST_CENTURY
}

# kinds: e era · y mark of an era or regnal year · w the word "year" · a after, b before (value 1: X included) ·
# A or later · V or earlier · f since · B between · T until · t to · & and · | or · q circa · c circa or century ·
# C century · p early/mid/late · h u k half, quarter, third · M Italian metà: a half after an ordinal, else the
# middle · m month · R dates come from the ruler · ? doubtful · z undated · s neutral · o ordinal
WORDS: Final[tuple[Entry, ...]] = (
    ("e", -1, BC_WORDS),
    ("e", 1, AD_WORDS),
    ("z", 0, UNDATED),
    ("y", 0, ERA_YEAR_MARKS),
    ("w", 0, r"years?|yrs?|jahre?s?|an|annee|ann[oi]|anos?"),
    ("A", 1, OPEN_END),
    ("V", 1, OPEN_START),
    ("a", 1, NOT_BEFORE),
    ("b", 1, NOT_AFTER),
    ("a", 0, AFTER),
    ("b", 0, BEFORE),
    ("f", 1, SINCE),
    ("B", 0, r"between|zwischen|entre|tra|fra"),
    ("T", 1, UNTIL),
    ("q", 0, CIRCA),
    ("C", 0, CENTURY),
    ("c", 0, "c"),
    ("p", 0, EARLY),
    ("p", 2, LATE),
    ("k", 3, r"thirds?(?=\sof)|drittels?|tiers|terzo(?=\sd)|tercio"),
    ("u", 4, r"quarters?|viertels?|quart|quarto(?!\ssecolo)|cuarto(?!\ssiglo)"),
    ("h", 2, r"half|halfte|moitie|mitad|h(?=\.\s?\d{1,2}\.?\s?(?:jh|jahrh))"),
    ("p", 1, MID),
    ("M", 1, "meta"),
    ("m", 0, MONTHS),
    ("m", 0, SEASONS),
    ("R", 0, FROM_THE_RULER),
    ("?", 0, DOUBTFUL),
    *(("o", value, pattern) for value, pattern in ORDINALS),
    ("t", 0, r"to|through|thru|zu|al?"),
    ("&", 0, r"and|und|et|e|y"),
    ("|", 0, r"or|oder|ou|o|u"),
    ("s", 0, NEUTRAL),
)
