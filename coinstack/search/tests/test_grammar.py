import pytest
from hypothesis import given
from hypothesis import strategies as st

from coinstack.search.grammar import Phrase, as_fts5, as_tsquery, read_query
from coinstack.search.words import LONGEST_WORD, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("IVLIA AVGVSTA", ["iulia", "augusta"]),
        ("CONSTAN-TINVS P·F•AVG", ["constan", "tinus", "p", "f", "aug"]),
        ("Σεβαστός ΣΕΒΑΣΤΟΣ", ["σεβαστοσ", "σεβαστοσ"]),
        ("RIC I² 44a; Calicó 402", ["ric", "i", "2", "44a", "calico", "402"]),
        ("RPC 207/1", ["rpc", "207", "1"]),
        ("Cœur æs Straße", ["coeur", "aes", "strasse"]),
        ("महाराज 𐤀𐤁 𐨀", ["महरज", "𐤀𐤁", "𐨀"]),
        ("snake_case 🪙 % \x00 ½", ["snake", "case", "½"]),
        ("x" * 500, ["x" * LONGEST_WORD]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "fts5"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("Julia Domna", '"iulia" * AND "domna" *', id="words begin"),
        pytest.param("p f aug", '"p" AND "f" AND "aug" *', id="short words are whole"),
        pytest.param("ric 44", '"ric" * AND "44"', id="a number is itself"),
        pytest.param("ric 2071 207a", '"ric" * AND "2071" AND "207a" *', id="a number with a letter begins"),
        pytest.param("se* 20* x*", '"se" * AND "20" * AND "x"', id="a star opens words of two letters"),
        pytest.param('"ivlia avg"', '"iulia aug"', id="a phrase is whole"),
        pytest.param('"ivlia avg*" dom', '"iulia aug" * AND "dom" *', id="a phrase with a star"),
        pytest.param("“venus felix” «salus»", '"uenus felix" AND "salus"', id="printed quotes"),
        pytest.param('"ivlia avgusta', '"iulia" * AND "augusta" *', id="an open quote is text"),
        pytest.param('" "" "', "", id="empty quotes"),
        pytest.param("207/1", '"207 1"', id="a word with a stroke is a phrase"),
        pytest.param("rome Rome ROME", '"rome" *', id="the same word twice"),
        pytest.param("NOT AND* OR(", '"not" * AND "and" * AND "or"', id="operators are words"),
        pytest.param(
            "title:x ^a -b {c} NEAR(d e)", '"title x" AND "a" AND "b" AND "c" AND "near d" AND "e"', id="syntax"
        ),
        pytest.param("🪙 % ' \\ ;--", "", id="no letters"),
    ],
)
def test_query_in_the_words_of_sqlite(text: str, fts5: str) -> None:
    assert as_fts5(read_query(text)) == fts5


def test_query_in_the_words_of_postgresql() -> None:
    asked = read_query("'dom&na|x' \"venus felix*\" 44", lambda text: (text, text.replace("felix", "fel")))
    assert as_tsquery(asked) == "('dom' <-> 'na' <-> 'x') & (('uenus' <-> 'felix':*) | ('uenus' <-> 'fel':*)) & ('44')"


def test_spellings_that_come_to_the_same_are_asked_once() -> None:
    assert read_query("Domna", lambda text: (text, text.upper(), "%")) == ((Phrase(("domna",), True),),)


@given(st.text(max_size=60))
def test_every_text_is_a_query_of_plain_words(text: str) -> None:
    for phrases in read_query(text):
        for phrase in phrases:
            assert all(word and word.isalnum() for word in phrase.words)
