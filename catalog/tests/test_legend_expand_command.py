"""`expand_legend` as scripts call it."""

import json
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import call_command

from coinstack.commands import WrongUse


def answer(*arguments, **options):
    out = StringIO()
    call_command("expand_legend", *arguments, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def test_one_result_a_legend():
    [first, second] = answer("PAX AVG", "")
    assert first == {
        "input": "PAX AVG",
        "expanded": "Pax Augusti",
        "parts": [
            {"text": "PAX", "expansion": "Pax", "kind": "virtue"},
            {"text": "AVG", "expansion": "Augusti", "kind": "title"},
        ],
        "unknown": [],
        "confidence": 0.97,
    }
    assert second == {"input": "", "expanded": "", "parts": [], "unknown": [], "confidence": 0.0}


def test_lines_of_standard_input_keep_their_order(monkeypatch):
    lines = ["COS\u00a0III", "", "ΣΕΒ", " "]
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO("\n".join(lines).encode() + b"\n")))
    found = answer(stdin=True)
    assert [entry["input"] for entry in found] == lines
    assert [entry["expanded"] for entry in found] == ["Consul III", "", "Sebastos", ""]


@pytest.mark.parametrize(
    ("texts", "options"),
    [pytest.param((), {}, id="neither"), pytest.param(("AVG",), {"stdin": True}, id="both")],
)
def test_wrong_use(texts, options):
    with pytest.raises(WrongUse):
        answer(*texts, **options)


def test_people_see_what_was_not_understood():
    out = StringIO()
    call_command("expand_legend", "PAX AVG XYQZ", ".", stdout=out)
    assert out.getvalue().splitlines() == [
        "'PAX AVG XYQZ'",
        "  Pax Augusti XYQZ  0.60",
        "  not understood: 'XYQZ'",
        "'.'",
        "  no words  0.00",
    ]
