"""Identification against the database: names, problems, an index that follows the catalogue."""

import threading

import pytest

from catalog.choices import TermKind
from catalog.identify import Query
from catalog.models import CatalogSystem, CatalogType, Term
from catalog.services.identify import identify
from catalog.services.type_index import forget_index
from catalog.services.versions import TERMS, TYPES, raise_version
from catalog.services.vocabulary import NOMISMA
from catalog.tests.vocabulary_recipes import make_term
from coinstack.exceptions import InputRefused


@pytest.fixture
def catalogue(db):
    """Two denarii and an as of Trajan."""
    silver = make_term("Silver", TermKind.MATERIAL, ("AR", "dealer:Ag"), uri=f"{NOMISMA}ar")
    bronze = make_term("Bronze", TermKind.MATERIAL, ("AE",), uri=f"{NOMISMA}ae")
    rome = make_term("Rome", TermKind.MINT, ("it:Roma",), uri=f"{NOMISMA}rome")
    standards = [{"weight_g": 3.4, "metals": ["ar"], "year_start": 64, "year_end": 194}, {"weight_g": "heavy"}, 5]
    make_term("Antioch", TermKind.MINT, uri=f"{NOMISMA}antiocheia_syria")
    denarius = make_term("Denarius", TermKind.DENOMINATION, uri=f"{NOMISMA}denarius", metadata={"standards": standards})
    trajan = make_term("Trajan", TermKind.ISSUER, ("la:Traianus",), uri=f"{NOMISMA}trajan")
    system = CatalogSystem.objects.create(code="ric", title="Roman Imperial Coinage")
    shared = {
        "system": system,
        "mint": rome,
        "authority": trajan,
        "issuer": trajan,
        "obverse_legend": "IMP TRAIANO AVG",
    }
    rows = [
        CatalogType(number="2", number_sort="000002", display="RIC II Trajan 2", uri="http://example.org/2", material=silver, denomination=denarius, **shared),
        CatalogType(number="10", number_sort="000010", display="RIC II Trajan 10", uri="http://example.org/10", material=silver, denomination=denarius, **shared),
        CatalogType(number="400", number_sort="000400", display="RIC II Trajan 400", material=bronze, **shared),
        CatalogType(system=system, number="9", display="RIC II 9, of which only the number is known"),
    ]  # fmt: skip
    CatalogType.objects.bulk_create(rows)
    raise_version(TYPES)
    return system


def found(**given):
    return [[each.display for each in result.types] for result in identify(Query(**given)).results]


def test_types_come_in_the_catalogues_order_and_mere_numbers_not_at_all(catalogue):
    assert found(obverse="TRAIANO") == [["RIC II Trajan 2", "RIC II Trajan 10", "RIC II Trajan 400"]]


@pytest.mark.parametrize("metal", ["AR", "ag", "silver", "Silver", "http://nomisma.org/id/ar"])
def test_names_of_every_kind_are_understood(catalogue, metal):
    answer = identify(Query(obverse="TRAIANO", metal=metal))
    assert [each.display for each in answer.results[0].types] == ["RIC II Trajan 2", "RIC II Trajan 10"]
    assert answer.problems == ()
    assert "metal: Silver, as given" in answer.results[0].reasons


def test_weights_are_compared_with_the_standards_of_the_vocabulary(catalogue):
    reasons = identify(Query(obverse="TRAIANO", metal="AR", weight=4.1)).results[0].reasons
    assert reasons[-1] == "weight: 4.1 g is too high for Denarius (2.31 to 3.81 g)"


def test_an_unknown_name_counts_as_not_given_and_is_a_problem(catalogue):
    answer = identify(Query(obverse="TRAIANO", mint="Atlantis", issuer="none"))
    assert [len(result.types) for result in answer.results] == [3]
    assert answer.problems == (
        'mint: "Atlantis" is not in the vocabulary; not used',
        'issuer: "none" is not in the vocabulary; not used',
    )


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({"mint": "Atlantis"}, ['mint: "Atlantis" is not in the vocabulary; not used', "nothing is left to go by"]),
        ({"obverse": "… ??? [...]"}, ["obverse: no letter is legible; not used", "nothing is left to go by"]),
        ({"mintmark": "XXI"}, ['mintmark: "XXI" is a mark of value, not a mint', "nothing is left to go by"]),
        ({"metal": "'; DROP TABLE--"}, ["metal: \"'; DROP TABLE--\" is not in the vocabulary; not used", "nothing is left to go by"]),
    ],
    ids=["unknown mint", "only gaps", "mark of value", "sql"],
)  # fmt: skip
def test_nothing_to_go_by_finds_nothing_and_says_why(catalogue, given, problems):
    answer = identify(Query(**given))
    assert (answer.results, answer.check_next, list(answer.problems)) == ((), (), problems)


def test_an_empty_query_is_refused(catalogue):
    with pytest.raises(InputRefused, match="Nothing was given"):
        identify(Query())


def test_an_empty_catalogue_says_so(db):
    answer = identify(Query(obverse="IMP"))
    assert answer.results == ()
    assert "no types are loaded" in answer.problems[0]


def test_the_index_follows_types_and_names(catalogue):
    assert len(found(obverse="TRAIANO")[0]) == 3
    CatalogType.objects.filter(display="RIC II Trajan 400").delete()
    assert len(found(obverse="TRAIANO")[0]) == 3, "nobody said that types changed"
    raise_version(TYPES)
    assert len(found(obverse="TRAIANO")[0]) == 2
    Term.objects.filter(name="Silver").update(name="Argentum")
    raise_version(TERMS)
    assert "metal: Argentum, as given" in identify(Query(obverse="TRAIANO", metal="AR")).results[0].reasons


def test_replaced_types_are_left_out(catalogue):
    new = CatalogType.objects.get(display="RIC II Trajan 10")
    CatalogType.objects.filter(display="RIC II Trajan 2").update(replaced_by=new)
    raise_version(TYPES)
    assert found(obverse="TRAIANO", metal="AR")[0] == ["RIC II Trajan 10"]


def test_one_query_of_the_database_when_nothing_has_to_be_looked_up(catalogue, django_assert_num_queries):
    identify(Query(obverse="TRAIANO"))
    with django_assert_num_queries(1):
        identify(Query(obverse="TRAIANO", weight=3.1))


@pytest.mark.django_db(transaction=True)
def test_threads_share_one_index(catalogue):
    forget_index()
    answers = []
    threads = [threading.Thread(target=_ask, args=(answers,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert answers == [3, 3, 3, 3]


def _ask(answers):
    from django.db import connection  # noqa: PLC0415 - the connection of this thread

    try:
        answers.append(len(found(obverse="TRAIANO")[0]))
    finally:
        connection.close()


def test_a_portrait_of_no_words_is_not_used_and_said(catalogue):
    answer = identify(Query(portrait="the"))
    assert answer.results == ()
    assert answer.problems == ('portrait: "the" describes nothing; not used', "nothing is left to go by")
