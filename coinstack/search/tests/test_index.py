"""The index over any source: what it finds, how it follows the objects, and how it is made anew."""

import json
from collections.abc import Iterable, Iterator, Sequence

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from coinstack.accounts.models import User
from coinstack.search.apps import index_what_was_there
from coinstack.search.index import index, index_new_sources, indexed_together, rebuild, remove, search_ids
from coinstack.search.models import SearchDocument
from coinstack.search.registry import SOURCES, Document, register_source

PEOPLE = "people"


@pytest.fixture
def texts() -> Iterator[dict[int, list[str]]]:
    """The collectors as a source of their own; what is written about each, by id."""
    found: dict[int, list[str]] = {}

    def read(ids: Sequence[int]) -> Iterable[Document]:
        for user in User.objects.filter(pk__in=ids):
            yield Document(user.pk, user.pk, user.username, found.get(user.pk, []))

    register_source(PEOPLE, number=63, rows=User.objects.all, read=read)
    yield found
    del SOURCES[PEOPLE]


def found(query: str, **asked: User) -> set[int]:
    return set(User.objects.filter(pk__in=search_ids(PEOPLE, query, **asked)).values_list("pk", flat=True))


def is_index_whole() -> bool:
    """SQLite compares its index with the documents; PostgreSQL keeps both in one row."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")
    return True


def test_finds_words_beginnings_and_phrases(texts: dict[int, list[str]], alice: User, bob: User) -> None:
    texts[alice.pk] = ["Bronzes of Syracuse", "12αβ and 7b", "RIC I² 44; ΑΘΕ", "𐤀𐤁 ascetic"]
    texts[bob.pk] = ["Syracuse of the bronzes"]
    index(PEOPLE, [alice.pk, bob.pk])
    assert found("bronzes syracuse") == {alice.pk, bob.pk}
    assert found("ALI") == {alice.pk}
    assert found("al") == set()
    assert found("al*") == {alice.pk}
    assert found('"bronzes of syracuse"') == {alice.pk}
    assert found('"bronzes of syr*"') == {alice.pk}
    assert found('"bronze"') == set()
    assert found("12αβ 7b") == {alice.pk}
    assert found("ric i 2 44 αθε") == {alice.pk}
    assert found("4") == set()
    assert found("𐤀𐤁") == {alice.pk}


def test_phrases_stay_within_one_text(texts: dict[int, list[str]], alice: User) -> None:
    texts[alice.pk] = ["silver", "tetradrachms", ""]
    index(PEOPLE, [alice.pk])
    assert found("silver tetradrachms") == {alice.pk}
    assert found('"silver tetradrachms"') == set()
    assert found('"alice silver"') == set()


def test_owner_narrows(texts: dict[int, list[str]], alice: User, bob: User) -> None:
    texts |= {alice.pk: ["bronzes"], bob.pk: ["bronzes"]}
    index(PEOPLE, [alice.pk, bob.pk])
    assert found("bronzes", owner=bob) == {bob.pk}


@pytest.mark.parametrize("query", ["", "%", "🪙", '"', '""', "*", "\x00", "¶"])
def test_query_without_letters_finds_nothing(texts: dict[int, list[str]], alice: User, query: str) -> None:
    index(PEOPLE, [alice.pk])
    assert found(query) == set()


@pytest.mark.parametrize(
    "query",
    [
        'alice"',
        '"alice',
        "alice OR",
        "NOT alice",
        "alice AND",
        "(alice",
        "alice)",
        "title:alice",
        "^alice",
        "-alice",
        "alice\x00",
        "alice 🪙",
        "alice'; DROP TABLE coins_coin; --",
        "al:*ice & | !",
        "a'l'i'c'e <-> :*",
        "\\alice\\",
        "alice " * 2000,
        "alice" * 2000,
        "a-" * 500,
    ],
)
def test_no_query_is_an_error(texts: dict[int, list[str]], alice: User, query: str) -> None:
    index(PEOPLE, [alice.pk])
    assert found(query) <= {alice.pk}


def test_no_sign_is_an_operator(texts: dict[int, list[str]], alice: User) -> None:
    index(PEOPLE, [alice.pk])
    signs = [chr(code) for code in range(128) if not chr(code).isalnum()] + list("“”„«»‘’ʼ•·ǀ؀\u200b\u0301\ufffd\udfff")
    assert [sign for sign in signs if found(f"{sign}alice{sign} {sign}") - {alice.pk}] == []
    assert [sign for sign in signs if not sign.isalpha() and found(f"{sign}alice{sign}") != {alice.pk}] == []


def test_endless_texts_are_cut(texts: dict[int, list[str]], alice: User) -> None:
    texts[alice.pk] = ["first " + " ".join(f"𐤀{number}" for number in range(400_000))]
    index(PEOPLE, [alice.pk])
    assert found("first alice 𐤀7") == {alice.pk}


def test_documents_follow_their_rows(texts: dict[int, list[str]], alice: User, bob: User) -> None:
    texts[alice.pk] = ["bronzes"]
    index(PEOPLE, [alice.pk, bob.pk])
    texts[alice.pk] = ["silver"]
    index(PEOPLE, [alice.pk])
    assert (found("bronzes"), found("silver")) == (set(), {alice.pk})
    bob_id = bob.pk
    bob.delete()
    index(PEOPLE, [bob_id])
    assert found("bob") == set()
    remove(PEOPLE, [alice.pk])
    assert found("silver") == set()
    assert SearchDocument.objects.count() == 0
    assert is_index_whole()


def test_what_has_not_changed_is_not_written(
    texts: dict[int, list[str]], alice: User, django_assert_num_queries: object
) -> None:
    index(PEOPLE, [alice.pk])
    with django_assert_num_queries(4):  # type: ignore[operator]  # savepoint, documents, objects, savepoint
        index(PEOPLE, [alice.pk])


def test_rolled_back_writes_are_not_found(texts: dict[int, list[str]], alice: User) -> None:
    texts[alice.pk] = ["bronzes"]
    index(PEOPLE, [alice.pk])
    with transaction.atomic():
        texts[alice.pk] = ["silver"]
        index(PEOPLE, [alice.pk])
        transaction.set_rollback(True)
    assert (found("bronzes"), found("silver")) == ({alice.pk}, set())
    assert is_index_whole()


def test_together_means_once_at_the_end(texts: dict[int, list[str]], alice: User) -> None:
    with indexed_together():
        index(PEOPLE, [alice.pk])
        with indexed_together():
            index(PEOPLE, [alice.pk])
        assert found("alice") == set()
    assert found("alice") == {alice.pk}


def test_together_forgets_what_failed(texts: dict[int, list[str]], alice: User) -> None:
    def fail() -> None:
        with indexed_together():
            index(PEOPLE, [alice.pk])
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert found("alice") == set()
    index(PEOPLE, [alice.pk])
    assert found("alice") == {alice.pk}


def test_rebuild_brings_everything_up_to_date(texts: dict[int, list[str]], alice: User, bob: User) -> None:
    index(PEOPLE, [alice.pk])
    SearchDocument.objects.filter(row_id=alice.pk).update(body="stale")
    SearchDocument.objects.create(pk=63, source=PEOPLE, row_id=0, title="lost")
    texts[alice.pk] = ["bronzes"]
    assert rebuild(PEOPLE) == 2
    assert (found("bronzes"), found("bob"), found("stale"), found("lost")) == ({alice.pk}, {bob.pk}, set(), set())
    assert is_index_whole()


def test_command_rebuilds_all_sources(
    texts: dict[int, list[str]], alice: User, bob: User, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("rebuild_search", "--json")
    assert json.loads(capsys.readouterr().out) == {"documents": 2}
    assert found("alice") == {alice.pk}


def test_source_without_documents_is_indexed_by_the_next_upgrade(texts: dict[int, list[str]], alice: User) -> None:
    call_command("migrate", "search", interactive=False, verbosity=0)
    assert found("alice") == {alice.pk}


def test_source_that_has_documents_is_left_alone(texts: dict[int, list[str]], alice: User, bob: User) -> None:
    index(PEOPLE, [bob.pk])
    index_new_sources()
    assert found("alice") == set()


@pytest.mark.parametrize(
    ("name", "number", "told"),
    [(PEOPLE, 62, "twice"), ("others", 63, "twice"), ("others", 0, "number from"), ("others", 64, "number from")],
)
def test_names_and_numbers_are_registered_once(texts: dict[int, list[str]], name: str, number: int, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        register_source(name, number=number, rows=User.objects.all, read=lambda ids: [])


def test_flush_empties_the_index(texts: dict[int, list[str]], alice: User) -> None:
    index(PEOPLE, [alice.pk])
    SearchDocument.objects.all().delete()
    index_what_was_there()
    assert is_index_whole()


def test_unfinished_batches_are_several(texts: dict[int, list[str]], monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr("coinstack.search.index.BATCH_SIZE", 2)
    people = [User.objects.create_user(f"person{number}") for number in range(5)]
    assert rebuild(PEOPLE) == 5
    assert found("per*") == {person.pk for person in people}
    remove(PEOPLE, [person.pk for person in people])
    assert SearchDocument.objects.count() == 0
