"""Works of reference in headings, and the numbers below them."""

from pathlib import Path

import pytest

from collections_app.importers.sources import open_source
from collections_app.importers.works import Citation, cited, works_named
from collections_app.tests.workbooks import write_csv


@pytest.mark.parametrize(
    ("heading", "works"),
    [
        ("RIC", ["RIC"]),
        ("RSC #", ["RSC"]),
        ("Calicó", ["Calicó"]),
        ("SNG Cop", ["SNG Cop"]),
        ("Sear", ["Sear"]),
        ("SEAR", ["SEAR"]),
        ("RIC/RSC", ["RIC", "RSC"]),
        ("RIC / RSC / Sear", ["RIC", "RSC", "Sear"]),
        ("RIC oder Cohen", ["RIC", "Cohen"]),
        ("Crawford/RRC", ["Crawford/RRC"]),
        ("Ref. RIC", ["RIC"]),
        ("Réf. RIC", ["RIC"]),
        ("BMC Greek / SNG Cop", ["BMC Greek", "SNG Cop"]),
        ("RIC Ref.", ["RIC"]),
        ("Reference (RIC)", ["RIC"]),
        ("n° RIC", ["RIC"]),
        ("K&G", ["K&G"]),
        ("RIC/Price", []),
        ("Price", []),
    ]
    + [(heading, []) for heading in ("Album", "May", "Reference", "Doc", "Mint", "Ref.", "Album/May", "RIC, etc.")],
)
def test_works_named_by_a_heading(heading: str, works: list[str]) -> None:
    assert list(works_named(heading)) == works


@pytest.mark.parametrize(
    ("heading", "text", "citation"),
    [
        ("RIC", "25", "RIC 25"),
        ("RIC", "I 189", "RIC I 189"),
        ("RIC", "RIC 25", "RIC 25"),
        ("BMC", "Sear 12", "Sear 12"),
        ("Cohen", "-", "Cohen -"),
        ("Reference", "RSC 5", "RSC 5"),
        ("RIC (2)", "25", "RIC 25"),
        ("RIC (2nd ed.)", "25", "RIC (2nd ed.) 25"),
        ("Sear (Greek)", "25", "Sear (Greek) 25"),
        ("Price No", "25", "Price 25"),
        ("Ref. RIC", "25", "RIC 25"),
        ("Reference (RIC)", "II 25", "RIC II 25"),
        ("Crawford/RRC", "335/1c", "Crawford/RRC 335/1c"),
        ("RIC/RSC", "264/1023", "RIC 264; RSC 1023"),
        ("RIC / RSC", "264a / -", "RIC 264a; RSC -"),
        ("RIC/RSC", "RIC 264, RSC 1023", "RIC 264, RSC 1023"),
        ("RIC/RSC", "IV.1 264; 1023", "RIC IV.1 264; RSC 1023"),
        ("Crawford/Sydenham", "335/1c; 611", "Crawford 335/1c; Sydenham 611"),
    ],
)
def test_number_below_the_name_of_a_work(heading: str, text: str, citation: str) -> None:
    assert cited(heading, text) == Citation(citation)


@pytest.mark.parametrize(
    ("heading", "text", "citation"),
    [
        ("RIC/RSC", "264", "264 (RIC or RSC)"),
        ("RIC/RSC", "IV/2 88", "IV/2 88 (RIC or RSC)"),
        ("Crawford/Sydenham", "335/1c", "335/1c (Crawford or Sydenham)"),
    ],
)
def test_a_number_of_one_of_several_works_is_cited_as_none_of_them(heading: str, text: str, citation: str) -> None:
    assert cited(heading, text) == Citation(citation, works_named(heading))


def citations(path: Path, text: str) -> list[list[str]]:
    drafts = open_source(write_csv(path, text)).drafts()
    return [[row["text"] for row in draft.references] for draft in drafts]


def test_volume_in_a_column_of_its_own(tmp_path: Path) -> None:
    text = "Ruler;RIC Vol.;RIC #;RSC\nPius;III;635;12\nNero;;53;\nOtho;I;I 8;\nGalba;see note;9;-\n"
    found = citations(tmp_path / "a.csv", text)
    assert found == [["RIC III 635", "RSC 12"], ["RIC 53"], ["RIC I 8"], ["RIC 9", "RSC -"]]


def test_number_of_one_of_several_works_is_marked(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", "Ruler;RIC/RSC\nNero;53\nOtho;8/12\nGalba;-\n")
    nero, otho, galba = open_source(path).drafts()
    assert [len(draft.problems) for draft in (nero, otho, galba)] == [1, 0, 0]
    assert "RIC or RSC" in nero.problems[0].message
    assert [row["text"] for row in otho.references] == ["RIC 8; RSC 12"]
    assert galba.references == []
