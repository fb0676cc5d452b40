"""Rarer forms: ranges of letters, numbers that are measures, words before the name, doubtful volumes."""

import pytest

from catalog.references import Context, parse_references


def summary(text, **context):
    """Each reference as display and codes of its problems, then what was left."""
    parsed = parse_references(text, Context(**context))
    found = [(one.display, *(problem.partition(":")[0] for problem in one.problems)) for one in parsed.references]
    return found, [piece.text for piece in parsed.unparsed]


@pytest.mark.parametrize(
    ("text", "found", "left"),
    [
        ("RIC II 12a-c", [("RIC II 12a-c", "range")], []),
        ("RIC II 12a/b", [("RIC II 12a/b", "range")], []),
        ("RIC II 12c-a", [("RIC II 12c",)], ["a"]),
        ("RIC II 12-3", [("RIC II 12-13", "range")], []),
        ("RIC II 100/900", [("RIC II 100/900",)], []),
        ("RRC 412-414", [("RRC 412-414", "range")], []),
        ("RRC 412/1v", [("RRC 412/1", "variant")], []),
        ("RRC 412/5-3", [("RRC 412/5",)], ["3"]),
        ("MIR 18, 27-4a/c", [("MIR 18, 27-4a/c", "range")], []),
        ("MIR 18, 27-4v", [("MIR 18, 27-4", "variant")], []),
        ("Price P12-15", [("Price P12",)], ["15"]),
    ],
)
def test_ranges(text, found, left):
    assert summary(text) == (found, left)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("RIC II 207, 17 mm", ["17 mm"]),
        ("RIC II 207, 3.79 g", ["3.79 g"]),
        ("RIC II 207, 12 May 1998", ["12 May 1998"]),
        ("RIC II 207, 1996", ["1996"]),
        ("RIC II 207, 9000", ["9000"]),
        ("RIC II 207; 208", ["208"]),
    ],
)
def test_what_follows_a_comma_is_not_always_a_number(text, left):
    assert summary(text) == ([("RIC II 207",)], left)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("variant of RIC II 9", [("RIC II 9", "variant")]),
        ("for obv. RIC II 9", [("RIC II 9",)]),
        ("RIC II 9 or 10", [("RIC II 9",), ("RIC II 10", "inherited", "alternative")]),
        ("RPC VI temp. 9", [("RPC VI 9", "temporary")]),
        ("RPC online 9", [("RPC 9", "without_volume")]),
        ("RPC I Suppl. 3, 9", [("RPC I S3 9",)]),
        ("SNG Cop. Suppl. 9", [("SNG Cop Suppl. 9",)]),
        ("SNG ANS 25, 30", [("SNG ANS 25",), ("SNG ANS 30", "inherited")]),
        ("RIC I2 9", [("RIC I² 9", "lost_superscript")]),
        ("RIC II 9 (2nd ed.)", [("RIC II² 9",)]),
        ("RIC II 9 second edition", [("RIC II 9",)]),
        ("RIC I (6th ed.) 9", [("RIC I", "no_number")]),
        ("RIC IV.4.9", [("RIC IV 4.9",)]),
        ("RIC VII Part 2, 9", [("RIC VII.2 9", "part_contradicts")]),
        ("RIC XI 9", []),
        ("BMC 9 (Antioch)", [("BMC Greek Antioch 9",)]),
        ("BMC Rome 9", [("BMC Rome 9", "series_not_stated")]),
        ("RIC (Nobody at all) II 9", [("RIC", "no_number")]),
        ("BMC East 9; Cr. 44/5", [("BMCRR East 9",), ("RRC 44/5",)]),
        ("B 9; Cr. 44/5", [("RRC 44/5",)]),
        ("B. Junia 9", [("Babelon Junia 9", "short_form")]),
        (
            "C 9; BMC 5",
            [("Cohen 9", "short_form", "without_person"), ("BMCRE 5", "series_from_context", "without_person")],
        ),
        ("RIC -, unlisted; Cohen –", [("RIC -", "not_listed"), ("Cohen -", "not_listed")]),
        ("GBC 5 1234", [("Hendin (ed. 5) 1234",)]),
    ],
)
def test_forms(text, found):
    assert summary(text)[0] == found
