"""Types known from references only."""

import pytest

from catalog.models import CatalogSystem
from catalog.references import Context, parse_references
from catalog.services.seeding_systems import seed_systems
from catalog.services.stubs import stub_for
from catalog.tests.vocabulary_recipes import make_term

pytestmark = pytest.mark.django_db


def stub(text: str, **names: str):
    context = Context(**names)
    [reference] = parse_references(text, context).references
    return stub_for(reference, context)


@pytest.mark.parametrize("work", ["RPC", "HGC", "MIR"])
def test_a_mint_does_not_say_which_volume_is_cited(work: str) -> None:
    make_term("Amphipolis", "mint")

    assert stub(f"{work} 1597", mint="Amphipolis") is None


def test_a_number_of_a_volume_is_one_type_whatever_else_is_known() -> None:
    make_term("Amphipolis", "mint")

    first = stub("RPC I 1626", mint="Amphipolis")

    assert first == stub("RPC I 1626")
    assert (first.volume, first.section, first.number, first.source) == ("I", "", "1626", "reference")


def test_the_row_of_a_work_is_as_seeding_makes_it() -> None:
    stub("RPC I 1626")
    made = CatalogSystem.objects.get(code="rpc")

    assert made.url_template
    seed_systems()
    made_before = made.updated_at
    made.refresh_from_db()
    assert made.updated_at == made_before


def test_the_city_of_the_coin_says_whose_number_is_cited() -> None:
    make_term("Sardes", "mint")
    make_term("Tralles", "mint")

    sardes = stub("BMC 12", category="roman_provincial", city="Sardes")

    assert sardes.display == "BMC Greek 12 (Sardes)"
    assert stub("BMC 12", category="roman_provincial", city="Tralles") != sardes
    assert stub("BMC 12", category="roman_provincial") is None
