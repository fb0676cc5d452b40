"""Splitting a dealer's text of one side into legend and description.

"IMP GORDIANVS PIVS FEL AVG, radiate bust right", with a comma, a full stop, a dash, a slash, or nothing between.
The legend is what is printed in capitals at the beginning; where it ends is decided word by word, since any
separator also occurs within legends.
"""

import re
from dataclasses import dataclass

from catalog.legends.marks import FieldMark, find_marks, is_mint_mark, is_officina, is_value_mark, with_parts
from catalog.legends.text import is_legend_word, is_punctuation, letter_count
from coinstack.text import clean_text, fold_key


@dataclass(frozen=True, slots=True)
class SideText:
    """`legend` and `description` together hold every letter of the text, in order and as written.

    Dropped are only separators, a label ("Rev.") and the phrase for a side without legend, which sets
    `is_anepigraphic`. `exergue`, `mintmark` and `marks` repeat what the description says; `field_marks` is
    `marks` in one line, "V (left field); star (right field)".
    """

    legend: str = ""
    description: str = ""
    exergue: str = ""
    field_marks: str = ""
    mintmark: str = ""
    marks: tuple[FieldMark, ...] = ()
    is_anepigraphic: bool = False
    problems: tuple[str, ...] = ()


_LABEL = re.compile(r"(?:obv|rev|obverse|reverse|av|rv|vs|rs|avers|revers)\s*[.:]+\s*", re.I)
_NO_LEGEND = re.compile(
    r"(?:(?:no|without|uncertain absence of)\s+(?:any\s+)?(?:legend|inscription)|anepigraphic|an[eé]pigraphe?"
    r"|uninscribed|ohne\s+(?:legende|schrift|umschrift)|sans\s+l[eé]gende|anepigraf[eoa]|senza\s+(?:leggenda|scritte)"
    r"|sin\s+leyenda|anepigr[aá]fic[oa])\b[\s,;.:-]*",
    re.I,
)
_SEPARATORS = " ,;:/|-"
_SEGMENT_END = re.compile(r"\s*[,;:/|]+\s*|\.\s+|\s+-\s+")
_GLUE = re.compile(r"[.,;:/•·-](?=[^\W\d_])")
# Words of description that dealers who write everything in capitals put after the legend.
_HEADS_AND_POSES = """
    head bust laureate radiate draped cuirassed diademed helmeted veiled bare bearded right left standing seated
    facing holding walking advancing reclining eagle wreath within exergue field jugate crowned
    kopf büste belorbeert rechts links steht sitzt tête buste lauré droite gauche debout testa busto destra sinistra
    cabeza derecha izquierda
"""
_COINS = """
    denarius sestertius dupondius aureus antoninianus follis nummus solidus siliqua drachm drachma tetradrachm stater
    obol quinarius victoriatus semis quadrans denar denario denier sesterz sesterzio centenionalis argenteus
    aurelianianus didrachm hemidrachm cistophorus tremissis silver bronze gold
"""
_PREPOSITIONS = """
    in across to on above below around within between behind before beneath over under beside flanking at monogram
    inscribed im
"""
_ABBREVIATIONS = "imp caes aug avg augg avgg cos divus diva dn nob fel germ sarm tr pot trp pm pp pf pius"
# Dealers who write everything in capitals are understood by the words of description that follow the legend.
_DESCRIBING = frozenset(map(fold_key, _HEADS_AND_POSES.split()))
_DENOMINATIONS = frozenset(_COINS.split())
_POSITIONS = frozenset(_PREPOSITIONS.split())
_TITLES = frozenset(map(fold_key, _ABBREVIATIONS.split()))
_ALTERNATIVES = ("or", "oder", "ou")  # between two readings of a legend
_TO_EXERGUE = re.compile(r"\s+(?:in\s+\w+\s+lines?\s+)?in\s+(?:the\s+)?ex", re.I)
_TO_PLACE = re.compile(r"\s+(?:monogram|(?:in\s+\w+\s+lines?\s+)?in\s+(?:the\s+)?(?:\w+\s+)?(?:ex|field|cent))", re.I)
_LONGEST_LEGEND = 2_000


def split_side(text: str) -> SideText:
    """Split the text of one side. Never raises; a doubtful decision is named in `problems`."""
    whole = clean_text(text)
    whole = whole[label.end() :] if (label := _LABEL.match(whole)) else whole
    if phrase := _NO_LEGEND.match(whole):
        return _side("", whole[phrase.end() :], is_anepigraphic=True)
    end = _legend_end(whole[:_LONGEST_LEGEND])
    if end and _is_heading(whole, end):
        return _side("", whole, f'heading: "{whole[:end].strip(_SEPARATORS)}" names the coin, it is no legend')
    end, parts = _without_marks(whole, _before_position(whole, end))
    if end:
        return _side(whole[:end], whole[end:], parts=parts)
    if end := _small_letter_legend(whole):
        return _side(whole[:end], whole[end:], "small_letters: the legend is not printed in capitals")
    return _side("", whole)


def _side(
    legend: str, description: str, problem: str = "", *, parts: tuple[str, ...] = (), is_anepigraphic: bool = False
) -> SideText:
    description = _trimmed_start(description)
    marks = with_parts(find_marks(description), parts)
    problems = [problem] if problem else []
    if not legend and not problem and (legend := _inner_legend(description)):
        problems.append("inner_legend: the legend was taken from within the description")
    return SideText(
        legend=_trimmed_legend(legend),
        description=description,
        exergue=marks.exergue,
        field_marks="; ".join(map(str, marks.field_marks)),
        mintmark=marks.mintmark,
        marks=marks.field_marks,
        is_anepigraphic=is_anepigraphic,
        problems=(*problems, *marks.problems),
    )


def _trimmed_start(description: str) -> str:
    """Drop separators, but keep the slashes that lead an exergue and the hyphen of a single token."""
    return description.strip(" ").lstrip(" ,;:.|-•·").removeprefix("/ ").strip()


def _trimmed_legend(legend: str) -> str:
    legend = legend.strip(_SEPARATORS)
    legend = re.sub(r"\s+[•·]$", "", legend).strip(_SEPARATORS + "\"'")
    return legend.removesuffix(".") if legend.count(".") == 1 else legend


# Where the run of capitals ends


def _legend_end(text: str) -> int:
    """Return the index behind the last word of the legend that begins the text, 0 without one."""
    end, last = 0, ""
    for token in re.finditer(r"\S+", text):
        word = token[0]
        if is_punctuation(word):
            end, last = (token.end() if end and set(word) & set(")]") else end), word
        elif word in _ALTERNATIVES and end:
            last = word
        elif is_legend_word(word):
            if fold_key(word) in _DESCRIBING:
                return _segment_start(text, end)
            end, last = token.end(), word
        else:
            end = _glued_end(token, is_continued=bool(end) and last[-1:] not in ",;:") or end
            break
    return _balanced(text, end)


def _glued_end(token: re.Match[str], *, is_continued: bool) -> int:
    """Return where the legend ends in "SARM.Head" and the like, else 0."""
    for glue in reversed(list(_GLUE.finditer(token[0]))):
        head = token[0][: glue.start()]
        if is_legend_word(head) and (letter_count(head) > 1 or is_continued):
            return token.start() + glue.start()
    return 0


def _balanced(text: str, end: int) -> int:
    """Cut before a bracket that the legend opens and the prose closes: "AVΓ (AVΓ ligate)"."""
    for opening, closing in ("()", "[]"):
        at = text.rfind(opening, 0, end)
        if at >= 0 and closing not in text[at:end]:
            end = at
    return end if letter_count(text[:end]) else 0


def _segment_start(text: str, end: int) -> int:
    """Return the end of the last whole segment before `end`, or `end` when there is only one."""
    cuts = [cut.start() for cut in _SEGMENT_END.finditer(text, 0, end) if letter_count(text[: cut.start()])]
    follows = _SEGMENT_END.match(text, end)
    return end if follows or not cuts or text[end - 1] in ",;:." else cuts[-1]


# What at the end of the run belongs to the description


def _before_position(text: str, end: int) -> int:
    """Give back what the next word shows to be description: "CONSECRATIO, S C in exergue", "ROMA, L. Junius"."""
    following = re.match(r"\s+([^\W\d_]+)", text[end:]) if end else None
    if following is None or text[end - 1] in ",;:":
        return end
    segments = _segments(text, end)
    earlier = segments[-2][1] if len(segments) > 1 else 0
    separator = text[earlier : segments[-1][0]].strip()[:1] if earlier else ""
    is_letter = letter_count(text[slice(*segments[-1])]) == 1
    word = following[1].lower()
    if text[end - 1] == "." or word not in _POSITIONS:
        is_initial = is_letter and (separator in tuple(",;:.") or not earlier)
        return earlier if is_initial else end
    if word == "around":
        return end
    if separator in tuple(",;:.-"):
        return earlier
    if _TO_PLACE.match(text, end):
        return _before_placed_mark(text, end)
    return 0 if is_letter and not earlier else end


def _before_placed_mark(text: str, end: int) -> int:
    """Give back the mark alone of "SALVS AVG Γ in exergue", all of "ROMA in exergue", nothing of "S C in field"."""
    words = text[:end].split(" ")
    legend = " ".join(words[:-1])
    if letter_count(legend) > 3 and (is_officina(words[-1]) or is_mint_mark(words[-1]) or is_value_mark(words[-1])):
        return len(legend)
    return 0 if _TO_EXERGUE.match(text, end) or letter_count(text[:end]) == 1 else end


def _segments(text: str, end: int) -> list[tuple[int, int]]:
    """Return start and end of the parts of the legend between commas, slashes, full stops and free dashes."""
    found, start = [], 0
    for cut in _SEGMENT_END.finditer(text, 0, end):
        if letter_count(text[start : cut.start()]):
            found.append((start, cut.start()))
            start = cut.end()
    if letter_count(text[start:end]):
        found.append((start, end))
    return found or [(0, end)]


def _without_marks(text: str, end: int) -> tuple[int, tuple[str, ...]]:
    """Give back trailing parts that are marks: "GENIO CAESARIS / Γ / MKV", "CLEMENTIA TEMP / A // XXI"."""
    segments = _segments(text, end) if end else []
    parts: list[str] = []
    while len(segments) > 1 and _is_mark_part(text, segments):
        start, stop = segments.pop()
        parts.insert(0, text[start:stop].strip(" ."))
    return (segments[-1][1] if segments else 0), tuple(parts)


def _is_mark_part(text: str, segments: list[tuple[int, int]]) -> bool:
    (before_start, before_end), (start, end) = segments[-2:]
    part, separator = text[start:end], text[before_end:start].strip()
    if "//" in separator:
        return True
    if is_value_mark(part) or (is_mint_mark(part) and letter_count(part) > 2):
        return True
    is_vow = fold_key(text[before_start:before_end]).startswith(("uot", "mult", "sic"))
    is_free = text[before_end:start].startswith(" ")
    return separator == "/" and not is_vow and (is_mint_mark(part) or (is_officina(part) and is_free))


# Texts without capitals at the beginning


def _is_heading(text: str, end: int) -> bool:
    """Tell "ANTONINUS PIUS Denarius. Laureate head": the first word after the capitals is a denomination."""
    following = re.match(r"[\s.,:-]*([^\W\d_]+)", text[end:])
    return bool(following and text[end - 1] not in ",;:." and fold_key(following[1]) in _DENOMINATIONS)


def _small_letter_legend(text: str) -> int:
    """Return the end of "Imp Caes Domit Aug Germ" before the first separator, else 0."""
    cut = _SEGMENT_END.search(text)
    words = text[: cut.start()].split() if cut else []
    titles = sum(fold_key(word) in _TITLES for word in words)
    return cut.start() if cut and titles >= 2 and titles * 2 >= len(words) else 0


_INNER = re.compile(
    r"(?<![^\s;,(\"'])((?:[^\Wa-zα-ω\d_][^\sa-zα-ω,;()]*\s)+)\s*(?:to|above|below|around|across|behind|before|on|over)\b"
)


def _inner_legend(description: str) -> str:
    """Join the legends that a description places: "ΒΑΣΙΛΕΩΣ to right, ΑΝΤΙΟΧΟΥ to left"."""
    found = (match[1].strip() for match in _INNER.finditer(description[:_LONGEST_LEGEND]))
    return " - ".join(text for text in found if letter_count(text) > 3 and all(map(is_legend_word, text.split())))
