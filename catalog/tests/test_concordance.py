import pytest

from catalog.models import CatalogSystem, CatalogType, Concordance
from catalog.services.concordance import equate, equivalents, part

pytestmark = pytest.mark.django_db


def make_type(system: str, number: str) -> CatalogType:
    row, _ = CatalogSystem.objects.get_or_create(code=system, defaults={"title": system.upper()})
    return CatalogType.objects.create(system=row, number=number, display=f"{system.upper()} {number}")


def test_equivalents_of_equivalents_are_found_and_strangers_are_not() -> None:
    ric, rsc, bmc, other = (make_type(*key) for key in (("ric", "1"), ("rsc", "2"), ("bmcre", "3"), ("ric", "4")))
    equate([ric, rsc], source="literature")
    equate([rsc, bmc], source="literature")

    assert equivalents([bmc.pk]) == {ric.pk, rsc.pk, bmc.pk}
    assert equivalents([other.pk]) == {other.pk}
    assert equivalents([]) == set()


def test_groups_become_one_when_a_type_joins_them() -> None:
    first, second, third, fourth = (make_type("ric", number) for number in "1234")
    equate([first, second], source="user")
    equate([third, fourth], source="user")

    group = equate([second, third], source="user")

    assert set(Concordance.objects.values_list("group", flat=True)) == {group}
    assert equivalents([first.pk]) == {first.pk, second.pk, third.pk, fourth.pk}


def test_repeating_only_raises_the_confidence() -> None:
    one, two = make_type("ric", "1"), make_type("rsc", "2")

    for confidence in (0.6, 0.9, 0.7):
        equate([one, two], source="coins", confidence=confidence)

    assert list(Concordance.objects.values_list("confidence", flat=True)) == [0.9, 0.9]


def test_what_is_hardly_sure_finds_nothing() -> None:
    one, two = make_type("ric", "1"), make_type("rsc", "2")
    equate([one, two], source="coins", confidence=0.3)

    assert equivalents([one.pk]) == {one.pk}
    assert equivalents([one.pk], least=0.2) == {one.pk, two.pk}


def test_a_type_taken_out_leaves_no_group_of_one() -> None:
    one, two, three = (make_type("ric", number) for number in "123")
    equate([one, two], source="user")

    assert part(two) == 2
    assert not Concordance.objects.exists()

    equate([one, two, three], source="user")
    assert part(three) == 1
    assert equivalents([one.pk]) == {one.pk, two.pk}
