"""`parse_reference` as scripts call it."""

import json
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import call_command

from coinstack.commands import WrongUse

pytestmark = pytest.mark.django_db


def answer(*arguments, **options):
    out = StringIO()
    call_command("parse_reference", *arguments, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def test_one_result_a_text_with_the_coin_as_context():
    [first, second] = answer("Sear 158", "nothing here", issuer="Justinian_I")
    assert [reference["system"] for reference in first["references"]] == ["sear_byz"]
    assert second == {"input": "nothing here", "references": [], "unparsed": ["nothing here"]}


def test_lines_of_standard_input_keep_their_order_and_odd_blanks(monkeypatch):
    lines = ["RIC\u00a0II 5", "", "RIC V.1#\u202f13c", " "]

    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO("\n".join(lines).encode() + b"\n")))
    found = answer(stdin=True)
    assert [entry["input"] for entry in found] == lines
    assert [len(entry["references"]) for entry in found] == [1, 0, 1, 0]


@pytest.mark.parametrize(("texts", "options"), [((), {}), (("RIC 1",), {"stdin": True})])
def test_wrong_use(texts, options):
    with pytest.raises(WrongUse):
        answer(*texts, **options)


def test_people_see_what_was_read_and_what_was_not():
    out = StringIO()
    call_command("parse_reference", "RIC I² 207 var.; Nobody 3", "", stdout=out)
    assert out.getvalue().splitlines() == [
        "'RIC I² 207 var.; Nobody 3'",
        "  RIC I² 207  0.80 [variant: var.: the coin differs from the type cited]",
        "  not read: 'Nobody 3'",
        "''",
        "  no reference",
    ]
