import json

import openpyxl
import pytest

from catalog.chronology import ParsedDate, as_json, century_of, format_years, parse_date, validate_year
from coinstack.testing import SHARED_DATA, needs_shared_data

PLAIN = [
    # single years, the mark before or after the number, with and without stops and blanks
    ("44 BC", -44, -44),
    ("BC 44", -44, -44),
    ("44 B.C.", -44, -44),
    ("44BC", -44, -44),
    ("AD 14", 14, 14),
    ("14 AD", 14, 14),
    ("A.D. 14", 14, 14),
    ("AD014", 14, 14),
    ("247 CE", 247, 247),
    ("58 BCE", -58, -58),
    ("58 B.C.E.", -58, -58),
    ("75", 75, 75),
    ("+14", 14, 14),
    ("-44", -44, -44),
    ("−44", -44, -44),
    ("３００ BC", -300, -300),
    # ranges, all dashes, zero padding
    ("27 BC-AD 14", -27, 14),
    ("27 BC–AD 14", -27, 14),
    ("27 B.C. — A.D. 14", -27, 14),
    ("27 BCE − 14 CE", -27, 14),
    ("27 BC to AD 14", -27, 14),
    ("2 BC-AD 12", -2, 12),
    ("1 BC/AD 1", -1, 1),
    ("27–14 BC", -27, -14),
    ("27--14 BC", -27, -14),
    ("44 BC-BC 42", -44, -42),
    ("AD 014–37", 14, 37),
    ("AD 098-117", 98, 117),
    ("AD 222 - 235", 222, 235),
    ("AD 222\u202f-\u00a0235", 222, 235),
    ("98 AD - 117 AD", 98, 117),
    ("14-37", 14, 37),
    ("-44 - -40", -44, -40),
    ("-44--40", -44, -40),
    ("-27 to 14", -27, 14),
    # double years and shortened numbers
    ("AD 140/141", 140, 141),
    ("525/4 BC", -525, -524),
    ("BC 525/4", -525, -524),
    ("101/0 BC", -101, -100),
    ("200/199 BC", -200, -199),
    ("200/99 BC", -200, -199),
    ("AD 41/2", 41, 42),
    ("AD 199/200", 199, 200),
    ("37/8", 37, 38),
    ("AD 159-60", 159, 160),
    ("244–9", 244, 249),
    ("AD 104/5-107", 104, 107),
    ("165-150/49 BCE", -165, -149),
    ("330/329–328/327 BC", -330, -327),
    ("330/29–328/7 BC", -330, -327),
    ("520/515-492 BC", -520, -492),
    ("490/80-479 BC", -490, -479),
    ("323–30 BC", -323, -30),
    ("306-5 BC", -306, -305),
    # German, French, Italian, Spanish, Latin marks
    ("287-278 v. Chr.", -287, -278),
    ("27 v.Chr.–14 n.Chr.", -27, 14),
    ("300 v. u. Z.", -300, -300),
    ("14 n.u.Z.", 14, 14),
    ("44 vor Christus", -44, -44),
    ("27 av. J.-C. - 14 ap. J.-C.", -27, 14),
    ("300 av. n. è.", -300, -300),
    ("14 de notre ère", 14, 14),
    ("19-18 a.C.", -19, -18),
    ("27 a.C.–14 d.C.", -27, 14),
    ("300 a. C.", -300, -300),
    ("14 d. C.", 14, 14),
    ("300 a.e.c.", -300, -300),
    ("14 e.c.", 14, 14),
    ("dal 27 a.C. al 14 d.C.", -27, 14),
    ("de 27 à 14 av. J.-C.", -27, -14),
    ("desde 27 a.C. hasta 14 d.C.", -27, 14),
    ("zwischen 44 und 42 v. Chr.", -44, -42),
    ("between 44 and 42 BC", -44, -42),
    ("von 27 bis 14 v. Chr.", -27, -14),
    # months, days and seasons do not change the year
    ("July 275 BC", -275, -275),
    ("15 March 44 BC", -44, -44),
    ("March 15, 44 BC", -44, -44),
    ("13. Oktober 54 n. Chr.", 54, 54),
    ("Mar-44", 44, 44),
    ("January–March AD 69", 69, 69),
    ("15 January–16 April 69", 69, 69),
    ("18 September 53 – 8 August 117 AD", 53, 117),
    ("112 BC – 6 May 53 BC", -112, -53),
    ("Autumn 32-Spring 31 BCE", -32, -31),
    ("Late 46-early 45 BCE", -46, -45),
    # the calendar year beside a year of an era or reign
    ("RY 5 (AD 41/2)", 41, 42),
    ("AD 41/2 (RY 5)", 41, 42),
    ("Year 3 (118/119)", 118, 119),
    ("SE 162 = 151/0 BC", -151, -150),
    ("Dated local year 326 = AD 14-15", 14, 15),
    ("AH 100 / AD 718-719", 718, 719),
    ("in the year 44 BC", -44, -44),
    ("l'an 44 av. J.-C.", -44, -44),
    # after and before together
    ("after AD 330, before 340", 330, 340),
    ("nach 211 und vor 217", 211, 217),
    # the second mark completes the first
    ("27 v. – 14 n. Chr.", -27, 14),
    ("42 v. bis 37 n. Chr.", -42, 37),
    ("27 avant - 14 après J.-C.", -27, 14),
    ("27 av. - 14 ap. J.-C.", -27, 14),
    ("27 a.-14 d.C.", -27, 14),
    # neutral words
    ("Struck AD 198-209.", 198, 209),
    ("Lifetime issue, 336-323 BC", -336, -323),
]

CENTURIES = [
    ("2nd century BC", -200, -101),
    ("2nd cent. AD", 101, 200),
    ("IInd century BC", -200, -101),
    ("1st century", 1, 100),
    ("fourth century", 301, 400),
    ("1st c. BC–1st c. AD", -100, 100),
    ("1st-4th C AD", 1, 400),
    ("2nd-1st century BC", -200, -1),
    ("5/4 c. BC", -500, -301),
    ("133-1st cent. BC", -133, -1),
    ("1st c. BC-AD 50", -100, 50),
    ("first half 3rd cent. AD", 201, 250),
    ("2nd half of the 2nd century BC", -150, -101),
    ("first quarter of the 4th century BC", -400, -376),
    ("last quarter 5th century BC", -425, -401),
    ("last third of the 2nd century BC", -133, -101),
    ("4. Jh. v. Chr.", -400, -301),
    ("2./1. Jh. v. Chr.", -200, -1),
    ("1. Hälfte 3. Jh. n. Chr.", 201, 250),
    ("1. H. 4. Jh. v. Chr.", -400, -351),
    ("zweite Hälfte des 2. Jahrhunderts v. Chr.", -150, -101),
    ("IIe siècle av. J.-C.", -200, -101),
    ("IIe-Ier siècle av. J.-C.", -200, -1),
    ("première moitié du IIIe s. ap. J.-C.", 201, 250),
    ("III secolo a.C.", -300, -201),
    ("III-II sec. a.C.", -300, -101),
    ("prima metà del III secolo a.C.", -300, -251),
    ("ultimo quarto del IV secolo a.C.", -325, -301),
    ("siglo II a.C.", -200, -101),
    ("4e eeuw voor Chr.", -400, -301),
    ("44 voor Christus", -44, -44),
    ("117-138 na Chr.", 117, 138),
    ("siglos III-II a.C.", -300, -101),
    ("s. I a.C.-s. I d.C.", -100, 100),
    ("primera mitad del siglo III d.C.", 201, 250),
    ("470s BC", -479, -470),
    ("320s-310s BC", -329, -310),
    ("340s", 340, 349),
]

CIRCA = [
    ("c. 300", 300, 300),
    ("c. 300 BC", -300, -300),
    ("c.300BC", -300, -300),
    ("ca. 300-281 B.C.", -300, -281),
    ("circa AD 104/5-107", 104, 107),
    ("about AD 300", 300, 300),
    ("um 300 v. Chr.", -300, -300),
    ("vers 300 av. J.-C.", -300, -300),
    ("verso il 300 a.C.", -300, -300),
    ("hacia 300 a. C.", -300, -300),
    ("300 a.C. circa", -300, -300),
    ("c. AD 300–c. 310", 300, 310),
    ("de 350 a c. 300 a.C.", -350, -300),
    ("~300 BC", -300, -300),
    ("c. 4th century BC", -400, -301),
]

OPEN = [
    ("before AD 340", None, 340, "terminus_ante"),
    ("before April AD 340", None, 340, "terminus_ante"),
    ("no later than AD 340", None, 340, "terminus_ante"),
    ("vor 44 v. Chr.", None, -44, "terminus_ante"),
    ("avant 44 av. J.-C.", None, -44, "terminus_ante"),
    ("prima del 44 a.C.", None, -44, "terminus_ante"),
    ("antes de 44 a.C.", None, -44, "terminus_ante"),
    ("ante 340", None, 340, "terminus_ante"),
    ("until AD 340", None, 340, "terminus_ante"),
    ("–AD 340", None, 340, "terminus_ante"),
    ("before the 3rd century BC", None, -300, "terminus_ante"),
    ("by the 3rd century AD", None, 300, "terminus_ante"),
    ("after 54 BC", -54, None, "terminus_post"),
    ("nach 211", 211, None, "terminus_post"),
    ("après 54 av. J.-C.", -54, None, "terminus_post"),
    ("dopo il 14 d.C.", 14, None, "terminus_post"),
    ("después de 14 d.C.", 14, None, "terminus_post"),
    ("post 54 BC", -54, None, "terminus_post"),
    ("54 BC or later", -54, None, "terminus_post"),
    ("since AD 300", 300, None, "terminus_post"),
    ("AD 330-", 330, None, "terminus_post"),
    ("after the 3rd century BC", -201, None, "terminus_post"),
]

QUESTIONABLE = [
    ("2 BC–12", -2, 12, ["era_assumed"]),
    ("BC 27-14", -27, -14, ["ambiguous_era"]),
    ("27 BC–14", -27, -14, ["ambiguous_era"]),
    ("27–AD 14", -27, 14, ["ambiguous_era"]),
    ("-27-14", -27, 14, ["ambiguous_era"]),
    ("14–27 BC", -27, -14, ["swapped"]),
    ("223-210 CE", 210, 223, ["swapped"]),
    ("AD 27-14 BC", -14, 27, ["swapped"]),
    ("140/141 BC", -141, -140, ["swapped"]),
    ("530-500", -530, -500, ["era_assumed"]),
    ("525/4", -525, -524, ["era_assumed"]),
    ("330/329–328/327", -330, -327, ["era_assumed"]),
    ("4th–3rd century", -400, -201, ["era_assumed"]),
    ("37–4 BC", -37, -4, ["ambiguous_tail"]),
    ("189-80 BC", -189, -180, ["ambiguous_tail"]),
    ("262–61 BC", -262, -261, ["ambiguous_tail"]),
    ("AD 193-11", 193, 211, ["ambiguous_tail"]),
    ("450/40-420", -450, -420, ["era_assumed"]),
    ("525-4", -525, -524, ["era_assumed"]),
    ("27–AD 4", -27, 4, ["ambiguous_era"]),
    ("46/1", -46, -41, ["era_assumed"]),
    ("AD 46/1", 46, 51, ["ambiguous_tail"]),
    ("late 4th century", 368, 400, ["vague_part"]),
    ("mid-2nd century AD", 134, 167, ["vague_part"]),
    ("early 3rd century BC", -300, -268, ["vague_part"]),
    ("late 3rd–early 2nd century BC", -233, -168, ["vague_part"]),
    ("early-mid 3rd century AD", 201, 267, ["vague_part"]),
    ("begin 1e eeuw na Christus", 1, 33, ["vague_part"]),
    ("eind 3e eeuw na Chr.", 268, 300, ["vague_part"]),
    ("Ende 4. Jh. v. Chr.", -333, -301, ["vague_part"]),
    ("début Ier s. ap. J.-C.", 1, 33, ["vague_part"]),
    ("metà del III sec. d.C.", 234, 267, ["vague_part"]),
    ("300s BC", -309, -300, ["ambiguous_decade"]),
    ("AD 41?", 41, 41, ["uncertain"]),
    ("27 BC(?)–AD 14", -27, 14, ["uncertain"]),
    ("44 oder 43 v. Chr.", -44, -43, ["uncertain"]),
    ("102/101 and 96/95 BC", -102, -95, ["several_dates"]),
    ("-44 BC", -44, -44, ["redundant_sign"]),
    ("AD 193-211 (Rome)", 193, 211, ["ignored_text"]),
    ("Ides of March 44 BC", -44, -44, ["ignored_text"]),
]

REFUSED = [
    ("", "empty"),
    (" \u00a0\t", "empty"),
    ("0", "year_zero"),
    ("AD 0", "year_zero"),
    ("1 BC–0", "year_zero"),
    ("5000 BC", "out_of_range"),
    ("AD 2101", "out_of_range"),
    ("9" * 150, "out_of_range"),
    ("-44 AD", "era_conflict"),
    ("44 BC AD", "era_conflict"),
    ("- 44", "unreadable"),
    ("hello", "unreadable"),
    ("?", "unreadable"),
    ("c.", "unreadable"),
    ("AD", "unreadable"),
    ("avant J.-C.", "unreadable"),
    ("AD 41.2", "unreadable"),
    ("1,200", "unreadable"),
    ("45 March 44 BC", "unreadable"),
    ("RIC 207", "unreadable"),
    ("Nero, 54–68", "unreadable"),
    ("third half of the 3rd century", "unreadable"),
    ("last century", "unreadable"),
    ("AD 69 after Cohen", "unreadable"),
    ("after 54 BC or later", "unreadable"),
    ("118 BC, 115 BC", "several_dates"),
    ("undated", "undated"),
    ("RY 5", "era_year"),
    ("Egypt LΓ Hadrian", "era_year"),
    ("ΕΤΟΥϹ Γ", "era_year"),
    ("Pompeian era year 5", "era_year"),
    ("Caesarean era year 5", "era_year"),
    ("Year 7 of the Jewish War", "era_year"),
    ("year 5", "era_year"),
    ("reign of Hadrian", "from_ruler"),
    ("posthumous", "from_ruler"),
    ("Lifetime issue", "from_ruler"),
    ("x" * 201, "too_long"),
    ("AD 14 " * 200_000, "too_long"),
]


def codes(parsed: ParsedDate) -> list[str]:
    return [problem.partition(": ")[0] for problem in parsed.problems]


def years(parsed: ParsedDate) -> tuple[int | None, int | None]:
    return parsed.year_start, parsed.year_end


@pytest.mark.parametrize(("text", "start", "end"), PLAIN + CENTURIES)
def test_a_date_is_read_without_a_problem(text, start, end):
    parsed = parse_date(text)
    assert (years(parsed), parsed.circa, parsed.problems) == ((start, end), False, ())
    assert parsed.input == text


@pytest.mark.parametrize(("text", "start", "end"), CIRCA)
def test_circa_keeps_the_years_and_sets_the_flag(text, start, end):
    parsed = parse_date(text)
    assert (years(parsed), parsed.circa, parsed.problems) == ((start, end), True, ())


@pytest.mark.parametrize(("text", "start", "end", "code"), OPEN)
def test_an_open_date_has_one_bound(text, start, end, code):
    parsed = parse_date(text)
    assert (years(parsed), parsed.certainty, codes(parsed)) == ((start, end), "BROAD", [code])


@pytest.mark.parametrize(("text", "start", "end", "expected"), QUESTIONABLE)
def test_what_was_assumed_is_said(text, start, end, expected):
    parsed = parse_date(text)
    assert (years(parsed), codes(parsed)) == ((start, end), expected)


@pytest.mark.parametrize(("text", "code"), REFUSED, ids=lambda value: repr(value[:30]))
def test_what_cannot_be_read_has_no_years(text, code):
    parsed = parse_date(text)
    assert (years(parsed), codes(parsed), parsed.input) == ((None, None), [code], text)
    assert parsed.certainty == ("BROAD" if code == "from_ruler" else "")


@pytest.mark.parametrize("table", [QUESTIONABLE, REFUSED, OPEN], ids=["questionable", "refused", "open"])
def test_every_problem_is_a_code_and_a_sentence(table):
    for row in table:
        for problem in parse_date(row[0]).problems:
            code, _, sentence = problem.partition(": ")
            assert code.replace("_", "").isalpha()
            assert sentence


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("AD 75", "EXACT"),
        ("525/4 BC", "EXACT"),
        ("SE 162", "EXACT"),
        ("SE 162?", "NARROW"),
        ("SE 162-163", "NARROW"),
        ("c. AD 300", "NARROW"),
        ("AD 75?", "NARROW"),
        ("AD 140-141", "NARROW"),
        ("AD 200–210", "NARROW"),
        ("5 BC–AD 6", "NARROW"),
        ("AD 198-209", "BROAD"),
        ("2nd century BC", "BROAD"),
        ("before AD 340", "BROAD"),
        ("nonsense", ""),
    ],
)
def test_certainty(text, certainty):
    assert parse_date(text).certainty == certainty


@pytest.mark.parametrize(
    ("text", "hint", "expected", "problems"),
    [
        ("530-500", "BC", (-530, -500), ["era_assumed"]),
        ("480", "BC", (-480, -480), ["era_assumed"]),
        ("297/6-282/1", "BC", (-297, -281), ["era_assumed"]),
        ("3rd century", "BC", (-300, -201), ["era_assumed"]),
        ("33/34", "BC", (33, 34), ["era_assumed"]),
        ("AD 14-37", "BC", (14, 37), []),
        ("-44", "BC", (-44, -44), []),
        ("530-500", "AD", (500, 530), ["swapped"]),
        ("44 BC", "AD", (-44, -44), []),
    ],
)
def test_the_era_of_the_heading_settles_unmarked_dates_only(text, hint, expected, problems):
    parsed = parse_date(text, era_hint=hint)
    assert (years(parsed), codes(parsed)) == (expected, problems)


@pytest.mark.parametrize("ruler", ["Augustus", "Augustus ", "AUGUSTUS", "Octavian (Augustus)"])
def test_bc_27_14_crosses_the_era_under_augustus(ruler):
    parsed = parse_date("BC 27–14", ruler=ruler)
    assert (years(parsed), codes(parsed)) == ((-27, 14), ["ambiguous_era"])


def test_27_14_bc_stays_bc_under_augustus():
    assert parse_date("27–14 BC", ruler="Augustus") == ParsedDate("27–14 BC", -27, -14, False, "BROAD", ())


def test_another_augustus_is_not_the_first():
    assert years(parse_date("BC 27–14", ruler="Romulus Augustus")) == (-27, -14)


def test_json_has_the_documented_keys():
    assert as_json(parse_date(" c. 300 BC")) == {
        "input": " c. 300 BC",
        "year_start": -300,
        "year_end": -300,
        "circa": True,
        "certainty": "NARROW",
        "problems": [],
    }


@pytest.mark.parametrize(
    ("start", "end", "expected", "common_era"),
    [
        (-27, 14, "27 BC–AD 14", "27 BCE–14 CE"),
        (159, 160, "AD 159–160", "159–160 CE"),
        (-44, -44, "44 BC", "44 BCE"),
        (14, 14, "AD 14", "14 CE"),
        (-300, -281, "300–281 BC", "300–281 BCE"),
        (-189, -80, "189 BC–80 BC", "189 BCE–80 BCE"),
        (-120, -63, "120–63 BC", "120–63 BCE"),
        (None, 340, "before AD 340", "before 340 CE"),
        (-54, None, "after 54 BC", "after 54 BCE"),
        (None, None, "", ""),
    ],
)
def test_years_are_written_for_readers(start, end, expected, common_era):
    assert format_years(start, end) == expected
    assert format_years(start, end, notation="BCE/CE") == common_era


def test_circa_and_german_are_written():
    assert format_years(300, 300, circa=True) == "c. AD 300"
    assert format_years(None, 340, circa=True) == "before c. AD 340"
    assert format_years(None, None, circa=True) == ""
    assert format_years(-27, 14, circa=True, notation="v. Chr./n. Chr.") == "um 27 v. Chr.–14 n. Chr."


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (-1, "1st century BC"),
        (-100, "1st century BC"),
        (-101, "2nd century BC"),
        (1, "1st century AD"),
        (300, "3rd century AD"),
        (301, "4th century AD"),
        (1101, "12th century AD"),
        (2001, "21st century AD"),
    ],
)
def test_century_of(year, expected):
    assert century_of(year) == expected


@pytest.mark.parametrize("year", [0, -3001, 2101])
def test_years_outside_the_calendar_are_refused(year):
    with pytest.raises(ValueError, match=r"year 0|outside"):
        validate_year(year)
    with pytest.raises(ValueError, match=r"year 0|outside"):
        century_of(year)


@needs_shared_data
def test_all_known_dates_are_read_as_expected():
    cases = json.loads((SHARED_DATA / "cases" / "dates.json").read_text(encoding="utf-8"))
    assert [list(years(parse_date(case["input"]))) for case in cases] == [case["expected"] for case in cases]


@needs_shared_data
@pytest.mark.parametrize(("header", "filled"), [("Ruled", 110), ("Minted", 50)])
def test_all_dates_of_a_real_spreadsheet_are_read(header, filled):
    sheet = openpyxl.load_workbook(SHARED_DATA / "collections" / "collection-v1.xlsx", read_only=True).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    column = rows[0].index(header)
    read = [parse_date(str(row[column])) for row in rows[1:] if row[column]]
    assert len(read) == filled
    assert {codes(parsed)[0] for parsed in read if parsed.problems} <= {"terminus_ante"}
    assert all(parsed.year_end is not None for parsed in read)


@needs_shared_data
def test_date_labels_of_real_lots_are_read():
    lots = json.loads((SHARED_DATA / "lots" / "lot_texts.json").read_text(encoding="utf-8"))
    problems = {lot["id"]: codes(parse_date(lot["date_label"])) for lot in lots if lot.get("date_label")}
    assert {lot: found for lot, found in problems.items() if found} == {"comitas-11": ["swapped"]}
