"""References are read when they are written, linked to types, and found by what another catalogue calls them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.choices import TermKind
from catalog.models import CatalogSystem, CatalogType, Term
from catalog.services.concordance import equate
from catalog.services.versions import TYPES, announce
from catalog.tests.vocabulary_recipes import make_term
from coins.choices import ReadingState
from coins.filters import CoinFilters
from coins.models import Coin, CoinReference
from coins.services.child_rows import add_reference as cite
from coins.services.children import TextEdit
from coins.services.edit import edit_coin, edit_many
from coins.services.history import Change, new_batch
from coins.services.readings import read_coin
from coins.services.readings_job import read_step
from coins.services.record import RecordEdit, add_record, save_record
from coins.services.undo import undo
from coins.tests.recipes import DOMNA, add_reference, make_coin, make_domna
from coinstack.accounts.models import User
from coinstack.jobs.models import Job
from coinstack.jobs.progress import SilentProgress
from coinstack.jobs.queue import enqueue

pytestmark = pytest.mark.django_db


def make_type(section: str, number: str, suffix: str = "") -> CatalogType:
    ric, _ = CatalogSystem.objects.get_or_create(code="ric", defaults={"title": "Roman Imperial Coinage"})
    rome = Term.objects.filter(slug="rome").first()
    mint = rome or make_term("Rome", TermKind.MINT, uri="http://nomisma.org/id/rome")
    return CatalogType.objects.create(
        system=ric,
        volume="IV",
        section=section,
        number=number,
        suffix=suffix,
        display=f"RIC IV {section} {number}{suffix}",
        uri=f"http://numismatics.org/ocre/id/ric.4.{section}.{number}{suffix}",
        mint=mint,
    )


@pytest.fixture
def domna_574() -> CatalogType:
    make_term("Julia Domna", uri="http://nomisma.org/id/julia_domna")
    make_term("Septimius Severus", uri="http://nomisma.org/id/septimius_severus")
    make_type("ge", "574")
    return make_type("ss", "574")


def save_references(coin: Coin, text: str, user: User, batch: str = "") -> Coin:
    coin.refresh_from_db()
    before = "\n".join(coin.references.values_list("text", flat=True))
    edit = RecordEdit(values={}, references=TextEdit(before, text))
    return save_record(coin=coin, version=coin.version, edit=edit, change=Change(user=user, batch=batch)).coin


def states(coin: Coin) -> list[tuple[str, str]]:
    rows = coin.references.order_by("order").values_list("readings__display", "readings__state")
    return [(display or "", state) for display, state in rows.order_by("order", "readings__order")]


def test_a_reference_is_linked_in_the_history_row_that_adds_it(alice: User, domna_574: CatalogType) -> None:
    coin = make_domna(alice)

    save_references(coin, "RIC IV 574 (Julia Domna)", alice)

    row = coin.references.get()
    assert (row.catalog_type, row.needs_review) == (domna_574, False)
    assert row.history.count() == 1
    assert row.readings.get().state == ReadingState.RESOLVED


def test_each_citation_of_a_text_is_a_reading_of_its_own(alice: User, domna_574: CatalogType) -> None:
    coin = make_domna(alice)

    save_references(coin, "RIC IV 574; RSC 194; cf. BMCRE 49; my own note", alice)

    assert states(coin)[:3] == [
        ("RIC IV 574", ReadingState.RESOLVED),
        ("RSC 194", ReadingState.STUB),
        ("BMCRE 49", ReadingState.NOT_LINKED),
    ]
    row = coin.references.get()
    assert row.text == "RIC IV 574; RSC 194; cf. BMCRE 49; my own note"
    assert row.needs_review
    assert row.readings.get(state=ReadingState.UNPARSED).text == "my own note"


def test_the_stub_of_a_work_belongs_to_the_person_shown(alice: User, domna_574: CatalogType) -> None:
    domna, severus = make_domna(alice), make_domna(alice, portrait_subject="Septimius Severus")

    for coin in (domna, severus):
        save_references(coin, "RSC 194", alice)

    stubs = CatalogType.objects.filter(system__code="rsc")
    assert sorted(stubs.values_list("section", "number")) == [("julia-domna", "194"), ("septimius-severus", "194")]


def test_without_the_person_there_is_no_stub(alice: User) -> None:
    coin = make_coin(alice)

    save_references(coin, "RSC 194", alice)

    assert states(coin) == [("RSC 194", ReadingState.NOT_FOUND)]
    assert not CatalogType.objects.exists()


def test_another_portrait_reads_the_references_anew(alice: User, domna_574: CatalogType) -> None:
    coin = make_domna(alice, portrait_subject="", issuer="")
    save_references(coin, "RIC IV 574", alice)
    assert states(coin) == [("RIC IV 574", ReadingState.CANDIDATES)]
    coin.refresh_from_db()

    edit_coin(
        coin_id=coin.pk,
        version=coin.version,
        values={"portrait_subject": "Julia Domna", "issuer": "Septimius Severus"},
        change=Change(user=alice),
    )

    assert coin.references.get().catalog_type == domna_574


def test_candidates_are_kept_and_nothing_is_guessed(alice: User, domna_574: CatalogType) -> None:
    coin = make_domna(alice, portrait_subject="", issuer="")

    save_references(coin, "RIC IV 574", alice)

    row = coin.references.get()
    assert row.catalog_type is None
    assert row.needs_review
    assert len(row.readings.get().candidates) == 2


def test_other_words_lose_the_link_and_undo_brings_it_back(alice: User, domna_574: CatalogType) -> None:
    coin = make_domna(alice)
    save_references(coin, "RIC IV 574", alice)
    batch = new_batch()

    save_references(coin, "RIC IV 999", alice, batch)
    assert coin.references.get().catalog_type is None

    report = undo(batch, user=alice)

    assert (report.undone, report.kept) == (1, [])
    row = coin.references.get()
    assert (row.text, row.catalog_type) == ("RIC IV 574", domna_574)
    assert row.readings.get().state == ReadingState.RESOLVED


def test_a_reading_by_the_program_is_nobodys_edit(alice: User, domna_574: CatalogType) -> None:
    batch = new_batch()
    coin = make_domna(alice)
    coin.refresh_from_db()
    save_references(coin, "RIC IV 574 (Julia Domna)", alice, batch)
    CoinReference.objects.update(catalog_type=None)

    read_coin(coin, Change(user=None, source="references"))
    assert coin.references.get().catalog_type == domna_574

    assert undo(batch, user=alice).undone == 1
    assert not coin.references.exists()


def test_a_chosen_type_stays_while_it_is_among_the_candidates(alice: User, domna_574: CatalogType) -> None:
    coin = make_domna(alice, portrait_subject="", issuer="")
    row = add_reference(coin, "RIC IV 574", catalog_type=domna_574)

    read_coin(coin, Change(user=None, source="references"))

    row.refresh_from_db()
    assert row.catalog_type == domna_574


def test_a_loaded_catalogue_queues_the_references_of_everybody(alice: User, bob: User) -> None:
    add_reference(make_domna(alice), "RIC IV 574")
    make_domna(bob)

    announce(TYPES)

    assert [job.owner for job in Job.objects.filter(kind="read_references")] == [alice]


def test_a_bulk_edit_queues_the_references_of_its_coins(alice: User) -> None:
    coins = [make_domna(alice), make_domna(alice)]
    add_reference(coins[1], "RIC IV 574")

    edit_many(coins=coins, values={"mint": "Laodicea"}, change=Change(user=alice))

    assert [job.args for job in Job.objects.filter(kind="read_references")] == [{"coins": [coins[1].pk]}]


def test_a_job_reads_coins_under_the_lock_and_makes_no_wide_rows_distinct(alice: User, domna_574: CatalogType) -> None:
    coin = make_domna(alice)
    add_reference(coin, "RIC IV 574")
    add_reference(coin, "RIC IV 575", order=1)

    with CaptureQueriesContext(connection) as captured:
        outcome = read_step(enqueue("read_references", owner=alice), SilentProgress())

    assert outcome == {"coins": 1, "linked": 1}
    statements = [query["sql"] for query in captured]
    assert not [sql for sql in statements if "SELECT DISTINCT" in sql and '"coins_coin"' in sql]
    whole = next(at for at, sql in enumerate(statements) if '"coins_coin"."personal_notes"' in sql)
    assert any("SAVEPOINT" in sql for sql in statements[:whole])


def found(query: str, user: User) -> set[int]:
    filters = CoinFilters.from_query(query)
    assert not filters.problems
    return set(Coin.objects.visible_to(user).matching(filters).values_list("pk", flat=True))


@pytest.mark.parametrize("query", ["cites=RSC+194", "q=RSC+194", "cites=Roman+Silver+Coins+194"])
def test_a_coin_is_found_by_an_equivalent_reference(alice: User, domna_574: CatalogType, query: str) -> None:
    entered_as_ric, entered_as_rsc, other = (make_domna(alice) for _ in range(3))
    save_references(entered_as_ric, "RIC IV 574", alice)
    save_references(entered_as_rsc, "RSC 194", alice)
    save_references(other, "RSC 195", alice)
    equate([domna_574, CatalogType.objects.get(system__code="rsc", number="194")], source="literature")

    assert found(query, alice) == {entered_as_ric.pk, entered_as_rsc.pk}


def test_what_is_no_reference_is_told(alice: User) -> None:
    filters = CoinFilters.from_query("cites=a+nice+coin")

    assert "not a reference that can be read" in str(filters.problems)


def test_numbers_cited_together_find_each_other(alice: User, domna_574: CatalogType) -> None:
    both, only_ric, other = (make_domna(alice) for _ in range(3))
    save_references(only_ric, "RIC IV 574", alice)
    save_references(other, "RSC 195", alice)

    save_references(both, "RIC IV 574; RSC 194", alice)

    assert found("cites=RSC+194", alice) == {both.pk, only_ric.pk}


@pytest.mark.parametrize("way", ["a form", "a row"])
def test_numbers_of_a_new_coin_find_each_other_too(alice: User, domna_574: CatalogType, way: str) -> None:
    only_ric = make_domna(alice)
    save_references(only_ric, "RIC IV 574", alice)

    if way == "a form":
        edit = RecordEdit(values=DOMNA, references=TextEdit("", "RIC IV 574\nRSC 194"))
        both = add_record(owner=alice, edit=edit, change=Change(user=alice))
    else:
        both = make_domna(alice)
        for text in ("RIC IV 574", "RSC 194"):
            cite(both, {"text": text}, Change(user=alice))

    assert found("cites=RSC+194", alice) == {both.pk, only_ric.pk}


def test_types_with_one_number_in_a_coarser_work_stay_apart(alice: User, domna_574: CatalogType) -> None:
    make_type("ss", "575")
    first, second, third = (make_domna(alice) for _ in range(3))
    save_references(first, "RIC IV 574; RSC 194", alice)
    save_references(second, "RIC IV 575; RSC 194", alice)
    save_references(third, "RIC IV 575", alice)

    assert found("cites=RIC+IV+574", alice) == {first.pk, second.pk}
    assert found("cites=RSC+194", alice) == {first.pk, second.pk, third.pk}


def test_the_category_of_the_coin_chooses_among_works_of_one_name(alice: User) -> None:
    coin = make_coin(alice, category="roman_imperial")
    save_references(coin, "BMC 12", alice)
    assert [reading.system for reading in coin.references.get().readings.all()] == ["bmcre"]

    coin.refresh_from_db()
    edit_coin(coin_id=coin.pk, version=coin.version, values={"category": "greek"}, change=Change(user=alice))

    assert [reading.system for reading in coin.references.get().readings.all()] == ["bmc_greek"]


def test_a_citation_with_its_ruler_finds_no_coins_of_another(alice: User, domna_574: CatalogType) -> None:
    domna, geta = make_domna(alice), make_coin(alice, issuer="Geta")
    save_references(domna, "RIC IV 574 (Julia Domna)", alice)
    make_term("Geta", uri="http://nomisma.org/id/geta")
    save_references(geta, "RIC IV 574 (Geta)", alice)

    assert found("cites=RIC+IV+574", alice) == {domna.pk, geta.pk}
    assert found("cites=RIC+IV+574+(Geta)", alice) == {geta.pk}
    assert found("cites=http://numismatics.org/ocre/id/ric.4.ss.574", alice) == {domna.pk}


def test_a_citation_without_letter_finds_the_lettered_ones_of_its_ruler(alice: User, domna_574: CatalogType) -> None:
    plain, lettered = make_domna(alice), make_domna(alice)
    make_type("ss", "574", suffix="a")
    save_references(plain, "RIC IV 574 (Julia Domna)", alice)
    save_references(lettered, "RIC IV 574a (Julia Domna)", alice)

    assert found("cites=RIC+IV+574+(Septimius+Severus)", alice) == {plain.pk, lettered.pk}
    assert found("cites=RIC+IV+574a+(Septimius+Severus)", alice) == {lettered.pk}
