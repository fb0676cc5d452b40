"""The commands that match a collection's words and read its references."""

from typing import Any

import pytest
from django.core.management import call_command

from catalog.choices import TermKind
from catalog.tests.vocabulary_recipes import make_term
from coins.management.commands.match_vocabulary import Command as MatchVocabulary
from coins.management.commands.read_references import Command as ReadReferences
from coins.models import Coin
from coins.tests.recipes import add_reference, make_domna
from coinstack.accounts.models import User
from coinstack.exceptions import NotFound
from coinstack.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def coins(alice: User, bob: User) -> list[Coin]:
    found = [make_domna(alice), make_domna(alice, mint="Nowhere"), make_domna(bob)]
    for coin in found:
        add_reference(coin, "Price 3")
    return found


def test_words_are_matched_under_a_job_row(alice: User, coins: list[Coin], capsys: Any) -> None:
    rome = make_term("Rome", TermKind.MINT)

    call_command("match_vocabulary", "--owner", "alice", "--json")

    assert '"coins": 2' in capsys.readouterr().out
    assert list(Coin.objects.filter(mint_term=rome)) == [coins[0]]
    job = Job.objects.get(kind="match_vocabulary")
    assert (job.state, job.owner, job.done) == ("done", alice, 2)


def test_references_are_read_under_a_job_row(alice: User, coins: list[Coin], capsys: Any) -> None:
    call_command("read_references", "--owner", "alice", "--json")

    assert '{"coins": 2, "linked": 2}' in capsys.readouterr().out
    assert coins[0].references.get().catalog_type == coins[1].references.get().catalog_type
    assert coins[2].references.get().catalog_type is None


def test_what_a_person_is_told() -> None:
    counts = {"coins": 3, "texts": 9, "assigned": 7, "pending": 2}

    assert MatchVocabulary().render(counts) == "3 coins: 7 of 9 names matched, 2 wait for a decision."
    assert "2 references linked" in ReadReferences().render({"coins": 3, "linked": 2})


@pytest.mark.parametrize("command", ["match_vocabulary", "read_references"])
def test_an_unknown_collector_is_named(command: str) -> None:
    with pytest.raises(NotFound, match="no collector named 'nobody'"):
        call_command(command, "--owner", "nobody")
