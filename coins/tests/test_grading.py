from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coins.grading import ParsedGrade, as_json, grade_rank, parse_grade
from coinstack.testing import needs_shared_data
from coinstack.tests.real_collection import cells_of


def codes(parsed: ParsedGrade) -> list[str]:
    return [problem.partition(":")[0] for problem in parsed.problems]


@pytest.mark.parametrize(
    ("text", "grade", "rank"),
    [
        # English
        ("VF", "VF", 20),
        ("vf", "VF", 20),
        ("V.F.", "VF", 20),
        ("Very Fine", "VF", 20),
        ("Very Fine.", "VF", 20),
        ("EF", "XF", 40),
        ("XF", "XF", 40),
        ("Extremely-Fine", "XF", 40),
        ("Good", "G", 4),
        ("Very good", "VG", 8),
        ("Fair", "FR", 2),
        ("About Good", "AG", 3),
        ("Poor", "P", 1),
        ("About Uncirculated", "AU", 50),
        ("aUNC", "AU", 50),
        ("Uncirculated", "MS", 60),
        ("as struck", "MS", 60),
        ("Virtually as struck", "Near MS", 58),
        ("FDC", "MS", 60),
        ("Gem MS", "Gem MS", 65),
        ("Proof", "PF", 60),
        ("Good VF", "Good VF", 25),
        ("gVF", "Good VF", 25),
        ("VF+", "VF+", 25),
        ("VF-", "VF-", 18),
        ("aEF", "Near XF", 36),
        ("nVF", "Near VF", 18),
        ("abt. VF", "Near VF", 18),
        ("Nearly extremely fine", "Near XF", 36),
        ("about Extremely Fine", "Near XF", 36),
        ("Choice Extremely Fine", "Choice XF", 45),
        ("Ch. VF", "Choice VF", 30),
        ("CHAU", "Choice AU", 55),
        ("Superb EF", "Superb XF", 47),
        ("F/VF", "F/VF", 12),
        ("VF–EF", "VF–XF", 20),
        ("VF to EF", "VF–XF", 20),
        ("good/very good", "G/VG", 4),
        ("about extremely fine / good very fine", "Near XF/Good VF", 25),
        ("Obv. VF, rev. F", "VF/F", 12),
        ('("Choice VF")', "Choice VF", 30),
        # German
        ("s", "F", 12),
        ("ss", "VF", 20),
        ("ss-vz", "VF–XF", 20),
        ("ss-vz/ss", "VF–XF/VF", 20),
        ("S-SS", "F–VF", 12),
        ("vz", "XF", 40),
        ("f.vz", "Near XF", 36),
        ("fst", "Near MS", 58),
        ("st", "MS", 60),
        ("sge", "VG", 8),
        ("ge", "G", 4),
        ("PP", "PF", 60),
        ("sehr schön", "VF", 20),
        ("fast vorzüglich", "Near XF", 36),
        ("Gutes sehr schön", "Good VF", 25),
        ("vorzüglich-Stempelglanz", "XF–MS", 40),
        ("sehr schön bis vorzüglich", "VF–XF", 20),
        # French, on its own scale
        ("TB", "Choice F", 15),
        ("TTB", "XF", 40),
        ("TTB+", "XF+", 43),
        ("TTB à SUP", "XF–Choice AU", 40),
        ("SUP", "Choice AU", 55),
        ("presque SPL", "Near Choice MS", 61),
        ("AB", "AG", 3),
        ("très beau", "Choice F", 15),
        ("très très beau", "XF", 40),
        # Italian
        ("MB", "F", 12),
        ("BB", "VF", 20),
        ("BB/SPL", "VF/XF", 20),
        ("qSPL", "Near XF", 36),
        ("q.BB", "Near VF", 18),
        ("quasi FDC", "Near MS", 58),
        ("bellissimo", "VF", 20),
        # Spanish
        ("RC", "G", 4),
        ("BC", "VG", 8),
        ("BC+", "F", 12),
        ("MBC", "VF", 20),
        ("MBC+", "VF+", 25),
        ("EBC-", "XF-", 36),
        ("SC", "MS", 60),
        ("muy bien conservada", "VF", 20),
        # Dutch
        ("zf", "VF", 20),
    ],
)
def test_grade_words(text, grade, rank):
    parsed = parse_grade(text)
    assert (parsed.grade, parsed.rank, parsed.problems) == (grade, rank, ())


@pytest.mark.parametrize(
    ("text", "language", "grade", "rank"),
    [
        ("SPL", "fr", "Choice MS", 63),
        ("SPL", "it", "XF", 40),
        ("FDC", "fr", "Gem MS", 65),
        ("FDC", "es", "MS", 60),
        ("S", "de", "F", 12),
        ("b", "it", "G", 4),
        ("pr", "nl", "XF", 40),
        ("1+", "sv", "XF", 40),
        ("VF", "fr", "VF", 20),
        ("VF", "Klingon", "VF", 20),
    ],
)
def test_language_decides(text, language, grade, rank):
    parsed = parse_grade(text, language=language)
    assert (parsed.grade, parsed.rank, parsed.problems) == (grade, rank, ())


ASCENDING = (
    "Poor|Fair|AG|near G|G|G+|near VG|VG|VG+|aF|F|Good F|Choice F|near VF|VF|VF+|Choice VF|aEF|EF|Good EF"
    "|Choice EF|Superb EF|near AU|AU|AU+|Choice AU|near MS|MS|MS+|Choice MS|Gem MS|Superb MS"
)


def test_one_scale_orders_all_words():
    ascending = ASCENDING.split("|")
    ranks = [parse_grade(text).rank for text in ascending]
    assert all(low is not None and high is not None and low <= high for low, high in pairwise(ranks))
    assert len(set(ranks)) > len(ranks) - 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("MS 65", ("MS", 65, 65, None), id="Sheldon number"),
        pytest.param("VF25", ("VF", 25, 25, None), id="glued"),
        pytest.param("XF-40", ("XF", 40, 40, None), id="hyphen"),
        pytest.param("PCGS AU55", ("AU", 55, 55, "pcgs"), id="PCGS"),
        pytest.param("PCGS AU58+", ("AU+", 58, 58, "pcgs"), id="plus"),
        pytest.param("ANACS EF 45", ("XF", 45, 45, "anacs"), id="ANACS"),
        pytest.param("ICG VF30", ("VF", 30, 30, "icg"), id="ICG"),
        pytest.param("SPL 63", ("Choice MS", 63, 63, None), id="number settles SPL"),
        pytest.param("SUP 58", ("Choice AU", 58, 58, None), id="French with number"),
    ],
)
def test_sheldon_numbers(text, expected):
    parsed = parse_grade(text)
    assert (parsed.grade, parsed.rank, parsed.numeric, parsed.service) == expected
    assert parsed.problems == ()


@pytest.mark.parametrize(
    ("text", "grade", "strike", "surface", "designations"),
    [
        ("Choice AU  Strike: 5/5 Surface: 4/5", "Choice AU", 5, 4, ()),
        ("Choice XF Strike: 5/5 Surface: 2/5", "Choice XF", 5, 2, ()),
        ("NGC Choice AU 5/5 - 4/5", "Choice AU", 5, 4, ()),
        ("NGC Ch AU 5/5 - 4/5 Fine Style ★", "Choice AU", 5, 4, ("★", "Fine Style")),
        ("NGC MS ★ 5/5 - 5/5", "MS", 5, 5, ("★",)),
        ("NGC CHAU 4/5 - 4/5", "Choice AU", 4, 4, ()),
        ("NGC XF, Strike 5/5, Surface 3/5, scuff (6555367-004)", "XF", 5, 3, ("scuff",)),
        ("NGC AU Strike 5/5 Suface 2/5 Fine Style", "AU", 5, 2, ("Fine Style",)),
        ("NGC Choice AU★", "Choice AU", None, None, ("★",)),
        ("NGC VF 4/5 - 2/5, light graffito, edge cut", "VF", 4, 2, ("light graffito", "edge cut")),
        ("NGC Ancients Uncirculated", "MS", None, None, ()),
    ],
)
def test_ngc_label(text, grade, strike, surface, designations):
    parsed = parse_grade(text)
    assert (parsed.grade, parsed.strike, parsed.surface, parsed.designations) == (grade, strike, surface, designations)
    assert (parsed.service, parsed.numeric, parsed.problems) == ("ngc", None, ())
    assert parsed.has_star == ("★" in designations)
    assert parsed.is_fine_style == ("Fine Style" in designations)


def test_photo_certificate_and_a_holder_without_grade():
    parsed = parse_grade("NGC Photo-Certificate 5/5 4/5")
    assert (parsed.grade, parsed.rank, parsed.photo_certificate, parsed.strike) == (None, None, True, 5)
    assert parsed.problems == ()


@pytest.mark.parametrize(
    ("text", "service", "expected"),
    [
        ("AU", "NGC", "ngc"),
        ("AU", "none", None),
        ("AU", None, None),
        ("AU Strike: 4/5 Surface: 3/5", None, "ngc"),
        ("PCGS AU50", "NGC", "pcgs"),
    ],
)
def test_service(text, service, expected):
    assert parse_grade(text, service=service).service == expected


@pytest.mark.parametrize(
    ("text", "grade", "rank", "problem"),
    [
        pytest.param("XF?", "XF", 40, "uncertain", id="question mark"),
        pytest.param("VF (?)", "VF", 20, "uncertain", id="question mark in brackets"),
        pytest.param("SPL", "SPL", None, "ambiguous", id="French or Italian"),
        pytest.param("SPL 20", "SPL", None, "ambiguous", id="a number that fits neither"),
        pytest.param("FV", "FV", None, "unknown_grade", id="slip of the keyboard"),
        pytest.param("Verry Fine", "Verry Fine", None, "unknown_grade", id="misspelt is not Fine"),
        pytest.param("S", "S", None, "unknown_grade", id="may be a rarity"),
        pytest.param("1+", "1+", None, "unknown_grade", id="Swedish only"),
        pytest.param("as", "as", None, "unknown_grade", id="the denomination"),
        pytest.param("VF 65", "VF", 20, "numeric", id="number contradicts the word"),
        pytest.param("VF 99", "VF", 20, "numeric", id="no Sheldon number"),
        pytest.param("VF 5/5", "VF", 20, "unread", id="a fifth is no Sheldon number"),
        pytest.param("VF 17 mm", "VF", 20, "unread", id="a diameter is none either"),
        pytest.param("VF, countermark Fine", "VF", 20, "several_grades", id="second grade"),
        pytest.param("good metal. VF", "VF", 20, "unread", id="good is not always a grade"),
    ],
)
def test_doubt_is_told(text, grade, rank, problem):
    parsed = parse_grade(text)
    assert (parsed.grade, parsed.rank) == (grade, rank)
    assert problem in codes(parsed)


def test_unknown_grade_suggests():
    assert parse_grade("FV").problems == ('unknown_grade: "FV" is no grade; did you mean VF?',)


@pytest.mark.parametrize("fifth", ["0", "6", "55"])
def test_fifths_outside_one_to_five_are_refused(fifth):
    parsed = parse_grade(f"VF Strike: {fifth}/5 Surface: 3/5")
    assert (parsed.strike, parsed.surface, codes(parsed)) == (None, 3, ["strike"])


@pytest.mark.parametrize("text", ["", "   ", "-", "\x00"])
def test_nothing_written_is_no_problem(text):
    assert parse_grade(text) == ParsedGrade(input=text)


def test_long_and_dirty_text_is_capped():
    text = "VF\x00" + " x" * 500_000
    parsed = parse_grade(text)
    assert (parsed.grade, parsed.rank, parsed.input) == ("VF", 20, text)
    assert codes(parsed) == ["too_long", "unread"]


def test_json_has_the_nine_keys():
    assert as_json(parse_grade("NGC Choice AU★ 5/5 - 4/5")) == {
        "input": "NGC Choice AU★ 5/5 - 4/5",
        "grade": "Choice AU",
        "rank": 55,
        "service": "ngc",
        "numeric": None,
        "strike": 5,
        "surface": 4,
        "designations": ["★"],
        "problems": [],
    }


def test_stored_grade_ranks_by_its_number_first():
    assert (grade_rank("VF", 35), grade_rank("VF"), grade_rank("VF", 99), grade_rank("FV")) == (35, 20, 20, None)


WORDS = (
    "near about choice gem superb good fast q presque vf VF EF ss vz SPL TTB SUP BB MBC fdc F G st + - / – to ? 5/5 40"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join))
def test_canonical_form_parses_to_itself(text):
    parsed = parse_grade(text)
    if parsed.rank is not None and parsed.numeric is None:
        again = parse_grade(parsed.grade or "")
        assert (again.grade, again.rank) == (parsed.grade, parsed.rank)


@given(st.text(), st.sampled_from([None, "", "de", "fr", "it", "es", "sv", "xx"]))
def test_any_text_is_read_without_error(text, language):
    parsed = parse_grade(text, language=language)
    assert parsed.input == text
    assert parsed.rank is None or 1 <= parsed.rank <= 70
    assert parsed.strike in (None, 1, 2, 3, 4, 5)


@needs_shared_data
def test_collectors_spreadsheet_leaves_only_its_three_doubts():
    cells = cells_of("Condition") + cells_of("NGC Grade")
    told = [(text, codes(parse_grade(text))) for text in cells if parse_grade(text).problems]
    assert len(cells) == 86
    assert told == [("XF?", ["uncertain"]), ("XF?", ["uncertain"]), ("FV  Strike: 4/5 Surface: 3/5", ["unknown_grade"])]
