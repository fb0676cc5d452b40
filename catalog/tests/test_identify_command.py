"""`identify` as scripts call it."""

import json
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import call_command

from catalog.models import CatalogSystem, CatalogType
from catalog.services.versions import TYPES, raise_version
from coinstack.commands import WrongUse


@pytest.fixture(autouse=True)
def types(db):
    system = CatalogSystem.objects.create(code="ric", title="Roman Imperial Coinage")
    legends = {"obverse_legend": "IMP TRAIANO AVG", "reverse_legend": "COS V P P"}
    CatalogType.objects.bulk_create(
        [
            CatalogType(system=system, display="RIC II 1a", suffix="a", uri="http://example.org/1a", **legends),
            CatalogType(system=system, display="RIC II 1b", suffix="b", uri="http://example.org/1b", **legends),
        ]
    )
    raise_version(TYPES)


def answer(**options):
    out, err = StringIO(), StringIO()
    call_command("identify", json=True, stdout=out, stderr=err, **options)
    return json.loads(out.getvalue()), err.getvalue()


def answer_lines(monkeypatch, *lines, **options):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO("\n".join(lines).encode() + b"\n")))
    return answer(stdin=True, **options)


def test_one_coin():
    [entry], _ = answer(obverse="IMP TRAI?NO AVG", reverse="COS…P")
    [result] = entry["results"]
    assert entry["query"] == {"obverse": "IMP TRAI?NO AVG", "reverse": "COS…P", "problems": []}
    assert set(entry) == {"query", "results", "check_next", "ms"}
    assert set(result) == {"uri", "display", "score", "reasons", "members", "count", "decides"}
    assert (result["uri"], result["display"], result["score"]) == ("http://example.org/1a", "RIC II 1a", 1.0)
    assert result["members"] == ["http://example.org/1a", "http://example.org/1b"]
    assert result["decides"][0] == {
        "feature": "bust or variety letter",
        "cut": 0.5,
        "values": [{"value": "a", "count": 1}, {"value": "b", "count": 1}],
    }


def test_lines_of_json_keep_their_order_one_result_each(monkeypatch):
    lines = [
        '{"obverse": "IMP TRAIANO", "weight": 3.1}',
        "",
        '{"obverse": broken',
        '["IMP"]',
        '{"obverse": "COS", "weight": "abc"}',
        '{"colour": "green"}',
        '{"limit": 0, "obverse": "IMP"}',
        "[" * 100_000,
        '{"reverse": "COS\u00a0V\u202fP P", "mint": null, "limit": 1}',
    ]
    entries, said = answer_lines(monkeypatch, *lines)
    assert [len(entry["results"]) for entry in entries] == [1, 0, 0, 0, 0, 0, 0, 0, 1]
    assert entries[-1]["query"] == {"reverse": "COS\u00a0V\u202fP P", "mint": None, "problems": []}
    problems = [entry["query"]["problems"][0] for entry in entries[1:-1]]
    assert [problem.split(": ")[0] for problem in problems] == [f"line {number}" for number in range(2, 9)]
    assert said.splitlines() == problems
    assert entries[2]["query"]["input"] == '{"obverse": broken'


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"obverse": "IMP", "stdin": True},
        {"obverse": "IMP", "limit": "0"},
        {"weight": "abc"},
        {"obverse": "A" * 10_000},
    ],
    ids=["nothing given", "both ways", "limit 0", "weight abc", "ten thousand letters"],
)
def test_wrong_use(options):
    with pytest.raises(WrongUse):
        answer(**options)


@pytest.mark.parametrize(
    "legend",
    ["(((((((((((((((((((((((a+)+)+", "%_%", "\\", "'; DROP TABLE x--", "𐤀𐤁", "A" * 300, "?" * 299 + "A", "A…" * 150],
    ids=["regex", "like", "backslash", "sql", "phoenician", "long", "unknown letters", "gaps"],
)
def test_absurd_legends_are_answered(legend):
    [entry], _ = answer(obverse=legend, reverse=legend)
    assert entry["ms"] < 5_000


def test_people_see_results_with_reasons_and_what_to_check():
    out = StringIO()
    call_command("identify", obverse="TRAIANO…", stdout=out)
    assert out.getvalue().splitlines() == [
        "obverse TRAIANO…",
        "  1. 0.67  RIC II 1a and 1 more",
        "       obverse legend: all 7 letters agree, 6 of its 13 not read",
        "       told apart by: bust or variety letter; bust, field marks or officina",
        "Check next: bust or variety letter (rules out 50% of the candidates);"
        " bust, field marks or officina (rules out 50% of the candidates)",
    ]
